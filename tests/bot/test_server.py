"""The bot's own HTTP server."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from bot.server import PortTaken, Readiness, Server

READY = Readiness(is_ready=True, inbox=0, outbox=0)


@asynccontextmanager
async def serving(
    readiness: Readiness = READY,
    set_clock: Callable[[datetime], Awaitable[None]] | None = None,
) -> AsyncIterator[tuple[Server, aiohttp.ClientSession]]:
    async def ready() -> Readiness:
        return readiness

    server = Server("127.0.0.1", 0, readiness=ready, set_clock=set_clock)
    await server.start()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
            yield server, session
    finally:
        await server.stop()


async def test_it_says_that_it_is_alive() -> None:
    async with serving() as (_, session), session.get("/healthz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(("is_ready", "status"), [(True, 200), (False, 503)])
async def test_it_says_whether_it_is_ready_and_what_is_open(is_ready: bool, status: int) -> None:
    found = Readiness(is_ready=is_ready, inbox=2, outbox=3)
    async with serving(found) as (_, session), session.get("/readyz") as answer:
        assert answer.status == status
        assert await answer.json() == {"ready": is_ready, "inbox": 2, "outbox": 3}


async def test_the_clock_can_be_set_when_that_is_wanted() -> None:
    times: list[datetime] = []

    async def set_clock(moment: datetime) -> None:
        times.append(moment)

    body = {"now": "2026-03-30T09:00:00+02:00"}
    async with serving(set_clock=set_clock) as (_, session), session.post("/clock", json=body) as answer:
        assert answer.status == 200

    assert times == [datetime(2026, 3, 30, 7, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b'{"now": "2026-03-30T09:00:00"}', "needs a zone"),
        (b'{"now": "tomorrow"}', "tomorrow"),
        (b"[]", "send {"),
        (b"{", "Expecting"),
        (b"\xff", "decode"),
    ],
)
async def test_a_time_that_is_none_is_refused_with_a_sentence(body: bytes, sentence: str) -> None:
    async def set_clock(moment: datetime) -> None:
        raise AssertionError(moment)

    async with serving(set_clock=set_clock) as (_, session), session.post("/clock", data=body) as answer:
        assert answer.status == 400
        said: dict[str, Any] = await answer.json()

    assert sentence in said["error"]


async def test_without_a_settable_clock_there_is_no_such_address() -> None:
    async with serving() as (_, session), session.post("/clock", json={"now": "2026-03-30T07:00:00Z"}) as answer:
        assert answer.status == 404


async def test_slacks_requests_are_turned_away_until_there_is_an_app() -> None:
    async with serving() as (_, session), session.post("/slack/events", json={}) as answer:
        assert answer.status == 503


async def test_a_body_that_is_too_large_is_turned_away() -> None:
    async with serving() as (server, session):
        server.take_requests_for(AsyncApp(token="xoxb-1", signing_secret="s"))
        async with session.post("/slack/events", data=BytesIO(b"x" * (2 * 1024 * 1024))) as answer:
            assert answer.status == 413


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{"])
async def test_a_body_that_cannot_be_read_is_turned_away(body: bytes) -> None:
    async with serving() as (server, session):
        server.take_requests_for(AsyncApp(token="xoxb-1", signing_secret="s"))
        async with session.post("/slack/events", data=body, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status == 400


async def test_an_address_that_is_taken_is_one_sentence() -> None:
    async with serving() as (first, _):
        second = Server("127.0.0.1", first.port, readiness=None)  # type: ignore[arg-type]  # it is never asked

        with pytest.raises(PortTaken, match=rf"HOST:PORT is 127.0.0.1:{first.port}, which cannot be listened on"):
            await second.start()
