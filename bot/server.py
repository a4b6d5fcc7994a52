"""The bot's own HTTP server: is it alive, is it ready, calendars and feeds, and Slack's requests when they come so."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.problems import OperatorError
from bot.reading_room import ReadingRoom
from bot.suggestion_desk import SuggestionDesk

# The largest thing Slack sends is a view's state: a view holds at most 250 kB.
BODY_LIMIT_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the bot takes work, and what is open: events not handled and deliveries not made that are due."""

    is_ready: bool
    inbox: int
    outbox: int


class PortTaken(OperatorError):  # named for what is the case
    """The address to listen on is not to be had."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"HOST:PORT is {host}:{port}, which cannot be listened on ({reason}); set PORT to a free one.")


class Server:
    """Serves on one address. `port` is the one that was taken, when a free one was asked for."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        readiness: Callable[[], Awaitable[Readiness]],
        set_clock: Callable[[datetime], Awaitable[None]] | None = None,
        suggestions: SuggestionDesk | None = None,
        reading_room: ReadingRoom | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self._readiness = readiness
        self._set_clock = set_clock
        self._suggestions = suggestions
        self._reading_room = reading_room
        self._app: AsyncApp | None = None
        self._runner: web.AppRunner | None = None
        self._open = 0
        self._no_requests = asyncio.Event()
        self._no_requests.set()

    def take_requests_for(self, app: AsyncApp) -> None:
        """Give Slack's requests to this app."""
        self._app = app

    async def close_intake(self) -> None:
        """Take no more of Slack's requests (it sends its events again) and return when the open ones are answered."""
        self._app = None
        await self._no_requests.wait()

    async def start(self) -> None:
        """Listen; the address is taken: PortTaken."""
        web_app = web.Application(client_max_size=BODY_LIMIT_BYTES)
        web_app.router.add_get("/healthz", self._health)
        web_app.router.add_get("/readyz", self._ready)
        web_app.router.add_post("/slack/events", self._slack)
        if self._suggestions is not None:
            web_app.router.add_post("/suggestions", self._suggestions.take)
        if self._reading_room is not None:
            web_app.router.add_get("/calendar/{token}.ics", self._reading_room.calendar)
            web_app.router.add_get("/feed/{token}.xml", self._reading_room.feed)
        if self._set_clock is not None:
            web_app.router.add_post("/clock", self._clock)
        self._runner = web.AppRunner(web_app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise PortTaken(self.host, self.port, error.strerror or str(error)) from error
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening; what is still open a second later is cut off."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _: web.Request) -> web.Response:
        found = await self._readiness()
        return web.json_response(
            {"ready": found.is_ready, "inbox": found.inbox, "outbox": found.outbox},
            status=200 if found.is_ready else 503,
        )

    async def _slack(self, request: web.Request) -> web.Response:
        app = self._app
        if app is None:
            return web.json_response({"error": "not taking requests"}, status=503)
        self._open += 1
        self._no_requests.clear()
        try:
            return await self._answered(app, request)
        finally:
            self._open -= 1
            if not self._open:
                self._no_requests.set()

    async def _answered(self, app: AsyncApp, request: web.Request) -> web.Response:
        try:
            asked = await to_bolt_request(request)
        except ValueError:
            # Neither text nor JSON: nobody who knows the secret sends that.
            return web.json_response({"error": "the body cannot be read"}, status=400)
        return await to_aiohttp_response(await app.async_dispatch(asked))

    async def _clock(self, request: web.Request) -> web.Response:
        assert self._set_clock is not None  # noqa: S101  # the route exists only then
        try:
            moment = _moment(await request.json())
        except (json.JSONDecodeError, UnicodeDecodeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        await self._set_clock(moment)
        return web.json_response({"now": moment.isoformat()})


def _moment(given: Any) -> datetime:
    if not isinstance(given, dict) or not isinstance(given.get("now"), str):
        raise ValueError('send {"now": "2026-03-30T07:00:00+00:00"}')  # noqa: TRY004  # told to whoever sent it
    moment = datetime.fromisoformat(given["now"])
    if moment.tzinfo is None:
        raise ValueError(f"the time needs a zone, got {given['now']}")
    return moment
