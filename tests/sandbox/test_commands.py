"""Commands and shortcuts: what the app is sent, and what the person sees of its ack."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond

from sandbox.server import Sandbox
from tests.sandbox.running import Control, id_of, parrot, sandbox_of


class Heard:
    """What the app was sent, with what it answers: the arguments of `ack`."""

    def __init__(self, sandbox: Sandbox, control: Control) -> None:
        self.sandbox = sandbox
        self.control = control
        self.bodies: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}

    async def command(self, text: str = "", *, command: str = "/parrot", **fields: Any) -> dict[str, Any]:
        return await self.control.post("command", user="ana", channel="birds", command=command, text=text, **fields)

    async def seen(self) -> list[str]:
        return [shown["text"] for shown in await self.control.ephemerals(id_of(self.sandbox, "ana"))]


@asynccontextmanager
async def heard() -> AsyncIterator[Heard]:
    async with parrot() as (app, sandbox, control):
        found = Heard(sandbox, control)

        async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
            found.bodies.append(body)
            await ack(**found.answer)

        for name in ("/parrot", "/mention"):
            app.command(name)(take)
        for callback_id in ("say_something", "note_this"):
            app.shortcut(callback_id)(take)
        yield found


async def test_a_command_carries_who_where_and_what() -> None:
    async with heard() as app:
        await app.command("  hello  world ")

        [body] = app.bodies
        workspace = app.sandbox.workspace
        assert {
            key: body[key] for key in ("command", "text", "user_id", "user_name", "channel_id", "channel_name")
        } == {
            "command": "/parrot",
            "text": "hello  world",
            "user_id": id_of(app.sandbox, "ana"),
            "user_name": "ana",
            "channel_id": id_of(app.sandbox, "birds"),
            "channel_name": "birds",
        }
        assert (body["team_id"], body["team_domain"]) == (workspace.team_id, workspace.domain)
        assert body["response_url"].startswith(app.sandbox.url)


async def test_a_private_channel_keeps_its_name_to_itself() -> None:
    async with heard() as app:
        await app.control.post("command", user="ana", channel="nest", command="parrot")
        await app.control.post("command", user="ana", channel="@yokoten", command="parrot")

        assert [body["channel_name"] for body in app.bodies] == ["privategroup", "directmessage"]


async def test_a_command_is_no_message() -> None:
    async with heard() as app:
        await app.command("hello")

        assert await app.control.messages("birds") == []


@pytest.mark.parametrize(
    ("answer", "ack", "ephemerals", "messages"),
    [
        ({}, {}, [], []),
        ({"text": "hi"}, {"text": "hi"}, ["hi"], []),
        ({"text": "hi", "response_type": "ephemeral"}, {"text": "hi", "response_type": "ephemeral"}, ["hi"], []),
        ({"text": "hi", "response_type": "in_channel"}, {"text": "hi", "response_type": "in_channel"}, [], ["hi"]),
    ],
)
async def test_an_ack_is_shown_as_it_asks(
    answer: dict[str, Any], ack: dict[str, Any], ephemerals: list[str], messages: list[str]
) -> None:
    async with heard() as app:
        app.answer = answer

        assert await app.command() == ack

        assert await app.seen() == ephemerals
        assert [message["text"] for message in await app.control.messages("birds")] == messages


async def test_blocks_in_an_ack_get_the_ids_they_lack() -> None:
    async with heard() as app:
        app.answer = {"text": "hi", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]}

        await app.command()

        [shown] = await app.control.ephemerals(id_of(app.sandbox, "ana"))
        assert shown["blocks"][0]["block_id"]


async def test_an_ack_with_blocks_slack_would_not_take_fails_for_all_to_see() -> None:
    async with heard() as app:
        app.answer = {"text": "hi", "blocks": [{"type": "header"}]}

        answer = await app.control.post("command", user="ana", channel="birds", command="/parrot", expected=502)

        assert answer["code"] == "invalid_blocks"
        assert await app.seen() == ['/parrot failed with the error "invalid_blocks"']


async def test_a_command_nobody_acknowledges_times_out() -> None:
    async with parrot(ack_seconds=0.1) as (app, sandbox, control):
        released = asyncio.Event()

        @app.command("/parrot")
        async def think(ack: AsyncAck) -> None:
            await released.wait()
            await ack()

        answer = await control.post("command", user="ana", channel="birds", command="/parrot", expected=504)
        released.set()

        assert answer == {"error": '/parrot failed with the error "operation_timeout"', "code": "operation_timeout"}
        [shown] = await control.ephemerals(id_of(sandbox, "ana"))
        assert shown["text"] == '/parrot failed with the error "operation_timeout"'


async def test_a_command_for_an_app_that_is_not_connected_fails_at_once() -> None:
    async with sandbox_of() as (_sandbox, control):
        answer = await control.post("command", user="ana", channel="birds", command="/parrot", expected=504)

        assert answer["code"] == "dispatch_failed"


async def test_a_command_is_typed_where_one_is_a_member() -> None:
    async with heard() as app:
        await app.control.post("leave", user="caro", channel="birds")

        refused = await app.control.refused("command", user="caro", channel="birds", command="/parrot")

        assert refused == "This person is not in the channel."
        assert app.bodies == []


async def test_names_are_escaped_only_for_a_command_that_asks_for_it() -> None:
    async with heard() as app:
        await app.command("@ben in #birds, not @nobody or #nowhere", command="/mention")
        await app.command("@ben")

        ben, birds = id_of(app.sandbox, "ben"), id_of(app.sandbox, "birds")
        assert [body["text"] for body in app.bodies] == [
            f"<@{ben}|ben> in <#{birds}|birds>, not @nobody or #nowhere",
            "@ben",
        ]


async def test_an_answer_besides_the_ack_is_shown_besides_it() -> None:
    async with parrot() as (app, sandbox, control):

        @app.command("/parrot")
        async def think(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack("One moment")
            await respond(text="Here")

        await control.post("command", user="ana", channel="birds", command="/parrot")

        shown = [item["text"] for item in await control.ephemerals(id_of(sandbox, "ana"))]
        assert sorted(shown) == ["Here", "One moment"]


async def test_a_global_shortcut_has_a_trigger_and_no_channel() -> None:
    async with heard() as app:
        assert await app.control.post("shortcut", user="ana", callback_id="say_something") == {}

        [body] = app.bodies
        assert (body["type"], body["callback_id"]) == ("shortcut", "say_something")
        assert body["user"]["id"] == id_of(app.sandbox, "ana")
        assert body["trigger_id"]
        assert "channel" not in body


async def test_a_message_shortcut_brings_the_message() -> None:
    async with heard() as app:
        sent = await app.control.post("message", user="ben", channel="birds", text="a find")

        await app.control.post("shortcut", user="ana", callback_id="note_this", channel="birds", ts=sent["ts"])

        [body] = app.bodies
        assert (body["type"], body["callback_id"], body["message_ts"]) == ("message_action", "note_this", sent["ts"])
        assert (body["message"]["text"], body["channel"]["id"]) == ("a find", id_of(app.sandbox, "birds"))
        assert body["response_url"]
