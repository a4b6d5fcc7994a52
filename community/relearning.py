"""Relearning: telling a person, and only them, that somebody may have learnt this before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.errors import CommunityError
from community.fitting import words_of
from community.lessons import Lesson

MOST_SHOWN = 3
# What was captured longer ago than this is no news to its author any more, as after an outage or an import.
LOOK_BACK = timedelta(hours=6)
TELLING_WORDS = 4
# Who asks is shown something once a day at most, whatever time of the day it is.
HINT_EVERY = timedelta(days=1)


class Verdict(StrEnum):
    """What a person says to an older lesson they were shown."""

    SAME = "same"
    BUILDS_ON = "builds on"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHint:
    """An older lesson shown to one person beside what they just captured or asked."""

    number: int  # of the lesson that was shown
    user_id: str
    shown_at: datetime
    closeness: float  # from 0 to 1, as it was judged then
    about: int | None = None  # the number of the lesson they captured; None when they asked a question
    community_id: int | None = None  # whose lesson or channel it was about
    channel_id: str | None = None  # of the question
    ts: str | None = None  # of the question


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint(NewHint):
    """A hint that was shown, with the answer once there is one."""

    id: int
    verdict: Verdict | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relearnings:
    """A community's own count: how often somebody was about to learn again, and how often that was avoided."""

    seen: int  # hints that were answered with "same" or "builds on"
    avoided: int  # of these, "same": the older lesson is used instead


class NotYourHint(CommunityError):
    """The hint was shown to somebody else, or is not there any more."""

    def __init__(self) -> None:
        super().__init__("That was shown to somebody else, or is gone. Nothing was changed.")


def is_worth_a_look(lesson: Lesson, *, now: datetime) -> bool:
    """Tell whether the author of this lesson should hear of older ones like it.

    Not when an app wrote it, when it was taken back meanwhile, when it says too little to be compared, when it builds
    on another by its author's own word, or when it was captured long ago.
    """
    is_news = now - lesson.captured_at <= LOOK_BACK
    says_enough = len(words_of(f"{lesson.title} {lesson.learnt}")) >= TELLING_WORDS
    is_standing = lesson.author_id is not None and lesson.withdrawn_at is None
    return is_standing and is_news and says_enough and lesson.builds_on is None


def may_link(new: Lesson, older: Lesson) -> bool:
    """Tell whether the new lesson may name the older one: whoever sees it could learn of a closed one otherwise."""
    return older.closed_in is None or older.closed_in == new.closed_in


def given(hint: Hint | None, *, to: str) -> Hint:
    """Give the hint if it was shown to this person; NotYourHint otherwise."""
    if hint is None or hint.user_id != to:
        raise NotYourHint
    return hint
