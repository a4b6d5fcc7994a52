"""Reporting back: who goes to a gathering outside, who tells the others afterwards, and when they are reminded."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from community import coming, communities, meetups, reminders, rooms, schedule
from community.coming import Said
from community.communities import Community, NotOpen, is_reachable
from community.errors import CommunityError
from community.feeds import Item
from community.meetups import PLACE_LIMIT, TITLE_LIMIT, Kind, Meetup, NewMeetup, NoSuchMeetup

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

REMINDED_AT = time(10)  # on the next working day, when it is still fresh and nobody is asleep
MAX_LATENESS = timedelta(days=3)
_A_DAY, _AN_HOUR, _SHORTEST = timedelta(days=1), timedelta(hours=1), timedelta(minutes=5)
_FRIDAY = 4
_REMINDED = (24 * 60,)  # minutes before it: the day before, since one travels there


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who said that they report back from a meetup outside.

    They are reminded once, at `due_at`; `number` is their lesson, None until there is one.
    """

    meetup_id: int
    user_id: str
    said_at: datetime
    due_at: datetime
    number: int | None = None


class NothingThere(CommunityError):
    """What was in a feed is not kept any more, or was called off."""

    def __init__(self) -> None:
        super().__init__(
            "That isn't in its calendar any more, so nothing was changed. /community follows shows what is."
        )


class OverAlready(CommunityError):
    """It took place."""

    def __init__(self, item: Item) -> None:
        super().__init__(
            f"“{item.title}” is over, so nothing was changed. Were you there? /lesson add writes down what you saw."
        )


@dataclass(frozen=True, slots=True)
class Promised:
    """A meetup outside after somebody said that they go or report back; not news when they had said so before."""

    meetup: Meetup
    is_news: bool


def go(stores: Stores, community_id: int, item_id: int, user_id: str, *, now: datetime) -> Promised:
    """Keep that somebody goes to a gathering outside, which is a meetup of the community from then on.

    Raises NothingThere, OverAlready and NotOpen.
    """
    meetup = _meetup_for(stores, community_id, item_id, now=now)
    return Promised(meetup, coming.say(stores, meetup, user_id, Said.COMING, now=now).is_news)


def report(stores: Stores, community_id: int, item_id: int, user_id: str, *, zone: str, now: datetime) -> Promised:
    """Keep that somebody goes there and tells the others afterwards; several may. Raises as `go` does."""
    meetup = _meetup_for(stores, community_id, item_id, now=now)
    return report_from(stores, meetup.id, user_id, zone=zone, now=now)


def report_from(stores: Stores, meetup_id: int, user_id: str, *, zone: str, now: datetime) -> Promised:
    """Keep the same of a meetup outside; raises NoSuchMeetup, MeetupCancelled and MeetupOver."""
    there = stores.meetups.get(meetup_id)
    if there is None or rooms.closed_in(stores, there.channel_id) is not None:
        raise NoSuchMeetup
    meetup = meetups.ahead(stores, meetup_id, now)
    coming.say(stores, meetup, user_id, Said.COMING, now=now)
    return Promised(meetup, stores.reporting.offer(Reporter(meetup.id, user_id, now, good_hour(meetup, zone))))


def good_hour(meetup: Meetup, zone: str) -> datetime:
    """Give when to remind of it: at ten on the working day after it, where the person is."""
    ends_at = meetup.starts_at + timedelta(minutes=meetup.minutes)
    day = schedule.local(ends_at, zone).date() + _A_DAY
    while day.weekday() > _FRIDAY:
        day += _A_DAY
    return schedule.instant(day, REMINDED_AT, zone)


def is_timely(stores: Stores, reporter: Reporter, meetup: Meetup | None, now: datetime) -> bool:
    """Tell whether a reminder still helps: it took place, they are here, told nothing yet, and it isn't days late.

    Of one whose channel was closed meanwhile nothing is told outside: they may not be in there any more.
    """
    if meetup is None or meetup.cancelled_at is not None or reporter.number is not None:
        return False
    if rooms.closed_in(stores, meetup.channel_id) is not None:
        return False
    is_here = reporter.user_id not in stores.departures.gone([reporter.user_id])
    return is_here and now - reporter.due_at <= MAX_LATENESS


def follow_change(stores: Stores, after: Item, *, now: datetime) -> list[tuple[Meetup, Meetup]]:
    """Let the meetups that stand for something outside be as it is now; give those that changed, before and after."""
    found = []
    for meetup_id in stores.reporting.of_item(after.id):
        before = stores.meetups.hold(meetup_id)
        if before is None or before.cancelled_at is not None or meetups.is_over(before, now):
            continue
        changed = _as_it_is(before, after, now)
        if changed == before:
            continue
        changed = replace(changed, revision=before.revision + 1, changed_at=now)
        stores.meetups.update(changed)
        if (changed.starts_at, changed.minutes) != (before.starts_at, before.minutes):
            _remind(stores, changed, now)
        found.append((before, changed))
    return found


def _as_it_is(meetup: Meetup, item: Item, now: datetime) -> Meetup:
    if item.gone_at is not None:
        return replace(meetup, cancelled_at=now)
    assert item.starts_at is not None  # noqa: S101  # it stands in a calendar
    return replace(meetup, title=_title(item), starts_at=item.starts_at, minutes=_minutes(item), place=_place(item))


def _remind(stores: Stores, meetup: Meetup, now: datetime) -> None:
    """Let people be reminded a day before, and who reports back at a good hour after it."""
    reminders.set_anew(stores, meetup, now)
    for user_id in stores.reporting.reporters([meetup.id]).get(meetup.id, ()):
        person = stores.people.get(user_id)
        due_at = good_hour(meetup, person.zone if person is not None else meetup.zone)
        stores.reporting.move(meetup.id, user_id, due_at=due_at)


def _meetup_for(stores: Stores, community_id: int, item_id: int, *, now: datetime) -> Meetup:
    community = communities.known(stores, community_id)
    if not is_reachable(community):
        raise NotOpen(community)
    item = stores.feed_items.get(item_id)
    if item is None or item.starts_at is None or item.gone_at is not None:
        raise NothingThere
    if item.starts_at + timedelta(minutes=_minutes(item)) <= now:
        raise OverAlready(item)
    there = stores.reporting.meetups_for([(community.id, item.id)]).get((community.id, item.id))
    meetup = stores.meetups.get(there) if there is not None else None
    if meetup is not None and meetup.cancelled_at is None:
        return meetup
    if all(feed.id != item.feed_id for feed in stores.feeds.of(community.id)):
        raise NothingThere  # what other communities follow is no meetup of this one
    meetup = stores.meetups.add(_new(community, item, now))
    stores.reporting.tie(community.id, item.id, meetup.id)
    _remind(stores, meetup, now)
    return meetup


def _new(community: Community, item: Item, now: datetime) -> NewMeetup:
    assert item.starts_at is not None  # noqa: S101  # seen before
    return NewMeetup(
        title=_title(item),
        channel_id=community.channel_id or "",
        community_id=community.id,
        starts_at=item.starts_at,
        zone=schedule.zone_of(community.zone).name,
        minutes=_minutes(item),
        place=_place(item),
        planned_by="",  # by nobody here
        planned_at=now,
        kind=Kind.OUTSIDE,
        reminders=_REMINDED,
    )


def _title(item: Item) -> str:
    return item.title[:TITLE_LIMIT] or "A meetup outside"


def _place(item: Item) -> str:
    return " ".join(filter(None, (item.place, item.link)))[:PLACE_LIMIT]


def _minutes(item: Item) -> int:
    assert item.starts_at is not None  # noqa: S101  # asked of gatherings only
    span = item.ends_at - item.starts_at if item.ends_at is not None else (_A_DAY if item.is_all_day else _AN_HOUR)
    return int(max(span, _SHORTEST).total_seconds() // 60)
