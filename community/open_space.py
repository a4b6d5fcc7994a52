"""Open Spaces: a meetup whose program its people make themselves, of sessions on a grid of slots and spaces."""
# a refusal is named for what is the case, as in "SpaceTaken"

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import meetups, slots
from community.errors import CommunityError
from community.meetups import Kind, Meetup, Plan, WrongPlan
from community.slots import Slot, Span

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_SPACES = 20
SPACE_LIMIT = 60
MOST_SESSIONS = 400
SESSION_TITLE_LIMIT = 150
WHY_LIMIT = 500
MOST_HOSTS = 6
# In the community's channel a session's thread opens shortly before; in a channel of its own as soon as it has a place.
OPENS_BEFORE = timedelta(minutes=10)
# A start that is told later than this helps nobody any more; a question after it may still be answered.
_LATEST_START, _LATEST_QUESTION = timedelta(minutes=10), timedelta(hours=12)
# So long there is time to write down what was learnt, before all of it is told.
HARVEST = timedelta(hours=24)
SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class OpenSpace:
    """What an Open Space has beside its meetup; `Program.channel_id` says where its threads are."""

    meetup_id: int
    channel_id: str
    spaces: tuple[str, ...]
    slots: tuple[Slot, ...]
    wants_channel: bool = False  # a channel of its own, which may be on its way
    has_channel: bool = False
    market_ts: str | None = None  # in its own channel; in its community's the announcement is the marketplace
    is_updating: bool = False
    is_done: bool = False  # summed up, or called off


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session somebody proposes."""

    meetup_id: int
    title: str
    why: str
    proposed_by: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(NewSession):
    """A session of an Open Space; nobody hosts it when its hosts went."""

    id: int
    hosts: tuple[str, ...] = ()
    slot: int | None = None
    space: int | None = None
    withdrawn_at: datetime | None = None
    message_ts: str | None = None  # its thread holds the notes
    is_posting: bool = False
    is_asked: bool = False  # what was learnt

    @property
    def place(self) -> tuple[int, int] | None:
        """Give its slot and space, None while it has none."""
        return None if self.slot is None or self.space is None else (self.slot, self.space)


@dataclass(frozen=True, slots=True)
class Program:
    """An Open Space as it stands: its sessions, oldest first, how many are interested in each, and hosts' names."""

    meetup: Meetup
    space: OpenSpace
    sessions: Sequence[Session]
    interest: Mapping[int, int]
    names: Mapping[str, str]

    @property
    def channel_id(self) -> str:
        """Give where its threads are; one in its community's channel follows it to another while none is open."""
        has_threads = any(session.message_ts for session in self.sessions)
        return self.space.channel_id if self.space.has_channel or has_threads else self.meetup.channel_id

    def at(self, slot: int) -> Sequence[Session]:
        """Give the sessions of a slot, by space."""
        return sorted((one for one in self.sessions if one.slot == slot), key=lambda one: one.space or 0)

    def free(self, slot: int) -> Sequence[int]:
        """Give the spaces that are free in a slot."""
        taken = {one.space for one in self.sessions if one.slot == slot}
        return [space for space in range(len(self.space.spaces)) if space not in taken]

    def starts(self, slot: int) -> datetime:
        """Give when a slot starts."""
        return slots.starts(self.space.slots[slot], self.meetup.starts_at)

    def ends(self, slot: int) -> datetime:
        """Give when a slot ends."""
        return slots.ends(self.space.slots[slot], self.meetup.starts_at)


@dataclass(frozen=True, slots=True)
class Due:
    """What an Open Space's clock asks for now."""

    threads: Sequence[Session] = ()  # to be opened
    starts: Sequence[int] = ()  # slots whose start is told
    missed: Sequence[int] = ()  # slots whose start is told no more
    questions: Sequence[Session] = ()  # to be asked what was learnt
    is_summed_up: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.threads or self.starts or self.missed or self.questions or self.is_summed_up)


class NoSuchOpenSpace(CommunityError):
    """There is no such Open Space."""

    def __init__(self) -> None:
        super().__init__("I don't find that Open Space any more, so nothing was changed. Plan one: /meetup open-space")


def plan(
    stores: Stores, wanted: Plan, *, spaces: str, spans: Sequence[Span], has_own_channel: bool, now: datetime
) -> tuple[Meetup, OpenSpace]:
    """Keep an Open Space with its meetup; raises what `meetups.plan` does. `wanted` says neither when nor how long."""
    names = named_spaces(spaces)
    grid = slots.on(wanted.day, spans, wanted.zone)
    wanted = replace(wanted, at=spans[0].start, minutes=slots.length(grid), kind=Kind.OPEN_SPACE)
    meetup = meetups.plan(stores, wanted, now=now)
    made = OpenSpace(meetup.id, meetup.channel_id, names, tuple(grid), wants_channel=has_own_channel)
    stores.open_spaces.add(made)
    return meetup, made


def named_spaces(text: str) -> tuple[str, ...]:
    """Give the spaces of a text with one a line; two of one name, none or too many: WrongPlan."""
    names = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if not names:
        raise WrongPlan("spaces", "It needs a space: a room, a corner or a call. Write one a line.")
    if len(names) > MOST_SPACES:
        raise WrongPlan("spaces", f"These are {len(names)} spaces; up to {MOST_SPACES} fit on the grid.")
    if (long := next((name for name in names if len(name) > SPACE_LIMIT), None)) is not None:
        raise WrongPlan("spaces", f"“{long[:30]}…” is too long; a space's name has up to {SPACE_LIMIT} characters.")
    if len({name.casefold() for name in names}) < len(names):
        raise WrongPlan("spaces", "Two spaces have the same name. Give each its own, so that nobody goes astray.")
    return names


def program(stores: Stores, meetup_id: int) -> Program:
    """Give an Open Space as it stands, in a number of queries that doesn't grow with it; NoSuchOpenSpace otherwise."""
    space, meetup = stores.open_spaces.get(meetup_id), stores.meetups.get(meetup_id)
    if space is None or meetup is None:
        raise NoSuchOpenSpace
    sessions = stores.open_spaces.sessions(meetup_id)
    hosts = {host for session in sessions for host in session.hosts}
    names = stores.people.named(sorted(hosts)) if hosts else {}
    return Program(meetup, space, sessions, stores.open_spaces.interest(meetup_id), names)


def due(program: Program, told: Set[str], now: datetime) -> Due:
    """Say what is to be done now; `told` are the starts and the summary that somebody dealt with already."""
    last = program.ends(len(program.space.slots) - 1)
    begun = [
        slot for slot in range(len(program.space.slots)) if program.starts(slot) <= now and start_of(slot) not in told
    ]
    timely = [slot for slot in begun if now - program.starts(slot) <= _LATEST_START]
    return Due(
        threads=[session for session in program.sessions if _opens(program, session, now)],
        starts=timely,
        missed=[slot for slot in begun if slot not in timely],
        questions=[session for session in program.sessions if _is_question_due(program, session, now)],
        is_summed_up=now >= last + HARVEST and SUMMARY not in told,
    )


def start_of(slot: int) -> str:
    """Name the start of a slot, as it is claimed."""
    return f"start {slot}"


def is_question_timely(program: Program, session: Session, now: datetime) -> bool:
    """Tell whether its hosts may still be asked what it taught."""
    return session.slot is not None and now - program.ends(session.slot) <= _LATEST_QUESTION


def _opens(program: Program, session: Session, now: datetime) -> bool:
    if session.slot is None or session.message_ts is not None or session.is_posting:
        return False
    if program.space.wants_channel and not program.space.has_channel:
        return False  # its channel is on its way
    is_soon = program.space.has_channel or program.starts(session.slot) - now <= OPENS_BEFORE
    return is_soon and now < program.ends(session.slot)


def _is_question_due(program: Program, session: Session, now: datetime) -> bool:
    if session.slot is None or session.message_ts is None or session.is_asked:
        return False
    return program.ends(session.slot) <= now
