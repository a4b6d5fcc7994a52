"""What became of a call whose answer never came: found in Slack, surely not there, or not to be told."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import METADATA_TYPE
from bot.slack import Identity
from community.delivery import Delivery

# Slack's clock and ours may differ by this much.
CLOCK_MARGIN = timedelta(hours=1)
PAGE = 200
MOST_PAGES = 25


class Absence(Enum):
    """Why nothing was found."""

    SURE = "it is not there"
    UNCLEAR = "it cannot be told"


@dataclass(frozen=True, slots=True)
class Found:
    """It was made; `answer` is what Slack would have answered."""

    answer: Mapping[str, Any]


Looked = Found | Absence

# Waits until a method may be called.
Turn = Callable[[str], Awaitable[None]]
# Says whether a channel was made for something else already.
IsUsed = Callable[[str], Awaitable[bool]]


class Lookup:
    """Looks for what this bot made. Slack's refusals to tell, and broken connections, are raised."""

    def __init__(self, client: AsyncWebClient, identity: Identity, turn: Turn, is_used: IsUsed) -> None:
        self._client = client
        self._identity = identity
        self._turn = turn
        self._is_used = is_used

    async def look(self, delivery: Delivery, delivery_id: int, since: datetime) -> Looked:
        """Say whether the call was made; `since` is when it was first wanted."""
        match delivery.method:
            case "chat.postMessage":
                return await self._posted(delivery.arguments, delivery_id, since)
            case "conversations.create":
                return await self._created(delivery.arguments, since)
            case "conversations.canvases.create":
                return await self._has_canvas(str(delivery.arguments["channel_id"]))
        return Absence.UNCLEAR

    async def _has_canvas(self, channel_id: str) -> Absence:
        """Say whether a channel has none with anything in it; whose it is that is there can't be told.

        Source: docs.slack.dev/reference/methods/conversations.create, "Response": a new channel may have an empty one.
        Who made it would take the right to read every file.
        """
        await self._turn("conversations.info")
        answer = await self._client.api_call("conversations.info", http_verb="GET", params={"channel": channel_id})
        canvas = ((answer.get("channel") or {}).get("properties") or {}).get("canvas") or {}
        return Absence.UNCLEAR if canvas.get("file_id") and not canvas.get("is_empty") else Absence.SURE

    async def _posted(self, arguments: Mapping[str, Any], delivery_id: int, since: datetime) -> Looked:
        channel_id = str(arguments["channel"])
        if not channel_id.startswith(("C", "G", "D")):
            return Absence.UNCLEAR  # a person's id: reading direct messages is not ours to do
        asked: dict[str, Any] = {
            "channel": channel_id,
            "oldest": f"{(since - CLOCK_MARGIN).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
        }
        method = "conversations.history"
        if arguments.get("thread_ts"):
            method, asked = "conversations.replies", asked | {"ts": arguments["thread_ts"]}
        async for page in self._pages(method, asked):
            if page is None:
                return Absence.UNCLEAR
            for message in page.get("messages") or ():
                if self._is_it(message, delivery_id):
                    return Found({"ok": True, "channel": channel_id, "ts": message["ts"], "message": message})
        return Absence.SURE

    def _is_it(self, message: Mapping[str, Any], delivery_id: int) -> bool:
        metadata = message.get("metadata") or {}
        # Another app may write the same metadata; only what this bot posted is its own.
        is_own = self._identity.bot_user_id == message.get("user") or self._identity.bot_id == message.get("bot_id")
        return (
            is_own
            and metadata.get("event_type") == METADATA_TYPE
            and (metadata.get("event_payload") or {}).get("delivery_id") == delivery_id
        )

    async def _created(self, arguments: Mapping[str, Any], since: datetime) -> Looked:
        """Find the channel among those the bot is in: who creates one is its first member."""
        async for page in self._pages(
            "users.conversations", {"types": "public_channel", "exclude_archived": False, "limit": PAGE}
        ):
            if page is None:
                return Absence.UNCLEAR
            for channel in page.get("channels") or ():
                if (
                    channel.get("name") == arguments["name"]
                    and channel.get("creator") == self._identity.bot_user_id
                    and channel.get("created", 0) >= (since - CLOCK_MARGIN).timestamp()
                    and not await self._is_used(channel["id"])
                ):
                    return Found({"ok": True, "channel": channel})
        return Absence.SURE

    async def _pages(self, method: str, asked: dict[str, Any]) -> AsyncIterator[Mapping[str, Any] | None]:
        """Give the pages, and None at the end when there are more than can be read."""
        cursor = ""
        for _ in range(MOST_PAGES):
            await self._turn(method)
            answer = await self._client.api_call(
                method, http_verb="GET", params=asked | ({"cursor": cursor} if cursor else {})
            )
            yield answer.data if isinstance(answer.data, dict) else {}
            cursor = ((answer.get("response_metadata") or {}).get("next_cursor")) or ""
            if not cursor:
                return
        yield None
