"""News: what a digest is made of, whoever reads it, and choosing the best twelve entries of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import feed_news
from community.lessons import Lesson
from community.scouting import Offered
from community.spread import Answer

if TYPE_CHECKING:  # meetups ask the stores, which keep the values of this module
    from community.meetups import Coming

ENTRIES = 12
NAMES = 8


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A lesson learnt outside what the reader is in; `topic` is the other community's, "" when it was in none."""

    lesson: Lesson
    topic: str
    may_fit: bool = False  # by words, by a component or by meaning; else it is only new


@dataclass(frozen=True, slots=True)
class Taken:
    """A team that uses a lesson: as it is, or adapted in the way its `words` say."""

    team: str
    answer: Answer
    words: str = ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A lesson of the reader's, and the teams that took it up in the period, who did so first first."""

    lesson: Lesson
    by: Sequence[Taken]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to all that nobody answered yet: where it stands. Neither its words nor who asked are known here."""

    channel_id: str
    ts: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What there is to say, each part the best first; `…_in_all` count what was left out as well."""

    highlight: Lesson | None = None  # what a librarian highlighted
    lessons: Sequence[Lesson] = ()
    lessons_in_all: int = 0
    elsewhere: Sequence[Elsewhere] = ()
    adopted: Sequence[Adopted] = ()
    questions: Sequence[Question] = ()
    helpers: Sequence[str] = ()  # names of mentors who may know an answer
    coming: Sequence[Coming] = ()
    newcomers: Sequence[str] = ()  # names
    newcomers_in_all: int = 0
    outside: feed_news.News = feed_news.NOTHING
    door: Offered | None = None  # a team to visit, or an expert who comes
    is_seat_free: bool = False

    @property
    def numbers(self) -> Sequence[int]:
        """Give the numbers of all lessons that are shown as learnt somewhere."""
        first = [self.highlight] if self.highlight else []
        return [lesson.number for lesson in (*first, *self.lessons, *(entry.lesson for entry in self.elsewhere))]


# Each part's least and most entries, in the order in which what is left over is dealt out, one a round. The least
# of all together are twelve, so that no part crowds another out; what one doesn't need goes to the others.
_SHARES: Mapping[str, tuple[int, int]] = {
    "lessons": (3, ENTRIES),
    "coming": (1, 3),
    "elsewhere": (2, 3),
    "adopted": (1, 3),
    "questions": (1, 2),
    "outside": (1, 3),
}


def choose(news: News) -> News | None:
    """Give the best of it in at most 12 entries; None when there is nothing to say.

    The highlight, who is new, an open door and the free seat are one entry each. Of the others each has its least, so
    far as it has so many: 3 lessons, 2 from elsewhere, and one each of what is coming, what was adopted, what is asked
    and what comes from outside. What is left is dealt out in that order, in rounds. That a seat is free is an
    invitation beside other news and no reason to send a digest that has none.
    """
    has = {part: len(getattr(news, part)) for part in _SHARES if part != "outside"}
    has["outside"] = len(news.outside.entries)
    fixed = bool(news.highlight) + bool(news.newcomers_in_all) + bool(news.door)
    if not fixed and not any(has.values()):
        return None
    granted = allot(has, ENTRIES - fixed - news.is_seat_free)
    cut = {part: getattr(news, part)[:count] for part, count in granted.items() if part != "outside"}
    cut["outside"] = news.outside.first(granted["outside"])
    return replace(news, **cut, newcomers=news.newcomers[:NAMES])


def allot(has: Mapping[str, int], room: int) -> Mapping[str, int]:
    """Say how many entries each part gets of so much room; `has` is how many it could fill."""
    most = {part: min(has[part], most) for part, (_, most) in _SHARES.items()}
    granted = {part: min(most[part], least) for part, (least, _) in _SHARES.items()}
    left = room - sum(granted.values())
    while left > 0 and granted != most:
        for part in _SHARES:
            if left > 0 and granted[part] < most[part]:
                granted[part] += 1
                left -= 1
    return granted
