"""Keeping events while 64 wait, beside one async ORM session an insert, on the same disk."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlmodel import Field, SQLModel

from benchmarks.report import Figure, median_of
from benchmarks.slack import WORKSPACE_ID, reaction
from storage.database import Database
from storage.inbox import Event

WAITING = 64
ROUNDS = 5
OURS, PEERS = 20_000, 1_000
_NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class PeerRow(SQLModel, table=True):
    """The row the peer keeps: the same event with the same unique id."""

    __tablename__ = "peer_inbox"

    event_id: str = Field(primary_key=True)
    payload: str
    received_at: datetime


async def inserts(folder: Path) -> Figure:
    """Measure events a second that are safe on disk (`synchronous=FULL`, WAL on both sides)."""
    database = await Database(f"sqlite:///{folder}/ours.db").open()
    engine = _peer_engine(folder / "peer.db")
    async with engine.begin() as connection:
        await connection.run_sync(PeerRow.metadata.tables["peer_inbox"].create)
    payload = reaction(1)
    text = json.dumps(payload)

    async def ours(number: int) -> None:
        await database.keep(WORKSPACE_ID, Event(f"Ev{number}", f"C1:{number}", payload, _NOW))

    async def peer(number: int) -> None:
        async with AsyncSession(engine) as session:
            session.add(PeerRow(event_id=f"Ev{number}", payload=text, received_at=_NOW))
            await session.commit()

    pairs = [
        (await _rate(ours, index * OURS, OURS), await _rate(peer, index * PEERS, PEERS)) for index in range(ROUNDS)
    ]
    await database.close()
    await engine.dispose()
    best = median_of([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return Figure("inbox inserts with 64 waiting, beside an async ORM session each", *best, "inserts/s", 10)


async def _rate(insert: Callable[[int], Awaitable[None]], first: int, amount: int) -> float:
    numbers = iter(range(first, first + amount))

    async def work() -> None:
        for number in numbers:
            await insert(number)

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(WAITING)))
    return amount / (time.perf_counter() - started)


def _peer_engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 60})

    @event.listens_for(engine.sync_engine, "connect")
    def _as_durable(connection: Any, _: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
