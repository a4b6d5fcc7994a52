"""Unfurling: whoever names a lesson in a channel, by number or by its address, gets its card in the thread."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import mentions, merged_lessons
from community.lessons import Lesson, is_withdrawn, may_see
from community.mentions import MOST_MENTIONED, Mentioned
from community.readers import Reader
from community.stores import Stores
from handlers import cards, deliveries, readers, reading
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.reading import Channel

log = structlog.get_logger()

A_DAY = timedelta(days=1)


async def mentioned(event: Event, deps: Deps) -> None:
    """Answer a message that names lessons with their cards, in its thread; a lesson once a channel a day.

    Only what everybody in the channel may see: nothing of closed rooms but in the room itself, and where people of
    another organisation are, only what was learnt right there. Any other number gets no answer at all.
    """
    body = event.body
    named = mentions.mentioned(str(body.get("text") or ""))
    if not any((named.places, named.numbers, named.bare)) or body.get("user") == deps.bot_user_id:
        return
    channel_id, thread_ts = body["channel"], str(body.get("thread_ts") or body["ts"])
    spoken_of = await deps.read(lambda stores: _lessons(stores, named, channel_id, thread_ts))
    if not spoken_of:
        return
    try:
        channel = await reading.channel(deps.client, channel_id)
        for lesson in spoken_of:
            await readers.close_if_private(deps, lesson)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("A lesson was named and not shown.", channel_id=channel_id, reason=type(error).__name__)
        return
    if channel is None or channel.is_direct:
        return
    numbers = [lesson.number for lesson in spoken_of]
    await deps.write(lambda stores: _show(stores, numbers, channel, thread_ts, now=deps.now))


def _lessons(stores: Stores, named: Mentioned, channel_id: str, thread_ts: str) -> Sequence[Lesson]:
    """Give the lessons that are named and not in this very thread, where their card is already."""
    found = [
        stores.lessons.at(place.channel_id, place.ts) or stores.lessons.card_at(place.channel_id, place.ts)
        for place in named.places[:MOST_MENTIONED]
    ]
    is_community = bool(named.bare) and stores.communities.in_channel(channel_id) is not None
    numbers = [*named.numbers, *(named.bare if is_community else ())]
    by_number = stores.lessons.some(numbers[:MOST_MENTIONED])
    found += [by_number.get(number) for number in numbers]
    standing = [merged_lessons.get(stores, lesson.number) for lesson in found if lesson]
    wanted = {lesson.number: lesson for lesson in standing if lesson and not _is_from(lesson, channel_id, thread_ts)}
    return list(wanted.values())[:MOST_MENTIONED]


def _is_from(lesson: Lesson, channel_id: str, thread_ts: str) -> bool:
    source = lesson.source
    return source is not None and source.channel_id == channel_id and thread_ts in (source.ts, source.thread_ts)


def _show(stores: Stores, numbers: Sequence[int], channel: Channel, thread_ts: str, *, now: datetime) -> None:
    known = stores.lessons.some(numbers)
    for lesson in (known[number] for number in numbers if number in known):
        if _may_be_shown(lesson, channel) and _is_first_in_a_day(stores, lesson, channel, now):
            posted = deliveries.post(channel.channel_id, cards.card(stores, lesson), thread_ts=thread_ts)
            stores.outbox.put(posted, now=now)
            log.info("A lesson was named and shown.", number=lesson.number, channel_id=channel.channel_id)


def _may_be_shown(lesson: Lesson, channel: Channel) -> bool:
    """Tell whether everybody in the channel may see it."""
    here = channel.channel_id
    if is_withdrawn(lesson) or not may_see(lesson, Reader("", frozenset({here}))):
        return False
    return not channel.is_shared or (lesson.source is not None and lesson.source.channel_id == here)


def _is_first_in_a_day(stores: Stores, lesson: Lesson, channel: Channel, now: datetime) -> bool:
    return stores.people.is_first(channel.channel_id, f"lesson {lesson.number}", now=now, within=A_DAY)
