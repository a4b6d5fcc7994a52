"""Brings events to the app as Slack does: acknowledged within three seconds, or tried again, or lost."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_bytes
from typing import Any, Literal, Protocol
from uuid import UUID

from sandbox.clock import Clock

EnvelopeType = Literal["events_api", "slash_commands", "interactive"]

# "Your app should respond to the event request with an HTTP 2xx within three seconds."
# https://docs.slack.dev/apis/events-api/#responding
ACK_SECONDS = 3.0

# A failed delivery is tried up to three times more: nearly at once, a minute later and five minutes later.
# Source: https://docs.slack.dev/apis/events-api/#retries. Socket Mode is served the same way, open socket or not.
RETRY_PAUSES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))

REMEMBERED_EVENTS = 2_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes over the wire once: a payload, and which attempt at it this is (0 is the first)."""

    type: EnvelopeType
    payload: dict[str, Any]
    attempt: int = 0
    retry_reason: str = ""
    envelope_id: str = field(default_factory=lambda: str(UUID(bytes=token_bytes(16))))

    @property
    def name(self) -> str:
        """Say what is in it, like `events_api: reaction_added`."""
        inner = self.payload.get("event", self.payload)
        return f"{self.type}: {inner.get('command') or inner.get('type')}"


class UndeliveredError(Exception):
    """The app did not acknowledge an envelope; `reason` is Slack's word for why.

    `is_cut` when the connection it went by was lost meanwhile, so that the app may never have seen it.
    """

    def __init__(self, reason: str, *, is_final: bool = False, is_cut: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final
        self.is_cut = is_cut


class Transport(Protocol):
    """A way to reach the app: Socket Mode or signed HTTP."""

    async def send(self, envelope: Envelope) -> dict[str, Any]:
        """Deliver one envelope and give what came with the ack (empty when nothing did). Raises UndeliveredError."""
        ...

    @property
    def is_reachable(self) -> bool:
        """Whether an attempt made now could arrive at all, as far as that can be known."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(slots=True, eq=False)
class _Open:
    """An event that is not acknowledged yet, or an answer that is waited for."""

    name: str
    state: str = "waits for its acknowledgement"
    is_waiting: bool = False
    was_cut: bool = False  # the attempt before, by the loss of its connection
    hurry: asyncio.Event = field(default_factory=asyncio.Event)


class Deliveries:
    """Delivers events in the background and asks the app for answers, one envelope at a time."""

    def __init__(self, transport: Transport, clock: Clock, *, retry_pauses: Sequence[timedelta] = RETRY_PAUSES) -> None:
        self._transport = transport
        self._clock = clock
        self._retry_pauses = tuple(retry_pauses)
        self._open: set[_Open] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._events: OrderedDict[str, dict[str, Any]] = OrderedDict()
        #: Counts what was sent, so that two looks can tell whether anything happened between them.
        self.sent_count = 0

    @property
    def known_events(self) -> list[str]:
        """Give the ids of the events that can be sent again."""
        return list(self._events)

    @property
    def still_open(self) -> list[str]:
        """Say what is not acknowledged, one sentence each."""
        return [f"{item.name} {item.state}" for item in self._open]

    def deliver_event(self, payload: dict[str, Any]) -> None:
        """Start delivering an Events API payload, with retries."""
        self._events[payload["event_id"]] = payload
        while len(self._events) > REMEMBERED_EVENTS:
            self._events.popitem(last=False)
        item = _Open(f"event {payload['event_id']} ({payload['event']['type']})")
        self._open.add(item)
        task = asyncio.create_task(self._deliver(payload, item))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ask(self, kind: EnvelopeType, payload: dict[str, Any]) -> dict[str, Any]:
        """Deliver a command or an interaction once and give what came with its ack. Raises UndeliveredError."""
        return await self._send_once(Envelope(kind, payload), f"{kind} envelope")

    async def redeliver(self, event_id: str) -> dict[str, Any]:
        """Send an event once more, as Slack does when an ack got lost. Raises KeyError, UndeliveredError."""
        envelope = Envelope("events_api", self._events[event_id], attempt=1, retry_reason="timeout")
        return await self._send_once(envelope, f"event {event_id}")

    def hurry(self, hurried: set[str]) -> None:
        """Make the attempts that wait for their time now, if the app can be reached; but those in `hurried` no more.

        `hurried` takes the names of those that were, so that nobody burns all attempts at an app that refuses them;
        one that was lost with its connection was refused by nobody.
        """
        if not self._transport.is_reachable:
            return
        for item in self._open:
            if item.is_waiting and (item.was_cut or item.name not in hurried):
                hurried.add(item.name)
                item.hurry.set()

    async def close(self) -> None:
        """Give up what is open."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._open.clear()
        await self._transport.close()

    async def _deliver(self, payload: dict[str, Any], item: _Open) -> None:
        reason = ""
        try:
            for attempt, pause in enumerate((timedelta(0), *self._retry_pauses)):
                await self._pause(item, attempt, pause)
                try:
                    await self._send(Envelope("events_api", payload, attempt, reason), item)
                except UndeliveredError as failure:
                    reason, item.was_cut = failure.reason, failure.is_cut
                    if failure.is_final:
                        break
                else:
                    return
            log.warning("The app never acknowledged %s; it is lost. Last reason: %s", item.name, reason)
        finally:
            self._open.discard(item)

    async def _pause(self, item: _Open, attempt: int, pause: timedelta) -> None:
        if not pause:
            return
        due = self._clock.now() + pause
        item.state, item.is_waiting = f"waits for attempt {attempt + 1} at {due.isoformat(timespec='seconds')}", True
        item.hurry.clear()
        waits = [asyncio.create_task(self._clock.wait_until(due)), asyncio.create_task(item.hurry.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            item.is_waiting = False
            for wait in waits:
                wait.cancel()

    async def _send_once(self, envelope: Envelope, name: str) -> dict[str, Any]:
        item = _Open(name)
        self._open.add(item)
        try:
            return await self._send(envelope, item)
        finally:
            self._open.discard(item)

    async def _send(self, envelope: Envelope, item: _Open) -> dict[str, Any]:
        item.state = "waits for its acknowledgement"
        self.sent_count += 1
        return await self._transport.send(envelope)
