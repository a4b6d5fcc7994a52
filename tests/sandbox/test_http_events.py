"""Signed HTTP as an app meets it: signatures, forms, acks, and what counts as a failure."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from sandbox.delivery import Envelope, EnvelopeType, UndeliveredError
from sandbox.http_events import SignedHttp
from sandbox.traffic import Traffic
from tests.sandbox.running import parrot, served

SECRET = "a secret"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def wire(handler: Handler, *, ack_seconds: float = 3.0) -> AsyncIterator[SignedHttp]:
    app = web.Application()
    app.router.add_post("/slack/events", handler)
    traffic = Traffic(lambda: datetime(2026, 3, 30, tzinfo=UTC))
    async with served(app) as url:
        http = SignedHttp(
            f"{url}/slack/events",
            signing_secret=SECRET,
            traffic=traffic,
            ack_seconds=ack_seconds,
            seconds=lambda: 1.7e9,
        )
        try:
            yield http
        finally:
            await http.close()


def envelope(kind: EnvelopeType = "events_api", **extra: Any) -> Envelope:
    payloads: dict[str, dict[str, Any]] = {
        "events_api": {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message", "text": "ä & ö"}},
        "slash_commands": {"command": "/parrot", "text": "a b&c=d", "user_id": "U1"},
        "interactive": {"type": "block_actions", "actions": [{"value": "a+b"}]},
    }
    return Envelope(kind, payloads[kind], **extra)


class Received:
    """Keeps what arrived and answers it."""

    def __init__(self, answer: Callable[[], web.Response] = web.Response) -> None:
        self._answer = answer
        self.headers: list[dict[str, str]] = []
        self.bodies: list[str] = []

    async def receive(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        self.bodies.append(await request.text())
        return self._answer()


class _At(SignatureClock):
    def now(self) -> float:
        return 1.7e9


@pytest.mark.parametrize("kind", ["events_api", "slash_commands", "interactive"])
async def test_slacks_own_verifier_takes_the_signature(kind: EnvelopeType) -> None:
    received = Received()
    async with wire(received.receive) as http:
        await http.send(envelope(kind))

    assert SignatureVerifier(SECRET, clock=_At()).is_valid_request(received.bodies[0], received.headers[0])
    assert not SignatureVerifier("another", clock=_At()).is_valid_request(received.bodies[0], received.headers[0])


async def test_events_are_json_commands_a_form_and_interactions_a_payload_in_a_form() -> None:
    received = Received()
    async with wire(received.receive) as http:
        for kind in ("events_api", "slash_commands", "interactive"):
            await http.send(envelope(kind))

    kinds = [headers["Content-Type"] for headers in received.headers]
    assert kinds == ["application/json", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded"]
    assert parse_qs(received.bodies[1])["text"] == ["a b&c=d"]
    assert parse_qs(received.bodies[2])["payload"] == ['{"type": "block_actions", "actions": [{"value": "a+b"}]}']


async def test_a_first_attempt_says_nothing_of_retries_and_a_later_one_does() -> None:
    received = Received()
    async with wire(received.receive) as http:
        await http.send(envelope())
        await http.send(envelope(attempt=2, retry_reason="http_timeout"))

    assert "X-Slack-Retry-Num" not in received.headers[0]
    assert received.headers[1]["X-Slack-Retry-Num"] == "2"
    assert received.headers[1]["X-Slack-Retry-Reason"] == "http_timeout"


@pytest.mark.parametrize(
    ("answer", "ack"),
    [
        (web.Response, {}),
        (lambda: web.Response(text="Hello"), {"text": "Hello"}),
        (lambda: web.json_response({"text": "Hi", "replace_original": True}), {"text": "Hi", "replace_original": True}),
        (lambda: web.Response(text='"quoted"'), {"text": '"quoted"'}),
    ],
)
async def test_the_body_of_the_answer_is_the_ack(answer: Callable[[], web.Response], ack: dict[str, Any]) -> None:
    async with wire(Received(answer).receive) as http:
        assert await http.send(envelope("slash_commands")) == ack


@pytest.mark.parametrize("status", [404, 500, 304])
async def test_any_status_but_2xx_is_a_failure(status: int) -> None:
    async with wire(Received(lambda: web.Response(status=status)).receive) as http:
        with pytest.raises(UndeliveredError) as failure:
            await http.send(envelope())

    assert (failure.value.reason, failure.value.is_final) == ("http_error", False)


async def test_an_app_can_ask_for_no_retry() -> None:
    async with wire(Received(lambda: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})).receive) as http:
        with pytest.raises(UndeliveredError) as failure:
            await http.send(envelope())

    assert failure.value.is_final


async def test_an_answer_that_takes_too_long_is_a_timeout() -> None:
    released = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    async with wire(hang, ack_seconds=0.05) as http:
        with pytest.raises(UndeliveredError, match="http_timeout"):
            await http.send(envelope())
        released.set()


async def test_an_app_that_is_not_there_is_a_failed_connection() -> None:
    async with wire(Received().receive) as http:
        pass

    again = SignedHttp(http._url, signing_secret=SECRET, traffic=Traffic(lambda: datetime(2026, 3, 30, tzinfo=UTC)))
    with pytest.raises(UndeliveredError, match="connection_failed"):
        await again.send(envelope())
    await again.close()


async def test_endless_redirects_are_given_up() -> None:
    def elsewhere() -> web.Response:
        return web.Response(status=307, headers={"Location": "/slack/events"})

    async with wire(Received(elsewhere).receive) as http:
        with pytest.raises(UndeliveredError, match="too_many_redirects"):
            await http.send(envelope())


async def test_a_listener_that_raises_gets_the_event_again() -> None:
    async with parrot("http") as (app, _sandbox, control):
        attempts: list[str | None] = []

        @app.event("message")
        async def fail_at_first(request: Any) -> None:
            attempts.append((request.headers.get("x-slack-retry-num") or [None])[0])
            if len(attempts) == 1:
                raise RuntimeError("not yet")

        await control.post("message", user="ana", channel="birds", text="hello")
        await control.post("settle")

        assert attempts == [None, "1"]


async def test_there_is_no_socket_mode_for_an_app_that_is_reached_over_http() -> None:
    async with parrot("http") as (_app, sandbox, control):
        assert "no socket" in await control.refused("disconnect", reason="warning")
        headers = {"Authorization": f"Bearer {sandbox.workspace.app_token}"}
        async with control.session.post(f"{sandbox.api_url}apps.connections.open", headers=headers) as response:
            assert (await response.json())["error"] == "access_denied"
