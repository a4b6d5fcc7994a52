"""Gathering: all there is to say to many communities, read in the same few queries however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import choosing, feed_news, scouting, seats, tastes
from community.choosing import Pool, Wants
from community.coming import counted
from community.communities import Community, is_reachable
from community.components import Component
from community.digest import Digest
from community.fitting import interests
from community.lessons import Found, Lesson
from community.meetups import Coming
from community.news import ENTRIES, NAMES, Adopted, Elsewhere, News, Question, Taken
from community.readers import NO_ROOMS
from community.schedule import Period
from community.spread import is_for_all
from community.tastes import Taste

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

COMING_WITHIN = timedelta(days=14)
LISTED = 3  # as many of each part as `news.choose` could show
HELPERS = 2
# What was asked an hour ago isn't unanswered yet; what was asked a week ago was in the digest before.
STILL_OPEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Common:
    """What the digests of all communities are chosen from, read once however many they are."""

    pool: Pool
    components: Sequence[Component]
    close: Mapping[int, Mapping[int, float]] = field(default_factory=dict)  # by community, by lesson: by meaning


def common(stores: Stores, *, now: datetime) -> Common:
    """Give what all digests of these weeks are chosen from; in two queries."""
    period = Period(now - choosing.LOOK_BACK, now + timedelta(seconds=1))
    components = stores.components.all()
    return Common(choosing.pool(stores.digests.recent(period, limit=choosing.CANDIDATES), components), components)


def gather(
    stores: Stores, periods: Mapping[int, Period], *, now: datetime, shared: Common | None = None
) -> Sequence[Digest]:
    """Give all there is to say to these communities, in the same few queries however many they are.

    A lesson that was in a digest of theirs, that somebody shared there or that was proposed there is not among it any
    more. Communities that are not open, or are in no channel, are left out.
    """
    found = [community for community in stores.communities.some(tuple(periods)).values() if is_reachable(community)]
    if not found:
        return ()
    return _Gathering(stores, found, periods, shared or common(stores, now=now), now).digests()


@dataclass(frozen=True, slots=True)
class _Gathering:
    """The queries for one batch of communities. Each is asked once; what it gives is by community id."""

    stores: Stores
    communities: Sequence[Community]
    periods: Mapping[int, Period]
    shared: Common
    now: datetime

    def digests(self) -> Sequence[Digest]:
        ids = [community.id for community in self.communities]
        own = self.stores.lessons.captured_in(self.periods, rooms=NO_ROOMS, limit=ENTRIES + 1, is_most_used_first=True)
        highlights = self.stores.librarians.highlighted_in(self.periods)
        seen = self.stores.digests.seen(ids, since=self._oldest(own, highlights))
        elsewhere = self._elsewhere(seen)
        adopted, questions, helpers = self._adopted(), self._questions(), self._helpers()
        coming, (names, joined) = self._coming(ids), self._newcomers()
        outside = feed_news.gather(self.stores, self.communities, now=self.now)
        doors = scouting.for_digests(self.stores, self.communities, today=self.now.date())
        free = {community.id for community in seats.to_tell(self.stores, self.communities, now=self.now)}
        return [
            Digest(
                community,
                self.periods[community.id],
                replace(
                    _learnt(own.get(id_, Found((), 0)), highlights.get(id_), seen.get(id_, frozenset())),
                    elsewhere=elsewhere.get(id_, ()),
                    adopted=adopted.get(id_, ()),
                    questions=questions.get(id_, ()),
                    helpers=helpers.get(id_, ()),
                    coming=coming.get(id_, ()),
                    newcomers=names.get(id_, ()),
                    newcomers_in_all=joined.get(id_, 0),
                    outside=outside.get(id_, feed_news.NOTHING),
                    door=doors.get(id_),
                    is_seat_free=id_ in free,
                ),
            )
            for community in self.communities
            for id_ in (community.id,)
        ]

    def _oldest(self, own: Mapping[int, Found], highlights: Mapping[int, Lesson]) -> int:
        """Give the lowest number that may be shown now: what was seen of lower ones is not asked for."""
        numbers = [lesson.number for found in own.values() for lesson in found.lessons]
        numbers += [lesson.number for lesson in highlights.values()]
        return min([*numbers, *self.shared.pool.place_of], default=0)

    def _elsewhere(self, seen: Mapping[int, Set[int]]) -> Mapping[int, Sequence[Elsewhere]]:
        liked = self._likes()
        components: dict[int, list[int]] = {}
        for component in self.shared.components:
            if component.community_id is not None:
                components.setdefault(component.community_id, []).append(component.id)
        chosen = {
            one.id: choosing.best(
                self.shared.pool,
                Wants(
                    words=interests(one),
                    components=components.get(one.id, ()),
                    close=self.shared.close.get(one.id, {}),
                    likes=liked.get(one.id, {}),
                    own=frozenset({one.id}),
                    channels=frozenset({one.channel_id or ""}),
                    seen=seen.get(one.id, frozenset()),
                ),
                self.periods[one.id],
                limit=LISTED,
            )
            for one in self.communities
        }
        numbers = {entry.candidate.number for some in chosen.values() for entry in some}
        lessons = self.stores.lessons.some(sorted(numbers))
        return {
            id_: [
                Elsewhere(lesson, entry.candidate.topic, may_fit=entry.may_fit)
                for entry in some
                if (lesson := lessons.get(entry.candidate.number)) is not None and is_for_all(lesson)
            ]
            for id_, some in chosen.items()
        }

    def _likes(self) -> Mapping[int, tastes.Likes]:
        said: Mapping[int, Sequence[Taste]] = self.stores.tastes.of_communities(
            [one.id for one in self.communities], since=self.now - tastes.FADED
        )
        traits = traits_said(self.stores, [one for some in said.values() for one in some], self.shared.components)
        return {id_: tastes.likes(some, traits, now=self.now) for id_, some in said.items()}

    def _adopted(self) -> Mapping[int, Sequence[Adopted]]:
        rows = self.stores.digests.taken_up(self.periods, limit=LISTED)
        numbers = sorted({number for some in rows.values() for number in some})
        lessons = self.stores.lessons.some(numbers)
        labels = {team.id: team.label for team in self.stores.teams.all()} if numbers else {}
        return {
            id_: [
                Adopted(
                    lessons[number],
                    [Taken(labels[one.team_id], one.answer, one.words) for one in answers if one.team_id in labels],
                )
                for number, answers in some.items()
                if number in lessons and any(one.team_id in labels for one in answers)
            ]
            for id_, some in rows.items()
        }

    def _questions(self) -> Mapping[int, Sequence[Question]]:
        asked = {
            id_: Period(period.start - STILL_OPEN_AFTER, period.end - STILL_OPEN_AFTER)
            for id_, period in self.periods.items()
        }
        where = {one.id: one.channel_id for one in self.communities}
        return {
            # Who reads the digest is in the channel it stands in; of another one they may not even know.
            id_: [one for one in some if one.channel_id == where.get(id_)][:LISTED]
            for id_, some in self.stores.digests.unanswered(asked).items()
        }

    def _helpers(self) -> Mapping[int, Sequence[str]]:
        community_of = {one.id: one.community_id for one in self.shared.components if one.community_id in self.periods}
        mentors = self.stores.mentors.of_some(sorted(community_of)) if community_of else {}
        names = self.stores.people.named(sorted({one.user_id for some in mentors.values() for one in some}))
        found: dict[int, dict[str, None]] = {}
        for id_, some in mentors.items():
            for mentor in some:
                if mentor.user_id in names:
                    found.setdefault(community_of[id_] or 0, {})[names[mentor.user_id]] = None
        return {id_: list(some)[:HELPERS] for id_, some in found.items()}

    def _coming(self, ids: Sequence[int]) -> Mapping[int, Sequence[Coming]]:
        meetups = self.stores.meetups.coming_up_in(ids, now=self.now, until=self.now + COMING_WITHIN, limit=LISTED)
        every = counted(self.stores, [meetup for some in meetups.values() for meetup in some])
        coming = {one.meetup.id: one for one in every}
        return {id_: [coming[one.id] for one in some] for id_, some in meetups.items()}

    def _newcomers(self) -> tuple[Mapping[int, Sequence[str]], Mapping[int, int]]:
        """Give names, and how many they are in all; who started a community is no news to those they invited."""
        started = {one.id: one.started_by for one in self.communities}
        joined = {
            id_: [member.user_id for member in some if member.user_id != started.get(id_)]
            for id_, some in self.stores.members.joined(self.periods).items()
        }
        asked = sorted({user_id for some in joined.values() for user_id in some[: 2 * NAMES]})
        known = self.stores.people.named(asked)
        names = {id_: [known[user_id] for user_id in some if user_id in known] for id_, some in joined.items()}
        return names, {id_: len(some) for id_, some in joined.items()}


def traits_said(stores: Stores, said: Sequence[Taste], components: Sequence[Component]) -> Mapping[int, Sequence[str]]:
    """Give the traits of the lessons that people said something to, by number; in one query.

    Of what was withdrawn meanwhile, or is for the members of a closed room alone by now, none.
    """
    lessons = stores.lessons.some(sorted({taste.number for taste in said}))
    return {
        number: choosing.traits_of(
            lesson.tags,
            lesson.kind,
            lesson.community_id,
            choosing.about(f"{lesson.title} {lesson.learnt}", lesson.tags, components),
        )
        for number, lesson in lessons.items()
        if is_for_all(lesson)
    }


def _learnt(own: Found, highlight: Lesson | None, seen: Set[int]) -> News:
    first = None if highlight is None or highlight.number in seen else highlight
    is_among = first is not None and any(lesson.number == first.number for lesson in own.lessons)
    known = [lesson for lesson in own.lessons if lesson.number in seen]
    told = [one for one in own.lessons if one.number not in seen and (first is None or one.number != first.number)]
    return News(highlight=first, lessons=told, lessons_in_all=own.total - len(known) - is_among)
