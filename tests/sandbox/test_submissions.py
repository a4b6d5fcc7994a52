"""Modals filled in, sent and closed, and everything an app can make of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from sandbox.server import Sandbox
from tests.sandbox.running import Control, id_of, parrot


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: dict[str, Any] | None = None, **block: Any) -> dict[str, Any]:
    inner = {"action_id": "typed", **(element or {"type": "plain_text_input"})}
    return {"type": "input", "block_id": block_id, "label": plain(block_id.title()), "element": inner, **block}


def form(*blocks: dict[str, Any], **extra: Any) -> dict[str, Any]:
    head = {"type": "modal", "callback_id": "form", "title": plain("A form"), "submit": plain("Send")}
    return head | {"blocks": list(blocks or [field("name")]), **extra}


class Forms:
    """A workspace with an app that answers every submission with `answer`."""

    def __init__(self, sandbox: Sandbox, control: Control) -> None:
        self.workspace = sandbox.workspace
        self.control = control
        self.ana, self.birds = id_of(sandbox, "ana"), id_of(sandbox, "birds")
        self.answer: dict[str, Any] = {}
        self.bodies: list[dict[str, Any]] = []

    def open(self, *blocks: dict[str, Any], **extra: Any) -> str:
        return self.workspace.open_view(self.ana, form(*blocks, **extra)).id

    def push(self, **extra: Any) -> str:
        return self.workspace.push_view(self.ana, form(**extra)).id

    async def submit(self, view_id: str, values: Any = None, *, expected: int = 200) -> dict[str, Any]:
        given = {"name": {"typed": "Pip"}} if values is None else values
        return await self.control.post("submit", user="ana", view_id=view_id, values=given, expected=expected)

    async def stack(self) -> list[str]:
        return [view["id"] for view in (await self.control.state())["views"].get(self.ana, [])]


@asynccontextmanager
async def forms(**options: Any) -> AsyncIterator[Forms]:
    async with parrot(**options) as (app, sandbox, control):
        found = Forms(sandbox, control)

        @app.view("form")
        @app.view_closed("form")
        async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
            found.bodies.append(body)
            await ack(**found.answer)

        yield found


async def test_a_submission_brings_the_view_and_every_value() -> None:
    async with forms() as app:
        notify = {"type": "checkboxes", "options": [{"text": plain("Yes"), "value": "yes"}]}
        blocks = (field("name"), field("notify", notify, optional=True))
        view_id = app.open(*blocks, private_metadata="kept")

        assert await app.submit(view_id) == {}

        [body] = app.bodies
        assert (body["type"], body["user"]["id"]) == ("view_submission", app.ana)
        assert (body["view"]["id"], body["view"]["private_metadata"]) == (view_id, "kept")
        assert body["view"]["state"]["values"] == {
            "name": {"typed": {"type": "plain_text_input", "value": "Pip"}},
            "notify": {"typed": {"type": "checkboxes", "selected_options": []}},
        }
        assert await app.stack() == []


async def test_what_is_left_out_keeps_what_it_shows() -> None:
    async with forms() as app:
        view_id = app.open(field("name", {"type": "plain_text_input", "initial_value": "Polly"}))

        await app.submit(view_id, {})

        assert app.bodies[0]["view"]["state"]["values"]["name"]["typed"]["value"] == "Polly"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"name": "Name: Please complete this required field."}),
        ({"name": {"typed": ""}}, {"name": "Name: Please complete this required field."}),
        ({"name": {"typed": "Pippin"}}, {"name": "Name: This takes at most 4 characters, got 6."}),
        (
            {"name": {"typed": "Pip"}, "kind": {"typed": "bat"}},
            {"kind": "Kind: There is no option 'bat'; there is 'owl'."},
        ),
    ],
)
async def test_what_the_client_refuses_never_reaches_the_app(values: dict[str, Any], errors: dict[str, str]) -> None:
    async with forms() as app:
        owl = {"type": "static_select", "options": [{"text": plain("Owl"), "value": "owl"}]}
        view_id = app.open(
            field("name", {"type": "plain_text_input", "max_length": 4}), field("kind", owl, optional=True)
        )

        answer = await app.submit(view_id, values, expected=400)

        assert answer["errors"] == errors
        assert app.bodies == []
        assert await app.stack() == [view_id]


async def test_names_that_are_not_in_the_form_are_refused_with_the_nearest() -> None:
    async with forms() as app:
        view_id = app.open()

        assert (
            "'nme'. Did you mean 'name'?" in (await app.submit(view_id, {"nme": {"typed": "x"}}, expected=404))["error"]
        )
        refused = await app.submit(view_id, {"name": {"type": "x"}}, expected=404)
        assert "action_id 'type'. Did you mean 'typed'?" in refused["error"]
        assert app.bodies == []


async def test_errors_keep_the_form_open_with_what_was_typed() -> None:
    async with forms() as app:
        app.answer = {"response_action": "errors", "errors": {"name": "Taken."}}
        view_id = app.open()

        assert await app.submit(view_id) == {"response_action": "errors", "errors": {"name": "Taken."}}

        assert await app.stack() == [view_id]
        [shown] = (await app.control.state())["views"][app.ana]
        assert shown["state"]["values"]["name"]["typed"]["value"] == "Pip"


async def test_an_update_changes_the_form_in_place() -> None:
    async with forms() as app:
        app.answer = {"response_action": "update", "view": form(field("again"))}
        view_id = app.open()

        await app.submit(view_id)

        [shown] = (await app.control.state())["views"][app.ana]
        assert (shown["id"], shown["blocks"][0]["block_id"]) == (view_id, "again")


async def test_a_push_puts_a_form_on_top_and_sending_that_goes_back() -> None:
    async with forms() as app:
        app.answer = {"response_action": "push", "view": form()}
        first = app.open()
        await app.submit(first)
        second = (await app.stack())[-1]
        assert second != first

        refused = await app.submit(first, expected=400)
        assert "behind another" in refused["error"]

        app.answer = {}
        await app.submit(second)
        assert await app.stack() == [first]


async def test_clear_closes_all_forms() -> None:
    async with forms() as app:
        app.open()
        top = app.push()
        app.answer = {"response_action": "clear"}

        await app.submit(top)

        assert await app.stack() == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": form(title=plain("x" * 25))},
        {"response_action": "errors", "errors": {"nowhere": "Wrong."}},
        {"response_action": "vanish"},
    ],
)
async def test_an_answer_slack_would_not_take_is_trouble_and_changes_nothing(answer: dict[str, Any]) -> None:
    async with forms() as app:
        app.answer = answer
        view_id = app.open()
        before = (await app.control.state())["views"][app.ana][0]["blocks"]

        refused = await app.submit(view_id, expected=502)

        assert refused["error"].startswith("We had some trouble connecting.")
        [shown] = (await app.control.state())["views"][app.ana]
        assert shown["blocks"] == before


async def test_a_form_nobody_acknowledges_stays_open() -> None:
    async with parrot(ack_seconds=0.1) as (app, sandbox, control):
        released = asyncio.Event()

        @app.view("form")
        async def think(ack: AsyncAck) -> None:
            await released.wait()
            await ack()

        found = Forms(sandbox, control)
        view_id = found.open()
        answer = await found.submit(view_id, expected=504)
        released.set()

        assert answer["code"] == "operation_timeout"
        assert await found.stack() == [view_id]


@pytest.mark.parametrize("is_wanted", [True, False])
async def test_a_closed_form_is_told_to_an_app_that_asked(is_wanted: bool) -> None:
    async with forms() as app:
        view_id = app.open(notify_on_close=is_wanted)

        assert await app.control.post("close", user="ana", view_id=view_id) == {}

        told = [(body["type"], body["view"]["id"], body["is_cleared"]) for body in app.bodies]
        assert told == ([("view_closed", view_id, False)] if is_wanted else [])
        assert await app.stack() == []


async def test_closing_goes_back_one_form_or_closes_all() -> None:
    async with forms() as app:
        first = app.open(notify_on_close=True)
        app.push()

        await app.control.post("close", user="ana")
        assert await app.stack() == [first]

        second = app.push(notify_on_close=True)
        await app.control.post("close", user="ana", all=True)
        assert await app.stack() == []
        assert [(body["view"]["id"], body["is_cleared"]) for body in app.bodies] == [(second, True), (first, True)]


async def test_a_chosen_conversation_can_bring_an_answers_address() -> None:
    async with forms() as app:
        chooser = {"type": "conversations_select", "response_url_enabled": True}
        view_id = app.open(field("where", chooser))

        await app.submit(view_id, {"where": {"typed": "#birds"}})

        [hook] = app.bodies[0]["response_urls"]
        assert (hook["block_id"], hook["action_id"], hook["channel_id"]) == ("where", "typed", app.birds)
        async with app.control.session.post(hook["response_url"], json={"text": "hi", "response_type": "in_channel"}):
            assert [message["text"] for message in await app.control.messages("birds")] == ["hi"]


async def test_a_form_opened_while_another_is_sent_stays_open() -> None:
    async with parrot() as (app, sandbox, control):
        found = Forms(sandbox, control)

        @app.view("form")
        async def take(ack: AsyncAck) -> None:
            found.open(field("other"))
            await ack()

        await found.submit(found.open())

        [shown] = (await control.state())["views"][found.ana]
        assert shown["blocks"][0]["block_id"] == "other"
