"""Following: what becomes of a lesson when the message it was captured from is changed or deleted.

A lesson says what its message says, until a person edits it by hand; from then on it is theirs. Words that were copied
go when the message loses them, and what a person wrote stays until they decide. What a message says *now* counts and
not what happened to it in which order: so events that come twice, late, or one before the other end the same.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from community.errors import CommunityError
from community.lessons import (
    TEXTS,
    Lesson,
    Version,
    Words,
    is_empty,
    is_withdrawn,
    lost_its_words,
    restore,
    withdraw,
)
from community.titles import title_of

# Who changed a lesson that took its message's new words: nobody by hand.
BY_ITS_MESSAGE = ""


class SourceGone(CommunityError):
    """The message a lesson came from can't be read any more, or says nothing."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"I can't find words in the message that lesson #{number} came from any more, so the lesson keeps what it "
            "says. You can change it with Edit."
        )
        self.number = number


class Ask(StrEnum):
    """What a lesson's author is asked when its message changed or went."""

    NEW_WORDS = "new words"  # the message says something else than what they wrote: take that, or keep theirs?
    OWN_WORDS = "own words"  # the message went and its words with it: write it in their own, or let it go?
    KEEP = "keep"  # the message went, and what they wrote stayed: keep it, or let it go?


@dataclass(frozen=True, slots=True)
class Said:
    """What a lesson's message says now. `words` are None when it says nothing, be it gone or only a picture."""

    words: Words | None
    is_there: bool = True
    changed_at: datetime | None = None  # when it was last edited; None when it never was


@dataclass(frozen=True, slots=True)
class Followed:
    """The lesson, and what it said before, after its message was looked at."""

    lesson: Lesson
    versions: Sequence[Version]


def copied(lesson: Lesson, versions: Sequence[Version]) -> Set[str]:
    """Give the texts of the lesson that are still its message's words, by name: those nobody changed by hand.

    `versions` newest first, as the store gives them.
    """
    if lesson.edited_at is None:
        return frozenset(TEXTS)
    since = _since_it_followed(versions)
    return frozenset(part for part in TEXTS if since and getattr(since[0], part) == getattr(lesson, part))


def follow(lesson: Lesson, versions: Sequence[Version], said: Said, *, now: datetime) -> Followed:
    """Give the lesson as it is now that its message says this."""
    if said.words is None:
        return _without_copies(lesson, versions, is_there=said.is_there, now=now)
    back = replace(restore(lesson) if lost_its_words(lesson) else lesson, source_gone_at=None)
    if lesson.edited_at is None:
        return Followed(replace(back, **_texts(said.words)), versions)
    followed = _with_happened(back, versions, said.words.happened)
    if said.changed_at is None or said.changed_at <= lesson.edited_at:
        return followed
    return replace(followed, lesson=replace(followed.lesson, source_changed_at=said.changed_at))


def asked(before: Lesson, after: Lesson) -> Ask | None:
    """Say what the author is to be asked, None when nothing new is to be decided."""
    if is_withdrawn(before):
        return None
    if is_withdrawn(after):
        return Ask.OWN_WORDS
    if after.source_gone_at is not None and before.source_gone_at is None:
        return Ask.KEEP
    has_changed = after.source_changed_at is not None and before.source_changed_at is None
    return Ask.NEW_WORDS if has_changed else None


def take(lesson: Lesson, words: Words) -> Lesson:
    """Give the lesson in its message's words, which it follows from now on; what a person wrote is a version."""
    return replace(lesson, **_texts(words), edited_at=None, source_changed_at=None)


def keep(lesson: Lesson, *, now: datetime) -> Lesson:
    """Give the lesson as its author looked at it now and left it, whatever its message says."""
    return replace(lesson, edited_at=now, source_changed_at=None)


def let_go(lesson: Lesson, *, by: str, now: datetime) -> Lesson:
    """Give the lesson as its author took it back, for good where nothing is left of it."""
    return replace(lesson, withdrawn_by=by) if is_empty(lesson) else withdraw(lesson, by=by, now=now)


def _since_it_followed(versions: Sequence[Version]) -> Sequence[Version]:
    """Give the versions since the lesson last said what its message says, oldest first; the first of them said so."""
    since: list[Version] = []
    for version in versions:
        if version.changed_by == BY_ITS_MESSAGE:
            break
        since.insert(0, version)
    return since


def _without_copies(lesson: Lesson, versions: Sequence[Version], *, is_there: bool, now: datetime) -> Followed:
    gone_at = lesson.source_gone_at or now
    emptied: dict[str, Any] = dict.fromkeys(copied(lesson, versions), "")
    left = replace(lesson, **emptied, source_gone_at=gone_at, source_changed_at=None)
    if left.learnt and not left.title:
        left = replace(left, title=title_of(left.learnt))
    if is_empty(left):
        left = replace(left, tags=(), withdrawn_at=left.withdrawn_at or gone_at)
    if not is_there and left.source is not None:
        left = replace(left, source=replace(left.source, permalink=None))
    # Which parts of earlier versions were written by hand can't always be told, so all of them go.
    return Followed(left, ())


def _with_happened(lesson: Lesson, versions: Sequence[Version], happened: str) -> Followed:
    """Give a lesson that a person edited, with what happened as the thread's first message tells it now.

    It is what somebody else said, so it follows them, unless it was edited too. Earlier versions follow with it.
    """
    if "happened" not in copied(lesson, versions) or lesson.happened == happened:
        return Followed(lesson, versions)
    before = lesson.happened
    told = [replace(one, happened=happened) if one.happened == before else one for one in versions]
    return Followed(replace(lesson, happened=happened), told)


def _texts(words: Words) -> dict[str, Any]:
    return {part: getattr(words, part) for part in TEXTS}
