"""Writing: the windows in which a person writes a lesson down or changes it, and what they put in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from community import lessons, merged_lessons, tags
from community.capture import is_too_long, says_something
from community.communities import Community, State
from community.lessons import TEXT_LIMIT, TEXTS, Kind, NewLesson, Words
from community.people import Person
from community.stores import Stores
from community.tags import WrongTags
from community.titles import TITLE_LIMIT, title_of
from handlers import cards, keeping, mrkdwn, readers, reading
from handlers.answers import Answer, Done, Errors, Open, Update
from handlers.blocks import writing as blocks
from handlers.blocks.parts import View
from handlers.blocks.writing import NONE, NOTHING, Form
from handlers.deps import Deps
from handlers.keeping import Kept, Typed
from handlers.payloads import Action, Command, Shortcut, Submission, pack, unpack
from handlers.table import Feature


async def add(command: Command, deps: Deps) -> Answer:
    """`/lesson add`: open the window to write one down; what was typed behind it is the title."""
    title = mrkdwn.plain(command.text.partition(" ")[2])
    return await _writing(title_of(title), command.user_id, command.channel_id, deps)


async def add_clicked(action: Action, deps: Deps) -> Answer:
    """Open the window to write a lesson down, with the title the button carries."""
    return await _writing(action.value, action.user_id, action.channel_id, deps)


async def write(shortcut: Shortcut, deps: Deps) -> Answer:
    """The shortcut "Write a lesson": open the window to write one down, wherever its person is."""
    return await _writing("", shortcut.user_id, None, deps)


async def improving(number: int, words: str, user_id: str, deps: Deps) -> View:
    """Give the window to write down a lesson that builds on another, with what a team says it does differently.

    Of one from a closed room nothing goes over to it, not even its number: the new one is for everybody.
    """
    reader = await readers.reader(deps, user_id, about=number)

    def look(stores: Stores) -> View:
        first = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
        own = stores.teams.of(user_id)
        team_id = own.id if own else None
        if first.closed_in is not None:
            return blocks.writing(form(stores, replace(NOTHING, learnt=words), team_id, user_id))
        said = replace(NOTHING, title=first.title, learnt=words, kind=first.kind, tags=first.tags)
        said = replace(said, community_id=first.community_id)
        filled = form(stores, said, team_id, user_id)
        return blocks.writing(filled, improves=first, private_metadata=pack(builds_on=first.number))

    return await deps.read(look)


async def edit(action: Action, deps: Deps) -> Answer:
    """Open the window to edit a lesson, to who may."""
    return Open(await editing(int(action.value), action.user_id, deps))


async def editing(number: int, user_id: str, deps: Deps, *, is_anew: bool = False) -> View:
    """Give the window to edit a lesson, to who may; without its texts for who writes it anew."""
    reader = await readers.reader(deps, user_id, about=number)

    def look(stores: Stores) -> View:
        lesson = lessons.own(stores.lessons.get(number), number, by=reader)
        words = lessons.words_of(lesson)
        if is_anew:
            words = replace(words, title="", happened="", learnt="", to_try="")
        filled = form(stores, words, lesson.team_id, user_id, is_closed=lesson.closed_in is not None)
        return blocks.editing(filled, number, private_metadata=pack(number=number))

    return await deps.read(look)


async def added(submission: Submission, deps: Deps) -> Answer:
    """Keep a lesson that was written by hand."""
    given = await deps.read(lambda stores: typed(submission, stores))
    if isinstance(given, Errors):
        return given
    author = await reading.person(deps, submission.user_id)
    builds_on = unpack(submission.private_metadata).get("builds_on")
    new = by_hand(given, author, builds_on=builds_on, now=deps.now)
    kept = await deps.write(lambda stores: keeping.keep(stores, new, [author], typed=given, now=deps.now))
    return Update(blocks.kept(kept.lesson)) if isinstance(kept, Kept) else Done()


async def edited(submission: Submission, deps: Deps) -> Answer:
    """Keep the lesson's new words, and what it said before as a version."""
    number = int(unpack(submission.private_metadata)["number"])
    reader = await readers.reader(deps, submission.user_id, about=number)

    def look(stores: Stores) -> Typed | Errors:
        return typed(submission, stores, before=lessons.own(stores.lessons.get(number), number, by=reader))

    given = await deps.read(look)
    if isinstance(given, Errors):
        return given

    def work(stores: Stores) -> None:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        if (lessons.words_of(lesson), lesson.team_id) != (given.words, given.team_id):
            cards.refresh(stores, keeping.rewrite(stores, lesson, given, now=deps.now), now=deps.now)

    await deps.write(work)
    return Done()


FEATURE = Feature(
    commands={"/lesson": {"add": add}},
    actions={"lesson.add": add_clicked, "lesson.edit": edit},
    views={"lesson.add": added, "lesson.edit": edited},
    shortcuts={"lesson.write": write},
)


def by_hand(given: Typed, author: Person, *, builds_on: int | None = None, now: datetime) -> NewLesson:
    """Give the lesson a person typed into a window, which has no message behind it."""
    return NewLesson(
        **{part: getattr(given.words, part) for part in keeping.PARTS},
        author_id=author.user_id,
        author_name=author.name,
        captured_by=author.user_id,
        captured_at=now,
        said_at=now,
        source=None,
        builds_on=builds_on,
    )


def form(stores: Stores, words: Words, team_id: int | None, user_id: str, *, is_closed: bool = False) -> Form:
    """Give what a window holds: these words, and the communities and teams to choose from, the likeliest first."""
    own = stores.teams.of(user_id)
    return Form(
        words,
        team_id,
        _choices(words.community_id, stores.communities.of(user_id), _to_choose(stores, words.community_id)),
        _choices(team_id, [own] if own else [], stores.teams.all()),
        is_closed,
    )


def _to_choose(stores: Stores, chosen: int | None) -> Sequence[Community]:
    """Give the communities a lesson can be filed under; the one it is under stays, also where that one rests."""
    return [one for one in stores.communities.every() if one.state is State.OPEN or one.id == chosen]


def typed(submission: Submission, stores: Stores, *, before: NewLesson | None = None) -> Typed | Errors:
    """Give what was typed into a lesson's window, or what is wrong, by block.

    Asked before the write: a window that stays open is submitted again under the same key, which must be free then.
    What the window doesn't ask for stays as it was `before`.
    """
    given = _Given(submission, before)
    texts = {part: given.text(part) for part in TEXTS}
    errors = _wrong_texts(texts)
    try:
        tagged = tags.read(given.value("tags", tags.written(before.tags) if before else ""))
    except WrongTags as error:
        errors["tags"] = str(error)
        tagged = ()
    community_id = given.number("community", before.community_id if before else None)
    team_id = given.number("team", before.team_id if before else None)
    kind = given.value("kind", before.kind if before else None)
    if community_id is not None and stores.communities.get(community_id) is None:
        errors["community"] = "That community is gone. Choose another, or none."
    if team_id is not None and stores.teams.get(team_id) is None:
        errors["team"] = "That team is gone. Choose another, or none."
    if errors:
        return Errors(errors)
    words = Words(**texts, kind=Kind(kind) if kind else None, tags=tagged, community_id=community_id)
    return Typed(words, team_id, submission.user_id)


class _Given:
    """The values of a submission, and those from before for the blocks that a window lacks."""

    def __init__(self, submission: Submission, before: NewLesson | None) -> None:
        self._values = submission.values
        self._before = before

    def text(self, part: str) -> str:
        text = mrkdwn.keepable(self._values.get(part, getattr(self._before, part, ""))).strip()
        return " ".join(text.split()) if part == "title" else text

    def value(self, block_id: str, otherwise: str | None) -> str:
        chosen = self._values.get(block_id, otherwise) or ""
        return "" if chosen == NONE else chosen

    def number(self, block_id: str, otherwise: int | None) -> int | None:
        chosen = self.value(block_id, None if otherwise is None else str(otherwise))
        return int(chosen) if chosen else None


def _wrong_texts(texts: dict[str, str]) -> dict[str, str]:
    errors = {}
    if not says_something(texts["title"]):
        errors["title"] = "A few words, please, so that others find it."
    elif len(texts["title"]) > TITLE_LIMIT:
        errors["title"] = f"That is {len(texts['title'])} characters long; {TITLE_LIMIT} fit in every list."
    if not says_something(texts["learnt"]):
        errors["learnt"] = "One sentence is enough: what would you tell another team?"
    for part in ("learnt", "happened", "to_try"):
        if is_too_long(texts[part]):
            errors[part] = f"That is {len(texts[part]):,} characters long; {TEXT_LIMIT:,} fit."
    return errors


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


Choice = TypeVar("Choice", bound=_Numbered)


def _choices(chosen: int | None, own: Sequence[Choice], everywhere: Sequence[Choice]) -> list[Choice]:
    """Give what to choose from, as many as a menu holds: what is chosen, the person's own, then the others."""
    first = [one for one in everywhere if one.id == chosen]
    ordered = {one.id: one for one in (*first, *own, *everywhere)}
    return list(ordered.values())[: blocks.CHOICES]


async def _writing(title: str, user_id: str, channel_id: str | None, deps: Deps) -> Answer:
    def look(stores: Stores) -> Form:
        here = stores.communities.in_channel(channel_id) if channel_id else None
        own = stores.teams.of(user_id)
        words = replace(NOTHING, title=title, community_id=here.id if here else None)
        return form(stores, words, own.id if own else None, user_id)

    return Open(blocks.writing(await deps.read(look)))
