"""Drafts: a message in Slack, read and made into what a lesson holds; nothing is kept here."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from community import drafting, rooms, tags
from community.capture import NotCaptured, Obstacle, is_too_long, says_something
from community.lessons import NewLesson, Source
from community.people import NameShown, Person, name_beside
from handlers import mrkdwn, people, reading
from handlers.deps import Deps
from handlers.payloads import Payload

# A message's subtypes behind which stand somebody's words; all others are Slack's own notices.
# Source: docs.slack.dev/reference/events/message, "Message subtypes".
_WRITTEN = {None, "bot_message", "file_share", "me_message", "thread_broadcast"}
_GONE = "tombstone"  # what stands in the place of a deleted message that has replies
_LAST = "9999999999.999999"  # later than any message
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
        raise NotCaptured(Obstacle.GONE if channel.is_member else Obstacle.NOT_HERE)
    return found


async def draft(
    deps: Deps, channel_id: str, message: Payload, *, captured_by: str, may_be_wordless: bool = False
) -> Draft:
    """Give what the message says, with its thread's first message as what happened: NotCaptured when it says nothing.

    Of a thread reply it is the reply's own words. Words that an app wrote have no author, only the app's name. One that
    may be wordless, such as a picture, gives a draft to be filled in by who captures it: the words are theirs.
    """
    why_not = obstacle(message, deps)
    if why_not is not None and not (may_be_wordless and why_not is Obstacle.WORDLESS):
        raise NotCaptured(why_not)
    ts = str(message["ts"])
    thread_ts = message.get("thread_ts")
    raw = said(message, deps)
    raw_context = await _first_words(deps, channel_id, thread_ts) if thread_ts and thread_ts != ts else ""
    author, (names, met), permalink = await asyncio.gather(
        _author(message, deps) if raw else reading.person(deps, captured_by),
        _names(f"{raw}\n{raw_context}", deps),
        reading.permalink(deps.client, channel_id, ts),
    )
    text = mrkdwn.plain(raw, names)
    if not says_something(text) and not may_be_wordless:
        raise NotCaptured(Obstacle.WORDLESS)
    words = drafting.draft(text, first=mrkdwn.plain(raw_context, names), tags=tags.hashtags(raw))
    lesson = NewLesson(
        title=words.title,
        happened=words.happened,
        learnt=words.learnt,
        to_try=words.to_try,
        kind=words.kind,
        tags=words.tags,
        author_id=author.user_id if isinstance(author, Person) else None,
        author_name=await _name_beside(author, deps) if isinstance(author, Person) else author,
        captured_by=captured_by,
        captured_at=deps.now,
        said_at=moment(ts),
        source=Source(channel_id, ts, thread_ts, permalink),
    )
    remembered = [author, *met] if isinstance(author, Person) else met
    return Draft(lesson, remembered, is_too_long(text))


async def notes(deps: Deps, channel_id: str, thread_ts: str) -> str:
    """Give what people wrote below a thread's first message, a paragraph each; "" when they wrote nothing."""
    found = await reading.thread(deps.client, channel_id, thread_ts, before=_LAST)
    written = [one for one in found if str(one["ts"]) != thread_ts and obstacle(one, deps) is None]
    raw = [said(one, deps) for one in written]
    names, _ = await _names("\n".join(raw), deps)
    return "\n\n".join(text for one in raw if (text := mrkdwn.plain(one, names)))


def moment(ts: str) -> datetime:
    """Give the time a Slack `ts` stands for."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(micros or 0))


def obstacle(message: Payload, deps: Deps) -> Obstacle | None:
    """Say why a message is nobody's words, or has none; None when it can be captured."""
    subtype = message.get("subtype")
    if subtype == _GONE:
        return Obstacle.GONE
    if subtype not in _WRITTEN:
        return Obstacle.NOTICE
    if message.get("user") == deps.bot_user_id:
        return Obstacle.OUR_OWN
    return None if said(message, deps) else Obstacle.WORDLESS


def said(message: Payload, deps: Deps) -> str:
    """Give what a message says, still as mrkdwn; of one that asks the bot to remember something, only that."""
    raw = mrkdwn.words(message)
    addressed = request_of(raw, deps)
    return raw if addressed is None else addressed


def request_of(raw: str, deps: Deps) -> str | None:
    """Give what a message that mentions the bot asks it to remember: "" for what stands above it, None for nothing."""
    without, mentions = re.subn(rf"<@{deps.bot_user_id}(?:\|[^>]*)?>", " ", raw)
    return drafting.asked_for(without) if mentions else None


async def _first_words(deps: Deps, channel_id: str, thread_ts: str) -> str:
    """Give what the thread's first message says; "" when it is gone, Slack's notice or the bot's own."""
    first = await reading.message(deps.client, channel_id, thread_ts)
    return "" if first is None or obstacle(first, deps) is not None else said(first, deps)


async def _author(message: Payload, deps: Deps) -> Person | str:
    """Give the person who wrote it, or the name of the app that did."""
    if message.get("bot_id") or not message.get("user"):
        profile = message.get("bot_profile") or {}
        return str(message.get("username") or profile.get("name") or "an app")
    return await reading.person(deps, message["user"])


async def _name_beside(author: Person, deps: Deps) -> str:
    """Give the name that stands beside the lesson; Slack is asked whether they are here only when that decides it."""
    shown = await deps.read(lambda stores: stores.people.name_shown(author.user_id))
    is_here = shown is not NameShown.WHILE_HERE or await people.here(deps, author.user_id) is not None
    return name_beside(author, shown, is_here=is_here)


async def _names(text: str, deps: Deps) -> tuple[mrkdwn.Names, Sequence[Person]]:
    """Look up whom and what the text mentions; the name of a channel that isn't public stays with its members."""
    mentioned = mrkdwn.mentioned(text)
    met = await asyncio.gather(*(reading.person(deps, user_id) for user_id in mentioned.user_ids[:_MOST_NAMES]))
    channel_ids = mentioned.channel_ids[:_MOST_NAMES]
    channels = await asyncio.gather(*(reading.channel(deps.client, channel_id) for channel_id in channel_ids))
    public = {channel.channel_id: channel.name for channel in channels if channel is not None and channel.is_public}
    names = mrkdwn.Names(
        people={person.user_id: person.name for person in met},
        channels={channel_id: public.get(channel_id) for channel_id in mentioned.channel_ids},
    )
    return names, met
