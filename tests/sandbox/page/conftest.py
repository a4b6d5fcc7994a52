"""What the browser tests share: one Chromium for all of them, and for each a sandbox with the gallery app connected."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox.clock import Clock
from sandbox.organisation import build
from sandbox.server import Sandbox
from tests.sandbox.page import gallery
from tests.sandbox.page.browser import chromium, opened
from tests.sandbox.running import Control, bolt_app, over_socket

#: A Thursday, 15:00 in Berlin.
THURSDAY = datetime(2026, 3, 26, 14, 0, tzinfo=UTC)
MANIFEST = Path(__file__).parent / "gallery_manifest.yml"


@dataclass(frozen=True, slots=True)
class Place:
    """A sandbox to look at, and a script's hands in it."""

    sandbox: Sandbox
    control: Control

    @property
    def url(self) -> str:
        return self.sandbox.url

    def room(self, name: str) -> str:
        """Give the page's path of a channel."""
        channel = self.sandbox.workspace.find_channel(name)
        assert channel is not None
        return f"/archives/{channel.id}"


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def place() -> AsyncIterator[Place]:
    clock = Clock(THURSDAY)
    workspace = build(clock.now, seed="page")
    sandbox = Sandbox(workspace, MANIFEST, clock=clock, has_rates=False)
    await sandbox.start()
    try:
        app = bolt_app(sandbox.api_url, workspace)
        gallery.register(app, reports_to=workspace.general.id)
        async with over_socket(app, sandbox), aiohttp.ClientSession() as session:
            yield Place(sandbox, Control(session, sandbox.url))
    finally:
        await sandbox.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, place: Place) -> AsyncIterator[Page]:
    """The page as Ben of team Kestrel, in Berlin, sees it."""
    async with opened(browser, place.url, person="ben") as seen:
        yield seen
