"""The sweep: after a gap without a connection, looks for the reactions Slack told nobody about.

Socket Mode replays nothing. A reaction has no time of its own, so what can be asked is which messages of the gap, or of
the day before it, carry one now; those that are known already are left alone.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import calls
from bot.calls import Denied
from bot.clock import Clock
from bot.rates import Rates
from bot.slack import Identity
from community.emoji import is_one_of
from storage.database import Database
from storage.stores import Stores

log = structlog.get_logger(__name__)

# People react today to what was written yesterday.
RECENT = timedelta(days=1)
# How often it is noted that the connection is alive: a gap is known to this much.
NOTE_EVERY = timedelta(minutes=1)
PAGE = 200
MOST_PAGES = 10
# Half of what Slack allows is left to those who wait for an answer.
SHARE = 2.0
PAUSE_SECONDS = 30.0

Keep = Callable[[Mapping[str, Any]], Awaitable[bool]]


class Sweep:
    """Looks through the public channels the bot is in, once after each connection, at an unhurried pace."""

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        identity: Identity,
        clock: Clock,
        *,
        capture_emoji: tuple[str, ...],
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
            oldest = f"{(min(since, until) - RECENT).timestamp():.6f}"
            async for channel_id in self._channel_ids():
                found += await self._sweep_channel(channel_id, oldest, until)
            log.info("Looked for what was missed.", found=found, gap_seconds=round((until - since).total_seconds()))
        await self._database.write(self._workspace_id, lambda stores: stores.workspaces.saw(until))
        return found

    async def _sweep_channel(self, channel_id: str, oldest: str, until: datetime) -> int:
        found = 0
        async for message in self._messages("conversations.history", {"channel": channel_id, "oldest": oldest}):
            found += await self._feed(channel_id, message, until)
            if str(message.get("latest_reply", "")) >= oldest:
                asked = {"channel": channel_id, "ts": message["ts"], "oldest": oldest}
                async for reply in self._messages("conversations.replies", asked):
                    if reply["ts"] != message["ts"]:
                        found += await self._feed(channel_id, reply, until)
        return found

    async def _feed(self, channel_id: str, message: Mapping[str, Any], until: datetime) -> int:
        fed = 0
        for reaction in message.get("reactions") or ():
            if not is_one_of(reaction["name"], self._capture_emoji):
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
        return {
            "type": "event_callback",
            "team_id": self._workspace_id,
            # The same find twice is one event.
            "event_id": f"swept:{channel_id}:{message['ts']}:{name}:{user_id}",
            "event_time": int(until.timestamp()),
            "authorizations": [{"team_id": self._workspace_id, "user_id": self._identity.bot_user_id, "is_bot": True}],
            "event": {
                "type": "reaction_added",
                "user": user_id,
                "reaction": name,
                "item": {"type": "message", "channel": channel_id, "ts": message["ts"]},
                "item_user": message.get("user"),
                "event_ts": f"{until.timestamp():.6f}",
            },
        }

    async def _channel_ids(self) -> AsyncIterator[str]:
        """Give the public channels the bot is in; what is shared with another organisation is not ours to read."""
        asked = {"types": "public_channel", "exclude_archived": True}
        async for page in self._pages("users.conversations", asked):
            for channel in page.get("channels") or ():
                if not channel.get("is_ext_shared"):
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
                    return {}
                raise
            return answer.data if isinstance(answer.data, dict) else {}

    @property
    def _workspace_id(self) -> str:
        return self._identity.workspace_id
