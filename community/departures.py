"""Departures: what a person leaves behind stays with the communities it belongs to, who are asked to look after it."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import communities, meetups, repeating
from community.communities import Community
from community.errors import CommunityError
from community.lessons import Lesson, NoSuchLesson, is_withdrawn
from community.meetups import Meetup
from community.people import name_beside

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# What is looked through; a person with more lessons than these leaves a library, which is found by searching.
_LESSONS, _MEETUPS = 500, 200


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody left behind in one community; `name` is "" where they want none beside their lessons."""

    community: Community
    name: str
    lessons: Sequence[Lesson] = ()  # newest first; those that somebody looks after already are among them
    planned: Sequence[Meetup] = ()
    is_seat_free: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to offer."""
        return not (self.lessons or self.planned or self.is_seat_free)


class LookedAfter(CommunityError):
    """Somebody looks after the lesson already, or its author is here."""

    def __init__(self, lesson: Lesson, *, is_author_here: bool) -> None:
        who = "whoever wrote it is here" if is_author_here else "somebody looks after it already"
        super().__init__(f"Lesson #{lesson.number} stays as it is: {who}. See it with /lesson {lesson.number}.")
        self.number = lesson.number


class Hosted(CommunityError):
    """The meetup has a host."""

    def __init__(self, meetup: Meetup) -> None:
        super().__init__(f"“{meetup.title}” has somebody who hosts it, so nothing was changed. Just come along.")
        self.meetup = meetup


class MembersLookAfter(CommunityError):
    """What a community was left is looked after by its members."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"That was left to “{community.topic}”, and you are not in it, so nothing was changed. "
            f"Join it with /community join {community.name} first."
        )
        self.community = community


def depart(stores: Stores, user_id: str, *, free: Set[int], now: datetime) -> Sequence[Offer]:
    """Let a person go: they are in no community any more; give what is offered, by community.

    `free` are the ids of the communities that nobody coordinates since they have left their seat.
    Nothing the second time, and nothing of who left nothing behind. They are not put back when they return: joining
    takes one click.
    """
    if not stores.departures.depart(user_id, now=now):
        return ()
    stores.secret_addresses.remove_all(user_id)
    homes = stores.communities.some(stores.members.remove_all(user_id))
    offers = _offers(stores, user_id, homes, free, now=now)
    for offer in offers:
        if offer.is_seat_free:  # so that its next digest needn't tell it again
            stores.seats.tell_free(offer.community.id, now=now)
    return [offer for offer in offers if not offer.is_empty]


def come_back(stores: Stores, user_id: str) -> bool:
    """Let a person be here again, whose lessons are theirs to look after; False when they weren't known to be gone."""
    if not stores.departures.come_back(user_id):
        return False
    for lesson in stores.lessons.of_author(user_id, limit=_LESSONS):
        if lesson.caretaker is not None:
            stores.lessons.update(replace(lesson, caretaker=None))
    return True


def look_after(stores: Stores, number: int, community_id: int, user_id: str) -> Lesson:
    """Let a member look after a lesson whose author has gone; raises MembersLookAfter and LookedAfter.

    Whose it is the lesson says itself; `community_id` is where one was offered that is in no community.
    """
    lesson = stores.lessons.hold(number)
    if lesson is None or is_withdrawn(lesson) or lesson.closed_in is not None:
        raise NoSuchLesson(number)
    community = _member_of(stores, lesson.community_id or community_id, user_id)
    is_gone = lesson.author_id is not None and lesson.author_id in stores.departures.gone([lesson.author_id])
    if not is_gone or lesson.caretaker:
        raise LookedAfter(lesson, is_author_here=not is_gone)
    kept = replace(lesson, caretaker=user_id, community_id=lesson.community_id or community.id)
    stores.lessons.update(kept)
    return kept


def host(stores: Stores, meetup_id: int, community_id: int, user_id: str, *, now: datetime) -> tuple[Meetup, str]:
    """Let a member host a meetup whose planner has gone, and give it with who that was; raises Hosted."""
    meetup = meetups.ahead(stores, meetup_id, now)
    _member_of(stores, meetup.community_id or community_id, user_id)
    if not meetup.planned_by or meetup.planned_by not in stores.departures.gone([meetup.planned_by]):
        raise Hosted(meetup)
    hosted = replace(meetup, planned_by=user_id)
    stores.meetups.update(hosted)
    repeating.hosted(stores, meetup, user_id)
    return hosted, meetup.planned_by


def offer_of(stores: Stores, user_id: str, community: Community, *, now: datetime) -> Offer:
    """Give what somebody who has gone left in a community, as it stands now."""
    found = _offers(stores, user_id, {community.id: community}, frozenset(), now=now)
    return next((offer for offer in found if offer.community.id == community.id), Offer(community, ""))


def _offers(
    stores: Stores,
    user_id: str,
    homes: Mapping[int, Community],
    free: Set[int],
    *,
    now: datetime,
) -> Sequence[Offer]:
    """Give what is left in each open community: a lesson in the one it is filed under, else in one they were in."""
    person = stores.people.get(user_id)
    shown = stores.people.name_shown(user_id)
    name = name_beside(person, shown, is_here=False) if person is not None else ""
    first = next((home.id for home in homes.values() if communities.is_reachable(home)), None)
    lessons: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in stores.lessons.of_author(user_id, limit=_LESSONS):
        where = lesson.community_id or first
        if where is not None and not is_withdrawn(lesson) and lesson.closed_in is None:
            lessons[where].append(lesson)
    planned: dict[int, list[Meetup]] = defaultdict(list)
    for meetup in stores.meetups.coming_up(now, limit=_MEETUPS):
        if meetup.planned_by == user_id and meetup.community_id is not None:
            planned[meetup.community_id].append(meetup)
    found = stores.communities.some(tuple(lessons.keys() | planned.keys() | free))
    return [
        Offer(one, name, lessons.get(one.id, ()), planned.get(one.id, ()), one.id in free)
        for one in sorted(found.values(), key=lambda one: one.id)
        if communities.is_reachable(one)
    ]


def _member_of(stores: Stores, community_id: int, user_id: str) -> Community:
    community = communities.known(stores, community_id)
    if not communities.is_member(stores, community.id, user_id):
        raise MembersLookAfter(community)
    return community
