"""Tells open pages what changes, each only what its person may see, as Server-Sent Events."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.models import Change
from sandbox.page_state import Reader, ephemeral

# A page that does not take what it is sent is told to load everything again, so a slow one can't fill the memory.
MAX_WAITING = 500
HEARTBEAT_SECONDS = 15.0

#: After these, unread marks, names or lists of members differ, so the page asks for its state again.
STATE_CHANGES = frozenset(
    {
        "canvas_changed",
        "channel_created",
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "channel_deleted",
        "channel_id_changed",
        "channel_converted_to_private",
        "channel_converted_to_public",
        "channel_shared",
        "channel_unshared",
        "channel_topic",
        "channel_purpose",
        "im_created",
        "member_joined_channel",
        "member_left_channel",
        "user_change",
        "team_join",
    }
)


class Stream:
    """One open page."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._waiting: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(MAX_WAITING)

    def send(self, event: dict[str, Any] | None) -> None:
        """Let the page know; too much unread becomes one request to load again. None ends the stream."""
        if self._waiting.full():
            while not self._waiting.empty():
                self._waiting.get_nowait()
            event = event and {"kind": "reload"}
        self._waiting.put_nowait(event)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be written."""
        return self._waiting.empty()

    async def events(self) -> AsyncGenerator[bytes, None]:
        """Give the lines to write, a heartbeat among them while nothing happens."""
        yield b'data: {"kind": "hello"}\n\n'
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    event = await self._waiting.get()
            except TimeoutError:
                yield b": still here\n\n"
            else:
                if event is None:
                    return
                yield b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"


class Streams:
    """All open pages; `tell` is the workspace's listener."""

    def __init__(self) -> None:
        self._open: set[Stream] = set()

    @contextmanager
    def opened(self, reader: Reader) -> Iterator[Stream]:
        """Keep a page's stream open while the block runs."""
        stream = Stream(reader)
        self._open.add(stream)
        try:
            yield stream
        finally:
            self._open.discard(stream)

    def close(self) -> None:
        """End every stream; the pages try to come back by themselves."""
        for stream in self._open:
            stream.send(None)

    def tell_all(self, event: dict[str, Any]) -> None:
        """Tell every open page, whoever is looking."""
        for stream in self._open:
            stream.send(event)

    def tell(self, change: Change) -> None:
        """Tell each open page what its person may see of a change."""
        for stream in self._open:
            for event in seen(stream.reader, change):
                stream.send(event)


def seen(reader: Reader, change: Change) -> Iterator[dict[str, Any]]:
    """Give what this person's page has to show after a change; nothing if it is hidden from them."""
    data = change.data
    if change.kind in ("ephemeral", "ephemeral_replaced", "ephemeral_deleted"):
        shown = data["ephemeral"]
        if shown.user_id == reader.user.id:
            kind = "ephemeral_gone" if change.kind == "ephemeral_deleted" else "ephemeral"
            yield {"kind": kind, "channel_id": shown.channel_id, "message": ephemeral(shown)}
    elif change.kind in ("view_opened", "view_updated", "view_closed", "home_published"):
        if data["view"].user_id == reader.user.id:
            yield {"kind": "surfaces", **reader.surfaces()}
    elif change.kind in STATE_CHANGES:
        # A channel someone just lost sight of has to leave their list too, so nobody is left out here.
        yield {"kind": "state"}
    elif "channel_id" in data:
        yield from _in_channel(reader, change)


def _in_channel(reader: Reader, change: Change) -> Iterator[dict[str, Any]]:
    channel = reader.workspace.channels.get(change.data["channel_id"])
    if channel is None or not reader.sees(channel):
        return
    message = change.data.get("message") or channel.messages.get(change.data.get("ts", ""))
    if message is None:
        return
    place = {"channel_id": channel.id, **reader.unread(channel), "pins": channel.pins}
    if message.ts in channel.messages:
        yield {"kind": "message", **place, "message": reader.message(channel, message, channel.replies(message.ts))}
    else:
        yield {"kind": "message_gone", **place, "ts": message.ts, "thread_ts": message.thread_ts}
    parent = channel.messages.get(message.thread_ts or "")
    if message.is_reply and parent is not None and change.kind in ("message", "message_deleted"):
        yield {"kind": "message", **place, "message": reader.message(channel, parent, channel.replies(parent.ts))}
