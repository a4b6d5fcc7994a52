"""The whole sandbox with a real Bolt app, over Socket Mode and over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay

from sandbox.server import Sandbox
from tests.sandbox.running import Control, bolt_app, over_http, over_socket, sandbox_of


@asynccontextmanager
async def parrot(transport: str) -> AsyncIterator[tuple[AsyncApp, Sandbox, Control]]:
    """A Bolt app without listeners, connected to a sandbox."""
    if transport == "socket":
        async with sandbox_of() as (sandbox, control):
            app = bolt_app(sandbox.api_url, sandbox.workspace)
            async with over_socket(app, sandbox):
                yield app, sandbox, control
        return
    async with over_http() as (events_url, serve), sandbox_of(events_url=events_url) as (sandbox, control):
        app = bolt_app(sandbox.api_url, sandbox.workspace)
        serve(app)
        yield app, sandbox, control


both = pytest.mark.parametrize("transport", ["socket", "http"])


@both
async def test_a_message_reaches_the_app_and_its_answer_the_channel(transport: str) -> None:
    async with parrot(transport) as (app, sandbox, control):

        @app.event("message")
        async def answer(event: dict[str, Any], say: AsyncSay) -> None:
            await say(f"You said {event['text']}", thread_ts=event["ts"])

        sent = await control.post("message", user="ana", channel="#birds", text="hello")
        await control.post("settle")

        said = await control.messages("birds")
        assert [(m["text"], m.get("thread_ts"), m["user"]) for m in said] == [
            ("hello", None, sandbox.workspace.find_user("ana").id),  # type: ignore[union-attr]
            ("You said hello", sent["ts"], sandbox.workspace.bot_user_id),
        ]


@both
async def test_a_command_gives_its_ack_and_shows_it_to_one_person(transport: str) -> None:
    async with parrot(transport) as (app, sandbox, control):

        @app.command("/parrot")
        async def again(ack: AsyncAck, command: dict[str, Any]) -> None:
            await ack(f"You asked for {command['text']}")

        ack = await control.post("command", user="Ben", channel="general", command="/parrot", text="a biscuit")

        ben = sandbox.workspace.find_user("ben")
        assert ben is not None
        assert ack == {"text": "You asked for a biscuit"}
        assert [shown["text"] for shown in await control.ephemerals(ben.id)] == ["You asked for a biscuit"]
        assert await control.messages("general") == []
