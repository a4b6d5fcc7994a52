"""Gathering for people: all there is to say to many of them, read in the same few queries however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community import choosing, fitting, news, tastes
from community.choosing import About, Wants
from community.coming import counted
from community.communities import Community, State, is_reachable
from community.gathering import COMING_WITHIN, LISTED, Common, traits_said
from community.lessons import Found, Lesson
from community.meetups import Coming
from community.news import ENTRIES, Elsewhere, News
from community.personal_digest import PersonalDigest
from community.readers import Reader
from community.schedule import Period
from community.spread import is_for_all

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

_WEIGHT = 2  # of a tag, as much as a word of a community's topic


@dataclass(frozen=True, slots=True)
class Own:
    """A lesson of a community they are in; `topic` is that community's."""

    lesson: Lesson
    topic: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All there is to say to a person, with what is of closed rooms: `for_reader` tells what they may see of it."""

    period: Period
    lessons: Sequence[Own] = ()
    elsewhere: Sequence[Elsewhere] = ()
    coming: Sequence[Coming] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a person's digest says; `topics` are the communities of its lessons, by number."""

    period: Period
    news: News
    topics: Mapping[int, str]


def has_closed(gathered: Gathered) -> bool:
    """Tell whether something of it is of a closed room, so that Slack has to be asked who is in it."""
    return any(one.lesson.closed_in is not None for one in gathered.lessons)


def for_reader(gathered: Gathered, reader: Reader) -> Told | None:
    """Give what this person is told: nothing of rooms they aren't in at this moment; None when nothing is left."""
    visible = [one for one in gathered.lessons if one.lesson.closed_in is None or one.lesson.closed_in in reader.rooms]
    found = news.choose(
        News(
            lessons=[one.lesson for one in visible],
            lessons_in_all=len(visible),
            elsewhere=gathered.elsewhere,
            coming=gathered.coming,
        )
    )
    if found is None:
        return None
    return Told(gathered.period, found, {one.lesson.number: one.topic for one in visible})


def about(stores: Stores, people: Sequence[PersonalDigest], *, now: datetime) -> Mapping[int, About]:
    """Give by place in the list what each is about, for models to tell what means the same; in three queries."""
    said = stores.tastes.of_people([one.user_id for one in people], since=now - tastes.FADED)
    joined = stores.personal_digests.joined([one.user_id for one in people])
    labels = {one.id: one.label for one in stores.components.all()}
    known = stores.communities.some(sorted({id_ for some in joined.values() for id_ in some}))
    found = {}
    for place, one in enumerate(people):
        topics = [known[id_].topic for id_ in _chosen(one, joined.get(one.user_id, ())) if id_ in known]
        words = [*one.tags, *(labels[id_] for id_ in one.components if id_ in labels), *topics]
        more, less = tastes.wanted(said.get(one.user_id, ()), agreed=1)
        found[place] = About("\n".join(words), more, less)
    return found


def gather(
    stores: Stores, people: Mapping[PersonalDigest, Period], *, now: datetime, shared: Common
) -> Mapping[str, Gathered]:
    """Give all there is to say to these people, by user id, in the same few queries however many they are."""
    return _Gathering(stores, people, shared, now).gathered() if people else {}


@dataclass(frozen=True, slots=True)
class _Gathering:
    """The queries for one batch of people. Each is asked once."""

    stores: Stores
    people: Mapping[PersonalDigest, Period]
    shared: Common
    now: datetime

    def gathered(self) -> Mapping[str, Gathered]:
        joined = self.stores.personal_digests.joined([one.user_id for one in self.people])
        of = {one.user_id: _chosen(one, joined.get(one.user_id, ())) for one in self.people}
        ids = sorted({id_ for some in joined.values() for id_ in some})
        known = self.stores.communities.some(ids)
        learnt, coming = self._learnt(of), self._coming(known)
        seen = self._seen(learnt)
        likes = self._likes()
        chosen = {
            one.user_id: self._elsewhere(
                place, one, known, joined.get(one.user_id, ()), seen.get(one.user_id, frozenset()), likes
            )
            for place, one in enumerate(self.people)
        }
        lessons = self.stores.lessons.some(
            sorted({entry.candidate.number for some in chosen.values() for entry in some})
        )
        return {
            one.user_id: Gathered(
                period,
                self._own(one, period, of[one.user_id], learnt, known, seen.get(one.user_id, frozenset())),
                [
                    Elsewhere(lesson, entry.candidate.topic, may_fit=True)
                    for entry in chosen[one.user_id]
                    if (lesson := lessons.get(entry.candidate.number)) is not None
                    and is_for_all(lesson)
                    and lesson.author_id != one.user_id
                ],
                _soonest([entry for id_ in of[one.user_id] for entry in coming.get(id_, ())]),
            )
            for one, period in self.people.items()
        }

    def _learnt(self, of: Mapping[str, Sequence[int]]) -> Mapping[int, Found]:
        """Give what communities learnt since the longest of their members' periods began, of closed rooms too."""
        periods: dict[int, Period] = {}
        for one, period in self.people.items():
            for id_ in of[one.user_id]:
                there = periods.get(id_, period)
                periods[id_] = Period(min(there.start, period.start), max(there.end, period.end))
        rooms = self.stores.lessons.closed_rooms()
        return self.stores.lessons.captured_in(periods, rooms=rooms, limit=3 * ENTRIES, is_most_used_first=True)

    def _coming(self, known: Mapping[int, Community]) -> Mapping[int, Sequence[Coming]]:
        ids = [id_ for id_, one in known.items() if is_reachable(one)]
        until = self.now + COMING_WITHIN
        meetups = self.stores.meetups.coming_up_in(ids, now=self.now, until=until, limit=LISTED)
        every = counted(self.stores, [meetup for some in meetups.values() for meetup in some])
        by_id = {one.meetup.id: one for one in every}
        return {id_: [by_id[one.id] for one in some] for id_, some in meetups.items()}

    def _seen(self, learnt: Mapping[int, Found]) -> Mapping[str, Set[int]]:
        numbers = [lesson.number for found in learnt.values() for lesson in found.lessons]
        oldest = min([*numbers, *self.shared.pool.place_of], default=0)
        return self.stores.personal_digests.seen([one.user_id for one in self.people], since=oldest)

    def _likes(self) -> Mapping[str, tastes.Likes]:
        said = self.stores.tastes.of_people([one.user_id for one in self.people], since=self.now - tastes.FADED)
        traits = traits_said(self.stores, [one for some in said.values() for one in some], self.shared.components)
        return {user_id: tastes.likes(some, traits, now=self.now, agreed=1) for user_id, some in said.items()}

    def _own(
        self,
        one: PersonalDigest,
        period: Period,
        ids: Sequence[int],
        learnt: Mapping[int, Found],
        known: Mapping[int, Community],
        seen: Set[int],
    ) -> Sequence[Own]:
        """Give what their communities learnt, one of each community first, so that no lively one fills it all."""
        rows = [
            [
                lesson
                for lesson in (learnt[id_].lessons if id_ in learnt else ())
                if period.start <= lesson.captured_at < period.end
                and lesson.number not in seen
                and lesson.author_id != one.user_id
            ]
            for id_ in ids
        ]
        return [
            Own(row[turn], _named(known, row[turn]))
            for turn in range(max(map(len, rows), default=0))
            for row in rows
            if turn < len(row)
        ]

    def _elsewhere(
        self,
        place: int,
        one: PersonalDigest,
        known: Mapping[int, Community],
        joined: Sequence[int],
        seen: Set[int],
        likes: Mapping[str, tastes.Likes],
    ) -> Sequence[choosing.Chosen]:
        words: dict[str, int] = {}
        for id_ in _chosen(one, joined):
            if id_ in known:
                words |= {word: max(weight, words.get(word, 0)) for word, weight in _interests(known[id_]).items()}
        words |= dict.fromkeys(fitting.words_of(" ".join(one.tags)), _WEIGHT)
        wants = Wants(
            words=words,
            components=one.components,
            close=self.shared.close.get(place, {}),
            likes=likes.get(one.user_id, {}),
            own=frozenset(joined),
            seen=seen,
        )
        best = choosing.best(self.shared.pool, wants, self.people[one], limit=2 * LISTED)
        return [entry for entry in best if entry.may_fit][:LISTED]


def _chosen(one: PersonalDigest, joined: Sequence[int]) -> Sequence[int]:
    """Give the communities it tells of: those chosen that they are still in, all of theirs when none was chosen."""
    return [id_ for id_ in joined if not one.communities or id_ in one.communities]


def _interests(community: Community) -> Mapping[str, int]:
    return fitting.interests(community) if community.state is State.OPEN else {}


def _named(known: Mapping[int, Community], lesson: Lesson) -> str:
    """Name the lesson's community; one that rests maybe behind a closed door only to who sees that room's lesson."""
    community = known.get(lesson.community_id or 0)
    if community is None or (community.state is not State.OPEN and lesson.closed_in is None):
        return ""
    return community.topic


def _soonest(coming: Sequence[Coming]) -> Sequence[Coming]:
    return sorted(coming, key=lambda entry: (entry.meetup.starts_at, entry.meetup.id))[:LISTED]
