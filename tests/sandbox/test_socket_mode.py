"""Socket Mode as an app meets it: tickets, hello, acks, redelivery, and the ways a connection ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from sandbox.socket_mode import MAX_CONNECTIONS
from tests.sandbox.running import PATIENCE, Control, bolt_app, eventually, over_socket, sandbox_of

NOW = timedelta(0)


async def address(sandbox: Sandbox) -> str:
    answer = await AsyncWebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.workspace.app_token)
    return str(answer["url"])


class Line:
    """One bare socket of an app."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def next(self) -> dict[str, Any]:
        frame: dict[str, Any] = await self.socket.receive_json(timeout=PATIENCE)
        return frame

    async def ack(self, frame: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
        answer = {"envelope_id": frame["envelope_id"]}
        await self.socket.send_json(answer if payload is None else answer | {"payload": payload})


@asynccontextmanager
async def line(sandbox: Sandbox, control: Control) -> AsyncIterator[Line]:
    async with control.session.ws_connect(await address(sandbox)) as socket:
        yield Line(socket)


async def said(control: Control, text: str = "hello") -> None:
    await control.post("message", user="ana", channel="birds", text=text)


async def test_hello_tells_the_app_and_how_many_connections_there_are() -> None:
    async with sandbox_of() as (sandbox, control), line(sandbox, control) as first, line(sandbox, control) as second:
        hello, again = await first.next(), await second.next()

        assert (hello["type"], hello["num_connections"], again["num_connections"]) == ("hello", 1, 2)
        assert hello["connection_info"] == {"app_id": sandbox.workspace.app_id}
        assert hello["debug_info"]["approximate_connection_time"] > 0


async def test_a_ticket_connects_once() -> None:
    async with sandbox_of() as (sandbox, control):
        url = await address(sandbox)

        async with control.session.ws_connect(url):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await control.session.ws_connect(url)


async def test_an_event_is_an_envelope_that_takes_no_answer_but_its_ack() -> None:
    async with sandbox_of() as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        await said(control)
        envelope = await app.next()

        assert envelope["type"] == "events_api"
        assert envelope["accepts_response_payload"] is False
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
        assert envelope["payload"]["event"]["text"] == "hello"
        await app.ack(envelope)
        await control.post("settle")


async def test_an_unacknowledged_event_comes_again_in_an_envelope_of_its_own() -> None:
    async with sandbox_of(ack_seconds=0.05) as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        await said(control)
        first, second = await app.next(), await app.next()

        assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
        assert second["payload"] == first["payload"]
        assert second["envelope_id"] != first["envelope_id"]


async def test_a_late_ack_is_too_late() -> None:
    async with sandbox_of(ack_seconds=0.05) as (sandbox, control), line(sandbox, control) as app:
        await app.next()
        await said(control)
        first, _second = await app.next(), await app.next()

        await app.ack(first)

        await eventually_logged(control, "late ack")
        assert sandbox.deliveries.still_open


async def eventually_logged(control: Control, name: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while name not in [e["name"] for e in await control.log()]:  # noqa: ASYNC110 - another process's log
            await asyncio.sleep(0.005)


async def test_an_event_that_is_never_acknowledged_is_lost_after_three_more_attempts() -> None:
    pauses = [NOW, NOW, NOW]
    async with sandbox_of(ack_seconds=0.02, retry_pauses=pauses) as (sandbox, control), line(sandbox, control) as app:
        await app.next()
        await said(control)

        attempts = [(await app.next())["retry_attempt"] for _ in range(4)]

        assert attempts == [0, 1, 2, 3]
        await eventually(lambda: not sandbox.deliveries.still_open)


async def test_settling_waits_for_an_event_that_was_lost_with_two_connections() -> None:
    async with sandbox_of(ack_seconds=0.1) as (sandbox, control):
        await said(control)
        await eventually(lambda: "waits for attempt 3" in str(sandbox.deliveries.still_open))
        settling = asyncio.create_task(control.post("settle"))

        async with line(sandbox, control) as cut:
            await cut.next()
            assert (await cut.next())["retry_attempt"] == 2
            await control.post("disconnect", reason="reset")
        await eventually(lambda: "waits for attempt 4" in str(sandbox.deliveries.still_open))
        async with line(sandbox, control) as other:
            await other.next()
            last = await other.next()
            await other.ack(last)

            await settling
        assert last["retry_attempt"] == 3


async def test_an_event_without_any_connection_waits_for_its_retries() -> None:
    async with sandbox_of() as (sandbox, control):
        await said(control)
        await eventually(lambda: "waits for attempt 3" in "".join(sandbox.deliveries.still_open))

        async with line(sandbox, control) as app:
            await app.next()
            await control.post("clock", advance_seconds=60)

            envelope = await app.next()
            assert (envelope["retry_attempt"], envelope["retry_reason"]) == (2, "connection_failed")


async def test_each_envelope_goes_to_one_socket_in_turn_and_any_socket_may_acknowledge() -> None:
    async with sandbox_of() as (sandbox, control), line(sandbox, control) as first, line(sandbox, control) as second:
        await first.next()
        await second.next()

        for text in ("one", "two", "three", "four"):
            await said(control, text)
        here = [await first.next(), await first.next()]
        there = [await second.next(), await second.next()]

        texts = [envelope["payload"]["event"]["text"] for envelope in (*here, *there)]
        assert sorted(texts) == ["four", "one", "three", "two"]
        for envelope in (*here, *there):
            await first.ack(envelope)
        await control.post("settle")


async def test_an_eleventh_connection_is_sent_away() -> None:
    async with sandbox_of() as (sandbox, control):
        urls = [await address(sandbox) for _ in range(MAX_CONNECTIONS + 1)]
        sockets = [await control.session.ws_connect(url) for url in urls]

        frame = await Line(sockets[-1]).next()

        assert (frame["type"], frame["reason"]) == ("disconnect", "too_many_websockets")
        assert sandbox.sockets is not None
        assert sandbox.sockets.connection_count == MAX_CONNECTIONS
        for socket in sockets:
            await socket.close()


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
async def test_a_disconnect_says_why_and_closes(reason: str) -> None:
    async with sandbox_of() as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        assert await control.post("disconnect", reason=reason) == {"disconnected": 1}

        frame = await app.next()
        assert (frame["type"], frame["reason"]) == ("disconnect", reason)
        assert (await app.socket.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.CLOSE


async def test_a_warning_leaves_the_connection_open_for_a_while() -> None:
    async with sandbox_of(warning_seconds=60) as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        await control.post("disconnect", reason="warning")
        assert (await app.next())["reason"] == "warning"

        await said(control)
        await app.ack(await app.next())
        await control.post("settle")


async def test_after_a_warning_the_connection_ends() -> None:
    async with sandbox_of(warning_seconds=0.01) as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        await control.post("disconnect", reason="warning")

        assert (await app.next())["reason"] == "warning"
        assert (await app.socket.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.CLOSE


async def test_a_reset_ends_a_connection_without_a_word() -> None:
    async with sandbox_of() as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        await control.post("disconnect", reason="reset")

        ended = await app.socket.receive(timeout=PATIENCE)
        assert ended.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


async def test_slacks_own_client_comes_back_after_a_refresh() -> None:
    async with sandbox_of() as (sandbox, control):
        app = bolt_app(sandbox.api_url, sandbox.workspace)
        heard: list[str] = []

        @app.event("message")
        async def hear(event: dict[str, Any]) -> None:
            heard.append(event["text"])

        async with over_socket(app, sandbox):
            await control.post("disconnect", reason="refresh_requested")
            sockets = sandbox.sockets
            assert sockets is not None
            await eventually(lambda: sockets.connection_count == 1)
            await said(control, "still there?")
            await control.post("settle")

        assert heard == ["still there?"]


async def test_what_is_no_ack_is_logged_and_harms_nothing() -> None:
    async with sandbox_of() as (sandbox, control), line(sandbox, control) as app:
        await app.next()

        for text in ("not json", "[]", '{"envelope_id": 7}', '{"envelope_id": "nobody"}'):
            await app.socket.send_str(text)
        await said(control)
        await app.ack(await app.next())
        await control.post("settle")

        names = [entry["name"] for entry in await control.log() if entry["direction"] == "from_bot"]
        assert names.count("not an ack") == 3
        assert names.count("late ack") == 1
