"""Calendars: meetups as people's own calendar programs read them, and which of them is read where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import schedule
from community.coming import Said
from community.meetups import Kind, Meetup
from community.secret_addresses import Gives, Wanted

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# What is over stays a while, so that nobody's calendar loses last week; what is longer ago is not read again and again.
KEPT = timedelta(days=90)
MOST_MEETUPS = 2000
# Raised when the same meetups are written otherwise, so that programs read again what they think they have.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an entry comes again: `rule` is an RRULE's value, `skipped` are the starts that are left out, in UTC."""

    rule: str
    skipped: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One meetup in a calendar, or all of a series. Times are in UTC; `zone` is where its clock hangs."""

    uid: str
    revision: int
    made_at: datetime
    changed_at: datetime
    title: str
    about: str
    place: str
    kind: str
    starts_at: datetime
    minutes: int
    zone: str
    url: str = ""
    is_cancelled: bool = False
    is_busy: bool = False  # whether the time counts as taken: for whose calendar it is, and they said they come
    repeats: Repeats | None = None
    instead_of: datetime | None = None  # of a series: the start it would have had


@dataclass(frozen=True, slots=True)
class Calendar:
    """Meetups under one name."""

    name: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Where:
    """What the entries of a workspace have in common: its id, and its address in Slack, "" where that is not known."""

    workspace_id: str
    slack_url: str


def since(now: datetime) -> datetime:
    """Give the moment after which a meetup must end to be in a calendar: whole days, so that it seldom changes."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - KEPT


def read(stores: Stores, wanted: Wanted, where: Where, *, name: str, now: datetime) -> Calendar:
    """Give what is in a calendar now."""
    found = stores.secret_addresses.meetups(wanted, since=since(now), limit=MOST_MEETUPS)
    said: Set[int] = frozenset()
    if wanted.user_id:
        answers = stores.coming.said_of([meetup.id for meetup in found], wanted.user_id)
        said = {meetup_id for meetup_id, answer in answers.items() if answer is Said.COMING}
    return calendar(stores, found, where, name=name, said=said)


def calendar(stores: Stores, found: Sequence[Meetup], where: Where, *, name: str, said: Set[int]) -> Calendar:
    """Give these meetups as a calendar; `said` are the ids of those its reader said they come to."""
    ids = sorted({meetup.community_id for meetup in found if meetup.community_id is not None})
    topics: dict[int | None, str] = {id_: one.topic for id_, one in stores.communities.some(ids).items()}
    return Calendar(name, [entry(meetup, where, topics=topics, is_busy=meetup.id in said) for meetup in found])


def version(stores: Stores, wanted: Wanted, *, name: str, now: datetime) -> tuple[object, ...]:
    """Give what changes whenever a calendar does, without reading its meetups."""
    return (FORMAT, name, *stores.secret_addresses.version(wanted, since=since(now)))


def entry(meetup: Meetup, where: Where, *, topics: Mapping[int | None, str], is_busy: bool) -> Entry:
    """Give one meetup as an entry; `topics` are those of communities, by id."""
    return Entry(
        uid=f"meetup-{meetup.id}@{where.workspace_id.lower()}.yokoten",
        revision=meetup.revision,
        made_at=meetup.planned_at,
        changed_at=meetup.changed_at or meetup.planned_at,
        title=meetup.title,
        about=_about(meetup, topics.get(meetup.community_id, "")),
        place=meetup.place,
        kind=_KINDS[meetup.kind],
        starts_at=meetup.starts_at,
        minutes=meetup.minutes,
        zone=schedule.zone_of(meetup.zone).name,
        url=_announcement(meetup, where),
        is_cancelled=meetup.cancelled_at is not None,
        is_busy=is_busy,
    )


def name_of(stores: Stores, wanted: Wanted) -> str:
    """Give what a calendar is called in the programs that read it."""
    if wanted.gives is Gives.MINE:
        return "Meetups of my communities"
    if wanted.community_id is not None and (community := stores.communities.get(wanted.community_id)) is not None:
        return community.topic
    return "Meetup"


_KINDS = {
    Kind.MEETUP: "Meetup",
    Kind.DESIGN_WORKSHOP: "Design workshop",
    Kind.OPEN_SPACE: "Open Space",
    Kind.LESS_BEER: "LeSS beer",
    Kind.GO_SEE: "Go and see",
    Kind.OUTSIDE: "Outside",
}


def _about(meetup: Meetup, topic: str) -> str:
    community = f"A meetup of {topic}." if topic else ""
    return "\n\n".join(filter(None, [meetup.what_for, community]))


def _announcement(meetup: Meetup, where: Where) -> str:
    """Give the address of the announcement. Source: the shape of what chat.getPermalink answers."""
    if not (where.slack_url and meetup.announced_ts):
        return ""
    return f"{where.slack_url.rstrip('/')}/archives/{meetup.channel_id}/p{meetup.announced_ts.replace('.', '')}"
