"""The whole bot against a Slack on loopback, over both transports."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.run import serve
from bot.slack import TokenRefused
from handlers.answers import Answer, Done, Say
from handlers.blocks.parts import Message
from handlers.deliveries import post
from handlers.deps import Deps
from handlers.payloads import Command, Event
from handlers.table import Feature
from sandbox.clock import Clock
from sandbox.server import Sandbox
from storage.errors import DatabaseInUse
from tests.bot.running import NOON, eventually, running, settings_for
from tests.sandbox.running import Control, id_of, sandbox_of

Both = pytest.mark.parametrize("transport", ["socket", "http"])


async def squawk(command: Command, deps: Deps) -> Answer:
    return Say(Message(f"Squawk! {command.text}"))


async def forget(command: Command, deps: Deps) -> Answer:
    await deps.write(lambda _: None)
    return Done()


async def reacted(event: Event, deps: Deps) -> None:
    item = event.body["item"]
    message = Message(f"Seen :{event.body['reaction']}:")
    await deps.write(
        lambda stores: stores.outbox.put(post(item["channel"], message, thread_ts=item["ts"]), now=deps.now)
    )


def features(**given: Any) -> Feature:
    events = {"reaction_added": reacted, "app_home_opened": ignore, "message": ignore, "member_joined_channel": ignore}
    return Feature(commands={"/parrot": {"": squawk, "forget": forget}}, events=events, **given)


async def ignore(event: Event, deps: Deps) -> None:
    pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def whole(
    transport: str, database_url: str, folder: Path, table: Feature | None = None, **given: Any
) -> AsyncIterator[tuple[Sandbox, Control, str]]:
    """A sandbox and a bot in it, ready; and the bot's address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    events_url = f"{url}/slack/events" if transport == "http" else None
    async with sandbox_of(clock=Clock(NOON), events_url=events_url, bot_url=url) as (sandbox, control):
        settings = settings_for(sandbox, database_url, folder, port=port, **given)
        async with running(settings, table or features()) as bot:
            await until_ready(url, bot.ended)
            if given.get("clock") == "settable":
                await control.post("clock", advance_seconds=0)
            yield sandbox, control, url


async def until_ready(url: str, ended: "asyncio.Task[None]") -> None:
    async with asyncio.timeout(20), aiohttp.ClientSession() as session:
        while not ended.done():
            try:
                async with session.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.01)
    await ended


@Both
async def test_a_command_is_answered(transport: str, sqlite_url: str, tmp_path: Path) -> None:
    async with whole(transport, sqlite_url, tmp_path) as (_, control, _):
        answer = await control.post("command", user="ana", channel="birds", command="/parrot", text="hello")

    assert answer["text"] == "Squawk! hello"


@Both
async def test_a_reaction_is_kept_handled_and_answered_once(transport: str, sqlite_url: str, tmp_path: Path) -> None:
    async with whole(transport, sqlite_url, tmp_path) as (_, control, _):
        said = await control.post("message", user="ana", channel="birds", text="Wrens nest low")
        await control.post("react", user="ben", channel="birds", ts=said["ts"], name="bulb")
        await control.post("settle")
        messages = await control.messages("birds")

    assert [(message["text"], message.get("thread_ts")) for message in messages[1:]] == [("Seen :bulb:", said["ts"])]


@Both
async def test_an_event_that_is_delivered_again_is_answered_once(
    transport: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with whole(transport, sqlite_url, tmp_path) as (_, control, _):
        said = await control.post("message", user="ana", channel="birds", text="Wrens nest low")
        await control.post("react", user="ben", channel="birds", ts=said["ts"], name="bulb")
        await control.post("settle")
        events = [e for e in await control.log() if "reaction_added" in e["name"]]
        event_id = _event_id(events[0])
        await control.post("redeliver", event_id=event_id)
        await control.post("settle")
        messages = await control.messages("birds")

    assert len(messages) == 2


def _event_id(entry: dict[str, Any]) -> str:
    request = entry["request"]
    payload = request.get("payload") or request["body"]
    return str(payload["event_id"])


async def test_what_happened_while_the_connection_was_away_is_found(sqlite_url: str, tmp_path: Path) -> None:
    async with whole("socket", sqlite_url, tmp_path, clock="settable") as (sandbox, control, _):
        said = await control.post("message", user="ana", channel="birds", text="Wrens nest low")
        await control.post("clock", advance_seconds=120)
        sandbox.deliveries._retry_pauses = ()
        await control.post("disconnect", reason="reset")
        await control.post("react", user="ben", channel="birds", ts=said["ts"], name="bulb")
        await eventually(lambda: len(_replies(sandbox, said["ts"])) == 1)

    assert len(_replies(sandbox, said["ts"])) == 1


def _replies(sandbox: Sandbox, ts: str) -> list[str]:
    channel = sandbox.workspace.channels[id_of(sandbox, "birds")]
    return [message.text for message in channel.messages.values() if message.thread_ts == ts and message.ts != ts]


async def test_the_clock_follows_and_the_ticks_run(sqlite_url: str, tmp_path: Path) -> None:
    times = []

    async def due(deps: Deps) -> None:
        times.append(deps.now.replace(microsecond=0, second=0))

    async with whole("socket", sqlite_url, tmp_path, features(ticks={"due": due}), clock="settable") as (_, control, _):
        await control.post("clock", to="2026-04-06T09:00:00+02:00")

    assert times[-1].isoformat() == "2026-04-06T07:00:00+00:00"


async def test_it_is_not_ready_before_slack_answers(sqlite_url: str, tmp_path: Path) -> None:
    async with sandbox_of() as (sandbox, control):
        await control.post("fault", method="auth.test", when="hang", times=1)
        port = free_port()
        async with running(settings_for(sandbox, sqlite_url, tmp_path, port=port), features()) as bot:
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
                await eventually(lambda: any("auth.test" in exchange.name for exchange in sandbox.traffic.exchanges()))
                async with session.get("/healthz") as alive, session.get("/readyz") as ready:
                    assert (alive.status, ready.status) == (200, 503)
            sandbox.faults.release()
            bot.stop.set()


async def test_a_token_that_slack_refuses_is_one_sentence(sqlite_url: str, tmp_path: Path) -> None:
    async with sandbox_of() as (sandbox, _):
        settings = settings_for(sandbox, sqlite_url, tmp_path, slack_bot_token="xoxb-wrong")

        with pytest.raises(TokenRefused, match="SLACK_BOT_TOKEN was refused by Slack"):
            await serve(settings, features(), asyncio.Event())


async def test_a_second_bot_on_the_same_file_is_turned_away(sqlite_url: str, tmp_path: Path) -> None:
    async with whole("socket", sqlite_url, tmp_path) as (sandbox, _, _):
        with pytest.raises(DatabaseInUse):
            await serve(settings_for(sandbox, sqlite_url, tmp_path), features(), asyncio.Event())
