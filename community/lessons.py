"""Lessons: what a team learnt, kept so that others need not learn it again."""
# a refusal is named for what is the case, as in "NameTaken"

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from community.errors import CommunityError
from community.readers import Reader

TEXT_LIMIT = 3000  # what a window's field holds; a lesson is something to edit, not the copy of a long message
UNDO_SPAN = timedelta(minutes=10)
MOST_TAGS = 5
# In the place of a mark's emoji when somebody said in words, or by a shortcut, that a message is a lesson. No reaction
# is called so, and nothing in Slack takes it off again.
SAID = "(said)"


class Kind(StrEnum):
    """What a lesson is about. Source: what LeSS communities usually carry from team to team."""

    PRACTICE = "practice"
    DEFINITION_OF_DONE = "definition of done"
    COMPONENT = "component"
    TOOL = "tool"
    FAILURE = "failure"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a lesson says: the parts a person writes and can change. All texts are plain: no Slack markup, mentions as
    names.
    """

    title: str
    happened: str = ""  # what led to it; of a reply in a thread, the thread's first message
    learnt: str
    to_try: str = ""
    kind: Kind | None = None
    tags: tuple[str, ...] = ()  # slugs, at most MOST_TAGS, in the order they were given
    community_id: int | None = None


# The parts that are text; the others say what a lesson is filed under.
TEXTS = ("title", "happened", "learnt", "to_try")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Words):
    """What a lesson said before somebody changed it by hand; versions of a lesson count up from 1."""

    version: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """The message a lesson was captured from."""

    channel_id: str
    ts: str
    thread_ts: str | None  # None when the message is in no thread
    permalink: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's word on whether a message is a lesson: the reaction was put on it, or taken off, at this time.

    `emoji` is SAID when they said so without a reaction.
    """

    channel_id: str
    ts: str
    user_id: str
    emoji: str
    is_on: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLesson(Words):
    """A lesson about to be kept."""

    author_id: str | None  # None when a webhook or another app wrote it
    author_name: str  # "" when the author wants no name there
    captured_by: str
    captured_at: datetime
    said_at: datetime
    source: Source | None  # None when it was written by hand
    team_id: int | None = None  # the team that learnt it
    builds_on: int | None = None  # the number of the lesson this one improves
    closed_in: str | None = None  # the private channel whose members alone may see it; None: everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(NewLesson):
    """A lesson of this workspace; numbers count up from 1 and are never used again."""

    number: int
    adopters: int = 0  # how many teams use it, as it is or adapted; kept by the adoptions
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None  # who took it back by hand; None when its only mark was removed
    source_changed_at: datetime | None = None  # the message was edited after a person had edited the lesson
    source_gone_at: datetime | None = None  # the message was deleted
    card_ts: str | None = None
    caretaker: str | None = None  # the member who looks after it since its author has gone


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search found, best first, and how many there are in all."""

    lessons: Sequence[Lesson]
    total: int


class NoSuchLesson(CommunityError):
    """There is no lesson of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no lesson #{number}. Look for it by its words: /lesson and what it is about.")
        self.number = number


class TakenBack(CommunityError):
    """The lesson was withdrawn, and not by the person who asks for it."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Lesson #{number} was taken back, so I show it no more. "
            "Look for others with /lesson and what you want to know."
        )
        self.number = number


class NoSuchVersion(CommunityError):
    """The lesson never said that, or what it said was erased."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"I no longer have that version of lesson #{number}, so it says what it said before. "
            f"Look at it with /lesson {number}."
        )
        self.number = number


class NothingLeft(CommunityError):
    """The message a lesson was captured from is gone, and its words went with it."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"The message that lesson #{number} came from is gone, and its words went with it, so there is nothing to "
            "bring back. Write it in your own words with Edit."
        )
        self.number = number


class NotYours(CommunityError):
    """The lesson is somebody else's words."""

    def __init__(self, lesson: Lesson) -> None:
        # Who captured words that an app wrote has no name here; "whoever" is as true and needs no look-up.
        name = f"{lesson.author_name}'s" if lesson.author_name else "somebody else's"
        whose = f"These are {name} words" if lesson.author_id else "An app wrote this"
        who = "only they" if lesson.author_id else "only whoever captured it"
        super().__init__(
            f"{whose}, so {who} can change or withdraw lesson #{lesson.number}. "
            "Ask them in its thread, or write down what you learnt with /lesson add."
        )
        self.number = lesson.number


def may_change(lesson: Lesson, user_id: str) -> bool:
    """Tell whether this person may edit the lesson, withdraw it and bring it back.

    Its author may. Who captured it may only when no person wrote it: words belong to who said them. A capture by
    mistake is undone by removing the reaction within ten minutes. One that was brought in from nobody is nobody's.
    Who looks after it, since its author has gone, may as the author might have.
    """
    return bool(user_id) and user_id in (lesson.author_id or lesson.captured_by, lesson.caretaker)


def is_withdrawn(lesson: Lesson) -> bool:
    """Tell whether the lesson was taken back."""
    return lesson.withdrawn_at is not None


def may_see(lesson: Lesson, reader: Reader) -> bool:
    """Tell whether this reader may know that there is such a lesson: one of a closed room only while they are in it."""
    return lesson.closed_in is None or lesson.closed_in in reader.rooms


def shown(lesson: Lesson | None, number: int, *, to: Reader) -> Lesson:
    """Give the lesson if this reader may see it; one that was withdrawn is seen by who may bring it back.

    No such lesson, or one of a room that is closed to them: NoSuchLesson, in the same words. Withdrawn: TakenBack.
    """
    if lesson is None or not may_see(lesson, to):
        raise NoSuchLesson(number)
    if is_withdrawn(lesson) and not may_change(lesson, to.user_id):
        raise TakenBack(number)
    return lesson


def own(lesson: Lesson | None, number: int, *, by: Reader) -> Lesson:
    """Give the lesson if this person may change it: NoSuchLesson, TakenBack or NotYours otherwise."""
    found = shown(lesson, number, to=by)
    if not may_change(found, by.user_id):
        raise NotYours(found)
    return found


def says_the_same(words: Words, others: Words) -> bool:
    """Tell whether two say the same in every text; what they are filed under may differ."""
    return all(getattr(words, part) == getattr(others, part) for part in TEXTS)


def unsaid(before: Sequence[Words], after: Sequence[Words]) -> Sequence[str]:
    """Give the texts that were said before and are said no more."""
    left = {getattr(words, part) for words in after for part in TEXTS}
    return [text for words in before for part in TEXTS if (text := getattr(words, part)) and text not in left]


def is_empty(lesson: Lesson) -> bool:
    """Tell whether nothing is left of what the lesson said: its message went, and its words with it."""
    return not (lesson.title or lesson.learnt)


def lost_its_words(lesson: Lesson) -> bool:
    """Tell whether the lesson is taken back for no other reason than that its message said nothing any more."""
    return (
        lesson.source_gone_at is not None
        and lesson.withdrawn_at == lesson.source_gone_at
        and lesson.withdrawn_by is None
    )


def words_of(lesson: Words) -> Words:
    """Give only what the lesson says."""
    return Words(**{field.name: getattr(lesson, field.name) for field in fields(Words)})


def edit(lesson: Lesson, words: Words, *, now: datetime) -> Lesson:
    """Give the lesson in a person's own words; one that had lost all its words is there again with these."""
    changed = {field.name: getattr(words, field.name) for field in fields(Words)}
    there = restore(lesson) if is_empty(lesson) else lesson
    return replace(there, **changed, edited_at=now, source_changed_at=None)


def withdraw(lesson: Lesson, *, by: str, now: datetime) -> Lesson:
    """Give the lesson as taken back by hand: a new mark doesn't bring it back, its author does."""
    return lesson if is_withdrawn(lesson) else replace(lesson, withdrawn_at=now, withdrawn_by=by)


def restore(lesson: Lesson) -> Lesson:
    """Give the lesson as it was before it was taken back."""
    return replace(lesson, withdrawn_at=None, withdrawn_by=None)


def bring_back(lesson: Lesson) -> Lesson:
    """Give the lesson as its author brings it back: NothingLeft when it has no words any more."""
    if is_empty(lesson):
        raise NothingLeft(lesson.number)
    return restore(lesson)


def capture_again(lesson: Lesson, again: NewLesson) -> Lesson | None:
    """Give the lesson as marked once more: the same number, None when it is there already.

    It counts as captured at the new time, so that a digest that went out in between doesn't miss it. What a person
    edited stays; else the message's words of now count. Taken back by hand: only the person who may change it brings
    it back by a mark; TakenBack for everybody else.
    """
    if not is_withdrawn(lesson):
        return None
    if lesson.withdrawn_by is not None and not may_change(lesson, again.captured_by):
        raise TakenBack(lesson.number)
    back = replace(
        restore(lesson), captured_by=again.captured_by, captured_at=again.captured_at, closed_in=again.closed_in
    )
    if lesson.edited_at is not None:
        return back
    said = {part: getattr(again, part) for part in TEXTS}
    return replace(back, **said, community_id=again.community_id, source_gone_at=None)


def undo_capture(lesson: Lesson, *, unmarked_at: datetime) -> Lesson | None:
    """Give the lesson as taken back because its last mark was removed; None when it stays.

    It stays from ten minutes after its capture on, since others may rely on it by then; its author can still withdraw
    it. Times: when the mark was removed, not when that was heard of.
    """
    is_there = not is_withdrawn(lesson) or lost_its_words(lesson)  # the words may come back, the mark is off by then
    if not is_there or unmarked_at - lesson.captured_at > UNDO_SPAN:
        return None
    return replace(lesson, withdrawn_at=unmarked_at)
