"""Choosing: which lessons from elsewhere a reader of digests may want to see, from the newest of a whole workspace."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from community.components import Component
from community.fitting import words_of
from community.schedule import Period
from community.tastes import MOST, Likes

# A lesson from elsewhere that fits is still worth a look some weeks later; one that doesn't fit only while it is new.
LOOK_BACK = timedelta(weeks=4)
CANDIDATES = 20_000  # the newest of those weeks
# Of lessons with the same word the newest are enough; a word of everybody's would cost each reader a look at all.
MOST_A_WORD = 400
# What speaks for a lesson, in words of a community's purpose: a word of its topic is 2 (`fitting.interests`).
A_COMPONENT = 3.0
THE_SAME = 4.0  # meaning the same as what the reader is about; what is only near is a part of it
USED = 0.25  # by each team that uses it, three at most: less than any word
_MOST_USED = 3


@dataclass(frozen=True, slots=True)
class Recent:
    """What the tables tell of a lesson that anybody may see, to choose from; `text` is how what it says begins."""

    number: int
    community_id: int | None
    topic: str  # its community's, "" when it is in none
    channel_id: str | None
    captured_at: datetime
    tags: tuple[str, ...]
    kind: str | None
    adopters: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lesson to choose from, without its words: those are in the pool's index."""

    number: int
    community_id: int | None
    topic: str
    channel_id: str | None
    captured_at: datetime
    adopters: int
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """What all readers of a workspace choose from, newest first; places in it are found by word and by component."""

    candidates: Sequence[Candidate]
    by_word: Mapping[str, Sequence[int]]
    by_component: Mapping[int, Sequence[int]]
    place_of: Mapping[int, int]  # by number
    used: Sequence[float]  # what speaks for each because teams use it


@dataclass(frozen=True, slots=True)
class Wants:
    """What one reader cares for, and what they know already."""

    words: Mapping[str, int]  # with their weights
    components: Sequence[int] = ()
    close: Mapping[int, float] = field(default_factory=dict)  # by number: from 0, nothing, to 1, means the same
    likes: Likes = field(default_factory=dict)
    own: Set[int] = frozenset()  # communities whose lessons are theirs
    channels: Set[str] = frozenset()  # where they heard what was said
    seen: Set[int] = frozenset()  # numbers


@dataclass(frozen=True, slots=True)
class About:
    """What a reader is about, for models to tell what means the same; with lessons they want more, and less, like."""

    text: str
    more: Sequence[int] = ()  # numbers
    less: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate for a reader; `may_fit` says that something spoke for it besides that it is new."""

    candidate: Candidate
    may_fit: bool


def pool(recent: Iterable[Recent], components: Sequence[Component]) -> Pool:
    """Make the pool of these lessons, which come newest first. Their texts are read once and not kept."""
    named = [(component.id, component.name, words_of(component.label)) for component in components]
    telling = frozenset[str]().union(*(words for _, _, words in named))
    candidates: list[Candidate] = []
    by_word: dict[str, array[int]] = {}
    by_component: dict[int, list[int]] = {}
    for place, lesson in enumerate(recent):
        words = words_of(f"{lesson.topic} {lesson.text} {' '.join(lesson.tags)}")
        for word in words:
            if len(places := by_word.setdefault(word, array("L"))) < MOST_A_WORD:
                places.append(place)
        about = _about(words, lesson.tags, named) if named and (words & telling or lesson.tags) else ()
        for id_ in about:
            by_component.setdefault(id_, []).append(place)
        traits = traits_of(lesson.tags, lesson.kind, lesson.community_id, about)
        candidates.append(
            Candidate(
                lesson.number,
                lesson.community_id,
                lesson.topic,
                lesson.channel_id,
                lesson.captured_at,
                lesson.adopters,
                traits,
            )
        )
    place_of = {one.number: place for place, one in enumerate(candidates)}
    used = [USED * min(one.adopters, _MOST_USED) for one in candidates]
    return Pool(candidates, by_word, by_component, place_of, used)


def about(text: str, tags: Sequence[str], components: Sequence[Component]) -> Sequence[int]:
    """Give the ids of the components a text names, by all the words of their names or by a tag."""
    named = [(component.id, component.name, words_of(component.label)) for component in components]
    return _about(words_of(text), tags, named)


def traits_of(
    tags: Sequence[str], kind: str | None, community_id: int | None, components: Sequence[int]
) -> tuple[str, ...]:
    """Give what a lesson has in common with others, in words that say what sort of thing it is."""
    return (
        *(f"tag:{tag}" for tag in tags),
        *([f"kind:{kind}"] if kind else ()),
        *([f"from:{community_id}"] if community_id is not None else ()),
        *(f"component:{id_}" for id_ in components),
    )


def best(pool: Pool, wants: Wants, period: Period, *, limit: int) -> Sequence[Chosen]:
    """Give what this reader may want to see and doesn't know yet, the best first.

    Points speak for a lesson: 2 for each word of a community's topic it has, 1 for each of its purpose, 3 for each of
    its components it names, up to 4 for meaning nearly the same, a quarter for each of up to three teams that use it.
    What the readers want more or less of adds or takes away up to 3, and what is less than nothing then is left out.
    Without anything that speaks for it a lesson is worth a look only if it is of the period. Of equals the newest.
    """
    points = _points(pool, wants)
    news = dict.fromkeys(_newest(pool, wants, period, limit=2 * limit), 0.0)
    ranked = _ranked(pool, news | points, wants.likes)
    found: list[Chosen] = []
    # Nearly all that are first are news, so only those are looked at that closely.
    while ranked and len(found) < limit:
        _, place = heapq.heappop(ranked)
        if _is_news(pool.candidates[place], wants, period):
            found.append(Chosen(pool.candidates[place], may_fit=place in points))
    return found


def _ranked(pool: Pool, points: Mapping[int, float], likes: Likes) -> list[tuple[float, int]]:
    """Give the places as a heap, the best first; of equals the newest, whose place is the lowest."""
    used = pool.used
    if not likes:
        ranked = [(-much - used[place], place) for place, much in points.items()]
    else:
        wanted = ((much + used[place] + _taste(pool.candidates[place], likes), place) for place, much in points.items())
        ranked = [(-total, place) for total, place in wanted if total >= 0]
    heapq.heapify(ranked)
    return ranked


def _points(pool: Pool, wants: Wants) -> dict[int, float]:
    points: dict[int, float] = {}
    for word, weight in wants.words.items():
        for place in pool.by_word.get(word, ()):
            points[place] = points.get(place, 0.0) + weight
    for id_ in wants.components:
        for place in pool.by_component.get(id_, ()):
            points[place] = points.get(place, 0.0) + A_COMPONENT
    for number, closeness in wants.close.items():
        if closeness > 0 and (near := pool.place_of.get(number)) is not None:
            points[near] = points.get(near, 0.0) + THE_SAME * closeness
    return points


def _newest(pool: Pool, wants: Wants, period: Period, *, limit: int) -> Iterable[int]:
    found = 0
    for place, candidate in enumerate(pool.candidates):
        if candidate.captured_at < period.start or found == limit:
            return
        if _is_news(candidate, wants, period):
            found += 1
            yield place


def _is_news(candidate: Candidate, wants: Wants, period: Period) -> bool:
    return (
        candidate.captured_at < period.end
        and candidate.community_id not in wants.own
        and candidate.number not in wants.seen
        and candidate.channel_id not in wants.channels
    )


def _taste(candidate: Candidate, likes: Likes) -> float:
    if not likes:
        return 0.0
    return max(-MOST, min(MOST, sum(likes.get(trait, 0.0) for trait in candidate.traits)))


def _about(words: Set[str], tags: Sequence[str], named: Sequence[tuple[int, str, frozenset[str]]]) -> Sequence[int]:
    return tuple(id_ for id_, name, own in named if name in tags or (own and own <= words))
