"""Socket Mode: connected, cut, silent, given dead tickets, and ended in order."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiohttp import WSMsgType, web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot import slack
from bot.socket import Socket
from tests.bot.running import PATIENCE, eventually
from tests.sandbox.running import served

QUICK = 0.02


class SlackSide:
    """Slack's end of Socket Mode, which does as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.tickets = 0
        self.dead_tickets = 0
        self.refused = 0
        self.greets = True
        self.kept: list[str] = []
        self.cannot_keep = False
        self.answers_pings = True
        self.sockets: list[web.WebSocketResponse] = []
        self.acks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def app(self) -> web.Application:
        made = web.Application()
        made.router.add_post("/api/apps.connections.open", self._open)
        made.router.add_get("/link", self._link)
        return made

    async def keep(self, payload: Mapping[str, Any]) -> bool:
        if self.cannot_keep:
            raise OSError("the disk is full")
        self.kept.append(str(payload["event_id"]))
        return True

    async def _open(self, _: web.Request) -> web.Response:
        if self.refused:
            self.refused -= 1
            return web.json_response({"ok": False, "error": "internal_error"})
        self.tickets += 1
        return web.json_response({"ok": True, "url": f"{self.url.replace('http', 'ws', 1)}/link?n={self.tickets}"})

    async def _link(self, request: web.Request) -> web.StreamResponse:
        if int(request.query["n"]) <= self.dead_tickets:
            return web.Response(status=403)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        if self.greets:
            await socket.send_json({"type": "hello", "num_connections": 1})
        async for frame in socket:
            if frame.type is WSMsgType.PING and self.answers_pings:
                await socket.pong(frame.data)
            if frame.type is WSMsgType.TEXT:
                await self.acks.put(json.loads(frame.data))
        return socket

    async def send_event(self, event_id: str) -> None:
        payload = {"type": "event_callback", "event_id": event_id, "team_id": "T1", "event": {"type": "team_join"}}
        await self.sockets[-1].send_json({"envelope_id": event_id, "type": "events_api", "payload": payload})

    async def send(self, envelope_id: str) -> None:
        payload = {"command": "/parrot", "text": "", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
        await self.sockets[-1].send_json(
            {"envelope_id": envelope_id, "type": "slash_commands", "accepts_response_payload": True, "payload": payload}
        )


@asynccontextmanager
async def connecting(
    side: SlackSide, answer: Callable[[AsyncAck], Awaitable[Any]] | None = None, **given: float
) -> AsyncIterator[tuple[Socket, list[int]]]:
    hellos: list[int] = []
    async with served(side.app()) as url, slack.session() as shared:
        side.url = url
        client = slack.client(shared, base_url=f"{url}/api/")
        bolt = AsyncApp(client=client, authorize=_anyone, signing_secret="", process_before_response=True)

        async def parrot(ack: AsyncAck) -> None:
            await (answer or _squawk)(ack)

        bolt.command("/parrot")(parrot)
        options = {"ping_seconds": 5.0, "connect_seconds": 5.0, "watch_seconds": QUICK} | given
        socket = Socket(bolt, client, app_token="xapp-1", keep=side.keep, on_hello=lambda: hellos.append(1), **options)
        task = asyncio.create_task(socket.run())
        try:
            yield socket, hellos
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _anyone() -> Any:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U0BOT", bot_id="B1")


async def _squawk(ack: AsyncAck) -> None:
    await ack("Squawk!")


async def test_it_is_connected_once_slack_said_hello() -> None:
    async with connecting(SlackSide()) as (socket, hellos):
        before = socket.is_connected
        await eventually(lambda: socket.is_connected)

    assert not before
    assert hellos == [1]


async def test_an_envelope_is_answered() -> None:
    side = SlackSide()
    async with connecting(side) as (socket, _):
        await eventually(lambda: socket.is_connected)
        await side.send("e1")
        ack = await asyncio.wait_for(side.acks.get(), PATIENCE.total_seconds())

    assert ack == {"envelope_id": "e1", "payload": {"text": "Squawk!"}}


async def test_an_event_is_acknowledged_once_it_is_kept_and_only_then() -> None:
    side = SlackSide()
    async with connecting(side) as (socket, _):
        await eventually(lambda: socket.is_connected)
        side.cannot_keep = True
        await side.send_event("Ev1")
        await side.send("e1")
        first = await asyncio.wait_for(side.acks.get(), PATIENCE.total_seconds())
        side.cannot_keep = False
        await side.send_event("Ev2")
        second = await asyncio.wait_for(side.acks.get(), PATIENCE.total_seconds())

    assert (first["envelope_id"], second) == ("e1", {"envelope_id": "Ev2"})
    assert side.kept == ["Ev2"]


async def test_a_connection_that_is_cut_is_replaced() -> None:
    side = SlackSide()
    async with connecting(side) as (socket, hellos):
        await eventually(lambda: socket.is_connected)
        await side.sockets[0].close()
        await eventually(lambda: len(hellos) == 2 and socket.is_connected)


async def test_a_connection_that_slack_wants_renewed_is_replaced() -> None:
    side = SlackSide()
    async with connecting(side) as (socket, hellos):
        await eventually(lambda: socket.is_connected)
        await side.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await eventually(lambda: len(hellos) == 2 and socket.is_connected)


async def test_a_connection_that_slack_ends_with_a_word_is_replaced_by_one_alone() -> None:
    side = SlackSide()
    async with connecting(side, watch_seconds=60.0) as (socket, _):
        await eventually(lambda: socket.is_connected)
        for count in range(2, 12):
            await side.sockets[-1].send_json({"type": "disconnect", "reason": "link_disabled"})
            await side.sockets[-1].close()
            await eventually(partial(_are_open, side, socket, count))
            await asyncio.sleep(QUICK)
        tickets = side.tickets

    # A second one in its place would swallow what Slack says on the first.
    assert tickets == 11


def _are_open(side: SlackSide, socket: Socket, count: int) -> bool:
    return len(side.sockets) >= count and socket.is_connected


async def test_a_connection_that_answers_no_pings_is_replaced() -> None:
    side = SlackSide()
    side.answers_pings = False
    async with connecting(side, ping_seconds=QUICK) as (_, hellos):
        await eventually(lambda: len(hellos) >= 2)


async def test_a_connection_without_a_hello_is_replaced() -> None:
    side = SlackSide()
    side.greets = False
    async with connecting(side, connect_seconds=0.3) as (socket, hellos):
        await eventually(lambda: len(side.sockets) == 1)
        side.greets = True
        await eventually(lambda: socket.is_connected)

    assert hellos == [1]


async def test_a_dead_ticket_is_not_tried_for_ever() -> None:
    side = SlackSide()
    side.dead_tickets = 1
    async with connecting(side, connect_seconds=0.3) as (socket, _):
        await eventually(lambda: socket.is_connected)

    assert side.tickets == 2


async def test_slack_refusing_an_address_is_asked_again() -> None:
    side = SlackSide()
    side.refused = 2
    async with connecting(side) as (socket, _):
        await eventually(lambda: socket.is_connected)

    assert side.tickets == 1


async def test_closing_the_intake_answers_what_came_and_takes_nothing_more() -> None:
    side, started, go = SlackSide(), asyncio.Event(), asyncio.Event()

    async def slowly(ack: AsyncAck) -> None:
        started.set()
        await go.wait()
        await ack("Squawk!")

    async with connecting(side, slowly) as (socket, _):
        await eventually(lambda: socket.is_connected)
        await side.send("e1")
        await started.wait()
        closing = asyncio.create_task(socket.close_intake())
        await asyncio.sleep(0)
        await side.send("e2")
        go.set()
        await closing
        ack = await asyncio.wait_for(side.acks.get(), PATIENCE.total_seconds())

        assert ack["envelope_id"] == "e1"
        assert side.acks.empty()
