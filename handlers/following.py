"""Following: lessons go with the messages they came from, whatever happens to those.

Each time the message itself is asked what it says now. So it doesn't matter how often, how late or in which order Slack
tells of what happened to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from community import following, lessons
from community.capture import NotCaptured, Obstacle
from community.following import BY_ITS_MESSAGE, Said, SourceGone
from community.forgetting import is_forgotten
from community.lessons import Lesson, Mark, is_withdrawn, unsaid, words_of
from community.stores import Stores
from handlers import capture, cards, deliveries, drafts, mrkdwn, readers, reading
from handlers.answers import Answer, Replace
from handlers.blocks import following as blocks
from handlers.blocks import lessons as lesson_blocks
from handlers.deps import Deps
from handlers.interest import TOMBSTONE
from handlers.payloads import Action, Event, Payload
from handlers.table import Feature

log = structlog.get_logger()

_GONE = Said(None, is_there=False)


async def changed(event: Event, deps: Deps) -> None:
    """A message says something else: lessons captured from it, or from its thread, follow.

    One that was marked when it was only a picture, and says something now, becomes a lesson.
    """
    message = event.body.get("message") or {}
    channel_id, ts = event.body["channel"], str(message.get("ts", ""))
    await _follow(deps, channel_id, ts, told=message)
    mark = await deps.read(lambda stores: _overlooked(stores, channel_id, ts)) if mrkdwn.words(message) else None
    if mark is not None:
        await capture.take(mark, deps)


async def deleted(event: Event, deps: Deps) -> None:
    """A message was deleted: what was copied from it is removed, and its author asked."""
    channel_id, ts = event.body["channel"], str(event.body["deleted_ts"])
    await _follow(deps, channel_id, ts, told={"ts": ts, "subtype": TOMBSTONE})


async def take(action: Action, deps: Deps) -> Answer:
    """Let the lesson say what its message says now, in the place of what its author wrote."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)
    lesson = await deps.read(lambda stores: lessons.own(stores.lessons.get(number), number, by=reader))
    said = await _said(deps, lesson)
    if said is None or said.words is None:
        raise SourceGone(number)
    words = said.words

    def work(stores: Stores) -> Lesson:
        held = lessons.own(stores.lessons.hold(number), number, by=reader)
        stores.versions.keep(held, changed_by=BY_ITS_MESSAGE, now=deps.now)
        return _kept(stores, following.take(held, words), deps)

    return Replace(blocks.taken(await deps.write(work)))


async def keep(action: Action, deps: Deps) -> Answer:
    """Let the lesson stay as its author wrote it."""
    return Replace(blocks.kept(await _decided(action, deps, lambda lesson: following.keep(lesson, now=deps.now))))


async def let_go(action: Action, deps: Deps) -> Answer:
    """Take the lesson back."""
    by = action.user_id
    lesson = await _decided(action, deps, lambda lesson: following.let_go(lesson, by=by, now=deps.now))
    return Replace(lesson_blocks.taken_back(lesson))


FEATURE = Feature(actions={"source.take": take, "source.keep": keep, "source.let_go": let_go})


@dataclass(frozen=True, slots=True)
class _Look:
    """A lesson, what its message says now, and whether its author may be asked about it."""

    lesson: Lesson
    said: Said
    can_ask: bool


async def _follow(deps: Deps, channel_id: str, ts: str, *, told: Payload) -> None:
    is_gone = told.get("subtype") == TOMBSTONE
    concerned = await deps.read(lambda stores: stores.lessons.in_thread(channel_id, ts))
    if not (concerned or is_gone):
        return
    looks = [look for lesson in concerned if (look := await _look(deps, lesson, told)) is not None]

    def work(stores: Stores) -> Sequence[int]:
        if is_gone:
            stores.inbox.empty_messages(channel_id, ts)
        return [look.lesson.number for look in looks if _keep_up(stores, look, deps)]

    followed = await deps.write(work)
    if followed:
        log.info("Lessons followed their message.", numbers=followed, channel_id=channel_id, is_gone=is_gone)


def _overlooked(stores: Stores, channel_id: str, ts: str) -> Mark | None:
    """Give the first mark that stands on a message that is no lesson, though nobody took it back by hand."""
    lesson = stores.lessons.at(channel_id, ts)
    is_there = lesson is not None and (not is_withdrawn(lesson) or lesson.withdrawn_by is not None)
    return None if is_there else next(iter(stores.marks.on(channel_id, ts)), None)


async def _look(deps: Deps, lesson: Lesson, told: Payload) -> _Look | None:
    said = await _said(deps, lesson, told)
    if said is None:
        return None
    whose = _whose(lesson)
    # Who was forgotten, or wrote it elsewhere before it was imported, is nobody here.
    is_somebody = whose[:1] in {"U", "W"}
    can_ask = is_somebody and lessons.may_see(lesson, await readers.reader(deps, whose))
    return _Look(lesson, said, can_ask)


async def _said(deps: Deps, lesson: Lesson, told: Payload | None = None) -> Said | None:
    """Give what the lesson's message says now; None when that can't be known, and then nothing is changed.

    `told` is what an event says of this message, or of another of its thread: the newer of it and of what Slack shows
    counts, since one of them may be late. A message that is gone never comes back.
    """
    source = lesson.source
    if source is None or is_forgotten(lesson):
        return None
    is_own = told is not None and told.get("ts") == source.ts
    if told is not None and is_own and told.get("subtype") == TOMBSTONE:
        return _GONE
    shown = await reading.message(deps.client, source.channel_id, source.ts)
    if shown is None:
        return None  # deleted, which is told by an event of its own, or not ours to see any more
    if shown.get("subtype") == TOMBSTONE:
        return _GONE
    message = told if told is not None and is_own and _edited(told) > _edited(shown) else shown
    try:
        drafted = await drafts.draft(deps, source.channel_id, message, captured_by=lesson.captured_by)
    except NotCaptured as error:
        emptied = {Obstacle.GONE: _GONE, Obstacle.WORDLESS: Said(None)}
        return emptied.get(error.obstacle)
    edited = _edited(message)
    return Said(words_of(drafted.lesson), changed_at=drafts.moment(edited) if edited else None)


def _edited(message: Payload) -> str:
    """Give when a message was last edited, as Slack writes it; "" when it never was. Later ones compare as greater."""
    return str((message.get("edited") or {}).get("ts", ""))


def _keep_up(stores: Stores, look: _Look, deps: Deps) -> bool:
    """Keep the lesson as its message has it now; False when nothing is new."""
    before = stores.lessons.hold(look.lesson.number) or look.lesson
    versions = stores.versions.of(before.number)
    followed = following.follow(before, versions, look.said, now=deps.now)
    if followed.versions != versions:
        stores.versions.replace(before.number, followed.versions)
    if followed.lesson == before:
        return False
    # First, since what is new may begin as what is gone did.
    stores.outbox.forget(unsaid([before, *versions], [followed.lesson, *followed.versions]))
    _kept(stores, followed.lesson, deps)
    ask = following.asked(before, followed.lesson)
    if ask is not None and look.can_ask:
        stores.outbox.put(deliveries.post(_whose(before), blocks.asking(followed.lesson, ask)), now=deps.now)
    return True


def _kept(stores: Stores, lesson: Lesson, deps: Deps) -> Lesson:
    stores.lessons.update(lesson)
    cards.refresh(stores, lesson, now=deps.now)
    return lesson


def _whose(lesson: Lesson) -> str:
    """Give who decides about the lesson: the same as `lessons.may_change` lets change it."""
    return lesson.author_id or lesson.captured_by


async def _decided(action: Action, deps: Deps, decide: Callable[[Lesson], Lesson]) -> Lesson:
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> Lesson:
        return _kept(stores, decide(lessons.own(stores.lessons.hold(number), number, by=reader)), deps)

    return await deps.write(work)
