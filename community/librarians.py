"""Librarians: volunteers who give lessons a place, join twins and highlight; a queue shows them what may need it."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community.communities import Community
from community.errors import CommunityError
from community.fitting import fit, interests, words_of
from community.lessons import Lesson, is_withdrawn, may_see
from community.readers import Reader
from community.relearning import Verdict

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

HIGHLIGHT_EVERY = timedelta(weeks=1)
SKIP_SPAN = timedelta(weeks=4)  # what a librarian skips comes back to them after that, unless another saw to it
SUGGESTED = 3
# So many of each kind are looked through for what a librarian may see; a longer queue is told as "200 and more".
MOST_WAITING = 200


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Something to look at: a lesson without a community, or one that may say the same as an older one."""

    number: int
    twin_of: int = 0  # the older one's number; 0 when the lesson is in no community

    @property
    def is_twin(self) -> bool:
        """Tell whether it is about two lessons."""
        return self.twin_of > 0


@dataclass(frozen=True, slots=True)
class Highlight:
    """A lesson that a librarian thinks its whole community should read; who thought so is not kept."""

    number: int
    community_id: int
    at: datetime


class NotLibrarian(CommunityError):
    """Somebody who isn't a librarian, or isn't any more."""

    def __init__(self) -> None:
        super().__init__(
            "This is what librarians do, and you aren't one at the moment, so nothing was changed. "
            "Anybody can be: /community librarian."
        )


class SeenTo(CommunityError):
    """Another librarian was faster, or the lesson changed by itself."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Somebody has seen to lesson #{number} a moment ago, so you changed nothing.")
        self.number = number


class NoPlace(CommunityError):
    """A lesson in no community, or of a closed room, is in no digest, so there is nothing to highlight it in."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No digest would begin with lesson #{number}: it is in no community, or for the members of its "
            "channel only. Nothing was changed."
        )
        self.number = number


class HighlightedBefore(CommunityError):
    """The community has one already this week."""

    def __init__(self, highlight: Highlight) -> None:
        super().__init__(
            f"Lesson #{highlight.number} is highlighted in that community already, and one a week is enough for it to "
            "mean something. Nothing was changed."
        )
        self.number = highlight.number
        self.free_at = highlight.at + HIGHLIGHT_EVERY


def volunteer(stores: Stores, user_id: str, *, now: datetime) -> bool:
    """Let a person be a librarian, who says so themselves; False when they are one."""
    return stores.librarians.add(user_id, now=now)


def step_back(stores: Stores, user_id: str) -> bool:
    """Let a person be none any more, no reason asked; False when they were none."""
    return stores.librarians.remove(user_id)


def held(stores: Stores, user_id: str) -> None:
    """Hold that this person is a librarian; raises NotLibrarian."""
    if user_id not in stores.librarians.all():
        raise NotLibrarian


def queue(stores: Stores, reader: Reader, *, now: datetime) -> Sequence[Item]:
    """Give what waits and this librarian may see: possible twins first, then lessons in no community, oldest first."""
    skipped = stores.librarians.skipped(reader.user_id, since=now - SKIP_SPAN)
    twins = stores.librarians.twins(limit=MOST_WAITING)
    homeless = stores.librarians.homeless(rooms=reader.rooms, limit=MOST_WAITING)
    items = [item for item in (*twins, *homeless) if item not in skipped]
    numbers = {number for item in items for number in (item.number, item.twin_of) if number}
    known = stores.lessons.some(sorted(numbers))
    return [item for item in items if _waits(item, known.get(item.number), known.get(item.twin_of), reader)]


def still_waits(stores: Stores, item: Item, reader: Reader) -> tuple[Lesson, Lesson | None]:
    """Give the lessons of an item that waits still, the older one second; raises SeenTo."""
    lesson = stores.lessons.get(item.number)
    older = stores.lessons.get(item.twin_of) if item.is_twin else None
    if lesson is None or stores.librarians.is_settled(item) or not _waits(item, lesson, older, reader):
        raise SeenTo(item.number)
    return lesson, older


def file(stores: Stores, lesson: Lesson, *, by: str, now: datetime, **under: object) -> Lesson:
    """Give a lesson another place or other tags; what it was filed under before stays as an earlier version."""
    filed = replace(lesson, **under)  # type: ignore[arg-type]
    if filed != lesson:
        stores.versions.keep(lesson, changed_by=by, now=now)
        stores.lessons.update(filed)
    return filed


def fitting(lesson: Lesson, communities: Sequence[Community]) -> Sequence[Community]:
    """Give the communities whose words a lesson shares, those it fits best first."""
    words = words_of(f"{lesson.title} {lesson.learnt} {' '.join(lesson.tags).replace('-', ' ')}")
    ranked = [(fit(interests(community), words), community) for community in communities]
    best = sorted((one for one in ranked if one[0]), key=lambda one: -one[0])
    return [community for _, community in best[:SUGGESTED]]


def may_be_twins(stores: Stores, lesson: Lesson, older: Lesson) -> bool:
    """Tell whether the two are worth a librarian's look, as close as they are.

    Not where somebody said already that they differ or that one improves the other, nor across rooms.
    """
    if older.number >= lesson.number or older.closed_in != lesson.closed_in or lesson.builds_on == older.number:
        return False
    if stores.librarians.is_settled(Item(lesson.number, older.number)):
        return False
    said = [hint.verdict for hint in stores.hints.about(lesson.number) if hint.number == older.number]
    return not {Verdict.DIFFERENT, Verdict.BUILDS_ON} & {*said}


def highlight(stores: Stores, lesson: Lesson, *, now: datetime) -> Highlight:
    """Highlight a lesson in its community, which a community has at most one of a week.

    Raises NoPlace and HighlightedBefore.
    """
    if lesson.community_id is None or lesson.closed_in is not None:
        raise NoPlace(lesson.number)
    newest = next(iter(stores.librarians.highlights(lesson.community_id, limit=1)), None)
    if newest is not None and (now - newest.at < HIGHLIGHT_EVERY or newest.number == lesson.number):
        raise HighlightedBefore(newest)
    made = Highlight(lesson.number, lesson.community_id, now)
    stores.librarians.highlight(made)
    return made


def _waits(item: Item, lesson: Lesson | None, older: Lesson | None, reader: Reader) -> bool:
    if lesson is None or is_withdrawn(lesson) or not may_see(lesson, reader):
        return False
    if not item.is_twin:
        return lesson.community_id is None
    return (
        older is not None and not is_withdrawn(older) and may_see(older, reader) and older.closed_in == lesson.closed_in
    )
