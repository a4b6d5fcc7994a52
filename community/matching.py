"""Matching: which of many things a person means by a few words, forgiving of half words and slips of the finger."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz, process

from community.fitting import words_of
from community.names import slug

T = TypeVar("T", bound=Hashable)

_BEGINS, _LIKE = 0.8, 0.6  # of what the word itself would count
_SHORTEST_LIKE = 4
_LIKENESS = 80  # "lantren" is like "lantern" by 86, "monitor" like "mentor" by 77
_MOST_LIKE = 20


@lru_cache(maxsize=4_000)  # of topics, which are asked for each time somebody looks for one
def tokens(typed: str) -> tuple[str, ...]:
    """Give the words that are looked for, each once; little words count only where there are no others."""
    parts = [part for part in slug(typed).split("-") if part]
    telling = [word for part in parts for word in words_of(part)]
    return tuple(dict.fromkeys(telling or parts))


def ranked(typed: str, said: Mapping[T, Mapping[str, int]]) -> list[T]:
    """Give the things that say what was typed, best first; `said` is what each one's words weigh.

    Those that have all words are given, or, where none has, those that have most of them; of equals the first is first.
    """
    vocabulary = {word for words in said.values() for word in words}
    meant = [_meant(token, vocabulary) for token in tokens(typed)]
    found: dict[T, tuple[int, float]] = {}
    for thing, words in said.items():
        weights = [max((words[word] * how for word, how in one.items() if word in words), default=0.0) for one in meant]
        if any(weights):
            found[thing] = (sum(1 for weight in weights if weight), sum(weights))
    most = max((count for count, _ in found.values()), default=0)
    best = [thing for thing, (count, _) in found.items() if count == most]
    return sorted(best, key=lambda thing: -found[thing][1])


def _meant(token: str, vocabulary: set[str]) -> Mapping[str, float]:
    """Give the words that may be meant by a typed one, with how surely: 1 is the word itself."""
    found = {word: _BEGINS for word in vocabulary if word.startswith(token)}
    if len(token) >= _SHORTEST_LIKE and not found:
        near = process.extract(token, vocabulary, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=_MOST_LIKE)
        found = {word: _LIKE * likeness / 100 for word, likeness, _ in near}
    return found | ({token: 1.0} if token in vocabulary else {})
