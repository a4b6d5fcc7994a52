"""The sweep: after a gap without a connection, looks for what Slack told nobody about.

Socket Mode replays nothing. A reaction has no time of its own, so what can be asked is which messages of the gap, or of
the day before it, carry one now; those that are known already are left alone. Replies to older messages are looked for
in the threads of the last week, and lessons of the last week are compared with their messages.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import calls, drift
from bot.calls import Denied
from bot.clock import Clock
from bot.drift import slack_time
from bot.rates import Rates
from bot.slack import Identity
from community.emoji import is_one_of
from community.lessons import Lesson, Mark, Source
from storage.database import Database
from storage.stores import Stores

log = structlog.get_logger(__name__)

# People react today to what was written yesterday.
RECENT = timedelta(days=1)
# A thread goes on for some days, and a lesson's message is mostly edited, or regretted, in its first.
WEEK = timedelta(days=7)
# The newest of them; each may cost a question.
MOST_LESSONS = 200
# How often it is noted that the connection is alive: a gap is known to this much.
NOTE_EVERY = timedelta(minutes=1)
PAGE = 200
MOST_PAGES = 10
# Half of what Slack allows is left to those who wait for an answer.
SHARE = 2.0
PAUSE_SECONDS = 30.0

Keep = Callable[[Mapping[str, Any]], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class _Gap:
    """The time nobody told the bot of."""

    began: datetime
    ended: datetime


class Sweep:
    """Looks through the public channels the bot is in, once after each connection, at an unhurried pace."""

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        identity: Identity,
        clock: Clock,
        *,
        capture_emoji: Callable[[], tuple[str, ...]],
        keep: Keep,
        rates: Rates,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._client = client
        self._identity = identity
        self._clock = clock
        self._capture_emoji = capture_emoji
        self._keep = keep
        self._rates = rates
        self._sleep = sleep
        self._wanted = asyncio.Event()
        self._is_sweeping = False
        self._noted_at: datetime | None = None

    def want(self) -> None:
        """Say that something may have been missed."""
        self._wanted.set()

    async def run(self) -> None:
        """Sweep whenever that is wanted, until cancelled."""
        while True:
            await self._wanted.wait()
            self._is_sweeping = True
            self._wanted.clear()
            try:
                await self.sweep()
            except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning("A sweep was broken off; it starts again.", error=type(error).__name__)
                self._wanted.set()
                await self._sleep(PAUSE_SECONDS)
            finally:
                self._is_sweeping = False

    async def note(self, *, is_connected: bool) -> None:
        """Remember that events arrive, so that a later gap is known to begin here; not while one is being swept."""
        now = self._clock.now()
        is_due = self._noted_at is None or abs(now - self._noted_at) >= NOTE_EVERY
        if is_connected and is_due and not self._wanted.is_set() and not self._is_sweeping:
            self._noted_at = now
            await self._database.write(self._workspace_id, lambda stores: stores.workspaces.saw(now))

    async def sweep(self) -> int:
        """Feed what was missed since events last arrived to the inbox and give how much that was."""
        until = self._clock.now()
        since = await self._database.read(self._workspace_id, lambda stores: stores.workspaces.seen_at())
        found = 0
        if since is not None:
            # A clock that was put back may have noted a time that is still to come.
            gap = _Gap(began=min(since, until), ended=until)
            async for channel_id in self._channel_ids():
                found += await self._sweep_channel(channel_id, gap)
            found += await self._sweep_lessons(gap)
            log.info("Looked for what was missed.", found=found, gap_seconds=round((until - since).total_seconds()))
        await self._database.write(self._workspace_id, lambda stores: stores.workspaces.saw(until))
        return found

    async def _sweep_channel(self, channel_id: str, gap: _Gap) -> int:
        found = 0
        recent = slack_time(gap.began - RECENT)
        asked = {"channel": channel_id, "oldest": slack_time(gap.began - WEEK)}
        async for message in self._messages("conversations.history", asked):
            if message["ts"] >= recent:
                found += await self._feed(channel_id, message, gap.ended)
            if str(message.get("latest_reply", "")) >= recent:
                asked_thread = {"channel": channel_id, "ts": message["ts"], "oldest": recent}
                async for reply in self._messages("conversations.replies", asked_thread):
                    if reply["ts"] != message["ts"]:
                        found += await self._feed(channel_id, reply, gap.ended)
        return found

    async def _sweep_lessons(self, gap: _Gap) -> int:
        """Compare the lessons of the last days with their messages: edited, deleted, or no longer marked."""

        def read(stores: Stores) -> Sequence[tuple[Lesson, Sequence[Mark]]]:
            lessons = stores.lessons.followed(since=gap.began - WEEK, limit=MOST_LESSONS)
            return [(one, stores.marks.on(one.source.channel_id, one.source.ts)) for one in lessons if one.source]

        found = 0
        for lesson, marks in await self._database.read(self._workspace_id, read):
            if lesson.source is None or lesson.source_gone_at is not None:
                continue
            is_there, shown = await self._shown(lesson.source)
            if shown is None and is_there:
                continue
            since, until = slack_time(gap.began), slack_time(gap.ended)
            for one in drift.missed(lesson, marks, shown, since=since, until=until):
                found += await self._keep(self._swept(one.key, one.event, gap.ended))
        return found

    async def _shown(self, source: Source) -> tuple[bool, Mapping[str, Any] | None]:
        """Give the message as it is now; None with True when Slack doesn't let it be seen, and False when it is gone.

        Source: docs.slack.dev/reference/methods/conversations.replies, `thread_not_found`: no such message there.
        """
        asked = {"channel": source.channel_id, "ts": source.ts, "limit": 1, "inclusive": True}
        answer = await self._ask("conversations.replies", asked)
        if "messages" not in answer:
            return answer.get("error") != "thread_not_found", None
        shown = next((message for message in answer["messages"] if message.get("ts") == source.ts), None)
        return shown is not None, shown

    async def _feed(self, channel_id: str, message: Mapping[str, Any], until: datetime) -> int:
        fed = 0
        for reaction in message.get("reactions") or ():
            if not is_one_of(reaction["name"], self._capture_emoji()):
                continue
            for user_id in reaction.get("users") or ():
                event = self._event(channel_id, message, reaction["name"], user_id, until)
                if user_id != self._identity.bot_user_id and not await self._is_known(event["event"]):
                    fed += await self._keep(event)
        return fed

    async def _is_known(self, event: Mapping[str, Any]) -> bool:
        """Tell whether the message is a lesson, or this person's reaction has been received."""
        item = event["item"]

        def known(stores: Stores) -> bool:
            if stores.lessons.at(item["channel"], item["ts"]) is not None:
                return True
            return any(
                received["event"].get("user") == event["user"] and received["event"].get("reaction")
                for received in stores.inbox.about(f"{item['channel']}:{item['ts']}")
            )

        return await self._database.read(self._workspace_id, known)

    def _event(
        self, channel_id: str, message: Mapping[str, Any], name: str, user_id: str, until: datetime
    ) -> dict[str, Any]:
        reaction = {
            "type": "reaction_added",
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": channel_id, "ts": message["ts"]},
            "item_user": message.get("user"),
            "event_ts": slack_time(until),
        }
        return self._swept(f"{channel_id}:{message['ts']}:{name}:{user_id}", reaction, until)

    def _swept(self, key: str, event: Mapping[str, Any], until: datetime) -> dict[str, Any]:
        return {
            "type": "event_callback",
            "team_id": self._workspace_id,
            # The same find twice is one event.
            "event_id": f"swept:{key}",
            "event_time": int(until.timestamp()),
            "authorizations": [{"team_id": self._workspace_id, "user_id": self._identity.bot_user_id, "is_bot": True}],
            "event": event,
        }

    async def _channel_ids(self) -> AsyncIterator[str]:
        """Give the channels the bot is in and captures in: public ones, and those where a member switched it on."""
        rooms = await self._database.read(self._workspace_id, lambda stores: stores.rooms.all())
        captured = {room.channel_id for room in rooms if room.captures}
        types = "public_channel,private_channel" if captured else "public_channel"
        async for page in self._pages("users.conversations", {"types": types, "exclude_archived": True}):
            for channel in page.get("channels") or ():
                is_open = not (channel.get("is_private") or channel.get("is_ext_shared"))
                if is_open or channel["id"] in captured:
                    yield channel["id"]

    async def _messages(self, method: str, asked: Mapping[str, Any]) -> AsyncIterator[Mapping[str, Any]]:
        async for page in self._pages(method, asked):
            for message in page.get("messages") or ():
                yield message

    async def _pages(self, method: str, asked: Mapping[str, Any]) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        for _ in range(MOST_PAGES):
            answer = await self._ask(method, {**asked, "limit": PAGE} | ({"cursor": cursor} if cursor else {}))
            yield answer
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _ask(self, method: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        while True:
            while (pause := self._rates.pause(method, share=SHARE)) > 0:
                await self._sleep(pause)
            self._rates.count(method)
            try:
                answer = await self._client.api_call(method, http_verb="GET", params=dict(asked))
            except SlackApiError as error:
                verdict = calls.judged(method, error)
                if isinstance(verdict, calls.Later):
                    await self._sleep(verdict.after.total_seconds() if verdict.after else PAUSE_SECONDS)
                    continue
                if isinstance(verdict, Denied):
                    # Left, archived or made private a moment ago: there is nothing to be found any more.
                    log.info("A channel was passed over.", error=verdict.error, channel_id=asked.get("channel"))
                    return {"error": verdict.error}
                raise
            return answer.data if isinstance(answer.data, dict) else {}

    @property
    def _workspace_id(self) -> str:
        return self._identity.workspace_id
