"""Finding lessons: by words, by number, or the newest ones."""

from collections.abc import Mapping, Sequence

from community import lessons
from community.communities import Community
from community.finding import Sought
from community.lessons import Found, Lesson, NoSuchLesson
from community.readers import Reader
from community.stores import Stores
from handlers import cards, mrkdwn, readers
from handlers.answers import Answer, Replace, Say
from handlers.blocks import finding as blocks
from handlers.blocks import lessons as lesson_blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

RECENT = 5
# A page's button carries the words it searches for, and holds 2,000 characters.
WORDS_LIMIT = 500
_LONGEST_NUMBER = 9  # digits; what is longer was never a lesson's number


async def find(command: Command, deps: Deps) -> Answer:
    """`/lesson …`: the newest ones, the one of a number, or what is found by words."""
    words = mrkdwn.plain(command.text)
    reader = await readers.reader(deps, command.user_id)
    if not words:
        return Say(await _recent(reader, deps))
    number = _number(words)
    if number is not None:
        return await _numbered(number, words, reader, deps)
    return Say(await _results(words, 0, reader, deps))


async def show(action: Action, deps: Deps) -> Answer:
    """Show one lesson to who asks for it."""
    return Say(await _one(int(action.value), await readers.reader(deps, action.user_id), deps))


async def recent(action: Action, deps: Deps) -> Answer:
    """Show the newest lessons."""
    return Say(await _recent(await readers.reader(deps, action.user_id), deps))


async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page of a search in the place of this one."""
    page, _, words = action.value.partition(" ")
    return Replace(await _results(words, int(page), await readers.reader(deps, action.user_id), deps))


FEATURE = Feature(
    commands={"/lesson": {"": find}},
    actions={
        "lesson.show": show,
        "lesson.recent": recent,
        "lesson.earlier": turn,
        "lesson.more": turn,
    },
)


def _number(words: str) -> int | None:
    digits = words.removeprefix("#").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else None


async def _numbered(number: int, words: str, reader: Reader, deps: Deps) -> Answer:
    """Show the lesson of that number; a bare number that is none is looked for among the words, as in "404"."""
    try:
        return Say(await _one(number, reader, deps))
    except NoSuchLesson:
        found = await deps.read(lambda stores: stores.lessons.search(Sought(words=words), rooms=reader.rooms, limit=1))
        if words.startswith("#") or not found.total:
            raise
        return Say(await _results(words, 0, reader, deps))


async def _one(number: int, reader: Reader, deps: Deps) -> Message:
    def look(stores: Stores) -> tuple[Lesson, Community | None]:
        lesson = lessons.shown(stores.lessons.get(number), number, to=reader)
        return lesson, cards.community_of(stores, lesson)

    lesson, community = await deps.read(look)
    return lesson_blocks.one(lesson, community, can_change=lessons.may_change(lesson, reader.user_id))


async def _recent(reader: Reader, deps: Deps) -> Message:
    def look(stores: Stores) -> tuple[Sequence[Lesson], Mapping[int, Community]]:
        newest = stores.lessons.recent(rooms=reader.rooms, limit=RECENT)
        return newest, _communities(stores, newest)

    newest, communities = await deps.read(look)
    return blocks.recent(newest, communities, mark=deps.capture_emoji[0])


async def _results(words: str, page: int, reader: Reader, deps: Deps) -> Message:
    """Search, and show a page; a page that is no longer there gives the last one."""
    looked_for = words[:WORDS_LIMIT]
    sought = Sought(words=looked_for)

    def look(stores: Stores) -> tuple[Found, Mapping[int, Community], int]:
        at = max(page, 0)
        found = stores.lessons.search(sought, rooms=reader.rooms, limit=blocks.PAGE, offset=at * blocks.PAGE)
        if not found.lessons and found.total:
            at = (found.total - 1) // blocks.PAGE
            found = stores.lessons.search(sought, rooms=reader.rooms, limit=blocks.PAGE, offset=at * blocks.PAGE)
        return found, _communities(stores, found.lessons), at

    found, communities, at = await deps.read(look)
    if not found.lessons:
        return blocks.nothing(looked_for)
    return blocks.results(looked_for, found, communities, page=at, is_shortened=len(words) > WORDS_LIMIT)


def _communities(stores: Stores, found: Sequence[Lesson]) -> Mapping[int, Community]:
    return stores.communities.some([lesson.community_id for lesson in found if lesson.community_id is not None])
