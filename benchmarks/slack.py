"""A Slack that says yes to everything at once, so that only the bot is measured; and pushes events by Socket Mode."""

import asyncio
import json
import time
from typing import Any

from aiohttp import WSMsgType, web

WORKSPACE_ID = "T00000001"
CHANNEL_ID = "C00000001"
WAITING_ENVELOPES = 64


class YesSlack:
    """Answers every Web API call with what the bot needs, and counts acknowledged envelopes."""

    def __init__(self) -> None:
        self._runner: web.AppRunner | None = None
        self._socket: web.WebSocketResponse | None = None
        self._connected = asyncio.Event()
        self._free = asyncio.Semaphore(WAITING_ENVELOPES)
        self._sent = 0
        self.acknowledged = 0
        self.api_url = ""

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/socket", self._serve_socket)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.api_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"

    async def stop(self) -> None:
        """Let go of the port."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def events_per_second(self, *, seconds: float) -> float:
        """Push events, 64 of them unanswered at a time, and give how many a second were acknowledged."""
        await asyncio.wait_for(self._connected.wait(), timeout=10)
        self.acknowledged = 0
        started = time.perf_counter()
        while time.perf_counter() < started + seconds:
            await self._free.acquire()
            await self._push()
        return self.acknowledged / (time.perf_counter() - started)

    async def _push(self) -> None:
        self._sent += 1
        envelope = {
            "envelope_id": f"envelope-{self._sent}",
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": 0,
            "retry_reason": "",
            "payload": reaction(self._sent),
        }
        assert self._socket is not None
        await self._socket.send_str(json.dumps(envelope))

    async def _serve_socket(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A00000001"}})
        self._connected.set()
        async for message in socket:
            if message.type == WSMsgType.TEXT and "envelope_id" in message.data:
                self.acknowledged += 1
                self._free.release()
        return socket

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        return web.json_response({"ok": True} | self._answer(method))

    def _answer(self, method: str) -> dict[str, Any]:
        match method:
            case "auth.test":
                return {"team_id": WORKSPACE_ID, "user_id": "U00000000", "bot_id": "B00000001", "user": "yokoten"}
            case "apps.connections.open":
                return {"url": self.api_url.replace("http", "ws").replace("/api/", "/socket")}
            case "users.info":
                return {"user": {"id": "U00000002", "name": "someone", "tz": "Europe/Berlin", "profile": {}}}
            case "conversations.info":
                return {"channel": {"id": CHANNEL_ID, "name": "general", "is_channel": True}}
        return {"channels": [], "messages": [], "members": [], "channel": {"id": CHANNEL_ID}, "ts": "1700000000.000100"}


def reaction(number: int) -> dict[str, Any]:
    """Give a reaction that captures nothing, as the Events API sends it."""
    return {
        "type": "event_callback",
        "team_id": WORKSPACE_ID,
        "api_app_id": "A00000001",
        "event_id": f"Ev{number:010d}",
        "event_time": 1_700_000_000,
        "event": {
            "type": "reaction_added",
            "user": "U00000002",
            "reaction": "tada",
            "item": {"type": "message", "channel": CHANNEL_ID, "ts": f"17{number:08d}.000100"},
            "event_ts": f"17{number:08d}.000200",
        },
    }
