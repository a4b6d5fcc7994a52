"""The librarians' queue: what may need a place or may be there twice, one thing at a time."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

import structlog

from community import alike as judged
from community import communities, lessons, librarians, merged_lessons
from community.communities import Community
from community.lessons import Lesson, NoSuchLesson
from community.librarians import Item, SeenTo
from community.readers import NO_ROOMS, Reader
from community.stores import Stores
from handlers import alike, cards, deliveries, readers
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.blocks import librarian_windows as windows
from handlers.blocks import librarians as blocks
from handlers.blocks.librarians import NOTHING_SAID, Said, Shown
from handlers.blocks.parts import Message, View
from handlers.deps import Deps
from handlers.numbers import WhichLesson, number_of
from handlers.payloads import Action, Submission, pack, unpack

log = structlog.get_logger()

# Lessons looked at for twins: in an hour's round, and when a librarian opens the queue, who waits at most 3 s for it.
A_ROUND, AT_ONCE = 100, 5

Done = Callable[[Stores, Lesson, Lesson | None, str], Said]


async def look(deps: Deps) -> None:
    """Look for lessons that may be there twice, where there is a librarian to judge."""
    if await deps.read(lambda stores: stores.librarians.all()):
        await _look(deps, limit=A_ROUND)


async def queue(action: Action, deps: Deps) -> Answer:
    """Show the first thing that waits."""
    await deps.read(lambda stores: librarians.held(stores, action.user_id))
    await _look(deps, limit=AT_ONCE)
    reader = await readers.reader(deps, action.user_id)
    return Say(await deps.read(lambda stores: _next(stores, reader, deps)))


async def file(action: Action, deps: Deps) -> Answer:
    """Give a lesson the community of the button, or of the menu."""
    number, community_id = map(int, action.value.split())

    def give(stores: Stores, lesson: Lesson, _older: Lesson | None, by: str) -> Said:
        community = communities.known(stores, community_id)
        return Said(blocks.filed(_file(stores, lesson, community, by, deps), community))

    return await _see_to(Item(number), action, deps, give)


async def elsewhere(action: Action, deps: Deps) -> Answer:
    """Open the window to choose among all communities."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)

    def look(stores: Stores) -> View:
        librarians.held(stores, action.user_id)
        lesson = lessons.shown(stores.lessons.get(number), number, to=reader)
        return windows.choosing(lesson, stores.communities.all(), private_metadata=pack(number=number))

    return Open(await deps.read(look))


async def placed(submission: Submission, deps: Deps) -> Answer:
    """Give a lesson the community that was chosen; one that another librarian placed meanwhile stays there."""
    number = int(unpack(submission.private_metadata)["number"])
    reader = await readers.reader(deps, submission.user_id, about=number)

    def work(stores: Stores) -> Message:
        librarians.held(stores, submission.user_id)
        lesson, _ = librarians.still_waits(stores, Item(number), reader)
        community = communities.known(stores, int(submission.values["community"]))
        return blocks.placed(_file(stores, lesson, community, submission.user_id, deps), community)

    return Say(await deps.write(work))


async def needs_none(action: Action, deps: Deps) -> Answer:
    """Let a lesson be in no community."""
    item = Item(int(action.value))

    def leave(stores: Stores, lesson: Lesson, _older: Lesson | None, _by: str) -> Said:
        stores.librarians.settle(item, now=deps.now)
        return Said(blocks.needs_none(lesson))

    return await _see_to(item, action, deps, leave)


async def same(action: Action, deps: Deps) -> Answer:
    """Let the newer of two lessons go on in the older."""
    item = Item(*map(int, action.value.split()))

    def join(stores: Stores, lesson: Lesson, older: Lesson | None, by: str) -> Said:
        assert older is not None  # noqa: S101  # such an item is about two
        twin, kept = _merge(stores, lesson, older, by=by, deps=deps)
        return Said(blocks.are_one(twin, kept), undo=twin.number)

    return await _see_to(item, action, deps, join)


async def different(action: Action, deps: Deps) -> Answer:
    """Keep that the two have nothing to do with each other, so that it isn't asked again."""
    item = Item(*map(int, action.value.split()))

    def leave(stores: Stores, lesson: Lesson, older: Lesson | None, _by: str) -> Said:
        stores.librarians.settle(item, now=deps.now)
        return Said(blocks.differ(lesson, older or lesson))

    return await _see_to(item, action, deps, leave)


async def skip(action: Action, deps: Deps) -> Answer:
    """Leave it for others, and show the next."""
    item = Item(*map(int, action.value.split()))
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> Message:
        librarians.held(stores, action.user_id)
        stores.librarians.skip(item, action.user_id, now=deps.now)
        return _next(stores, reader, deps)

    return Replace(await deps.write(work))


async def same_as(action: Action, deps: Deps) -> Answer:
    """Open the window to say which other lesson says the same."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)

    def open_(stores: Stores) -> Lesson:
        librarians.held(stores, action.user_id)
        return lessons.shown(stores.lessons.get(number), number, to=reader)

    return Open(windows.same_as(await deps.read(open_), private_metadata=pack(number=number)))


async def said_same(submission: Submission, deps: Deps) -> Answer:
    """Join the two lessons a librarian names."""
    number = int(unpack(submission.private_metadata)["number"])
    try:
        other = number_of(submission.values.get("number", ""), word="")
    except WhichLesson:
        return Errors({"number": "Only its number, please, such as 42."})
    reader = await readers.reader(deps, submission.user_id, about=number)

    def work(stores: Stores) -> Message:
        librarians.held(stores, submission.user_id)
        pair = [lessons.shown(stores.lessons.hold(one), one, to=reader) for one in (number, other)]
        return blocks.merged(*_merge(stores, *pair, by=submission.user_id, deps=deps))

    return Say(await deps.write(work))


async def undo(action: Action, deps: Deps) -> Answer:
    """Part two lessons again: the authors of the two can, and any librarian who may see them."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> Message:
        merge, twin = stores.merged.of(number), stores.lessons.get(number)
        kept = stores.lessons.get(merge.kept) if merge is not None else None
        authors = {one.author_id for one in (twin, kept) if one is not None}
        if action.user_id not in authors:
            librarians.held(stores, action.user_id)
            if twin is None or not lessons.may_see(twin, reader):
                raise NoSuchLesson(number)
        parted = merged_lessons.undo(stores, number, now=deps.now)
        if merge is not None:
            stores.librarians.settle(Item(number, merge.kept), now=deps.now)
        for lesson in parted:
            cards.refresh(stores, lesson, now=deps.now)
        log.info("Two lessons were parted again.", number=number)
        return blocks.parted(*parted)

    return Replace(await deps.write(work))


async def _see_to(item: Item, action: Action, deps: Deps, do: Done) -> Answer:
    """Do something with what waits, and show the next thing; where somebody was faster, say so and change nothing."""
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> Message:
        librarians.held(stores, action.user_id)
        try:
            lesson, older = librarians.still_waits(stores, item, reader)
        except SeenTo as error:
            return _next(stores, reader, deps, said=Said(str(error)))
        return _next(stores, reader, deps, said=do(stores, lesson, older, action.user_id))

    return Replace(await deps.write(work))


def _next(stores: Stores, reader: Reader, deps: Deps, *, said: Said = NOTHING_SAID) -> Message:
    item = next(iter(librarians.queue(stores, reader, now=deps.now)), None)
    if item is None:
        return blocks.empty(said)
    lesson, older = librarians.still_waits(stores, item, reader)
    if older is not None:
        return blocks.waiting(Shown(item, lesson, older), said=said)
    fitting = librarians.fitting(lesson, stores.communities.all())
    return blocks.waiting(Shown(item, lesson, fitting=fitting), said=said)


def _file(stores: Stores, lesson: Lesson, community: Community, by: str, deps: Deps) -> Lesson:
    filed = replace(lesson, community_id=community.id)
    librarians.file(stores, lesson, filed, by=by, now=deps.now)
    cards.refresh(stores, filed, now=deps.now)
    return filed


def _merge(stores: Stores, one: Lesson, other: Lesson, *, by: str, deps: Deps) -> tuple[Lesson, Lesson]:
    """Let two lessons be one, show it on their cards, and tell both authors alone, but not who did it."""
    twin, kept = merged_lessons.merge(stores, one, other, by=by, now=deps.now)
    stores.librarians.settle(Item(twin.number, kept.number), now=deps.now)
    cards.refresh(stores, twin, now=deps.now)
    told = {kept.author_id: False, twin.author_id: True}
    for author_id, of_twin in told.items():
        if author_id and author_id != by:
            message = blocks.told_author(twin, kept, of_twin=of_twin)
            stores.outbox.put(deliveries.post(author_id, message), now=deps.now)
    log.info("Two lessons are one.", number=twin.number, kept=kept.number)
    return twin, kept


async def _look(deps: Deps, *, limit: int) -> None:
    """Look at the next lessons, and keep which older ones they may repeat."""
    numbers = await deps.read(lambda stores: stores.librarians.next_to_look_at(limit=limit))
    found: list[Item] = []
    for number in numbers:
        found += await _twins(number, deps)

    def keep(stores: Stores) -> None:
        for item in found:
            stores.librarians.found(item, now=deps.now)
        stores.librarians.looked_at(numbers[-1])

    if numbers:
        # Not `deps.write`: this is no part of what the person asks for, and must not use their request up.
        await deps.storage.write(deps.workspace_id, keep)


async def _twins(number: int, deps: Deps) -> Sequence[Item]:
    lesson = await deps.read(lambda stores: stores.lessons.get(number))
    if lesson is None or lessons.is_withdrawn(lesson):
        return []
    rooms: Set[str] = frozenset({lesson.closed_in}) if lesson.closed_in is not None else NO_ROOMS
    near = await alike.nearest(deps, judged.saying(lesson), rooms=rooms, without=[number])
    older = [one.lesson for one in near]

    def choose(stores: Stores) -> Sequence[Item]:
        return [Item(number, one.number) for one in older if librarians.may_be_twins(stores, lesson, one)]

    return await deps.read(choose)
