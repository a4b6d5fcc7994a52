"""Digests: what a community learnt in a period, what others learnt, what is asked, what is coming, who is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from community import feed_news, news
from community import schedule as schedules
from community.communities import Community
from community.lessons import Lesson, is_withdrawn
from community.news import Elsewhere, News
from community.schedule import Period, Weekly
from community.settings import NOTHING_CHOSEN, Settings

MONDAY, AT = 0, time(9)  # when digests come where nobody chose
PAUSE = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When a community's digest goes out.

    `next_at` is None while it is off; `since` is where the next period starts.
    """

    community_id: int
    weekly: Weekly
    next_at: datetime | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What a community is told of a period: all there is, or what was chosen of it."""

    community: Community
    period: Period
    news: News


@dataclass(frozen=True, slots=True)
class Said:
    """What a digest that went out was made of, by ids: words may be taken back, and names may change."""

    lessons: Sequence[int] = ()
    elsewhere: Sequence[int] = ()
    highlight: int | None = None
    coming: Sequence[int] = ()
    outside: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A digest that went out: its period, what it said, and when it was last sent again by hand."""

    community_id: int
    period: Period
    said: Said
    again_at: datetime | None = None


def first_schedule(community: Community, now: datetime, chosen: Settings = NOTHING_CHOSEN) -> DigestSchedule:
    """Give the schedule a community starts with: as admins chose, else Mondays at 09:00; in its zone, from now on."""
    weekday = MONDAY if chosen.digest_weekday is None else chosen.digest_weekday
    weekly = Weekly(weekday, chosen.digest_at or AT, schedules.zone_of(community.zone).name)
    return DigestSchedule(community.id, weekly, schedules.next_at(weekly, now), since=now)


def settle(schedule: DigestSchedule, weekly: Weekly | None, now: datetime) -> DigestSchedule:
    """Give the schedule at another time, or off for None.

    Switched on again, it starts with the last week at most: what was learnt while nobody wanted to hear of it is old.
    """
    if weekly is None:
        return replace(schedule, next_at=None)
    since = schedule.since if schedule.next_at else max(schedule.since, now - timedelta(weeks=1))
    return DigestSchedule(schedule.community_id, weekly, schedules.next_at(weekly, now), since)


def due_period(schedule: DigestSchedule, now: datetime) -> Period | None:
    """Give the period to post now, None when there is none.

    However many weeks were missed, it is one period up to the last time the digest should have gone out.
    """
    if schedule.next_at is None or schedule.next_at > now:
        return None
    end = max(schedule.next_at, schedules.last_at(schedule.weekly, now))
    return Period(schedule.since, end) if schedule.since < end else None


def advance(schedule: DigestSchedule, now: datetime) -> DigestSchedule:
    """Give the schedule after its due period was dealt with."""
    period = due_period(schedule, now)
    since = period.end if period else schedule.since
    return replace(schedule, next_at=schedules.next_at(schedule.weekly, now), since=since)


def pause(schedule: DigestSchedule, now: datetime) -> DigestSchedule:
    """Give the schedule without the digests of the next four weeks; the one after them covers all of it."""
    return replace(schedule, next_at=schedules.next_at(schedule.weekly, now + PAUSE))


def bring_back(schedule: DigestSchedule, now: datetime) -> DigestSchedule:
    """Give the schedule as it was before a pause."""
    return replace(schedule, next_at=schedules.next_at(schedule.weekly, now))


def is_paused(schedule: DigestSchedule, now: datetime) -> bool:
    """Tell whether the next one is left out."""
    return schedule.next_at is not None and schedule.next_at > schedules.next_at(schedule.weekly, now)


def wait(schedule: DigestSchedule, now: datetime) -> DigestSchedule:
    """Give the schedule of a community that isn't open now: once it is, one digest covers the time between."""
    return replace(schedule, next_at=schedules.next_at(schedule.weekly, now))


def compose(digest: Digest) -> Digest | None:
    """Choose what the digest says of all there is, in at most 12 entries; None when there is nothing to say."""
    chosen = news.choose(digest.news)
    return None if chosen is None else replace(digest, news=chosen)


def said(digest: Digest) -> Said:
    """Give what a digest is made of."""
    told = digest.news
    return Said(
        lessons=[lesson.number for lesson in told.lessons],
        elsewhere=[entry.lesson.number for entry in told.elsewhere],
        highlight=told.highlight.number if told.highlight else None,
        coming=[entry.meetup.id for entry in told.coming],
        outside=[entry.item.id for entry in told.outside.entries],
    )


def again(digest: Digest, run: Run, lessons: Mapping[int, Lesson], topics: Mapping[int, str]) -> Digest | None:
    """Give a digest that went out as it can be said today: without what was taken back or is over meanwhile.

    `digest` is all there is to say of its period now, `lessons` are those it said, in whatever state; None when nothing
    of it is left.
    """
    standing = {number: one for number, one in lessons.items() if not is_withdrawn(one) and one.closed_in is None}
    own = [standing[number] for number in run.said.lessons if number in standing]
    others = [standing[number] for number in run.said.elsewhere if number in standing]
    there = digest.news
    told = replace(
        there,
        highlight=standing.get(run.said.highlight or 0),
        lessons=own,
        lessons_in_all=len(own),
        elsewhere=[Elsewhere(one, topics.get(one.community_id or 0, "")) for one in others],
        coming=[one for one in there.coming if one.meetup.id in run.said.coming],
        outside=feed_news.NOTHING,
        door=None,
        is_seat_free=False,
    )
    return compose(replace(digest, news=told))
