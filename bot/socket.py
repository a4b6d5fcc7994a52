"""Socket Mode: one connection to Slack, watched, and built anew when it is dead."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Keep

log = structlog.get_logger(__name__)

PING_SECONDS = 5.0
# A connection that has not answered a ping for this many pings is dead, whatever the client thinks of it.
PINGS_MISSED = 3
CONNECT_SECONDS = 10.0
WATCH_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0


class Socket:
    """Keeps one connection open. `on_hello` is called each time one was made.

    slack_sdk 3.47's client tries a used-up ticket for ever when a connection fails at the wrong moment, and needs many
    seconds to see that one was cut: so each connection is watched from outside and replaced as a whole.
    """

    def __init__(
        self,
        app: AsyncApp,
        client: AsyncWebClient,
        *,
        app_token: str,
        keep: Keep,
        on_hello: Callable[[], None],
        ping_seconds: float = PING_SECONDS,
        connect_seconds: float = CONNECT_SECONDS,
        watch_seconds: float = WATCH_SECONDS,
    ) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._keep = keep
        self._on_hello = on_hello
        self._ping_seconds = ping_seconds
        self._connect_seconds = connect_seconds
        self._watch_seconds = watch_seconds
        self._connection: SocketModeClient | None = None
        self._greeted: object | None = None
        self._is_closing = False
        self._open: set[asyncio.Task[Any]] = set()
        self._no_work = asyncio.Event()
        self._no_work.set()

    @property
    def is_connected(self) -> bool:
        """Whether Slack has said hello on the connection that is open now."""
        session = self._connection.current_session if self._connection else None
        return session is not None and not session.closed and self._greeted is session

    async def run(self) -> None:
        """Connect and stay connected until cancelled."""
        failures = 0
        try:
            while True:
                if await self._connect():
                    failures = 0
                    await self._until_dead()
                else:
                    failures += 1
                await self._drop()
                if failures:
                    await asyncio.sleep(min(self._watch_seconds * 2 ** min(failures, 5), LONGEST_PAUSE_SECONDS))
        finally:
            await self._drop()

    async def close_intake(self) -> None:
        """Take no more envelopes (Slack sends them again elsewhere) and return when the open ones are answered."""
        self._is_closing = True
        await self._no_work.wait()

    async def _connect(self) -> bool:
        connection = SocketModeClient(
            app_token=self._app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=self._client,
            ping_interval=self._ping_seconds,
            # When Slack says goodbye and closes, the client would connect twice: for the word, and for the close. What
            # Slack sends on the first of the two is lost. A close without a word is seen by the watch below.
            auto_reconnect_enabled=False,
        )
        connection.message_listeners.append(self._hear)
        connection.socket_mode_request_listeners.append(self._take)
        self._connection = connection
        try:
            async with asyncio.timeout(self._connect_seconds):
                # Asked for here and not by `connect`, which would try again for ever with whatever it got.
                connection.wss_uri = await self._address()
                await connection.connect()  # type: ignore[no-untyped-call]
        except TimeoutError:
            log.warning("Connecting to Slack took too long; trying again.", seconds=self._connect_seconds)
            return False
        except SlackApiError as error:
            log.warning("Slack gave no address to connect to; trying again.", error=error.response.get("error"))
            return False
        except OSError as error:
            log.warning("Slack could not be reached; trying again.", error=type(error).__name__)
            return False
        return True

    async def _address(self) -> str:
        answer = await self._client.apps_connections_open(app_token=self._app_token)
        return str(answer["url"])

    async def _until_dead(self) -> None:
        connection = self._connection
        assert connection is not None  # noqa: S101  # just made
        silent_since: float | None = None
        while True:
            await asyncio.sleep(self._watch_seconds)
            now = time.time()  # the client's own measure of its pings
            answered = connection.last_ping_pong_time
            if answered is not None and now - answered > self._ping_seconds * PINGS_MISSED:
                log.warning("The connection to Slack is silent; making a new one.", seconds=round(now - answered))
                return
            if self.is_connected:
                silent_since = None
                continue
            if not connection.connect_operation_lock.locked():
                session = connection.current_session
                if session is None or session.closed:
                    log.info("The connection to Slack was cut; making a new one.")
                    return
            # Connected but not greeted yet, or the client is changing to another connection by itself.
            silent_since = silent_since or now
            if now - silent_since > self._connect_seconds:
                log.warning(
                    "Slack did not greet on the connection; making a new one.", seconds=round(now - silent_since)
                )
                return

    async def _drop(self) -> None:
        connection, self._connection, self._greeted = self._connection, None, None
        if connection is None:
            return
        try:
            await connection.close()  # type: ignore[no-untyped-call]
        except OSError as error:
            log.info("A dead connection could not be closed.", error=type(error).__name__)

    async def _hear(self, connection: AsyncBaseSocketModeClient, frame: dict[str, Any], _: str | None = None) -> None:
        if frame.get("type") == "hello" and connection is self._connection:
            self._greeted = self._connection.current_session
            log.info("Connected to Slack.")
            self._on_hello()

    async def _take(self, connection: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if self._is_closing:
            return
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # always inside a task here
        self._open.add(task)
        self._no_work.clear()
        try:
            if request.type == "events_api" and request.payload.get("type") == "event_callback":
                await self._take_event(connection, request)
                return
            start = time.time()
            response = await run_async_bolt_app(self._app, request)
            await send_async_response(connection, request, response, start)
        finally:
            self._open.discard(task)
            if not self._open:
                self._no_work.set()

    async def _take_event(self, connection: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        # Around Bolt, which takes longer to find out that an event is to be kept than keeping it takes; nothing is
        # signed here, and whose event it is Bolt asks when it is handled. What can't be kept isn't acknowledged.
        await self._keep(request.payload)
        await connection.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
