"""Sharing: which communities a lesson may help, and taking it there, once."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.communities import Community, State
from community.errors import CommunityError
from community.fitting import fit, interests, words_of
from community.lessons import Lesson
from community.spread import Share

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

SUGGESTED = 5
# A word of the topic, or two of the purpose: one word of a purpose is in every second lesson.
_FITS = 2
_WORD = re.compile(r"\w{2,}")


@dataclass(frozen=True, slots=True)
class Fitting:
    """A community that a lesson may help; `words` are those of its topic, or of its purpose, that the lesson has."""

    community: Community
    words: tuple[str, ...]
    is_topic: bool


class EverywhereAlready(CommunityError):
    """There is no community left that the lesson could be shared to."""

    def __init__(self, number: int, *, is_anywhere: bool) -> None:
        where = "is in every community already" if is_anywhere else "has no other community to go to yet"
        super().__init__(f"Lesson #{number} {where}, so nothing was sent. A new one starts with /community start.")
        self.number = number


def offered(lesson: Lesson, communities: Sequence[Community], shares: Sequence[Share]) -> Sequence[Community]:
    """Give where the lesson can be shared: open communities in whose channel it wasn't said and that didn't have it.

    One it is filed under is among them when it was said elsewhere, or written by hand: nobody has told it there yet.
    """
    had = {share.community_id for share in shares}
    return [
        community
        for community in communities
        if community.state is State.OPEN
        and community.channel_id is not None
        and community.id not in had
        and (lesson.source is None or community.channel_id != lesson.source.channel_id)
    ]


def fitting(lesson: Lesson, communities: Sequence[Community]) -> Sequence[Fitting]:
    """Give the communities the lesson fits by its words, the best first, with the words that say so."""
    words = words_of(" ".join([lesson.title, lesson.learnt, lesson.to_try, *lesson.tags]))
    ranked = []
    for community in communities:
        fits = fit(interests(community), words)
        if fits >= _FITS:
            ranked.append((-fits, community.topic.casefold(), community.id, _why(community, words)))
    return [entry[3] for entry in sorted(ranked, key=lambda entry: entry[:3])[:SUGGESTED]]


def share(stores: Stores, lesson: Lesson, community: Community, *, by: str, words: str, now: datetime) -> Share | None:
    """Keep that the lesson is shared there; None when it was before, or when the community rests by now."""
    if community.state is not State.OPEN or community.channel_id is None:
        return None
    shared = Share(lesson.number, community.id, by, now, community.channel_id, words=words)
    return shared if stores.spread.share(shared) else None


def _why(community: Community, words: frozenset[str]) -> Fitting:
    topical = _shared_words(community.topic, words)
    return Fitting(community, topical or _shared_words(community.purpose, words), is_topic=bool(topical))


def _shared_words(text: str, words: frozenset[str]) -> tuple[str, ...]:
    """Give the words of the text that are among these, as they are written there, each once."""
    shared = {word.casefold(): word for word in _WORD.findall(text) if words_of(word) & words}
    return tuple(shared.values())
