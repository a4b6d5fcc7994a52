"""Socket Mode: the app's web sockets, and envelopes over them.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode/ and what slack_sdk 3.47's client expects.
"""

import asyncio
import itertools
import json
from collections.abc import Coroutine
from secrets import token_hex
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.delivery import ACK_SECONDS, Envelope, UndeliveredError
from sandbox.traffic import Exchange, Traffic

PATH = "/link/"

# "Socket Mode allows your app to maintain up to 10 open WebSocket connections at the same time."
MAX_CONNECTIONS = 10

# A `warning` comes about ten seconds before the connection is closed; a connection lives some hours.
WARNING_SECONDS = 10.0
CONNECTION_SECONDS = 18_060

# `reset` is no word of Slack's: it cuts the connection without any frame, as a broken network does.
DISCONNECT_REASONS = ("warning", "refresh_requested", "link_disabled", "reset")


class SocketMode:
    """Delivers each envelope over one of the app's sockets, in turn, and waits for the ack on any of them."""

    def __init__(
        self,
        *,
        app_id: str,
        traffic: Traffic,
        ack_seconds: float = ACK_SECONDS,
        warning_seconds: float = WARNING_SECONDS,
    ) -> None:
        self._app_id = app_id
        self._traffic = traffic
        self._ack_seconds = ack_seconds
        self._warning_seconds = warning_seconds
        self._tickets: set[str] = set()
        self._sockets: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._turns = itertools.count()
        self._acks: dict[str, tuple[asyncio.Future[dict[str, Any]], Exchange]] = {}
        self._closings: set[asyncio.Task[None]] = set()

    @property
    def connection_count(self) -> int:
        """How many sockets the app has open."""
        return len(self._sockets)

    @property
    def is_reachable(self) -> bool:
        return bool(self._sockets)

    def issue_ticket(self) -> str:
        """Give the path and query of an address that connects once, as `apps.connections.open` answers it."""
        ticket = token_hex(16)
        self._tickets.add(ticket)
        return f"{PATH}?ticket={ticket}&app_id={self._app_id}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket until either side closes it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        self._tickets.remove(ticket)

        socket = web.WebSocketResponse(heartbeat=30.0, timeout=2.0)
        await socket.prepare(request)
        if len(self._sockets) >= MAX_CONNECTIONS:
            await self._say(socket, _disconnect_frame("too_many_websockets"))
            await socket.close()
            return socket
        self._sockets[socket] = request.transport
        refresh = asyncio.get_running_loop().call_later(CONNECTION_SECONDS, self._refresh, socket)
        try:
            await self._say(socket, self._hello())
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._take(frame.data)
        finally:
            refresh.cancel()
            self._forget(socket)
        return socket

    async def send(self, envelope: Envelope) -> dict[str, Any]:
        """Deliver one envelope and give the payload of its ack. Raises UndeliveredError."""
        frame = _envelope_frame(envelope)
        exchange = self._traffic.record("to_bot", "socket_mode", envelope.name, frame)
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._acks[envelope.envelope_id] = (waiting, exchange)
        try:
            socket = await self._send_to_one(frame)
            try:
                async with asyncio.timeout(self._ack_seconds):
                    return await waiting
            except TimeoutError as error:
                raise UndeliveredError("timeout", is_cut=socket not in self._sockets) from error
        except UndeliveredError as failure:
            self._traffic.answer(exchange, {"error": failure.reason})
            raise
        finally:
            del self._acks[envelope.envelope_id]

    async def disconnect(self, reason: str) -> int:
        """Part with every socket the way Slack does for `reason`; give how many there were."""
        sockets = list(self._sockets)
        for socket in sockets:
            await self._part(socket, reason)
        return len(sockets)

    async def close(self) -> None:
        for task in self._closings:
            task.cancel()
        for socket in list(self._sockets):
            await socket.close()

    async def _part(self, socket: web.WebSocketResponse, reason: str) -> None:
        if reason == "reset":
            if (transport := self._sockets.pop(socket, None)) is not None:
                transport.abort()
            return
        if reason != "warning":
            self._forget(socket)
        await self._say(socket, _disconnect_frame(reason))
        pause = self._warning_seconds if reason == "warning" else 0.0
        self._background(self._close_after(socket, pause))

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._closings.add(task)
        task.add_done_callback(self._closings.discard)

    def _refresh(self, socket: web.WebSocketResponse) -> None:
        self._background(self._part(socket, "refresh_requested"))

    async def _close_after(self, socket: web.WebSocketResponse, pause: float) -> None:
        await asyncio.sleep(pause)
        self._forget(socket)
        await socket.close()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._sockets.pop(socket, None)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": self._app_id},
        }

    async def _send_to_one(self, frame: dict[str, Any]) -> web.WebSocketResponse:
        while self._sockets:
            socket = list(self._sockets)[next(self._turns) % len(self._sockets)]
            try:
                await socket.send_str(json.dumps(frame))
            except ConnectionError:
                self._forget(socket)
            else:
                return socket
        raise UndeliveredError("connection_failed", is_cut=True)

    async def _say(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        self._traffic.record("to_bot", "socket_mode", frame["type"], frame)
        try:
            await socket.send_str(json.dumps(frame))
        except ConnectionError:
            self._forget(socket)

    def _take(self, text: str) -> None:
        """Settle the envelope this ack belongs to, on whichever socket it came; a late ack is too late."""
        try:
            frame = json.loads(text)
        except ValueError:
            frame = None
        if not isinstance(frame, dict) or not isinstance(frame.get("envelope_id"), str):
            self._traffic.record("from_bot", "socket_mode", "not an ack", text)
            return
        waiting, exchange = self._acks.get(frame["envelope_id"], (None, None))
        if waiting is None or exchange is None or waiting.done():
            self._traffic.record("from_bot", "socket_mode", "late ack", frame)
            return
        self._traffic.answer(exchange, frame)
        payload = frame.get("payload")
        waiting.set_result(payload if isinstance(payload, dict) else {})


def _envelope_frame(envelope: Envelope) -> dict[str, Any]:
    frame: dict[str, Any] = {
        "envelope_id": envelope.envelope_id,
        "payload": envelope.payload,
        "type": envelope.type,
        "accepts_response_payload": envelope.type != "events_api",
    }
    if envelope.type == "events_api":
        frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.retry_reason}
    return frame


def _disconnect_frame(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
