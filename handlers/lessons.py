"""Lessons: search them, show one, write one down, edit, withdraw and bring back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community import lessons
from community.capture import is_too_long, says_something
from community.communities import Community
from community.lessons import Found, Lesson, NewLesson, NoSuchLesson
from community.stores import Stores
from community.titles import TITLE_LIMIT, title_of
from handlers import capture, cards, mrkdwn, reading
from handlers.answers import Answer, Done, Errors, Open, Replace, Say, Update
from handlers.blocks import lessons as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

RECENT = 5
# A page's button carries the words it searches for, and holds 2,000 characters.
WORDS_LIMIT = 500
_LONGEST_NUMBER = 9  # digits; what is longer was never a lesson's number


async def find(command: Command, deps: Deps) -> Answer:
    """`/lesson …`: the newest ones, the one of a number, or what is found by words."""
    words = mrkdwn.plain(command.text)
    if not words:
        return Say(await _recent(deps))
    number = _number(words)
    if number is not None:
        return await _numbered(number, words, command.user_id, deps)
    return Say(await _results(words, 0, deps))


async def add(command: Command, deps: Deps) -> Answer:
    """`/lesson add`: open the window to write one down; what was typed behind it is the title."""
    title = mrkdwn.plain(command.text.partition(" ")[2])
    return await _writing(title_of(title), command.user_id, command.channel_id, deps)


async def add_clicked(action: Action, deps: Deps) -> Answer:
    """Open the window to write a lesson down, with the title the button carries."""
    return await _writing(action.value, action.user_id, action.channel_id, deps)


async def show(action: Action, deps: Deps) -> Answer:
    """Show one lesson to who asks for it."""
    return Say(await _one(int(action.value), action.user_id, deps))


async def recent(action: Action, deps: Deps) -> Answer:  # noqa: ARG001  # the same for everybody
    """Show the newest lessons."""
    return Say(await _recent(deps))


async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page of a search in the place of this one."""
    page, _, words = action.value.partition(" ")
    return Replace(await _results(words, int(page), deps))


async def edit(action: Action, deps: Deps) -> Answer:
    """Open the window to edit a lesson, to who may."""
    number = int(action.value)

    def look(stores: Stores) -> tuple[Lesson, list[Community]]:
        lesson = lessons.own(stores.lessons.get(number), number, by=action.user_id)
        return lesson, _choices(stores, action.user_id, lesson.community_id)

    lesson, communities = await deps.read(look)
    return Open(blocks.editing(lesson, communities, private_metadata=pack(number=number)))


async def withdraw(action: Action, deps: Deps) -> Answer:
    """Take a lesson back."""
    number = int(action.value)

    def work(stores: Stores) -> Lesson:
        lesson = lessons.own(stores.lessons.hold(number), number, by=action.user_id)
        return _changed(stores, lesson, lessons.withdraw(lesson, by=action.user_id, now=deps.now), deps)

    lesson = await deps.write(work)
    return Done() if _is_card(action, lesson) else Replace(blocks.taken_back(lesson))


async def restore(action: Action, deps: Deps) -> Answer:
    """Bring a lesson back that was taken back."""
    number = int(action.value)

    def work(stores: Stores) -> tuple[Lesson, Community | None]:
        lesson = lessons.own(stores.lessons.hold(number), number, by=action.user_id)
        back = _changed(stores, lesson, lessons.restore(lesson), deps)
        return back, cards.community_of(stores, back)

    lesson, community = await deps.write(work)
    return Done() if _is_card(action, lesson) else Replace(blocks.one(lesson, community, can_change=True))


async def added(submission: Submission, deps: Deps) -> Answer:
    """Keep a lesson that was written by hand."""
    written = await deps.read(lambda stores: _written(submission, stores))
    if isinstance(written, Errors):
        return written
    author = await reading.person(deps, submission.user_id)

    def work(stores: Stores) -> Lesson:
        stores.people.save(author, now=deps.now)
        return stores.lessons.add(
            NewLesson(
                title=written.title,
                text=written.text,
                context=mrkdwn.keepable(submission.values.get("context", "")),
                author_id=author.user_id,
                author_name=author.name,
                captured_by=author.user_id,
                captured_at=deps.now,
                said_at=deps.now,
                source=None,
                community_id=written.community_id,
            )
        )

    return Update(blocks.kept(await deps.write(work)))


async def edited(submission: Submission, deps: Deps) -> Answer:
    """Keep the lesson's new words."""
    number = int(unpack(submission.private_metadata)["number"])
    written = await deps.read(lambda stores: _written(submission, stores))
    if isinstance(written, Errors):
        return written

    def work(stores: Stores) -> None:
        lesson = lessons.own(stores.lessons.hold(number), number, by=submission.user_id)
        edited = lessons.edit(
            lesson, title=written.title, text=written.text, community_id=written.community_id, now=deps.now
        )
        _changed(stores, lesson, edited, deps)

    await deps.write(work)
    return Done()


FEATURE = Feature(
    commands={"/lesson": {"": find, "add": add}},
    actions={
        "lesson.add": add_clicked,
        "lesson.show": show,
        "lesson.recent": recent,
        "lesson.earlier": turn,
        "lesson.more": turn,
        "lesson.edit": edit,
        "lesson.withdraw": withdraw,
        "lesson.restore": restore,
    },
    views={"lesson.add": added, "lesson.edit": edited},
    events={"reaction_added": capture.reaction_added, "reaction_removed": capture.reaction_removed},
    sent={cards.CARD: cards.sent},
    refused={cards.CARD: cards.refused},
)


@dataclass(frozen=True, slots=True)
class _Written:
    title: str
    text: str
    community_id: int | None


def _written(submission: Submission, stores: Stores) -> _Written | Errors:
    """Give what was typed, or what is missing, by block.

    Asked before the write: a window that stays open is submitted again under the same key, which must be free then.
    """
    title = " ".join(mrkdwn.keepable(submission.values.get("title", "")).split())
    text = mrkdwn.keepable(submission.values.get("text", ""))
    chosen = submission.values.get("community") or blocks.NO_COMMUNITY
    community = stores.communities.get(int(chosen)) if chosen != blocks.NO_COMMUNITY else None
    errors = {}
    if not says_something(title):
        errors["title"] = "A few words, please, so that others find it."
    elif len(title) > TITLE_LIMIT:
        errors["title"] = f"That is {len(title)} characters long; {TITLE_LIMIT} fit in every list."
    if not says_something(text):
        errors["text"] = "One sentence is enough: what would you tell another team?"
    elif is_too_long(text):
        errors["text"] = f"That is {len(text):,} characters long; {lessons.TEXT_LIMIT:,} fit."
    if community is None and chosen != blocks.NO_COMMUNITY:
        errors["community"] = "That community is gone. Choose another, or none."
    return Errors(errors) if errors else _Written(title, text, community.id if community else None)


def _changed(stores: Stores, before: Lesson, after: Lesson, deps: Deps) -> Lesson:
    """Keep the lesson as it is now and let its card say so; what didn't change is left alone."""
    if after != before:
        stores.lessons.update(after)
        cards.refresh(stores, after, now=deps.now)
    return after


def _is_card(action: Action, lesson: Lesson) -> bool:
    """Tell whether the click was on the lesson's card, which everybody sees and the outbox updates."""
    return lesson.card_ts is not None and action.message_ts == lesson.card_ts


def _number(words: str) -> int | None:
    digits = words.removeprefix("#").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else None


async def _numbered(number: int, words: str, user_id: str, deps: Deps) -> Answer:
    """Show the lesson of that number; a bare number that is none is looked for among the words, as in "404"."""
    try:
        return Say(await _one(number, user_id, deps))
    except NoSuchLesson:
        found = await deps.read(lambda stores: stores.lessons.search(words, limit=1))
        if words.startswith("#") or not found.total:
            raise
        return Say(await _results(words, 0, deps))


async def _one(number: int, user_id: str, deps: Deps) -> Message:
    def look(stores: Stores) -> tuple[Lesson, Community | None]:
        lesson = lessons.shown(stores.lessons.get(number), number, to=user_id)
        return lesson, cards.community_of(stores, lesson)

    lesson, community = await deps.read(look)
    return blocks.one(lesson, community, can_change=lessons.may_change(lesson, user_id))


async def _recent(deps: Deps) -> Message:
    def look(stores: Stores) -> tuple[Sequence[Lesson], Mapping[int, Community]]:
        newest = stores.lessons.recent(limit=RECENT)
        return newest, _communities(stores, newest)

    newest, communities = await deps.read(look)
    return blocks.recent(newest, communities, mark=deps.capture_emoji[0])


async def _results(words: str, page: int, deps: Deps) -> Message:
    """Search, and show a page; a page that is no longer there gives the last one."""
    looked_for = words[:WORDS_LIMIT]

    def look(stores: Stores) -> tuple[Found, Mapping[int, Community], int]:
        at = max(page, 0)
        found = stores.lessons.search(looked_for, limit=blocks.PAGE, offset=at * blocks.PAGE)
        if not found.lessons and found.total:
            at = (found.total - 1) // blocks.PAGE
            found = stores.lessons.search(looked_for, limit=blocks.PAGE, offset=at * blocks.PAGE)
        return found, _communities(stores, found.lessons), at

    found, communities, at = await deps.read(look)
    if not found.lessons:
        return blocks.nothing(looked_for)
    return blocks.results(looked_for, found, communities, page=at, is_shortened=len(words) > WORDS_LIMIT)


async def _writing(title: str, user_id: str, channel_id: str | None, deps: Deps) -> Answer:
    def look(stores: Stores) -> tuple[list[Community], int | None]:
        here = stores.communities.in_channel(channel_id) if channel_id else None
        return _choices(stores, user_id, here.id if here else None), here.id if here else None

    communities, here = await deps.read(look)
    return Open(blocks.writing(communities, title=title, community_id=here))


def _choices(stores: Stores, user_id: str, chosen: int | None) -> list[Community]:
    return blocks.choices(stores.communities.of(user_id), stores.communities.all(), chosen)


def _communities(stores: Stores, found: Sequence[Lesson]) -> Mapping[int, Community]:
    return stores.communities.some([lesson.community_id for lesson in found if lesson.community_id is not None])
