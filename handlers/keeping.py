"""Keeping: however a lesson comes, by a reaction, a shortcut, a mention or a window, here it becomes one."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from community import drafting, merged_lessons, rooms
from community.lessons import (
    Lesson,
    Mark,
    NewLesson,
    TakenBack,
    Words,
    capture_again,
    edit,
    is_withdrawn,
    may_change,
    says_the_same,
    unsaid,
    words_of,
)
from community.people import NameShown, Person
from community.stores import Stores
from handlers import cards

PARTS = tuple(field.name for field in fields(Words))


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person put into a lesson's window, and the team they say learnt it."""

    words: Words
    team_id: int | None
    by: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A message's lesson; `is_news` is False when it was there already, and stays as it was."""

    lesson: Lesson
    is_news: bool


def keep(
    stores: Stores,
    new: NewLesson,
    people: Sequence[Person] = (),
    *,
    mark: Mark | None = None,
    typed: Typed | None = None,
    now: datetime,
) -> Kept | TakenBack | None:
    """Keep a lesson with its card, once a message; None when its only mark was taken off meanwhile.

    A message that was captured before keeps its number: it stays as it is, or comes back if it may. TakenBack is given
    and not raised, so that the mark is kept all the same.
    """
    if mark is not None and stores.marks.put(mark) == 0:
        return None
    there = stores.lessons.at(new.source.channel_id, new.source.ts) if new.source else None
    if there is not None:
        return _again(stores, stores.lessons.hold(there.number) or there, new, typed, now=now)
    for person in people:
        stores.people.save(person, now=now)
    whole = _named(stores, placed(stores, new) if typed is None else replace(new, team_id=typed.team_id))
    lesson = stores.lessons.add(_first_words(whole, typed))
    lesson = _in_words(stores, lesson, typed, is_theirs=not new.learnt and new.source is not None, now=now)
    cards.post(stores, lesson, now=now)
    return Kept(lesson, is_news=True)


def placed(stores: Stores, new: NewLesson) -> NewLesson:
    """Give a draft with what is guessed for it: its channel's community, else that of its words; its author's team.

    The words of a closed room are compared with nothing outside of it.
    """
    closed_in = rooms.closed_in(stores, new.source.channel_id) if new.source else None
    here = stores.communities.in_channel(new.source.channel_id) if new.source else None
    if here is None and closed_in is None:
        here = drafting.community_for(f"{new.title}\n{new.learnt}", stores.communities.all())
    team = stores.teams.of(new.author_id) if new.author_id else None
    return replace(new, community_id=here.id if here else None, team_id=team.id if team else None)


def rewrite(stores: Stores, lesson: Lesson, typed: Typed, *, now: datetime) -> Lesson:
    """Give the lesson in a person's words, with what it said before kept as a version; the caller updates its card."""
    stores.versions.keep(lesson, changed_by=typed.by, now=now)
    changed = replace(edit(lesson, typed.words, now=now), team_id=typed.team_id, source_changed_at=None)
    stores.lessons.update(changed)
    return changed


def _again(stores: Stores, held: Lesson, new: NewLesson, typed: Typed | None, *, now: datetime) -> Kept | TakenBack:
    if not is_withdrawn(held):
        return Kept(held, is_news=False)
    goes_on = merged_lessons.goes_on_in(stores, held)
    if goes_on is not None and not may_change(held, new.captured_by):
        return Kept(goes_on, is_news=False)
    community = held.community_id if held.community_id is not None else placed(stores, new).community_id
    closed_in = rooms.closed_in(stores, new.source.channel_id) if new.source else None
    try:
        back = capture_again(held, replace(new, community_id=community, closed_in=closed_in))
    except TakenBack as error:
        return error
    lesson = back or held
    stores.outbox.forget(unsaid([held], [lesson]))
    stores.lessons.update(lesson)
    merged_lessons.part(stores, lesson.number)
    lesson = _in_words(stores, stores.lessons.get(lesson.number) or lesson, typed, is_theirs=False, now=now)
    cards.refresh(stores, lesson, now=now)
    return Kept(lesson, is_news=True)


def _first_words(new: NewLesson, typed: Typed | None) -> NewLesson:
    """Give what is kept first: the message's own words, or those that were typed where it has none."""
    if typed is None:
        return new
    if not new.learnt:
        return replace(new, **_parts(typed.words))
    return replace(new, kind=typed.words.kind, tags=typed.words.tags, community_id=typed.words.community_id)


def _in_words(stores: Stores, lesson: Lesson, typed: Typed | None, *, is_theirs: bool, now: datetime) -> Lesson:
    """Give the lesson with what was typed, if that is not what the message says.

    `is_theirs`: the message has no words, so all of the lesson's are a person's own and follow no edit of the message.
    """
    if is_theirs:
        lesson = edit(lesson, lesson, now=now)
        stores.lessons.update(lesson)
    if typed is None or words_of(lesson) == typed.words:
        return lesson
    if not says_the_same(lesson, typed.words):
        return rewrite(stores, lesson, typed, now=now)
    filed = replace(lesson, **_parts(typed.words), team_id=typed.team_id)
    stores.lessons.update(filed)
    return filed


def _named(stores: Stores, new: NewLesson) -> NewLesson:
    """Give the lesson in its room, and without its author's name where they want none."""
    is_unnamed = new.author_id is not None and _is_unnamed(stores, new.author_id)
    # In the same transaction, so that a channel closed meanwhile is closed for this lesson too. Slack said before that
    # the channel is open, or is closed and captures, and that only one does which is known here to be closed.
    closed_in = rooms.closed_in(stores, new.source.channel_id) if new.source else None
    return replace(new, author_name="" if is_unnamed else new.author_name, closed_in=closed_in)


def _is_unnamed(stores: Stores, author_id: str) -> bool:
    """Tell whether this person wants no name there: never, or not since their account was deactivated.

    Whether they are here is known by their newest lesson, which lost its name when they went.
    """
    shown = stores.people.name_shown(author_id)
    newest = next(iter(stores.lessons.of_author(author_id, limit=1)), None)
    has_gone = shown is NameShown.WHILE_HERE and newest is not None and not newest.author_name
    return shown is NameShown.NEVER or has_gone


def _parts(words: Words) -> dict[str, Any]:
    return {part: getattr(words, part) for part in PARTS}
