"""Finding lessons: by words and filters, by number, or the newest ones."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import structlog

from community import communities, finding, lessons, merged_lessons, tags
from community.alike import saying
from community.communities import Community
from community.finding import Chosen, Reading, Sought
from community.lessons import Found, Kind, Lesson, NoSuchLesson
from community.ranking import fused
from community.readers import Reader
from community.stores import Stores
from community.tags import WrongTags
from community.teams import Team
from handlers import cards, mrkdwn, readers
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.blocks import finding as blocks
from handlers.blocks.finding import PAGE, Around, Narrowing, Page
from handlers.blocks.parts import Message
from handlers.deps import Deps, NoMeaning
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

Known = TypeVar("Known", Community, Team)

log = structlog.get_logger()

RECENT = 5
# A page's button carries the words it searches for, and holds 2,000 characters.
WORDS_LIMIT = 500
NEAR = 3  # lessons close in meaning, where words find few
DEEP = 50  # of what words find is brought into order by meaning too; whole pages
# Among the 1,854 lessons of tests/data, 40 of 44 judged searches have one that is closer than 0.4; words about nothing
# there, such as "pension scheme" or "xyzzy", have none that is closer than 0.3.
CLOSE = 0.35
MEANING_SECONDS = 1.0  # of the three that Slack waits for an answer
# What asking the models may end in, one of them when the process they run in is being ended.
_UNANSWERED = (TimeoutError, NoMeaning, OSError, RuntimeError)
_LONGEST_NUMBER = 9  # digits; what is longer was never a lesson's number
# A channel or a person behind a filter, as Slack sends what people chose from its lists.
_MENTIONED = re.compile(r"(\w+:\s*)<([#@])([A-Z0-9]+)(?:\|[^<>]*)?>")


async def find(command: Command, deps: Deps) -> Answer:
    """`/lesson …`: the newest ones, the one of a number, or what is found by words and filters."""
    typed = mrkdwn.plain(_MENTIONED.sub(r"\1\2\3", command.text))
    if not typed:
        return Say(await _recent(await readers.reader(deps, command.user_id), deps))
    number = _number(typed)
    if number is not None:
        return Say(await _numbered(number, typed, command.user_id, deps))
    return Say(await _results(typed, 0, await readers.reader(deps, command.user_id), deps))


async def show(action: Action, deps: Deps) -> Answer:
    """Show one lesson to who asks for it."""
    number = int(action.value)
    return Say(await _one(number, await readers.reader(deps, action.user_id, about=number), deps))


async def recent(action: Action, deps: Deps) -> Answer:
    """Show the newest lessons."""
    return Say(await _recent(await readers.reader(deps, action.user_id), deps))


async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page of a search in the place of this one."""
    page, _, typed = action.value.partition(" ")
    return Replace(await _results(typed, int(page), await readers.reader(deps, action.user_id), deps))


async def narrow(action: Action, deps: Deps) -> Answer:
    """Open the window of filters, with what was looked for so far."""

    def look(stores: Stores) -> Narrowing:
        reading = finding.read(action.value, stores, user_id=action.user_id)
        sought = reading.sought
        # A menu of people must not name somebody Slack doesn't know.
        is_known = sought.author_id == action.user_id or stores.people.get(sought.author_id or "") is not None
        return Narrowing(
            communities=_own_first(stores.communities.of(action.user_id), communities.findable(stores)),
            teams=_own_first(list(filter(None, [stores.teams.of(action.user_id)])), stores.teams.all()),
            words=finding.free_text(reading.typed),
            community_id=sought.community_id,
            team_id=sought.team_id,
            kind=sought.kind,
            author_id=sought.author_id if is_known else None,
            tags=sought.tags,
            since=sought.since,
        )

    return Open(blocks.narrowing(await deps.read(look)))


async def narrowed(submission: Submission, deps: Deps) -> Answer:
    """Show in the window what was found by its filters."""
    try:
        typed = finding.write(await deps.read(lambda stores: _chosen(submission, stores)))
    except WrongTags as error:
        return Errors({"tags": str(error)})
    if not typed:
        return Errors({"words": "A word or a filter, please: what would you like to find?"})
    return Say(await _results(typed, 0, await readers.reader(deps, submission.user_id), deps))


FEATURE = Feature(
    commands={"/lesson": {"": find}},
    actions={
        "lesson.show": show,
        "lesson.recent": recent,
        "lesson.earlier": turn,
        "lesson.more": turn,
        blocks.FILTER: narrow,
    },
    views={blocks.FILTER: narrowed},
)


def _number(words: str) -> int | None:
    digits = words.removeprefix("#").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else None


async def _numbered(number: int, typed: str, user_id: str, deps: Deps) -> Message:
    """Show the lesson of that number; a bare number that is none is looked for among the words, as in "404"."""
    reader = await readers.reader(deps, user_id, about=number)
    try:
        return await _one(number, reader, deps)
    except NoSuchLesson:
        found = await deps.read(lambda stores: stores.lessons.search(Sought(words=typed), rooms=reader.rooms, limit=1))
        if typed.startswith("#") or not found.total:
            raise
        return await _results(typed, 0, reader, deps)


async def _one(number: int, reader: Reader, deps: Deps) -> Message:
    def look(stores: Stores) -> Message:
        lesson = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
        return cards.in_full(stores, lesson, to=reader, asked_for=number)

    return await deps.read(look)


async def _recent(reader: Reader, deps: Deps) -> Message:
    def look(stores: Stores) -> tuple[Sequence[Lesson], Around]:
        newest = stores.lessons.recent(rooms=reader.rooms, limit=RECENT)
        return newest, _around(stores, newest)

    newest, around = await deps.read(look)
    return blocks.recent(newest, around, mark=deps.capture_emoji[0])


async def _results(typed: str, number: int, reader: Reader, deps: Deps) -> Message:
    """Search, and show a page; a page that is no longer there gives the last one."""
    meant = await _meant(typed[:WORDS_LIMIT], reader, deps)
    page = await deps.read(lambda stores: _page(stores, typed, max(number, 0), meant, reader))
    page = replace(page, near=await _close(page, deps))
    if page.found.lessons:
        return blocks.results(page)
    return blocks.nearby(page) if page.near else blocks.nothing(page)


async def _meant(looked_for: str, reader: Reader, deps: Deps) -> Sequence[int]:
    """Give the numbers of the lessons nearest in meaning to plain words, where models can tell in time.

    A search never hangs on them: the process they run in may be drawing a picture, or be starting anew.
    """
    typed = finding.take_apart(looked_for)
    if deps.meaning is None or not typed.is_plain:
        return ()
    try:
        async with asyncio.timeout(MEANING_SECONDS):
            return await deps.meaning.near(typed.words, rooms=reader.rooms, limit=DEEP)
    except _UNANSWERED as error:
        log.warning("A search went by words alone.", reason=type(error).__name__)
        return ()


async def _close(page: Page, deps: Deps) -> Sequence[Lesson]:
    """Give those of the lessons near in meaning that are close: where few lessons are, some far one is the nearest."""
    if not page.near or deps.meaning is None:
        return ()
    try:
        async with asyncio.timeout(MEANING_SECONDS):
            judged = await deps.meaning.closeness(page.typed, [saying(lesson) for lesson in page.near])
    except _UNANSWERED as error:
        log.warning("What is near was left out.", reason=type(error).__name__)
        return ()
    return [lesson for lesson, closeness in zip(page.near, judged, strict=True) if closeness >= CLOSE]


def _page(stores: Stores, typed: str, number: int, meant: Sequence[int], reader: Reader) -> Page:
    looked_for = typed[:WORDS_LIMIT]
    reading = finding.read(looked_for, stores, user_id=reader.user_id)
    found = _search(stores, reading, number, meant, reader)
    if not found.lessons and found.total:
        number = (found.total - 1) // PAGE
        found = _search(stores, reading, number, meant, reader)
    near = _near(stores, found, meant, reader) if found.total < PAGE else ()
    return Page(
        typed=looked_for,
        found=found,
        around=_around(stores, [*found.lessons, *near]),
        number=number,
        near=near,
        not_known=reading.not_known,
        has_words=bool(reading.sought.words or reading.sought.phrases),
        is_shortened=len(typed) > WORDS_LIMIT,
    )


def _search(stores: Stores, reading: Reading, number: int, meant: Sequence[int], reader: Reader) -> Found:
    """Give a page of what has the words; among the first ones, what also means it comes sooner."""
    if reading.is_hidden:
        return Found((), 0)
    start = number * PAGE
    if not meant or start >= DEEP:
        return stores.lessons.search(reading.sought, rooms=reader.rooms, limit=PAGE, offset=start)
    first = stores.lessons.search(reading.sought, rooms=reader.rooms, limit=DEEP)
    by_number = {lesson.number: lesson for lesson in first.lessons}
    ordered = [by_number[one] for one in fused(list(by_number), meant) if one in by_number]
    return Found(ordered[start : start + PAGE], first.total)


def _near(stores: Stores, found: Found, meant: Sequence[int], reader: Reader) -> Sequence[Lesson]:
    """Give a few lessons that mean what was looked for and don't say it.

    What was near a moment ago may have been taken back or closed since.
    """
    there = {lesson.number for lesson in found.lessons}
    others = [number for number in meant if number not in there][: 2 * NEAR]
    known = stores.lessons.some(others)
    standing = [known[number] for number in others if number in known and not lessons.is_withdrawn(known[number])]
    return [lesson for lesson in standing if lessons.may_see(lesson, reader)][:NEAR]


def _around(stores: Stores, found: Sequence[Lesson]) -> Around:
    return Around(
        communities=stores.communities.some([one.community_id for one in found if one.community_id is not None]),
        teams=stores.teams.some([one.team_id for one in found if one.team_id is not None]),
    )


def _own_first(own: Sequence[Known], everywhere: Sequence[Known]) -> Sequence[Known]:
    ids = {one.id for one in own}
    return sorted(everywhere, key=lambda one: one.id not in ids)


def _chosen(submission: Submission, stores: Stores) -> Chosen:
    """Give what was chosen; what is gone meanwhile was not chosen."""
    given = submission.values
    chosen = {name: value for name, value in given.items() if value != blocks.ANY}
    community = stores.communities.get(int(chosen.get("community") or 0))
    team = stores.teams.get(int(chosen.get("team") or 0))
    return Chosen(
        words=mrkdwn.keepable(given.get("words", "")),
        community=community.name if community else "",
        team=team.name if team else "",
        kind=Kind(chosen["kind"]) if chosen.get("kind") else None,
        author_id=given.get("author") or None,
        tags=tags.read(given.get("tags", "")),
        since=date.fromisoformat(given["since"]) if given.get("since") else None,
    )
