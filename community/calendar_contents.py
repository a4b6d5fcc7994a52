"""What is in which calendar: the meetups and the series that are read under an address, or in a file."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, time
from typing import TYPE_CHECKING

from community import calendar_series
from community.calendars import Calendar, Where, entry, since
from community.coming import Said
from community.communities import Community, State
from community.meetups import Meetup
from community.secret_addresses import Gives, Wanted
from community.series import Series

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_MEETUPS = 2000
# Raised when the same meetups are written otherwise, so that programs read again what they think they have.
FORMAT = 1
# Clocks are put at night: what starts later in the day is at no time that is skipped.
_NIGHT_IS_OVER = time(4)


def read(stores: Stores, wanted: Wanted, where: Where, *, name: str, now: datetime) -> Calendar:
    """Give what is in a calendar now: each series once, with its meetups, and the meetups that are of none."""
    found = stores.secret_addresses.meetups(wanted, since=since(now), limit=MOST_MEETUPS)
    communities = {one.id: one for one in _communities(stores, wanted)}
    series = stores.series.of(sorted(communities))
    made = _made(stores, wanted, series)
    said = _sure(stores, wanted, [*found, *made])
    entries = [
        one
        for of in series
        for one in calendar_series.entries(
            of,
            [meetup for meetup in made if meetup.series_id == of.id],
            where,
            topic=communities[of.community_id].topic,
            said=said,
            now=now,
        )
    ]
    told = {of.id for of in series}
    alone = calendar(stores, [one for one in found if one.series_id not in told], where, name=name, said=said)
    return Calendar(name, [*entries, *alone.entries])


def calendar(stores: Stores, found: Sequence[Meetup], where: Where, *, name: str, said: Set[int]) -> Calendar:
    """Give these meetups as a calendar, each by itself; `said` are the ids of those its reader said they come to."""
    ids = sorted({meetup.community_id for meetup in found if meetup.community_id is not None})
    topics: dict[int | None, str] = {id_: one.topic for id_, one in stores.communities.some(ids).items()}
    return Calendar(name, [entry(meetup, where, topics=topics, is_busy=meetup.id in said) for meetup in found])


def version(stores: Stores, wanted: Wanted, *, name: str, now: datetime) -> tuple[object, ...]:
    """Give what changes whenever a calendar does, without reading its meetups."""
    communities = _communities(stores, wanted)
    series = stores.series.of(sorted(one.id for one in communities))
    told = tuple(_said(one) for one in series)
    day = now.date() if any(one.at < _NIGHT_IS_OVER for one in series) else None  # such may be told a year ahead
    topics = tuple(sorted((one.id, one.topic) for one in communities))
    return (FORMAT, name, topics, told, day, *stores.secret_addresses.version(wanted, since=since(now)))


def name_of(stores: Stores, wanted: Wanted) -> str:
    """Give what a calendar is called in the programs that read it."""
    if wanted.gives is Gives.MINE:
        return "Meetups of my communities"
    if wanted.community_id is not None and (community := stores.communities.get(wanted.community_id)) is not None:
        return community.topic
    return "Meetup"


def _sure(stores: Stores, wanted: Wanted, meetups: Sequence[Meetup]) -> Set[int]:
    """Give the ids of those the calendar's reader said they come to, whose time is taken."""
    if not wanted.user_id:
        return frozenset()
    answers = stores.coming.said_of([meetup.id for meetup in meetups], wanted.user_id)
    return {meetup_id for meetup_id, answer in answers.items() if answer is Said.COMING}


def _communities(stores: Stores, wanted: Wanted) -> Sequence[Community]:
    """Give the communities whose series are in a calendar: open ones, where its reader may read."""
    if wanted.gives is Gives.MEETUP:
        return ()
    if wanted.community_id is not None:
        found = list(stores.communities.some([wanted.community_id]).values())
    else:
        found = list(stores.communities.of(wanted.user_id))
    hidden = _hidden(stores, wanted)
    return [one for one in found if one.state is State.OPEN and one.channel_id not in hidden]


def _made(stores: Stores, wanted: Wanted, series: Sequence[Series]) -> Sequence[Meetup]:
    hidden = _hidden(stores, wanted)
    return [one for one in stores.meetups.of_series([of.id for of in series]) if one.channel_id not in hidden]


def _hidden(stores: Stores, wanted: Wanted) -> Set[str]:
    """Give the channels of which nothing is in a calendar, wherever its address may have gone."""
    is_published = wanted.gives is Gives.PUBLISHED
    return {room.channel_id for room in stores.rooms.all() if room.is_closed or (is_published and room.is_shared)}


def _said(series: Series) -> tuple[object, ...]:
    """Give all that a series is, in an order that is the same in every process."""
    fields = {name: getattr(series, name) for name in Series.__dataclass_fields__}
    return tuple(sorted(value) if isinstance(value, frozenset) else value for value in fields.values())
