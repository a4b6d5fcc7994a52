"""After a meetup: what did we learn? Asked once in its thread; whoever answers may keep it as a lesson with a click."""

from dataclasses import replace
from functools import partial
from hashlib import sha256

import structlog

from community import after_meetups, charters, communities, tags, topics, workshops
from community.after_meetups import NoCanvas, NoNotes, Notes
from community.communities import Community
from community.lessons import Kind, Words
from community.meetups import Kind as Gathering
from community.meetups import Meetup, NoSuchMeetup
from community.stores import Stores
from handlers import deliveries, reading, shortcuts, telling, welcomes
from handlers.answers import Answer, Say
from handlers.blocks import after_meetups as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.interest import TOMBSTONE, is_said
from handlers.payloads import Action, Event
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 500


async def ask_due(deps: Deps) -> None:
    """Ask below each meetup that is over what was learnt, once; where nobody can see its announcement, never."""
    over = await deps.read(lambda stores: stores.after_meetups.to_ask(deps.now, limit=BATCH))
    for meetup in over:
        if not after_meetups.is_to_ask(meetup, deps.now):
            continue
        try:
            await _ask(deps, meetup)
        except Exception:  # one meetup's trouble must not keep others from being asked
            log.exception("A meetup was not asked what was learnt.", meetup_id=meetup.id)


async def replied(event: Event, deps: Deps) -> None:
    """Offer who answers, and only them, to keep it as a lesson; nothing is kept by itself."""
    body = event.body
    channel_id, ts, user_id = str(body["channel"]), str(body.get("ts", "")), str(body.get("user") or "")
    thread_ts = str(body.get("thread_ts") or "")
    if not is_said(body) or not thread_ts or thread_ts == ts or user_id == deps.bot_user_id:
        return
    meetup = await deps.read(lambda stores: stores.after_meetups.asked_in(channel_id, thread_ts))
    if meetup is not None:
        await telling.alone(deps, user_id, channel_id, blocks.offer(meetup, ts), thread_ts=thread_ts)


async def keep(action: Action, deps: Deps) -> Answer:
    """Open the window with what the answer makes as a lesson of the meetup's community, or of its component."""
    meetup_id, _, ts = action.value.partition(" ")
    meetup = await deps.read(lambda stores: stores.meetups.get(int(meetup_id)))
    if meetup is None or not ts or action.channel_id != meetup.channel_id:
        raise NoSuchMeetup

    def about(stores: Stores, words: Words) -> Words:
        return _filed(stores, meetup, words)

    return await shortcuts.window(meetup.channel_id, ts, action.user_id, deps, about=about)


async def note(action: Action, deps: Deps) -> Answer:
    """Let a meetup's notes stand in the channel's canvas, below the charter."""

    def write(stores: Stores) -> Message:
        meetup = stores.meetups.hold(int(action.value))
        if meetup is None or meetup.community_id is None or action.channel_id != meetup.channel_id:
            raise NoSuchMeetup
        community = communities.known(stores, meetup.community_id)
        charters.may_write(stores, community, action.user_id)
        if not _has_canvas(stores, community):
            raise NoCanvas
        notes = after_meetups.of(stores, meetup)
        if not notes.talked_about and not notes.lessons:
            raise NoNotes
        stores.after_meetups.note(meetup.id, _mark(notes))
        welcomes.follow_notes(stores, community, mark=deps.capture_emoji[0], now=deps.now)
        return blocks.noted(meetup)

    return Say(await deps.write(write))


async def follow_notes(deps: Deps) -> None:
    """Let canvases follow what became of meetups' topics and lessons since their notes were put there."""
    for community_id in await deps.read(lambda stores: stores.after_meetups.with_notes()):
        await deps.write(partial(_follow, community_id=community_id, deps=deps))


async def _ask(deps: Deps, meetup: Meetup) -> None:
    shown = await reading.message(deps.client, meetup.channel_id, meetup.announced_ts or "")
    is_gone = shown is None or shown.get("subtype") == TOMBSTONE

    def write(stores: Stores) -> bool:
        held = stores.meetups.hold(meetup.id)
        if held is None or not after_meetups.is_to_ask(held, deps.now):
            return False
        if not stores.after_meetups.ask(held, now=deps.now) or is_gone:
            return False
        if held in stores.topics.to_freeze(deps.now, limit=BATCH):
            topics.freeze(stores, held)  # the bot slept while the meetup took place
        community = stores.communities.get(held.community_id or 0)
        message = blocks.question(
            held,
            topics.agenda(stores, held, now=deps.now),
            component=workshops.component_of(stores, held),
            has_canvas=community is not None and _has_canvas(stores, community),
        )
        stores.outbox.put(deliveries.post(held.channel_id, message, thread_ts=held.announced_ts), now=deps.now)
        return True

    if await deps.write(write):
        log.info("A meetup was asked what was learnt.", meetup_id=meetup.id)


def _filed(stores: Stores, meetup: Meetup, words: Words) -> Words:
    """Give the words with the meetup's community; of a workshop's outcome with its component too."""
    filed = words if words.community_id is not None else replace(words, community_id=meetup.community_id)
    component = workshops.component_of(stores, meetup)
    if meetup.kind is not Gathering.DESIGN_WORKSHOP or component is None:
        return filed
    happened = filed.happened or f"We held a design workshop on {component.label}."
    named = tags.with_first(component.name, filed.tags)
    return replace(filed, kind=Kind.COMPONENT, happened=happened, tags=named)


def _follow(stores: Stores, *, community_id: int, deps: Deps) -> None:
    community = stores.communities.get(community_id)
    if community is None or not _has_canvas(stores, community):
        return
    is_news = False
    for meetup in stores.after_meetups.noted(community_id, limit=after_meetups.MOST_NOTES):
        mark = _mark(after_meetups.of(stores, meetup))
        if mark != stores.after_meetups.mark(meetup.id):
            stores.after_meetups.note(meetup.id, mark)
            is_news = True
    if is_news:
        welcomes.follow_notes(stores, community, mark=deps.capture_emoji[0], now=deps.now)


def _has_canvas(stores: Stores, community: Community) -> bool:
    canvas = stores.charters.canvas(community.id)
    return canvas is not None and canvas.is_true


def _mark(notes: Notes) -> str:
    said = [*notes.talked_about, *(f"{lesson.number} {lesson.title}" for lesson in notes.lessons)]
    return sha256("\n".join(said).encode()).hexdigest()[:16]


FEATURE = Feature(
    actions={blocks.KEEP: keep, blocks.NOTE: note},
    ticks={"after meetups": ask_due},
    rounds={"notes of meetups": follow_notes},
)
