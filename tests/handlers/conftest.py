"""What handler tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.features import TABLE
from storage.database import Database
from tests.handlers.room import Room, room_of
from tests.handlers.world import World, world_of


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """Give a small workspace with the whole bot in it, over Socket Mode."""
    async with world_of(sqlite_url, tmp_path) as running:
        yield running


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    """Give a room with every feature in it and no socket between, on SQLite."""
    async with room_of(sqlite_database, TABLE) as made:
        yield made


@pytest.fixture
async def any_room(database: Database) -> AsyncIterator[Room]:
    """Give a room on SQLite and one on PostgreSQL, for what two transactions could do to each other."""
    async with room_of(database, TABLE) as made:
        yield made
