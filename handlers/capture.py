"""Capture: a reaction makes a message a lesson, and taking it off soon afterwards undoes that."""

from dataclasses import replace
from datetime import datetime

import structlog

from community import rooms
from community.capture import NotCaptured, Obstacle
from community.emoji import canonical, is_one_of
from community.lessons import Lesson, Mark, NewLesson, TakenBack, is_withdrawn, undo_capture
from community.stores import Stores
from handlers import cards, deliveries, drafts, keeping, reading, telling
from handlers.blocks import lessons as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.keeping import Kept
from handlers.payloads import Event

log = structlog.get_logger()


async def reaction_added(event: Event, deps: Deps) -> None:
    """Keep the message as a lesson, or tell who marked it why not."""
    if not _is_mark(event, deps):
        return
    if event.body["item"].get("type") != "message":
        await _tell_of_file(event, deps)
        return
    await take(_mark(event, deps, is_on=True), deps)


async def take(mark: Mark, deps: Deps) -> Kept | None:
    """Keep the message somebody pointed at as a lesson; who pointed at it is told why not, and then it is None."""
    thread_ts = None
    draft = None
    try:
        there = await deps.read(lambda stores: stores.lessons.at(mark.channel_id, mark.ts))
        if there is None or is_withdrawn(there):
            message = await drafts.message(deps, mark.channel_id, mark.ts)
            thread_ts = message.get("thread_ts")
            draft = await drafts.draft(deps, mark.channel_id, message, captured_by=mark.user_id)
            new: NewLesson = draft.lesson
        else:
            new = replace(there, captured_by=mark.user_id, captured_at=deps.now)
    except NotCaptured as error:
        log.info("A marked message was not captured.", why=str(error.obstacle), channel_id=mark.channel_id)
        if error.obstacle is Obstacle.WORDLESS:
            # Who wrote it may add words yet, and then it is a lesson: see `following`.
            await deps.write(lambda stores: stores.marks.put(mark))
        await tell(deps, mark, blocks.not_captured(error, channel_id=mark.channel_id, ts=mark.ts), thread_ts)
        return None
    people = draft.people if draft else ()
    kept = await deps.write(lambda stores: keeping.keep(stores, new, people, mark=mark, now=deps.now))
    if isinstance(kept, TakenBack):
        await tell(deps, mark, blocks.not_captured(kept), thread_ts)
        return None
    if kept is not None and kept.is_news:
        log.info("A lesson was captured.", number=kept.lesson.number, channel_id=mark.channel_id)
        if draft is not None and draft.is_shortened:
            await tell(deps, mark, blocks.shortened(kept.lesson), thread_ts)
    return kept


async def reaction_removed(event: Event, deps: Deps) -> None:
    """Take the lesson back if its only mark was removed within ten minutes."""
    if not _is_mark(event, deps) or event.body["item"].get("type") != "message":
        return
    mark = _mark(event, deps, is_on=False)
    there = await deps.read(lambda stores: stores.lessons.at(mark.channel_id, mark.ts))
    if there is None:
        # The mark may be on its way still, so its end is kept too; but where nothing is captured nothing is.
        channel = await reading.channel(deps.client, mark.channel_id)
        room = await deps.read(lambda stores: stores.rooms.get(mark.channel_id))
        if channel is None or not rooms.captures(room, is_closed=not channel.is_public, is_shared=channel.is_shared):
            return
    undone = await deps.write(lambda stores: _undo(stores, mark, now=deps.now))
    if undone is not None:
        log.info("A capture was undone.", number=undone.number, channel_id=mark.channel_id)


def _is_mark(event: Event, deps: Deps) -> bool:
    """Tell whether a person used the emoji that captures; the bot's own reactions mean nothing."""
    return event.body.get("user") != deps.bot_user_id and is_one_of(event.body["reaction"], deps.capture_emoji)


def _mark(event: Event, deps: Deps, *, is_on: bool) -> Mark:
    item = event.body["item"]
    event_ts = event.body.get("event_ts")
    return Mark(
        channel_id=item["channel"],
        ts=item["ts"],
        user_id=event.body["user"],
        emoji=canonical(event.body["reaction"]),
        is_on=is_on,
        at=drafts.moment(event_ts) if event_ts else deps.now,
    )


def _undo(stores: Stores, mark: Mark, *, now: datetime) -> Lesson | None:
    standing = stores.marks.put(mark)
    there = stores.lessons.at(mark.channel_id, mark.ts)
    if there is None or standing > 0:
        return None
    undone = undo_capture(stores.lessons.hold(there.number) or there, unmarked_at=mark.at)
    if undone is not None:
        stores.lessons.update(undone)
        cards.refresh(stores, undone, now=now)
    return undone


async def tell(deps: Deps, mark: Mark, message: Message, thread_ts: str | None) -> None:
    """Tell the person who pointed at the message, and only them; that this may fail stops nothing."""
    await telling.alone(deps, mark.user_id, mark.channel_id, message, thread_ts=thread_ts)


async def _tell_of_file(event: Event, deps: Deps) -> None:
    """Tell by direct message: a reaction on a file names no channel."""
    told = deliveries.post(event.body["user"], blocks.not_captured(NotCaptured(Obstacle.FILE)))
    await deps.write(lambda stores: stores.outbox.put(told, now=deps.now))
