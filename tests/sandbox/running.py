"""A running sandbox for tests: a small workspace, its control API, and a real Bolt app that connects to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.clock import Clock
from sandbox.models import Channel, User
from sandbox.server import Sandbox
from sandbox.workspace import Workspace

MANIFEST = Path(__file__).parent / "wire_manifest.yml"
MONDAY = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)

#: Long enough for anything that works, short enough for a test that doesn't.
PATIENCE = 10.0


class Control:
    """The control API as a script uses it; a refusal is an assertion unless it is expected."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def post(self, name: str, /, *, expected: int = 200, **fields: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/control/{name}", json=fields) as response:
            answer: dict[str, Any] = await response.json()
        assert response.status == expected, answer
        return answer

    async def refused(self, name: str, /, *, status: int = 400, **fields: Any) -> str:
        answer = await self.post(name, expected=status, **fields)
        return str(answer["error"])

    async def state(self) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/control/state") as response:
            answer: dict[str, Any] = await response.json()
        return answer

    async def log(self) -> list[dict[str, Any]]:
        async with self.session.get(f"{self.url}/control/log") as response:
            answer: dict[str, Any] = await response.json()
        entries: list[dict[str, Any]] = answer["entries"]
        return entries

    async def messages(self, channel: str) -> list[dict[str, Any]]:
        found = [c for c in (await self.state())["channels"] if channel in (c["id"], c["name"])]
        return [m for m in found[0]["messages"] if not m.get("subtype", "").startswith("channel_")]

    async def ephemerals(self, user_id: str) -> list[dict[str, Any]]:
        shown: list[dict[str, Any]] = (await self.state())["ephemerals"].get(user_id, [])
        return shown


def small_workspace(clock: Clock) -> Workspace:
    """Three people, the bot, #general and #birds with the bot in both, #quiet without it, and a private #nest."""
    workspace = Workspace(clock.now, seed="wire")
    for name, is_admin in (("ana", True), ("ben", False), ("caro", False)):
        user = User(id=workspace.ids.make("U"), name=name, real_name=name.title(), display_name=name, is_admin=is_admin)
        workspace.add_user(user)
    people = [user.id for user in workspace.users.values()]
    for name in ("general", "birds", "quiet", "nest"):
        bot = [] if name == "quiet" else [workspace.bot_user_id]
        channel = Channel(
            id=workspace.ids.make("C"),
            name=name,
            creator=people[1],
            created=1_700_000_000,
            is_general=name == "general",
            is_private=name == "nest",
            members=[*people[1:3], *bot] if name == "nest" else [*people[1:], *bot],
        )
        workspace.channels[channel.id] = channel
    return workspace


@asynccontextmanager
async def sandbox_of(
    *,
    manifest: Path = MANIFEST,
    clock: Clock | None = None,
    events_url: str | None = None,
    bot_url: str | None = None,
    ack_seconds: float = 3.0,
    retry_pauses: Sequence[timedelta] = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5)),
    warning_seconds: float = 10.0,
) -> AsyncIterator[tuple[Sandbox, Control]]:
    """Start a sandbox on a free port; stop it at the end."""
    clock = clock or Clock(MONDAY)
    sandbox = Sandbox(
        small_workspace(clock),
        manifest,
        clock=clock,
        events_url=events_url,
        bot_url=bot_url,
        ack_seconds=ack_seconds,
        retry_pauses=retry_pauses,
        warning_seconds=warning_seconds,
    )
    await sandbox.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield sandbox, Control(session, sandbox.url)
    finally:
        await sandbox.stop()


def bolt_app(api_url: str, workspace: Workspace) -> AsyncApp:
    """Make a real Bolt app that speaks to a sandbox."""
    return AsyncApp(
        client=AsyncWebClient(token=workspace.bot_token, base_url=api_url),
        signing_secret=workspace.signing_secret,
        process_before_response=True,
    )


@asynccontextmanager
async def over_socket(app: AsyncApp, sandbox: Sandbox) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect an app over Socket Mode and wait until the sandbox has said hello."""
    handler = AsyncSocketModeHandler(app, sandbox.workspace.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        await eventually(lambda: sandbox.sockets is not None and sandbox.sockets.connection_count == 1)
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def over_http(app: AsyncApp | None = None) -> AsyncIterator[tuple[str, Callable[[AsyncApp], None]]]:
    """Serve an app's request address; give the address and how to set the app, which needs the sandbox's own."""
    apps = [] if app is None else [app]

    async def receive(request: web.Request) -> web.Response:
        response = await apps[-1].async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(response)

    server = web.Application()
    server.add_routes([web.post("/slack/events", receive)])
    async with served(server) as url:
        yield f"{url}/slack/events", apps.append


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """Serve an aiohttp application on a free port of this machine and give its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def parrot(transport: str = "socket", **options: Any) -> AsyncIterator[tuple[AsyncApp, Sandbox, Control]]:
    """A real Bolt app without listeners, connected to a sandbox; `options` are those of `sandbox_of`."""
    if transport == "socket":
        async with sandbox_of(**options) as (sandbox, control):
            app = bolt_app(sandbox.api_url, sandbox.workspace)
            async with over_socket(app, sandbox):
                yield app, sandbox, control
        return
    async with over_http() as (events_url, serve), sandbox_of(events_url=events_url, **options) as (sandbox, control):
        app = bolt_app(sandbox.api_url, sandbox.workspace)
        serve(app)
        yield app, sandbox, control


def id_of(sandbox: Sandbox, name: str) -> str:
    """Give the id of a person or a channel by name."""
    found = sandbox.workspace.find_user(name) or sandbox.workspace.find_channel(name)
    assert found is not None
    return found.id


async def eventually(is_so: Callable[[], bool]) -> None:
    """Return once something happened on the wire; fail if it does not."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - what happens in another task has no event to wait for
            await asyncio.sleep(0.005)
