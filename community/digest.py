"""Digests: what a community learnt in a period, what others learnt, what is coming, who is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from community import schedule as schedules
from community import seats
from community.coming import counted
from community.communities import Community, Member, is_reachable
from community.fitting import fit, interests, words_of
from community.lessons import Found, Lesson
from community.meetups import Coming
from community.readers import NO_ROOMS
from community.schedule import Period, Weekly
from community.settings import NOTHING_CHOSEN, Settings

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MONDAY, AT = 0, time(9)  # when digests come where nobody chose
ENTRIES = 12
LESSONS_FROM_ELSEWHERE = 3
MEETUPS = 3
NAMES = 8
COMING_WITHIN = timedelta(days=14)
# A lesson from elsewhere that fits is still worth a look some weeks later; one that doesn't fit only while it is new.
LOOK_BACK = timedelta(weeks=4)
CANDIDATES = 500


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
class Elsewhere:
    """A lesson learnt outside the community; `topic` is the other community's, "" when it was in none."""

    lesson: Lesson
    topic: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Material:
    """All that one digest is chosen from, gathered for many communities at once."""

    community: Community
    period: Period
    lessons: Found
    elsewhere: Sequence[Elsewhere]
    shown: Set[int]  # numbers of the lessons from elsewhere that were in its digests before
    coming: Sequence[Coming]
    newcomers: Sequence[Member]
    names: Mapping[str, str]
    highlight: Lesson | None = None  # what a librarian highlighted in the period
    is_seat_free: bool = False  # and it wasn't said for a while


@dataclass(frozen=True, slots=True)
class Digest:
    """What a community is told, at most 12 entries in all; the names are one entry."""

    community: Community
    period: Period
    lessons: Sequence[Lesson]
    more_lessons: int
    elsewhere: Sequence[Elsewhere]
    coming: Sequence[Coming]
    newcomers: Sequence[str]
    more_newcomers: int
    highlight: Lesson | None = None  # comes first
    is_seat_free: bool = False


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


def compose(material: Material) -> Digest | None:
    """Choose what the digest says; None when there is nothing to say.

    The newest lessons of the community fill what the others leave: at least 5 of the 12 entries. From elsewhere come
    what fits best, then what is newest, and nothing that was shown here before. That the seat is free is an invitation
    below the entries, and no reason to send a digest that has none.
    """
    elsewhere = _worth_a_look(material)
    coming = material.coming[:MEETUPS]
    newcomers = [material.names[member.user_id] for member in material.newcomers if member.user_id in material.names]
    newcomers = newcomers[:NAMES]
    first = material.highlight
    room = ENTRIES - len(elsewhere) - len(coming) - bool(material.newcomers) - bool(first)
    newest = [lesson for lesson in material.lessons.lessons if first is None or lesson.number != first.number]
    lessons = newest[:room]
    is_among = first is not None and material.period.start <= first.captured_at < material.period.end
    if not (lessons or elsewhere or coming or material.newcomers or first):
        return None
    return Digest(
        community=material.community,
        period=material.period,
        lessons=lessons,
        more_lessons=material.lessons.total - len(lessons) - is_among,
        elsewhere=elsewhere,
        coming=coming,
        newcomers=newcomers,
        more_newcomers=len(material.newcomers) - len(newcomers),
        highlight=first,
        is_seat_free=material.is_seat_free,
    )


def gather(stores: Stores, periods: Mapping[int, Period], *, now: datetime) -> Sequence[Material]:
    """Give what the digests of these communities are chosen from, in the same few queries however many they are.

    Communities that are not open, or are in no channel, are left out.
    """
    found = [community for community in stores.communities.some(tuple(periods)).values() if is_reachable(community)]
    if not found:
        return ()
    ids = tuple(community.id for community in found)
    lessons = stores.lessons.captured_in(periods, rooms=NO_ROOMS, limit=ENTRIES)
    elsewhere = _candidates(stores, periods)
    shown = stores.digests.shown(ids)
    meetups = stores.meetups.coming_up_in(ids, now=now, until=now + COMING_WITHIN, limit=MEETUPS)
    planned = [meetup for some in meetups.values() for meetup in some]
    coming = {one.meetup.id: one for one in counted(stores, planned)}
    joined = stores.members.joined(periods)
    # Who started it is no news to those they invited.
    newcomers = {
        community.id: [member for member in joined.get(community.id, ()) if member.user_id != community.started_by]
        for community in found
    }
    highlights = stores.librarians.highlighted_in(periods)
    free = {community.id for community in seats.to_tell(stores, found, now=now)}
    names = stores.people.named([member.user_id for some in newcomers.values() for member in some[: 2 * NAMES]])
    return [
        Material(
            community=community,
            period=periods[community.id],
            lessons=lessons.get(community.id, Found((), 0)),
            elsewhere=elsewhere,
            shown=shown.get(community.id, frozenset()),
            coming=[coming[meetup.id] for meetup in meetups.get(community.id, ())],
            newcomers=newcomers[community.id],
            names=names,
            highlight=highlights.get(community.id),
            is_seat_free=community.id in free,
        )
        for community in found
    ]


def _candidates(stores: Stores, periods: Mapping[int, Period]) -> Sequence[Elsewhere]:
    end = max(period.end for period in periods.values())
    start = min(period.end for period in periods.values()) - LOOK_BACK
    lessons = stores.lessons.captured(Period(start, end), rooms=NO_ROOMS, limit=CANDIDATES)
    ids = {lesson.community_id for lesson in lessons if lesson.community_id is not None}
    topics = {found.id: found.topic for found in stores.communities.some(tuple(ids)).values()}

    def candidates() -> Iterator[Elsewhere]:
        for lesson in lessons:
            topic = topics.get(lesson.community_id or 0, "")
            yield Elsewhere(lesson, topic, words_of(f"{topic} {lesson.title} {lesson.learnt}"))

    return list(candidates())


def _worth_a_look(material: Material) -> Sequence[Elsewhere]:
    wanted = interests(material.community)
    ranked = []
    for candidate in material.elsewhere:
        lesson = candidate.lesson
        is_ours = lesson.community_id == material.community.id
        if is_ours or lesson.number in material.shown or lesson.captured_at >= material.period.end:
            continue
        fits = fit(wanted, candidate.words)
        if fits or lesson.captured_at >= material.period.start:
            ranked.append((fits, lesson.captured_at, lesson.number, candidate))
    ranked.sort(key=lambda entry: entry[:3], reverse=True)
    return [entry[3] for entry in ranked[:LESSONS_FROM_ELSEWHERE]]
