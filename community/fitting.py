"""How well something fits a community: by the words they share."""

import re
from collections.abc import Mapping
from functools import lru_cache

from community.communities import Community

_WORD = re.compile(r"\w{2,}")
# Words that say nothing about a subject. English, like the bot; other languages' little words only blur the order.
_LITTLE_WORDS = """
    about after all also and any are as at be because been before but by can could did do does each for from get had
    has have how if in into is it its just learn learning like make may more most no not now of off on one only or our
    out over same share should so some team than that the their them then there these they this to too up us use used
    using was way we well were what when where which while who why will with would you your
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())


def words_of(text: str) -> frozenset[str]:
    """Give the words that say what a text is about, without their endings."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _LITTLE)


def interests(community: Community) -> Mapping[str, int]:
    """Give the words a community cares for with their weight: 2 for one of its topic, 1 for one of its purpose."""
    return dict.fromkeys(words_of(community.purpose), 1) | dict.fromkeys(words_of(community.topic), 2)


def fit(wanted: Mapping[str, int], words: frozenset[str]) -> int:
    """Say how much of what is wanted these words hold; 0 is nothing."""
    return sum(wanted[word] for word in wanted.keys() & words)


@lru_cache(maxsize=20_000)  # a thousand communities are told in a few thousand words, over and over
def _stem(word: str) -> str:
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
