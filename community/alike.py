"""Alike: which older lessons are close enough to what somebody just learnt or asked to be worth showing to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from community.lessons import Lesson, Words

MOST_SHOWN = 3

# How close a lesson must be to be shown at all.
GOOD_BY_MODELS = 0.6
GOOD_BY_WORDS = 0.5

_WORD = re.compile(r"\w+")
# The commonest words of English, which nearly every text has.
_COMMONEST = """
a an and are as at be but by can did do does for from had has have how i if in into is it its me my no not of on or our
so that the their them then there they this to up us was we were what when where which who why will with you your
"""
_TELLING_NOTHING = frozenset(_COMMONEST.split())


@dataclass(frozen=True, slots=True)
class Alike:
    """An older lesson beside a text, and how close it is to it: 0 is nothing in common, 1 is the same."""

    lesson: Lesson
    closeness: float


def saying(lesson: Words) -> str:
    """Give what a lesson says as one text, the most telling first, to compare it with others."""
    return "\n".join(part for part in (lesson.title, lesson.learnt, lesson.to_try) if part)


def good(candidates: Sequence[Alike], *, least: float, limit: int = MOST_SHOWN) -> Sequence[Alike]:
    """Choose what is worth showing, closest first; nothing when none is close enough."""
    close = [candidate for candidate in candidates if candidate.closeness >= least]
    return sorted(close, key=lambda candidate: -candidate.closeness)[:limit]


def closeness_by_words(text: str, other: str) -> float:
    """Say how close two texts are by the words they share, from 0 to 1, where no model can tell."""
    words, others = _telling(text), _telling(other)
    smaller = min(len(words), len(others))
    return len(words & others) / smaller if smaller else 0.0


def _telling(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _TELLING_NOTHING
