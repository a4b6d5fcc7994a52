"""The whole sandbox with a real Bolt app, over Socket Mode and over HTTP."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import ExportError, open_sandbox
from tests.sandbox.incoming import is_known, problem_with
from tests.sandbox.running import MANIFEST, id_of, parrot, sandbox_of

EXPORT = Path(__file__).parent.parent / "data" / "slack-export"

both = pytest.mark.parametrize("transport", ["socket", "http"])


def modal(*blocks: dict[str, Any], **extra: Any) -> dict[str, Any]:
    title = {"type": "plain_text", "text": "A form"}
    submit = {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "callback_id": "form", "title": title, "submit": submit, "blocks": list(blocks), **extra}


def text_input(block_id: str = "name", **element: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": "Name"}
    inner = {"type": "plain_text_input", "action_id": "typed", **element}
    return {"type": "input", "block_id": block_id, "label": label, "element": inner}


def button(action_id: str, value: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": value}
    return {"type": "button", "action_id": action_id, "text": text, "value": value}


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
            ("hello", None, id_of(sandbox, "ana")),
            ("You said hello", sent["ts"], sandbox.workspace.bot_user_id),
        ]


@both
async def test_a_reaction_is_answered_in_the_thread(transport: str) -> None:
    async with parrot(transport) as (app, _sandbox, control):

        @app.event("message")
        async def hear() -> None:
            pass

        @app.event("reaction_added")
        async def answer(event: dict[str, Any], client: AsyncWebClient) -> None:
            item = event["item"]
            await client.chat_postMessage(channel=item["channel"], thread_ts=item["ts"], text=event["reaction"])

        sent = await control.post("message", user="ana", channel="birds", text="a find")
        await control.post("react", user="ben", channel="birds", ts=sent["ts"], name="bulb")
        await control.post("settle")

        assert [(m["text"], m.get("thread_ts")) for m in await control.messages("birds")] == [
            ("a find", None),
            ("bulb", sent["ts"]),
        ]


@both
async def test_a_form_is_opened_refused_and_sent(transport: str) -> None:
    async with parrot(transport) as (app, sandbox, control):

        @app.command("/parrot")
        async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
            await ack()

        @app.view("form")
        async def take(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient) -> None:
            name = view["state"]["values"]["name"]["typed"]["value"]
            if name == "Polly":
                await ack(response_action="errors", errors={"name": "This name is taken."})
                return
            await ack()
            await client.chat_postMessage(channel=id_of(sandbox, "birds"), text=f"Welcome, {name}")

        ana = id_of(sandbox, "ana")
        assert await control.post("command", user="ana", channel="birds", command="/parrot") == {}
        [opened] = (await control.state())["views"][ana]

        refused = await control.post("submit", user="ana", view_id=opened["id"], values={"name": {"typed": "Polly"}})
        assert refused == {"response_action": "errors", "errors": {"name": "This name is taken."}}
        assert [view["id"] for view in (await control.state())["views"][ana]] == [opened["id"]]

        assert await control.post("submit", user="ana", view_id=opened["id"], values={"name": {"typed": "Pip"}}) == {}
        await control.post("settle")
        assert (await control.state())["views"] == {}
        assert [m["text"] for m in await control.messages("birds")] == ["Welcome, Pip"]


@both
async def test_a_click_is_answered_through_its_response_url(transport: str) -> None:
    async with parrot(transport) as (app, sandbox, control):

        @app.command("/parrot")
        async def offer(ack: AsyncAck) -> None:
            blocks = [{"type": "actions", "elements": [button("feed", food)]} for food in ("seed", "nut")]
            await ack(text="Feed me", blocks=blocks)

        @app.action("feed")
        async def eat(ack: AsyncAck, action: dict[str, Any], respond: AsyncRespond) -> None:
            await ack()
            await respond(text=f"Ate a {action['value']}", replace_original=True)

        await control.post("command", user="ben", channel="general", command="/parrot")
        await control.post("click", user="ben", action_id="feed", value="nut")
        await control.post("settle")

        assert [shown["text"] for shown in await control.ephemerals(id_of(sandbox, "ben"))] == ["Ate a nut"]


@both
async def test_everything_on_the_wire_has_the_shape_that_slacks_own_types_give_it(transport: str) -> None:
    async with parrot(transport) as (app, sandbox, control):

        @app.event("app_home_opened")
        async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
            blocks = [{"type": "actions", "elements": [button("open", "now")]}]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

        @app.event("message")
        @app.event("app_mention")
        @app.event("im_created")
        async def hear() -> None:
            pass

        @app.event("reaction_added")
        async def offer(event: dict[str, Any], client: AsyncWebClient) -> None:
            blocks = [{"type": "actions", "elements": [button("open", "now")]}]
            await client.chat_postMessage(channel=event["item"]["channel"], text="Open it", blocks=blocks)

        @app.action("open")
        async def show(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input(), notify_on_close=True))
            await ack()

        @app.view("form")
        async def take(ack: AsyncAck) -> None:
            await ack()

        @app.view_closed("form")
        async def closed(ack: AsyncAck) -> None:
            await ack()

        @app.command("/parrot")
        async def again(ack: AsyncAck) -> None:
            await ack("again")

        ana, bot = id_of(sandbox, "ana"), sandbox.workspace.bot_user_id
        await control.post("command", user="ana", channel="birds", command="/parrot", text="hello")
        sent = await control.post("message", user="ana", channel="birds", text=f"<@{bot}> hello")
        await control.post("edit", user="ana", channel="birds", ts=sent["ts"], text="hello there")
        await control.post("react", user="ben", channel="birds", ts=sent["ts"], name="bulb")
        await control.post("home", user="ana")
        await control.post("settle")
        await control.post("home", user="ana")
        await control.post("settle")
        offered = (await control.messages("birds"))[-1]
        await control.post("click", user="ana", action_id="open", channel="birds", ts=offered["ts"])
        [view] = (await control.state())["views"][ana]
        await control.post("submit", user="ana", view_id=view["id"], values={"name": {"typed": "Pip"}})
        home_view = (await control.state())["homes"][ana]
        await control.post("click", user="ana", action_id="open", view_id=home_view["id"])
        await control.post("close", user="ana")
        await control.post("settle")

        entries = [entry for entry in await control.log() if entry["direction"] == "to_bot"]
        sent_bodies = [entry["request"].get("payload") or entry["request"].get("body") for entry in entries]
        payloads = [body for body in sent_bodies if body is not None]
        kinds = {payload.get("type", "command") for payload in payloads if is_known(payload)}
        assert kinds == {"command", "event_callback", "block_actions", "view_submission", "view_closed"}
        assert [problem for payload in payloads if (problem := problem_with(payload))] == []


async def test_a_dead_trigger_a_second_use_and_an_invented_one_are_told_apart() -> None:
    async with parrot() as (app, sandbox, control):
        triggers: list[str] = []

        @app.command("/parrot")
        async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
            triggers.append(body["trigger_id"])
            await ack()

        await control.post("command", user="ana", channel="birds", command="/parrot")

        async def opened(trigger_id: str) -> str:
            answer = await AsyncWebClient(sandbox.workspace.bot_token, sandbox.api_url).api_call(
                "views.open", json={"trigger_id": trigger_id, "view": modal(text_input())}
            )
            return str(answer["ok"])

        assert await opened(triggers[0]) == "True"
        for trigger_id, error in ((triggers[0], "exchanged_trigger_id"), ("1.2.abc", "invalid_trigger_id")):
            with pytest.raises(Exception, match=error):
                await opened(trigger_id)


async def test_the_environment_is_all_a_bot_needs() -> None:
    async with sandbox_of() as (sandbox, _control):
        environment = sandbox.environment()

        answer = await AsyncWebClient(environment["SLACK_BOT_TOKEN"], environment["SLACK_API_URL"]).auth_test()

        assert answer["user_id"] == sandbox.workspace.bot_user_id
        assert environment["TRANSPORT"] == "socket"
        assert environment["SLACK_APP_TOKEN"].startswith("xapp-")
        assert environment["SLACK_SIGNING_SECRET"] == sandbox.workspace.signing_secret


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
    ],
)
async def test_no_other_name_and_no_page_from_elsewhere_drives_it(headers: dict[str, str]) -> None:
    async with sandbox_of() as (sandbox, control):
        fields = {"user": "ana", "channel": "birds", "text": "hi"}
        async with control.session.post(f"{sandbox.url}/control/message", json=fields, headers=headers) as response:
            assert response.status == 403
            assert "This Slack" in (await response.json())["error"]

        assert await control.messages("birds") == []


async def test_the_sandboxs_own_page_may_drive_it() -> None:
    async with sandbox_of() as (sandbox, control):
        headers = {"Origin": sandbox.url}
        fields = {"user": "ana", "channel": "birds", "text": "hi"}
        async with control.session.post(f"{sandbox.url}/control/message", json=fields, headers=headers) as response:
            assert response.status == 200


async def test_it_opens_the_invented_organisation_or_an_export() -> None:
    invented = open_sandbox(MANIFEST)
    exported = open_sandbox(MANIFEST, export=EXPORT, bot_url="http://127.0.0.1:1")

    assert len([user for user in invented.workspace.users.values() if not user.is_bot]) == 24
    assert exported.workspace.find_channel("datajam") is not None
    with pytest.raises(ExportError):
        open_sandbox(MANIFEST, export=MANIFEST)


async def test_two_sandboxes_run_beside_each_other_and_leave_nothing_behind() -> None:
    async with sandbox_of() as (first, _), sandbox_of() as (second, _):
        assert first.url != second.url
        address = first.url

    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"{address}/control/state")
