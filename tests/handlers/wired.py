"""The whole bot in this process, connected over Socket Mode to a small Slack on this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.run import serve
from bot.settings import Settings
from handlers.features import TABLE
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.handlers.room import MANIFEST
from tests.sandbox.running import Control, small_workspace


@dataclass(frozen=True)
class Wired:
    """The control API of a workspace with Ana, Ben and Caro, in which the bot runs."""

    control: Control

    async def act(self, act: str, **fields: Any) -> dict[str, Any]:
        """Let somebody do something, and wait until nothing moves."""
        answer = await self.begin(act, **fields)
        await self.control.post("settle")
        return answer

    async def begin(self, act: str, **fields: Any) -> dict[str, Any]:
        """Let somebody do something, and wait for nothing."""
        async with self.control.session.post(f"{self.control.url}/control/{act}", json=fields) as response:
            answer: dict[str, Any] = await response.json()
        assert response.status == 200, answer
        return answer

    async def said(self, channel: str) -> list[str]:
        """Give what the bot said in a channel, with all its blocks."""
        return [f"{m['text']} {m.get('blocks')}" for m in await self.control.messages(channel) if m.get("bot_id")]

    async def told(self, user: str) -> list[str]:
        """Give what only this person sees."""
        state = await self.control.state()
        [user_id] = [person["id"] for person in state["users"] if person["name"] == user]
        return [f"{shown.get('text')} {shown.get('blocks')}" for shown in state["ephemerals"].get(user_id, [])]

    async def view(self, user: str) -> dict[str, Any]:
        """Give the newest window this person has open."""
        state = await self.control.state()
        [user_id] = [person["id"] for person in state["users"] if person["name"] == user]
        newest: dict[str, Any] = state["views"][user_id][-1]
        return newest


@asynccontextmanager
async def bot_in_slack(database_url: str, folder: Path) -> AsyncIterator[Wired]:
    """Start the Slack and the bot; end both, the bot in order, at the end."""
    clock = Clock()
    sandbox = Sandbox(small_workspace(clock), MANIFEST, clock=clock, has_rates=False)
    await sandbox.start()
    port = _free_port()
    sandbox.attach_bot(f"http://127.0.0.1:{port}")
    settings = Settings(
        slack_bot_token=SecretStr(sandbox.workspace.bot_token),
        slack_app_token=SecretStr(sandbox.workspace.app_token),
        slack_signing_secret=SecretStr(sandbox.workspace.signing_secret),
        slack_api_url=sandbox.api_url,
        database_url=database_url,
        data_dir=folder,
        port=port,
        clock="settable",
        meaning="off",
    )
    stop = asyncio.Event()
    running = asyncio.create_task(serve(settings, TABLE, stop))
    try:
        async with aiohttp.ClientSession() as session:
            control = Control(session, sandbox.url)
            await control.post("settle")
            yield Wired(control)
    finally:
        stop.set()
        await running
        await sandbox.stop()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port
