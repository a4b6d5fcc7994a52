"""Forgetting: what is stored about a person, and what is left when they want it gone."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from community.lessons import Lesson

# Stands where a person's id stood, in what stays because it is others' too.
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored about a person: how many of each thing, named as they know it, and some of their lessons."""

    counts: Mapping[str, int]  # only what there is, in the order it is told
    lessons: Sequence[Lesson]  # their newest
    name: str | None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing at all."""
        return not self.counts and self.name is None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased: the numbers of the lessons that were emptied or unnamed, and of all that look different now."""

    lessons: int
    changed: Set[int]


def is_forgotten(lesson: Lesson) -> bool:
    """Tell whether a lesson was emptied because its author wanted to be forgotten: nobody can bring it back."""
    return lesson.withdrawn_at is not None and lesson.withdrawn_by == NOBODY and not lesson.learnt


def without_words(lesson: Lesson, *, now: datetime) -> Lesson:
    """Give the lesson as taken back and emptied: its number stays, since numbers are never used again.

    Where it was said stays too, without the way there: so nobody's mark captures the same message again.
    """
    return replace(
        without_name(lesson),
        title="",
        happened="",
        learnt="",
        to_try="",
        kind=None,
        tags=(),
        community_id=None,
        team_id=None,
        captured_by=NOBODY,
        withdrawn_at=lesson.withdrawn_at or now,
        withdrawn_by=NOBODY,
    )


def without_name(lesson: Lesson) -> Lesson:
    """Give the lesson with its words and nothing that leads to who said them.

    It still follows its message, by channel and time: what its author changes or deletes there is theirs to change.
    """
    source = replace(lesson.source, permalink=None, thread_ts=None) if lesson.source else None
    return replace(lesson, author_id=None, author_name="", source=source)
