"""Drafts: a message in Slack, read and made into what a lesson holds; nothing is kept here."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from community import rooms
from community.capture import NotCaptured, Obstacle, beginning, is_too_long, says_something
from community.lessons import NewLesson, Source
from community.people import Person
from community.titles import title_of
from handlers import mrkdwn, reading
from handlers.deps import Deps
from handlers.payloads import Payload

# A message's subtypes behind which stand somebody's words; all others are Slack's own notices.
# Source: docs.slack.dev/reference/events/message, "Message subtypes".
_WRITTEN = {None, "bot_message", "file_share", "me_message", "thread_broadcast"}
_GONE = "tombstone"  # what stands in the place of a deleted message that has replies
_MOST_NAMES = 30  # looked up for one lesson; who mentions more people meant a group


@dataclass(frozen=True, slots=True)
class Draft:
    """What a lesson will hold, and the people in it, to be remembered with it; its community isn't chosen yet."""

    lesson: NewLesson
    people: Sequence[Person]
    is_shortened: bool


async def message(deps: Deps, channel_id: str, ts: str) -> Payload:
    """Give the message itself: NotCaptured when nothing is kept where it stands, or it isn't there."""
    channel = await reading.channel(deps.client, channel_id)
    if channel_id.startswith("D") or (channel is not None and channel.is_direct):
        raise NotCaptured(Obstacle.DIRECT)
    if channel is None:
        raise NotCaptured(Obstacle.PRIVATE)
    room = await deps.read(lambda stores: stores.rooms.get(channel_id))
    if not rooms.captures(room, is_closed=not channel.is_public, is_shared=channel.is_shared):
        raise NotCaptured(Obstacle.SHARED if channel.is_shared else Obstacle.PRIVATE)
    found = await reading.message(deps.client, channel_id, ts)
    if found is None:
        raise NotCaptured(Obstacle.GONE)
    return found


async def draft(deps: Deps, channel_id: str, message: Payload, *, captured_by: str) -> Draft:
    """Give what the message says, with its thread's first message as context: NotCaptured when it says nothing.

    Of a thread reply it is the reply's own words. Words that an app wrote have no author, only the app's name.
    """
    if (obstacle := _obstacle(message, deps)) is not None:
        raise NotCaptured(obstacle)
    ts = str(message["ts"])
    thread_ts = message.get("thread_ts")
    raw = mrkdwn.words(message)
    raw_context = await _first_words(deps, channel_id, thread_ts) if thread_ts and thread_ts != ts else ""
    author, (names, people), permalink = await asyncio.gather(
        _author(message, deps),
        _names(f"{raw}\n{raw_context}", deps),
        reading.permalink(deps.client, channel_id, ts),
    )
    text = mrkdwn.plain(raw, names)
    if not says_something(text):
        raise NotCaptured(Obstacle.WORDLESS)
    lesson = NewLesson(
        title=title_of(text),
        learnt=beginning(text),
        happened=beginning(mrkdwn.plain(raw_context, names)),
        author_id=author.user_id if isinstance(author, Person) else None,
        author_name=author.name if isinstance(author, Person) else author,
        captured_by=captured_by,
        captured_at=deps.now,
        said_at=moment(ts),
        source=Source(channel_id, ts, thread_ts, permalink),
        community_id=None,
    )
    remembered = [author, *people] if isinstance(author, Person) else people
    return Draft(lesson, remembered, is_too_long(text))


def moment(ts: str) -> datetime:
    """Give the time a Slack `ts` stands for."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(micros or 0))


def _obstacle(message: Payload, deps: Deps) -> Obstacle | None:
    subtype = message.get("subtype")
    if subtype == _GONE:
        return Obstacle.GONE
    if subtype not in _WRITTEN:
        return Obstacle.NOTICE
    if message.get("user") == deps.bot_user_id:
        return Obstacle.OUR_OWN
    return None if mrkdwn.words(message) else Obstacle.WORDLESS


async def _first_words(deps: Deps, channel_id: str, thread_ts: str) -> str:
    """Give what the thread's first message says; "" when it is gone, Slack's notice or the bot's own."""
    first = await reading.message(deps.client, channel_id, thread_ts)
    return "" if first is None or _obstacle(first, deps) is not None else mrkdwn.words(first)


async def _author(message: Payload, deps: Deps) -> Person | str:
    """Give the person who wrote it, or the name of the app that did."""
    if message.get("bot_id") or not message.get("user"):
        profile = message.get("bot_profile") or {}
        return str(message.get("username") or profile.get("name") or "an app")
    return await reading.person(deps, message["user"])


async def _names(text: str, deps: Deps) -> tuple[mrkdwn.Names, Sequence[Person]]:
    """Look up whom and what the text mentions; the name of a channel that isn't public stays with its members."""
    mentioned = mrkdwn.mentioned(text)
    people = await asyncio.gather(*(reading.person(deps, user_id) for user_id in mentioned.user_ids[:_MOST_NAMES]))
    channel_ids = mentioned.channel_ids[:_MOST_NAMES]
    channels = await asyncio.gather(*(reading.channel(deps.client, channel_id) for channel_id in channel_ids))
    public = {channel.channel_id: channel.name for channel in channels if channel is not None and channel.is_public}
    names = mrkdwn.Names(
        people={person.user_id: person.name for person in people},
        channels={channel_id: public.get(channel_id) for channel_id in mentioned.channel_ids},
    )
    return names, people
