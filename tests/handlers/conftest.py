"""What handler tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.world import World, world_of


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """Give a small workspace with the whole bot in it, over Socket Mode."""
    async with world_of(sqlite_url, tmp_path) as running:
        yield running
