"""The control API, address by address, as a script uses it."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck

from tests.sandbox.running import MANIFEST, MONDAY, bolt_app, eventually, id_of, over_socket, parrot, sandbox_of, served

DOCS = Path(__file__).parent.parent.parent / "docs" / "sandbox.md"


async def test_the_state_shows_people_channels_and_what_each_person_sees() -> None:
    async with sandbox_of() as (sandbox, control):
        sent = await control.post("message", user="ana", channel="birds", text="hello")
        await control.post("message", user="ben", channel="birds", text="hi", thread_ts=sent["ts"])
        await control.post("react", user="ben", channel="birds", ts=sent["ts"], name="wave")
        sandbox.workspace.pin(id_of(sandbox, "ana"), id_of(sandbox, "birds"), sent["ts"])

        state = await control.state()

        ana, ben = id_of(sandbox, "ana"), id_of(sandbox, "ben")
        shown = {user["name"]: (user["id"], user["is_bot"]) for user in state["users"]}
        assert shown["ana"] == (ana, False)
        assert shown["yokoten"] == (sandbox.workspace.bot_user_id, True)
        birds = next(channel for channel in state["channels"] if channel["name"] == "birds")
        assert ana in birds["members"]
        assert birds["pins"] == [sent["ts"]]
        first, reply = birds["messages"]
        assert (first["user"], first["text"], first["ts"]) == (ana, "hello", sent["ts"])
        assert first["reactions"] == [{"name": "wave", "users": [ben], "count": 1}]
        assert "thread_ts" not in first
        assert (reply["text"], reply["thread_ts"]) == ("hi", sent["ts"])
        assert (state["ephemerals"], state["views"], state["homes"]) == ({}, {}, {})
        assert datetime.fromisoformat(state["now"]) >= MONDAY


@pytest.mark.parametrize("user", ["ana", "@ana", "Ana", "<@ana>"])
@pytest.mark.parametrize("channel", ["birds", "#birds"])
async def test_names_are_taken_in_every_form(user: str, channel: str) -> None:
    async with sandbox_of() as (sandbox, control):
        await control.post("message", user=user, channel=channel, text="hello")

        [message] = await control.messages("birds")
        assert message["user"] == id_of(sandbox, "ana")


async def test_ids_are_taken_and_a_persons_name_is_the_direct_message_with_them() -> None:
    async with sandbox_of() as (sandbox, control):
        ana, bot = id_of(sandbox, "ana"), sandbox.workspace.bot_user_id
        await control.post("message", user=ana, channel=id_of(sandbox, "birds"), text="here")
        direct = await control.post("message", user=ana, channel=bot, text="between us")

        assert [m["text"] for m in await control.messages("birds")] == ["here"]
        assert [m["text"] for m in await control.messages(direct["channel"])] == ["between us"]
        assert (await control.post("message", user="ana", channel="@yokoten", text="more"))["channel"] == direct[
            "channel"
        ]


async def test_messages_are_edited_and_deleted_by_who_wrote_them() -> None:
    async with sandbox_of() as (_sandbox, control):
        sent = await control.post("message", user="ana", channel="birds", text="helo")
        place = {"channel": "birds", "ts": sent["ts"]}

        assert "only its author" in (await control.refused("edit", user="ben", text="hm", **place)).lower()
        assert await control.post("edit", user="ana", text="hello", **place) == {"ts": sent["ts"]}
        assert [m["text"] for m in await control.messages("birds")] == ["hello"]

        assert "author" in await control.refused("delete", user="caro", **place)
        await control.post("delete", user="ana", **place)
        assert await control.messages("birds") == []


async def test_a_reaction_is_put_and_taken_back() -> None:
    async with sandbox_of() as (_sandbox, control):
        sent = await control.post("message", user="ana", channel="birds", text="hello")
        reaction = {"user": "ben", "channel": "birds", "ts": sent["ts"], "name": ":bulb:"}

        await control.post("react", **reaction)
        assert "already" in await control.refused("react", **reaction)
        await control.post("react", **reaction, remove=True)

        assert "reactions" not in (await control.messages("birds"))[0]


async def test_channels_and_accounts_change() -> None:
    async with sandbox_of() as (sandbox, control):

        async def birds() -> dict[str, Any]:
            channels = (await control.state())["channels"]
            return next(c for c in channels if c["id"] == birds_id)

        birds_id, caro = id_of(sandbox, "birds"), id_of(sandbox, "caro")
        await control.post("leave", user="caro", channel="birds")
        assert caro not in (await birds())["members"]
        await control.post("join", user="caro", channel="birds")
        assert caro in (await birds())["members"]
        await control.post("rename", user="ana", channel="birds", name="owls")
        assert (await birds())["name"] == "owls"
        await control.post("archive", channel="owls")
        assert (await birds())["is_archived"]
        await control.post("unarchive", user="ana", channel="owls")
        assert not (await birds())["is_archived"]
        await control.post("make_private", channel="owls")
        assert (await birds())["is_private"]
        await control.post("make_public", channel="owls")
        assert not (await birds())["is_private"]
        await control.post("share_channel", channel="owls")
        assert sandbox.workspace.channels[birds_id].is_ext_shared
        await control.post("share_channel", channel="owls", remove=True)
        assert not sandbox.workspace.channels[birds_id].is_ext_shared
        await control.post("change_name", user="caro", name="Caroline")
        assert sandbox.workspace.users[caro].display_name == "Caroline"
        await control.post("deactivate", user="caro")
        assert caro not in (await birds())["members"]
        assert "deactivated" in await control.refused("message", user="caro", channel="general", text="hi")
        await control.post("reactivate", user="caro")
        await control.post("join", user="caro", channel="owls")


async def test_a_workspace_can_leave_creating_channels_to_its_admins() -> None:
    async with sandbox_of() as (sandbox, control):
        await control.post("workspace", channel_creation_restricted=True)

        headers = {"Authorization": f"Bearer {sandbox.workspace.bot_token}"}
        url = f"{sandbox.api_url}conversations.create"
        async with control.session.post(url, json={"name": "seeds"}, headers=headers) as response:
            assert (await response.json())["error"] == "restricted_action"


async def test_people_write_the_canvas_of_a_channel_and_throw_it_away() -> None:
    async with sandbox_of() as (_, control):

        async def shown() -> Any:
            [birds] = [one for one in (await control.state())["channels"] if one["name"] == "birds"]
            return birds["canvas"] and birds["canvas"]["markdown"]

        assert await shown() is None
        await control.post("canvas", user="ana", channel="birds", text="# Ours")
        assert await shown() == "# Ours"
        await control.post("canvas", user="ben", channel="birds", text="# Ours too")
        assert await shown() == "# Ours too"
        await control.post("canvas", user="ben", channel="birds", remove=True)
        assert await shown() is None


async def test_a_workspace_on_a_free_plan_has_no_canvases() -> None:
    async with sandbox_of() as (_, control):
        assert (await control.post("workspace", plan="free"))["plan"] == "free"

        told = await control.refused("canvas", user="ana", channel="birds", text="# Ours")
        assert told == "A workspace on a free plan has no channel canvases."


@pytest.mark.parametrize(
    ("name", "fields", "status", "sentence"),
    [
        ("message", {"user": "anna", "channel": "birds", "text": "x"}, 404, "no person 'anna'. Did you mean 'ana'?"),
        ("message", {"user": "ana", "channel": "bird", "text": "x"}, 404, "Did you mean 'birds'?"),
        ("message", {"user": "caro", "channel": "nest", "text": "x"}, 404, "There is no channel"),
        ("message", {"user": "ana", "channel": "birds"}, 400, '"text" is missing.'),
        ("message", {"channel": "birds", "text": "x"}, 400, '"user" is missing.'),
        ("message", {"user": 7, "channel": "birds", "text": "x"}, 400, '"user" is a text, got 7.'),
        ("message", {"user": "ana", "channel": "birds", "text": ""}, 400, "A message needs a text."),
        ("message", {"user": "ana", "channel": "birds", "text": "x", "thread": "1"}, 400, 'no field "thread" here'),
        ("message", {"user": "yokoten", "channel": "birds", "text": "x"}, 400, "The app acts by itself"),
        ("react", {"user": "ana", "channel": "birds", "ts": "1.2", "name": "bulb"}, 400, "no message with this ts"),
        ("command", {"user": "ana", "channel": "birds", "command": "/parot"}, 404, "Did you mean '/parrot'?"),
        ("command", {"user": "yokoten", "channel": "birds", "command": "/parrot"}, 400, "The app acts by itself"),
        ("shortcut", {"user": "ana", "callback_id": "note_that"}, 404, "global shortcut"),
        ("shortcut", {"user": "ana", "callback_id": "note_this", "ts": "1.2"}, 400, 'both "channel" and "ts"'),
        ("click", {"user": "ana", "action_id": "feed"}, 404, "There is no element"),
        ("submit", {"user": "ana", "view_id": "V1"}, 404, "There is no open modal"),
        ("submit", {"user": "ana", "view_id": "V1", "values": {"a": 1}}, 400, "{block_id: {action_id: value}}"),
        ("close", {"user": "ana"}, 404, "no modal open"),
        ("home", {"user": "ana", "tab": "about"}, 400, '"tab" is home or messages'),
        ("rename", {"channel": "birds", "name": "New Birds"}, 400, "only lower-case letters"),
        ("rename", {"channel": "birds", "name": "general"}, 400, "Another channel has this name."),
        ("archive", {"channel": "general"}, 400, "The general channel can't be archived."),
        ("clock", {}, 400, 'either "to"'),
        ("clock", {"to": "2020-01-01T00:00:00Z"}, 400, "only moves ahead"),
        ("clock", {"to": "2030-01-01T00:00:00"}, 400, "needs a zone"),
        ("clock", {"to": "tomorrow"}, 400, "can't go there"),
        ("clock", {"advance_seconds": -1}, 400, "only moves ahead"),
        ("clock", {"advance_seconds": 1e30}, 400, "can't go there"),
        ("fault", {"when": "before"}, 400, 'needs a "method"'),
        ("redeliver", {"event_id": "Ev1"}, 404, "There is no event"),
        ("disconnect", {"reason": "tired"}, 400, '"reason" is one of warning'),
        ("workspace", {}, 400, "channel_creation_restricted"),
        ("workspace", {"plan": "gold"}, 400, '"plan" is free or paid'),
        ("canvas", {"user": "ana", "channel": "birds", "remove": True}, 400, "The channel has no canvas."),
        ("mesage", {}, 404, "There is no control address 'mesage'. Did you mean 'message'?"),
        ("state", {}, 405, "takes GET, not POST"),
    ],
)  # fmt: skip
async def test_what_cant_be_done_is_said_in_a_sentence(
    name: str, fields: dict[str, Any], status: int, sentence: str
) -> None:
    async with sandbox_of() as (_sandbox, control):
        before = await control.state()

        assert sentence in await control.refused(name, status=status, **fields)

        after = await control.state()
        assert {**after, "now": ""} == {**before, "now": ""}


@pytest.mark.parametrize(("body", "sentence"), [(b"{", "not JSON"), (b"[1]", "JSON object, got list")])
async def test_what_is_no_json_object_is_refused(body: bytes, sentence: str) -> None:
    async with sandbox_of() as (sandbox, control):
        response = await control.session.post(f"{sandbox.url}/control/message", data=body)

        assert response.status == 400
        assert sentence in (await response.json())["error"]


async def test_the_clock_moves_and_says_where_it_is() -> None:
    async with sandbox_of() as (_sandbox, control):
        moved = await control.post("clock", to="2026-04-06T09:00:00+02:00")
        assert moved["now"].startswith("2026-04-06T07:00:00")

        moved = await control.post("clock", advance_seconds=3600)
        assert moved["now"].startswith("2026-04-06T08:00:00")

        assert (await control.state())["now"].startswith("2026-04-06T08:00:00")
        sent = await control.post("message", user="ana", channel="birds", text="later")
        assert datetime.fromtimestamp(float(sent["ts"]), MONDAY.tzinfo) >= MONDAY + timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        # The clock stands at Monday 30 March 2026, 07:00 UTC, which is 09:00 in Berlin.
        ("next Monday 09:00", "2026-03-30T09:00"),
        ("Monday 07:00", "2026-04-06T07:00"),
        ("next friday 15:30 Europe/Berlin", "2026-04-03T13:30"),
        ("next Monday 08:59 Europe/Berlin", "2026-04-06T06:59"),
    ],
)
async def test_the_clock_understands_the_next_weekday_at_an_hour(to: str, expected: str) -> None:
    async with sandbox_of() as (_sandbox, control):
        moved = await control.post("clock", to=to)

        assert moved["now"].startswith(expected)


async def test_the_clock_does_not_move_to_a_zone_that_is_not_there() -> None:
    async with sandbox_of() as (_sandbox, control):
        sentence = await control.refused("clock", to="next Monday 09:00 Europe/Nowhere")

        assert "there is no time zone 'Europe/Nowhere'" in sentence
        assert (await control.state())["now"].startswith("2026-03-30T07:00")


class Bot:
    """A bot's own address: what /readyz says, and the times /clock was set to."""

    def __init__(self) -> None:
        self.answers = [(200, {"ready": True, "inbox": 0, "outbox": 0})]
        self.asked = 0
        self.times: list[str] = []
        self.clock_status = 200

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get("/readyz", self._readyz), web.post("/clock", self._clock)])
        return app

    async def _readyz(self, _: web.Request) -> web.Response:
        self.asked += 1
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return web.json_response(body, status=status)

    async def _clock(self, request: web.Request) -> web.Response:
        self.times.append((await request.json())["now"])
        return web.Response(status=self.clock_status, text="told")


async def test_the_bots_clock_follows() -> None:
    bot = Bot()
    async with served(bot.app()) as bot_url, sandbox_of(bot_url=bot_url) as (_sandbox, control):
        await control.post("clock", to="2026-04-06T07:00:00Z")
        assert [time[:19] for time in bot.times] == ["2026-04-06T07:00:00"]

        bot.clock_status = 500
        answer = await control.post("clock", advance_seconds=60, expected=502)
        assert "the bot's /clock answered 500" in answer["error"]
        assert answer["now"].startswith("2026-04-06T07:01:00")


async def test_settle_waits_for_the_bots_inbox_and_outbox() -> None:
    bot = Bot()
    bot.answers = [
        (503, {"ready": False, "inbox": 0, "outbox": 0}),
        (200, {"ready": True, "inbox": 2, "outbox": 0}),
        (200, {"ready": True, "inbox": 0, "outbox": 1}),
        (200, {"ready": True, "inbox": 0, "outbox": 0}),
    ]
    async with served(bot.app()) as bot_url, sandbox_of(bot_url=bot_url) as (_sandbox, control):
        assert await control.post("settle") == {"settled": True}

    assert bot.asked == 4


async def test_settle_says_what_is_still_open() -> None:
    bot = Bot()
    bot.answers = [(200, {"ready": True, "inbox": 3, "outbox": 0})]
    async with served(bot.app()) as bot_url, sandbox_of(bot_url=bot_url) as (_sandbox, control):
        await control.post("message", user="ana", channel="birds", text="anyone?")
        answer = await control.post("settle", timeout_seconds=0.1, expected=504)

    assert "'inbox': 3" in answer["error"]
    assert any("(message) waits for attempt" in still_open for still_open in answer["open"])


async def test_settle_says_that_the_bot_cant_be_reached() -> None:
    async with served(web.Application()) as gone:
        pass

    async with sandbox_of(bot_url=gone) as (_sandbox, control):
        answer = await control.post("settle", timeout_seconds=0.1, expected=504)

    assert "/readyz does not answer" in answer["error"]


async def test_settle_brings_a_waiting_retry_forward_once_the_app_is_back() -> None:
    async with sandbox_of() as (sandbox, control):
        app = bolt_app(sandbox.api_url, sandbox.workspace)
        heard: list[str] = []

        @app.event("message")
        async def hear(event: dict[str, Any]) -> None:
            heard.append(event["text"])

        await control.post("message", user="ana", channel="birds", text="anyone?")
        async with over_socket(app, sandbox):
            await control.post("settle")

        assert heard == ["anyone?"]


async def test_an_event_is_delivered_again_when_asked() -> None:
    async with parrot() as (app, _sandbox, control):
        heard: list[tuple[str, str]] = []

        @app.event("message")
        async def hear(body: dict[str, Any], request: Any) -> None:
            heard.append((body["event_id"], request.headers["x-slack-retry-num"][0]))

        await control.post("message", user="ana", channel="birds", text="hello")
        await control.post("settle")
        event_id = heard[0][0]

        assert await control.post("redeliver", event_id=event_id) == {"event_id": event_id}
        assert heard == [(event_id, "0"), (event_id, "1")]


async def test_a_planned_failure_meets_the_next_calls() -> None:
    async with sandbox_of() as (sandbox, control):
        headers = {"Authorization": f"Bearer {sandbox.workspace.bot_token}"}

        async def called() -> tuple[int, str | None, str | None]:
            async with control.session.post(f"{sandbox.api_url}auth.test", headers=headers) as response:
                return response.status, (await response.json()).get("error"), response.headers.get("Retry-After")

        await control.post("fault", method="auth.test", status=429, retry_after=7, times=2)
        await control.post("fault", method="auth.test", error="fatal_error")

        assert [await called() for _ in range(4)] == [
            (429, "ratelimited", "7"),
            (429, "ratelimited", "7"),
            (200, "fatal_error", None),
            (200, None, None),
        ]


@pytest.mark.parametrize(("when", "is_posted"), [("before", False), ("after", True), ("reset", True)])
async def test_a_post_fails_before_or_after_it_was_made(when: str, is_posted: bool) -> None:
    async with sandbox_of() as (sandbox, control):
        headers = {"Authorization": f"Bearer {sandbox.workspace.bot_token}"}
        fields = {"channel": id_of(sandbox, "birds"), "text": "hello"}
        await control.post("fault", method="chat.postMessage", status=500, when=when)

        try:
            url = f"{sandbox.api_url}chat.postMessage"
            async with control.session.post(url, json=fields, headers=headers) as response:
                met = str(response.status)
        except aiohttp.ClientConnectionError:
            met = "cut"

        assert met == ("cut" if when == "reset" else "500")
        assert [message["text"] for message in await control.messages("birds")] == (["hello"] if is_posted else [])


async def test_a_call_that_hangs_is_never_answered_and_keeps_nobody_from_stopping() -> None:
    async with sandbox_of() as (sandbox, control):
        await control.post("fault", method="auth.test", when="hang")
        headers = {"Authorization": f"Bearer {sandbox.workspace.bot_token}"}
        hanging = asyncio.ensure_future(control.session.post(f"{sandbox.api_url}auth.test", headers=headers))

        await eventually(lambda: bool(sandbox.traffic.exchanges()))

        [hung] = await control.log()
        assert (hung["name"], hung["response"]) == ("auth.test", None)
        assert not hanging.done()
        hanging.cancel()


async def test_the_log_has_both_ways_and_can_be_read_on() -> None:
    async with parrot() as (app, sandbox, control):

        @app.command("/parrot")
        async def again(ack: AsyncAck) -> None:
            await ack("again")

        await control.post("command", user="ana", channel="birds", command="/parrot")

        entries = await control.log()
        opened = next(e for e in entries if e["name"] == "apps.connections.open")
        assert (opened["direction"], opened["kind"], opened["response"]["status"]) == ("from_bot", "web_api", 200)
        asked = next(e for e in entries if e["name"] == "slash_commands: /parrot")
        assert (asked["direction"], asked["kind"]) == ("to_bot", "socket_mode")
        assert asked["response"]["payload"] == {"text": "again"}
        assert asked["at"] <= asked["answered_at"]
        assert sandbox.workspace.bot_token not in str(entries)
        after = {"after": entries[-2]["number"]}
        async with control.session.get(f"{sandbox.url}/control/log", params=after) as response:
            assert [entry["number"] for entry in (await response.json())["entries"]] == [entries[-1]["number"]]


async def test_an_app_that_takes_no_messages_gets_none(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    is_read_only = "messages_tab_read_only_enabled: "
    manifest.write_text(MANIFEST.read_text().replace(f"{is_read_only}false", f"{is_read_only}true"))

    async with sandbox_of(manifest=manifest) as (_sandbox, control):
        assert "turned off" in await control.refused("message", user="ana", channel="@yokoten", text="hi")
        await control.post("message", user="ana", channel="@ben", text="hi")


async def test_the_documentation_names_every_address() -> None:
    async with sandbox_of() as (sandbox, _control):
        text = DOCS.read_text()

        for name in sandbox.control_acts():
            assert f"POST /control/{name}`" in text
        assert "GET /control/state`" in text
        assert "GET /control/log`" in text
