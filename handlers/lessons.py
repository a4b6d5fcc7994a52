"""Lessons: withdraw one and bring it back, and see what it said before."""

from collections.abc import Mapping, Sequence

from community import lessons, merged_lessons, people
from community.lessons import Lesson, NoSuchVersion, Version, words_of
from community.stores import Stores
from handlers import cards, keeping, readers
from handlers.answers import Answer, Done, Replace, Say
from handlers.blocks import lessons as blocks
from handlers.blocks import versions as version_blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.keeping import Typed
from handlers.payloads import Action
from handlers.table import Feature


async def withdraw(action: Action, deps: Deps) -> Answer:
    """Take a lesson back."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)

    def work(stores: Stores) -> Lesson:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        return _changed(stores, lesson, lessons.withdraw(lesson, by=action.user_id, now=deps.now), deps)

    lesson = await deps.write(work)
    return Done() if _is_card(action, lesson) else Replace(blocks.taken_back(lesson))


async def restore(action: Action, deps: Deps) -> Answer:
    """Bring a lesson back that was taken back."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)

    def work(stores: Stores) -> tuple[Lesson, Message]:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        kept = merged_lessons.goes_on_in(stores, lesson)
        back = _changed(stores, lesson, lessons.bring_back(lesson), deps)
        if kept is not None:  # what hung on it is its own again
            merged_lessons.part(stores, number)
            cards.refresh(stores, kept, now=deps.now)
        return back, cards.in_full(stores, back, to=reader)

    lesson, message = await deps.write(work)
    return Done() if _is_card(action, lesson) else Replace(message)


async def versions(action: Action, deps: Deps) -> Answer:
    """Show what a lesson said before, to who may change it: they may have taken something out with good reason."""
    number, _, offset = action.value.partition(" ")
    message = await _versions(int(number), int(offset or 0), action, deps)
    return Replace(message) if offset else Say(message)


async def bring_back(action: Action, deps: Deps) -> Answer:
    """Let a lesson say again what it said in an earlier version; what it says now becomes a version too."""
    number, version = map(int, action.value.split(" "))
    reader = await readers.reader(deps, action.user_id, about=number)

    def work(stores: Stores) -> Message:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        earlier = next((one for one in stores.versions.of(number) if one.version == version), None)
        if earlier is None:
            raise NoSuchVersion(number)
        words = words_of(earlier)
        if words != words_of(lesson):
            lesson = keeping.rewrite(stores, lesson, Typed(words, lesson.team_id, action.user_id), now=deps.now)
            cards.refresh(stores, lesson, now=deps.now)
        return cards.in_full(stores, lesson, to=reader)

    return Replace(await deps.write(work))


FEATURE = Feature(
    actions={
        "lesson.withdraw": withdraw,
        "lesson.restore": restore,
        "lesson.versions": versions,
        "lesson.newer": versions,
        "lesson.older": versions,
        "lesson.bring_back": bring_back,
    },
    sent={cards.CARD: cards.sent},
    refused={cards.CARD: cards.refused},
)


async def _versions(number: int, offset: int, action: Action, deps: Deps) -> Message:
    reader = await readers.reader(deps, action.user_id, about=number)

    def look(stores: Stores) -> tuple[Lesson, Sequence[Version], Mapping[str, str]]:
        lesson = lessons.own(stores.lessons.get(number), number, by=reader)
        found = stores.versions.of(number)
        return lesson, found, people.names_beside(stores, list({version.changed_by for version in found}))

    lesson, found, names = await deps.read(look)
    return version_blocks.versions(lesson, found, names, offset=offset)


def _changed(stores: Stores, before: Lesson, after: Lesson, deps: Deps) -> Lesson:
    """Keep the lesson as it is now and let its card say so; what didn't change is left alone."""
    if after != before:
        stores.lessons.update(after)
        cards.refresh(stores, after, now=deps.now)
    return after


def _is_card(action: Action, lesson: Lesson) -> bool:
    """Tell whether the click was on the lesson's card, which everybody sees and the outbox updates."""
    return lesson.card_ts is not None and action.message_ts == lesson.card_ts
