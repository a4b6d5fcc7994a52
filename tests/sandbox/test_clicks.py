"""Clicks and choices in messages, ephemerals, modals and Homes, and what the app is told of them."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from sandbox.server import Sandbox
from tests.sandbox.running import Control, id_of, parrot


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}


def actions(*elements: dict[str, Any], block_id: str = "acts") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(action_id: str = "go", value: str | None = "1") -> dict[str, Any]:
    element = {"type": "button", "action_id": action_id, "text": plain("Go")}
    return element if value is None else element | {"value": value}


class Clicked:
    """A workspace with an app that notes what is clicked."""

    def __init__(self, sandbox: Sandbox, control: Control) -> None:
        self.workspace = sandbox.workspace
        self.control = control
        self.ana, self.birds = id_of(sandbox, "ana"), id_of(sandbox, "birds")
        self.bodies: list[dict[str, Any]] = []

    async def click(self, action_id: str = "go", **fields: Any) -> dict[str, Any]:
        """Click as Ana; give what the app was told."""
        assert await self.control.post("click", user="ana", action_id=action_id, **fields) == {}
        return self.bodies[-1]

    async def refused(self, action_id: str = "go", *, status: int = 400, **fields: Any) -> str:
        told = len(self.bodies)
        sentence = await self.control.refused("click", status=status, user="ana", action_id=action_id, **fields)
        assert len(self.bodies) == told
        return sentence

    def say(self, *blocks: dict[str, Any], thread_ts: str | None = None) -> str:
        bot = self.workspace.bot_user_id
        return self.workspace.post(bot, self.birds, text="said", blocks=list(blocks), thread_ts=thread_ts).ts

    def whisper(self, *blocks: dict[str, Any]) -> str:
        return self.workspace.post_ephemeral(self.ana, self.birds, text="psst", blocks=list(blocks)).ts

    def modal(self, *blocks: dict[str, Any]) -> str:
        view = {"type": "modal", "title": plain("A form"), "submit": plain("Send"), "blocks": list(blocks)}
        return self.workspace.open_view(self.ana, view).id

    def home(self, *blocks: dict[str, Any]) -> str:
        return self.workspace.publish_home(self.ana, {"type": "home", "blocks": list(blocks)}).id


@asynccontextmanager
async def clicked() -> AsyncIterator[Clicked]:
    async with parrot() as (app, sandbox, control):
        found = Clicked(sandbox, control)

        @app.event("message")
        async def hear() -> None:
            pass

        @app.action({"type": "block_actions", "action_id": ANY})
        async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
            found.bodies.append(body)
            await ack()

        yield found


ANY = re.compile(".*")


async def test_a_click_in_a_message_brings_the_message_and_an_answers_address() -> None:
    async with clicked() as app:
        ts = app.say(actions(button()))

        body = await app.click(channel="birds", ts=ts)

        assert body["container"] == {
            "type": "message",
            "message_ts": ts,
            "channel_id": app.birds,
            "is_ephemeral": False,
        }
        assert (body["message"]["ts"], body["channel"]) == (ts, {"id": app.birds, "name": "birds"})
        assert body["response_url"]
        [action] = body["actions"]
        assert {key: action[key] for key in ("type", "action_id", "block_id", "value")} == {
            "type": "button",
            "action_id": "go",
            "block_id": "acts",
            "value": "1",
        }


async def test_a_click_in_a_thread_names_the_thread() -> None:
    async with clicked() as app:
        parent = app.say(actions(button("other")))
        ts = app.say(actions(button()), thread_ts=parent)

        assert (await app.click(ts=ts))["container"]["thread_ts"] == parent


async def test_a_click_in_an_ephemeral_brings_no_message() -> None:
    async with clicked() as app:
        ts = app.whisper(actions(button()))

        body = await app.click(ts=ts)

        assert body["container"]["is_ephemeral"] is True
        assert body["container"]["message_ts"] == ts
        assert "message" not in body


async def test_another_persons_ephemeral_cant_be_clicked() -> None:
    async with clicked() as app:
        ts = app.whisper(actions(button()))

        refused = await app.control.refused("click", status=404, user="ben", action_id="go", channel="birds", ts=ts)

        assert "sees no message" in refused


@pytest.mark.parametrize("surface", ["modal", "home"])
async def test_a_click_in_a_view_brings_the_view_and_what_is_typed(surface: str) -> None:
    async with clicked() as app:
        make: Callable[..., str] = getattr(app, surface)
        chooser = {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]}
        view_id = make(actions(button(), chooser))

        first = await app.click("pick", value="b", view_id=view_id)
        second = await app.click(view_id=view_id)

        assert first["actions"][0]["selected_option"] == option("b")
        state = {"acts": {"pick": {"type": "static_select", "selected_option": option("b")}}}
        assert second["view"]["state"]["values"] == state
        assert (second["view"]["id"], second["container"]) == (view_id, {"type": "view", "view_id": view_id})
        assert not second["response_url"]
        assert "channel" not in second


async def test_what_was_typed_around_a_button_goes_along() -> None:
    async with clicked() as app:
        element = {"type": "plain_text_input", "action_id": "typed"}
        view_id = app.modal(
            {"type": "input", "block_id": "in", "label": plain("Name"), "element": element}, actions(button())
        )

        body = await app.click(view_id=view_id, values={"in": {"typed": "half a na"}})

        assert body["view"]["state"]["values"]["in"]["typed"]["value"] == "half a na"


@pytest.mark.parametrize(
    ("element", "value", "told"),
    [
        ({"type": "overflow", "options": [option("a"), option("b")]}, "b", {"selected_option": option("b")}),
        ({"type": "radio_buttons", "options": [option("a")]}, "A", {"selected_option": option("a")}),
        ({"type": "checkboxes", "options": [option("a"), option("b")]}, ["b"], {"selected_options": [option("b")]}),
        ({"type": "datepicker"}, "2026-03-30", {"selected_date": "2026-03-30"}),
        ({"type": "users_select"}, "ben", {"selected_user": "ben"}),
        ({"type": "button", "text": plain("Go"), "url": "https://example.com/"}, None, {"url": "https://example.com/"}),
    ],
)
async def test_a_choice_is_told_in_its_own_field(element: dict[str, Any], value: object, told: dict[str, Any]) -> None:
    async with clicked() as app:
        ts = app.say(actions({"action_id": "go", **element}))

        [action] = (await app.click(ts=ts, value=value))["actions"]

        if told == {"selected_user": "ben"}:
            ben = app.workspace.find_user("ben")
            assert ben is not None
            told = {"selected_user": ben.id}
        assert {key: action[key] for key in told} == told


async def test_what_is_chosen_in_a_message_is_each_persons_own() -> None:
    async with clicked() as app:
        chooser = {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]}
        ts = app.say(actions(chooser, button()))

        await app.click("pick", ts=ts, value="a")
        await app.control.post("click", user="ben", action_id="go", ts=ts)
        bens = app.bodies[-1]["state"]["values"]["acts"]["pick"]
        anas = (await app.click(ts=ts))["state"]["values"]["acts"]["pick"]

        assert (bens["selected_option"], anas["selected_option"]) == (None, option("a"))


async def test_the_newest_place_is_taken_when_none_is_named() -> None:
    async with clicked() as app:
        app.say(actions(button(value="old")))
        app.say(actions(button(value="new")))
        assert (await app.click())["actions"][0]["value"] == "new"

        app.home(actions(button(value="home")))
        assert (await app.click())["actions"][0]["value"] == "home"

        app.whisper(actions(button(value="whisper")))
        assert (await app.click())["actions"][0]["value"] == "whisper"

        app.modal(actions(button(value="modal")))
        assert (await app.click())["actions"][0]["value"] == "modal"
        assert (await app.click(channel="birds"))["actions"][0]["value"] == "whisper"


async def test_a_value_tells_buttons_of_one_name_apart() -> None:
    async with clicked() as app:
        ts = app.say(actions(button(value="a"), block_id="one"), actions(button(value="b"), block_id="two"))

        assert (await app.click(ts=ts, value="b"))["actions"][0]["block_id"] == "two"
        assert (await app.click(ts=ts, block_id="one"))["actions"][0]["value"] == "a"
        assert "have the values 'a', 'b'" in await app.refused(ts=ts)
        assert "has the value 'c'; there is 'a', 'b'" in await app.refused(ts=ts, value="c")


async def test_what_is_not_there_cant_be_clicked() -> None:
    async with clicked() as app:
        ts = app.say(actions(button("follow")))
        view_id = app.modal(actions(button("first")))

        assert "Did you mean 'follow'?" in await app.refused("folow", ts=ts, status=404)
        assert "sees no message" in await app.refused(ts="1.2", status=404)
        assert "no open view" in await app.refused(view_id="V1", status=404)
        app.workspace.push_view(app.ana, {"type": "modal", "title": plain("Second"), "blocks": []})
        assert "behind another" in await app.refused("first", view_id=view_id)


async def test_an_option_that_is_not_there_cant_be_chosen() -> None:
    async with clicked() as app:
        ts = app.say(actions({"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]}))

        assert "no option 'c'; there is 'a', 'b'" in await app.refused("more", ts=ts, value="c")


async def test_an_input_tells_nothing_before_its_form_is_sent_unless_it_says_so() -> None:
    async with clicked() as app:
        element = {"type": "plain_text_input", "action_id": "typed"}
        block = {"type": "input", "block_id": "in", "label": plain("Name"), "element": element}

        view_id = app.modal(block)
        assert "before the modal is submitted" in await app.refused("typed", view_id=view_id, value="x")

        view_id = app.modal(block | {"dispatch_action": True})
        assert (await app.click("typed", view_id=view_id, value="x"))["actions"][0]["value"] == "x"


async def test_options_that_the_app_gives_are_asked_for_and_then_chosen() -> None:
    async with parrot() as (app, sandbox, control):
        told: list[dict[str, Any]] = []

        @app.options("bird")
        async def offer(ack: AsyncAck, body: dict[str, Any]) -> None:
            await ack(options=[option("owl"), option(body["value"])])

        @app.action("bird")
        async def take(ack: AsyncAck, action: dict[str, Any]) -> None:
            told.append(action)
            await ack()

        found = Clicked(sandbox, control)
        view_id = found.modal(actions({"type": "external_select", "action_id": "bird", "min_query_length": 1}))

        offered = await control.post("suggest", user="ana", action_id="bird", value="jay", view_id=view_id)
        await control.post("click", user="ana", action_id="bird", value="Jay", view_id=view_id)

        assert offered == {"options": [option("owl"), option("jay")]}
        assert told[0]["selected_option"] == option("jay")
