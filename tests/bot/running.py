"""Parts of the bot, running for a test: real ones, against a Slack on loopback and a real database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot import slack
from bot.clock import SettableClock
from bot.outcomes import Outcomes
from bot.run import serve
from bot.settings import Settings
from bot.slack import Identity
from handlers.deps import Deps
from handlers.table import Feature
from sandbox.server import Sandbox
from storage.database import Database

NOON = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
PATIENCE = timedelta(seconds=10)


class Stopwatch:
    """Monotonic seconds that only pass when something sleeps; `slept` tells for how long each time."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds
        await asyncio.sleep(0)


def standing_clock(moment: datetime = NOON) -> SettableClock:
    """Give a clock that stands still until it is set."""
    return SettableClock(lambda: moment)


def identity_of(sandbox: Sandbox) -> Identity:
    """Say who the bot is in a sandbox."""
    workspace = sandbox.workspace
    return Identity(workspace.team_id, workspace.bot_user_id, workspace.bot_id)


@asynccontextmanager
async def client_of(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    """Give the bot's client."""
    async with slack.session() as shared:
        yield slack.client(shared, base_url=sandbox.api_url, token=sandbox.workspace.bot_token)


def deps_of(database: Database, identity: Identity, client: AsyncWebClient, now: datetime = NOON) -> Deps:
    """Give what a handler is given."""
    return Deps(
        workspace_id=identity.workspace_id,
        bot_user_id=identity.bot_user_id,
        client=client,
        now=now,
        capture_emoji=("bulb",),
        channel_prefix="cop-",
        storage=database,
        outcomes=Outcomes().wait,
    )


def settings_for(sandbox: Sandbox, database_url: str, folder: Path, **given: Any) -> Settings:
    """Give the settings of a bot in a sandbox, on a free port."""
    values: dict[str, Any] = {name.lower(): value for name, value in sandbox.environment().items()}
    values |= {"port": 0, "database_url": database_url, "data_dir": folder, "meaning": "off", "_env_file": None}
    return Settings(**(values | given))


@dataclass
class Running:
    """A bot that runs in this process."""

    stop: asyncio.Event
    ended: asyncio.Task[None]


@asynccontextmanager
async def running(settings: Settings, table: Feature) -> AsyncIterator[Running]:
    """Run a whole bot; stop it at the end."""
    stop = asyncio.Event()
    ended = asyncio.create_task(serve(settings, table, stop))
    try:
        yield Running(stop, ended)
    finally:
        stop.set()
        await ended


async def eventually(is_so: Callable[[], bool]) -> None:
    """Return once something is so; what happens in other tasks and processes has no event to wait for."""
    async with asyncio.timeout(PATIENCE.total_seconds()):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
