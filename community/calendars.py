"""Calendars: meetups as people's own calendar programs read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from community import schedule
from community.meetups import Kind, Meetup

# What is over stays a while, so that nobody's calendar loses last week; what is longer ago is not read again and again.
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an entry comes again: `rule` is an RRULE's value, `skipped` are the starts that are left out, in UTC.

    Until the end of `last_year` its zone's clock is told; programs with clocks of their own go on after it.
    """

    rule: str
    skipped: tuple[datetime, ...] = ()
    last_year: int = 2037


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


def entry(meetup: Meetup, where: Where, *, topics: Mapping[int | None, str], is_busy: bool) -> Entry:
    """Give one meetup as an entry; `topics` are those of communities, by id."""
    return Entry(
        uid=f"meetup-{meetup.id}@{where.workspace_id.lower()}.yokoten",
        revision=meetup.revision,
        made_at=meetup.planned_at,
        changed_at=meetup.changed_at or meetup.planned_at,
        title=meetup.title,
        about=about(meetup.what_for, topics.get(meetup.community_id, "")),
        place=meetup.place,
        kind=kind(meetup.kind),
        starts_at=meetup.starts_at,
        minutes=meetup.minutes,
        zone=schedule.zone_of(meetup.zone).name,
        url=_announcement(meetup, where),
        is_cancelled=meetup.cancelled_at is not None,
        is_busy=is_busy,
    )


_KINDS = {
    Kind.MEETUP: "Meetup",
    Kind.DESIGN_WORKSHOP: "Design workshop",
    Kind.OPEN_SPACE: "Open Space",
    Kind.LESS_BEER: "LeSS beer",
    Kind.GO_SEE: "Go and see",
    Kind.OUTSIDE: "Outside",
}


def about(what_for: str, topic: str) -> str:
    """Give what an entry says below its title."""
    return "\n\n".join(filter(None, [what_for, f"A meetup of {topic}." if topic else ""]))


def kind(of: Kind) -> str:
    """Give what a kind of meetup is called."""
    return _KINDS[of]


def _announcement(meetup: Meetup, where: Where) -> str:
    """Give the address of the announcement. Source: the shape of what chat.getPermalink answers."""
    if not (where.slack_url and meetup.announced_ts):
        return ""
    return f"{where.slack_url.rstrip('/')}/archives/{meetup.channel_id}/p{meetup.announced_ts.replace('.', '')}"
