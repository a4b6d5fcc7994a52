"""Merged lessons: two that say the same are one. The newer goes on in the older, and nothing of it is lost."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community.errors import CommunityError
from community.lessons import Lesson, bring_back, is_withdrawn, withdraw
from community.spread import learning_team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

UNDO_SPAN = timedelta(days=30)
# A lesson merged into one that was merged itself goes on there; nobody merges a hundred times over.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Merge:
    """A lesson that goes on in another since then."""

    number: int
    kept: int
    merged_at: datetime


class NoTwins(CommunityError):
    """The two can't be one: the same lesson, one that is gone, or lessons of different rooms."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"I can only join two different lessons that are both still there and that the same people may see, so "
            f"nothing was changed. Look at #{number} once more."
        )
        self.number = number


class NothingToUndo(CommunityError):
    """The lesson isn't merged any more, or has been for too long."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Lesson #{number} can't be parted any more: it was parted before, or is one with the other for more than "
            f"{UNDO_SPAN.days} days. Nothing was changed. Its author can write it down anew with /lesson add."
        )
        self.number = number


def get(stores: Stores, number: int) -> Lesson | None:
    """Give the lesson of that number, or the one it goes on in."""
    lesson = stores.lessons.get(number)
    for _ in range(_MOST):
        if lesson is None or not is_withdrawn(lesson):
            return lesson
        merge = stores.merged.of(lesson.number)
        if merge is None:
            return lesson
        lesson = stores.lessons.get(merge.kept)
    return lesson


def goes_on_in(stores: Stores, lesson: Lesson) -> Lesson | None:
    """Give the lesson this one goes on in; None when it stands by itself, or is gone with no other in its place."""
    if not is_withdrawn(lesson) or stores.merged.of(lesson.number) is None:
        return None
    kept = get(stores, lesson.number)
    return None if kept is None or is_withdrawn(kept) or kept.closed_in != lesson.closed_in else kept


def also_learnt(stores: Stores, lesson: Lesson) -> Sequence[Lesson]:
    """Give the lessons that go on in this one, lowest number first, of the same room only."""
    found = {one.number: one for one in _into(stores, lesson.number, set())}
    return [found[number] for number in sorted(found) if found[number].closed_in == lesson.closed_in]


def order(one: Lesson, other: Lesson) -> tuple[Lesson, Lesson]:
    """Give the twin that goes on, and the older one that is kept; raises NoTwins."""
    kept, twin = sorted((one, other), key=lambda lesson: lesson.number)
    if kept.number == twin.number or is_withdrawn(kept) or is_withdrawn(twin) or kept.closed_in != twin.closed_in:
        raise NoTwins(twin.number)
    return twin, kept


def merge(stores: Stores, one: Lesson, other: Lesson, *, by: str, now: datetime) -> tuple[Lesson, Lesson]:
    """Let the newer go on in the older, and give both as they are then: (twin, kept).

    What teams answered to it, where it was shared and proposed, and what was built on it belong to the kept one from
    now on; but for the answer of the team that learnt the kept one, which uses it anyway. Raises NoTwins.
    """
    twin, kept = order(one, other)
    part(stores, twin.number)  # its author may have brought it back from an earlier merge
    team = learning_team(stores, kept)
    stores.merged.add(Merge(twin.number, kept.number, now), but_team=team.id if team else None)
    stores.lessons.update(withdraw(_as_now(stores, twin), by=by, now=now))
    return _as_now(stores, twin), _as_now(stores, kept)


def undo(stores: Stores, number: int, *, now: datetime) -> tuple[Lesson, Lesson]:
    """Part the two again, each with what it had, and give both: (twin, kept); raises NothingToUndo and NothingLeft."""
    merged, twin, kept = stores.merged.of(number), stores.lessons.get(number), get(stores, number)
    is_merged = merged is not None and now - merged.merged_at <= UNDO_SPAN
    if not is_merged or twin is None or kept is None or not is_withdrawn(twin):
        raise NothingToUndo(number)
    stores.lessons.update(bring_back(twin))
    part(stores, number)
    return _as_now(stores, twin), _as_now(stores, kept)


def part(stores: Stores, number: int) -> None:
    """Give back to a lesson that stands by itself again what hangs on the one it went on in; nothing otherwise."""
    merged = stores.merged.of(number)
    kept = get(stores, merged.kept) if merged is not None else None
    if kept is not None:
        stores.merged.remove(number, now_at=kept.number)


def _into(stores: Stores, number: int, seen: set[int]) -> Iterator[Lesson]:
    numbers = [one for one in stores.merged.into(number) if one not in seen]
    for lesson in stores.lessons.some(numbers).values():
        seen.add(lesson.number)
        if is_withdrawn(lesson):
            yield lesson
            yield from _into(stores, lesson.number, seen)


def _as_now(stores: Stores, lesson: Lesson) -> Lesson:
    return stores.lessons.get(lesson.number) or lesson
