"""The listeners: whatever a handler answers reaches the person, through the real app and the wire."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import slack
from bot.slack import Identity
from community.errors import CommunityError
from community.stores import Stores
from handlers import listeners
from handlers.answers import Answer, Done, Errors, Open, Replace, Say, Update
from handlers.blocks.parts import Message, input_block, modal, section, text_input
from handlers.deps import Deps
from handlers.late import Late
from handlers.table import Feature
from storage.database import Database
from tests.bot.running import deps_of
from tests.sandbox.running import served

MESSAGE = Message("Hello Ana", [section("Hello *Ana*")])
MODAL = modal(callback_id="parrot.teach", title="Teach", blocks=[input_block("word", "Word", text_input("word"))])


class Slack:
    """Slack's side: notes what is called and what is said, and refuses what it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.said: list[dict[str, Any]] = []
        self.refuses: dict[str, str] = {}
        self.changed = asyncio.Event()

    def app(self) -> web.Application:
        made = web.Application()
        made.router.add_post("/api/{method}", self._call)
        made.router.add_post("/respond", self._respond)
        return made

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not is_so():
                self.changed.clear()
                await self.changed.wait()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given: dict[str, Any] = await request.json() if "json" in request.content_type else dict(await request.post())
        if isinstance(given.get("view"), str):
            given["view"] = json.loads(given["view"])
        self.calls.append((method, given))
        self.changed.set()
        if method in self.refuses:
            return web.json_response({"ok": False, "error": self.refuses[method]})
        return web.json_response({"ok": True})

    async def _respond(self, request: web.Request) -> web.Response:
        self.said.append(await request.json())
        self.changed.set()
        return web.Response(text="ok")


@dataclass
class Desk:
    """An app whose one handler answers as the test wants."""

    slack: Slack
    database: Database
    late: Late
    app: AsyncApp = field(init=False)
    answer: Answer | Exception = Done()  # noqa: RUF009  # it holds nothing
    waits: asyncio.Event | None = None
    writes: int = 0

    async def handle(self, request: Any, deps: Deps) -> Answer:
        if self.waits is not None:
            await self.waits.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        await deps.write(self._count)
        return self.answer

    def _count(self, _: Stores) -> None:
        self.writes += 1

    async def send(self, body: dict[str, Any]) -> BoltResponse:
        return await self.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))

    async def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        response = await self.send(body)
        assert response.status == 200, response.body
        acknowledged: dict[str, Any] = json.loads(response.body) if response.body else {}
        return acknowledged

    def command(self, text: str = "", *, name: str = "/parrot", trigger_id: str = "1.2") -> dict[str, Any]:
        return {
            "command": name,
            "text": text,
            "team_id": "T1",
            "user_id": "U1",
            "channel_id": "C1",
            "trigger_id": trigger_id,
            "response_url": f"{self.slack.url}/respond",
        }

    def click(self, action_id: str = "parrot.squawk", *, where: str = "channel") -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "trigger_id": "1.2",
            "actions": [{"type": "button", "block_id": "b", "action_id": action_id, "action_ts": "9.9", "value": "7"}],
        }
        if where == "channel":
            container = {"type": "message", "message_ts": "3.4", "channel_id": "C1"}
            return body | {
                "container": container,
                "channel": {"id": "C1"},
                "message": {"ts": "3.4"},
                "response_url": f"{self.slack.url}/respond",
            }
        view = {"id": "V1", "type": where, "callback_id": "x", "private_metadata": "", "hash": "h"}
        return body | {"container": {"type": "view", "view_id": "V1"}, "view": view}

    def submit(self, callback_id: str = "parrot.teach", *, is_empty: bool = False) -> dict[str, Any]:
        state = {} if is_empty else {"word": {"word": {"type": "plain_text_input", "value": "hello"}}}
        return {
            "type": "view_submission",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "trigger_id": "1.2",
            "view": {"id": "V1", "hash": "h1", "type": "modal", "callback_id": callback_id, "state": {"values": state}},
        }

    def close(self, callback_id: str = "parrot.teach") -> dict[str, Any]:
        return self.submit(callback_id) | {"type": "view_closed", "is_cleared": False}

    def shortcut(self, callback_id: str = "parrot.note", *, is_global: bool = False) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": "shortcut" if is_global else "message_action",
            "callback_id": callback_id,
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "trigger_id": "1.2",
            "action_ts": "9.9",
        }
        if is_global:
            return body
        return body | {
            "channel": {"id": "C1"},
            "message": {"ts": "3.4"},
            "message_ts": "3.4",
            "response_url": f"{self.slack.url}/respond",
        }


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    async with _desk_of(sqlite_url, Late()) as made:
        yield made


@pytest.fixture
async def hurried_desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Give a desk that waits a moment only, for what is late on purpose."""
    async with _desk_of(sqlite_url, Late(in_time_seconds=0.2)) as made:
        yield made


@asynccontextmanager
async def _desk_of(sqlite_url: str, late: Late) -> AsyncIterator[Desk]:
    side = Slack()
    database = await Database(sqlite_url).open()
    async with served(side.app()) as url, slack.session() as shared:
        side.url = url
        made = Desk(side, database, late)

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U0", bot_id="B1")

        def make_deps(client: AsyncWebClient, claim: Callable[[Stores, Deps], None]) -> Deps:
            return replace(deps_of(database, Identity("T1", "U0", "B1"), client), claim=claim)

        client = slack.client(shared, base_url=f"{url}/api/")
        made.app = AsyncApp(client=client, authorize=authorize, signing_secret="s", process_before_response=True)
        one = made.handle
        table = Feature(
            commands={"/parrot": {"": one, "teach": one}},
            actions={"parrot.squawk": one},
            views={"parrot.teach": one},
            closed={"parrot.teach": one},
            shortcuts={"parrot.note": one},
        )
        listeners.register(
            made.app,
            table,
            make_deps,
            lambda address: AsyncWebhookClient(address, session=shared, retry_handlers=[]),
            made.late,
        )
        yield made
        await made.late.finish()
    await database.close()


async def test_a_command_says_something_to_one_person(desk: Desk) -> None:
    desk.answer = Say(MESSAGE)

    acknowledged = await desk.ask(desk.command())

    assert acknowledged == {
        "text": "Hello Ana",
        "blocks": [section("Hello *Ana*")],
        "response_type": "ephemeral",
    }


async def test_a_command_opens_a_window(desk: Desk) -> None:
    desk.answer = Open(MODAL)

    acknowledged = await desk.ask(desk.command("teach"))

    [(method, given)] = desk.slack.calls
    assert acknowledged == {}
    assert (method, given["trigger_id"], given["view"]["callback_id"]) == ("views.open", "1.2", "parrot.teach")


async def test_a_window_that_comes_too_late_is_told(desk: Desk) -> None:
    desk.answer = Open(MODAL)
    desk.slack.refuses["views.open"] = "expired_trigger_id"

    acknowledged = await desk.ask(desk.command())

    assert "longer than Slack allows" in acknowledged["text"]


async def test_a_command_that_is_done_says_nothing(desk: Desk) -> None:
    assert await desk.ask(desk.command()) == {}


async def test_a_command_of_another_manifest_is_told(desk: Desk) -> None:
    acknowledged = await desk.ask(desk.command(name="/unheard"))

    assert "/unheard" in acknowledged["text"]


async def test_a_rule_that_was_not_met_is_told_in_its_own_words(desk: Desk) -> None:
    desk.answer = CommunityError("“Tests” exists already. Nothing was created.")

    acknowledged = await desk.ask(desk.command())

    assert acknowledged["text"] == "“Tests” exists already. Nothing was created."
    assert acknowledged["response_type"] == "ephemeral"


async def test_a_fault_is_an_apology_with_a_reference(desk: Desk) -> None:
    desk.answer = RuntimeError("it is broken")

    acknowledged = await desk.ask(desk.command())

    assert "the fault is mine" in acknowledged["text"]
    assert "broken" not in acknowledged["text"]
    assert acknowledged["text"].split()[-1].rstrip(".").isalnum()


async def test_a_fault_of_slacks_while_a_window_opens_is_an_apology_too(desk: Desk) -> None:
    desk.answer = Open(MODAL)
    desk.slack.refuses["views.open"] = "invalid_arguments"

    acknowledged = await desk.ask(desk.command())

    assert "the fault is mine" in acknowledged["text"]


async def test_a_command_that_comes_twice_is_done_once(desk: Desk) -> None:
    desk.answer = Say(MESSAGE)

    await desk.ask(desk.command())
    again = await desk.ask(desk.command())
    other = await desk.ask(desk.command(trigger_id="5.6"))

    assert "I did it once" in again["text"]
    assert other["text"] == "Hello Ana"
    assert desk.writes == 2


async def test_a_command_that_takes_long_is_acknowledged_and_answered_afterwards(hurried_desk: Desk) -> None:
    hurried_desk.answer, hurried_desk.waits = Say(MESSAGE), asyncio.Event()

    acknowledged = await hurried_desk.ask(hurried_desk.command())
    hurried_desk.waits.set()
    await hurried_desk.slack.until(lambda: bool(hurried_desk.slack.said))

    assert acknowledged == {}
    assert hurried_desk.slack.said[0]["text"] == "Hello Ana"
    assert hurried_desk.slack.said[0]["response_type"] == "ephemeral"


async def test_what_follows_an_answer_is_begun_and_nobody_waits_for_it(desk: Desk) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def follow() -> None:
        begun.set()
        await may_end.wait()

    desk.answer = Say(MESSAGE, follow)

    acknowledged = await desk.ask(desk.command())
    async with asyncio.timeout(10):
        await begun.wait()

    assert acknowledged["text"] == "Hello Ana"
    assert desk.late.still_open == 1
    may_end.set()
    await desk.late.finish()
    assert desk.late.still_open == 0


@pytest.mark.parametrize("ask", ["command", "click", "submit", "shortcut"])
async def test_something_can_follow_every_kind_of_answer(desk: Desk, ask: str) -> None:
    followed: list[str] = []

    async def follow() -> None:
        followed.append(ask)

    desk.answer = Say(MESSAGE, follow)

    await desk.ask(getattr(desk, ask)())
    await desk.late.finish()

    assert followed == [ask]


async def test_something_follows_a_late_answer_too(hurried_desk: Desk) -> None:
    followed = asyncio.Event()

    async def follow() -> None:
        followed.set()

    hurried_desk.answer, hurried_desk.waits = Say(MESSAGE, follow), asyncio.Event()
    await hurried_desk.ask(hurried_desk.command())

    assert not followed.is_set()
    hurried_desk.waits.set()
    async with asyncio.timeout(10):
        await followed.wait()


async def test_what_follows_and_fails_changes_no_answer(desk: Desk) -> None:
    async def fail() -> None:
        raise RuntimeError("it is broken")

    desk.answer = Say(MESSAGE, fail)

    assert (await desk.ask(desk.command()))["text"] == "Hello Ana"
    await desk.late.finish()


async def test_a_click_in_a_channel_says_something_beside_the_message(desk: Desk) -> None:
    desk.answer = Say(MESSAGE)

    await desk.ask(desk.click())

    [said] = desk.slack.said
    assert (said["text"], said["response_type"], said["replace_original"]) == ("Hello Ana", "ephemeral", False)


async def test_a_click_on_an_ephemeral_message_replaces_it(desk: Desk) -> None:
    desk.answer = Replace(MESSAGE)

    await desk.ask(desk.click())

    assert desk.slack.said[0]["replace_original"] is True


@pytest.mark.parametrize("kind", ["click", "submit", "shortcut"])
async def test_somebody_of_another_organisation_is_answered_and_changes_nothing(desk: Desk, kind: str) -> None:
    body: dict[str, Any] = getattr(desk, kind)()

    answered = await desk.ask(body | {"user": {"id": "W9", "team_id": "T9"}})

    assert "the people of the organisation I belong to" in f"{answered} {desk.slack.said}"
    assert desk.writes == 0


@pytest.mark.parametrize("team", [{"id": "T1", "enterprise_id": "E1"}, {"id": "T9"}])
async def test_a_colleague_is_no_stranger(desk: Desk, team: dict[str, str]) -> None:
    await desk.ask(desk.click() | {"user": {"id": "U9", "team_id": "T9"}, "team": team})

    assert desk.writes == 1


@pytest.mark.parametrize("answer", [Open(MODAL), Update(MODAL)])
async def test_a_click_in_a_channel_opens_a_window(desk: Desk, answer: Answer) -> None:
    desk.answer = answer

    await desk.ask(desk.click())

    assert [method for method, _ in desk.slack.calls] == ["views.open"]


async def test_a_click_whose_window_comes_too_late_is_told(desk: Desk) -> None:
    desk.answer = Open(MODAL)
    desk.slack.refuses["views.open"] = "expired_trigger_id"

    await desk.ask(desk.click())

    assert "longer than Slack allows" in desk.slack.said[0]["text"]


@pytest.mark.parametrize(
    ("where", "answer", "method"),
    [
        ("home", Say(MESSAGE), "views.open"),
        ("home", Open(MODAL), "views.open"),
        ("modal", Say(MESSAGE), "views.push"),
        ("modal", Open(MODAL), "views.push"),
        ("modal", Update(MODAL), "views.update"),
        ("modal", Replace(MESSAGE), "views.update"),
    ],
)
async def test_a_click_in_a_view_is_answered_in_one(desk: Desk, where: str, answer: Answer, method: str) -> None:
    desk.answer = answer

    await desk.ask(desk.click(where=where))

    assert [called for called, _ in desk.slack.calls] == [method]
    assert desk.slack.said == []


async def test_a_fourth_window_takes_the_place_of_the_third(desk: Desk) -> None:
    desk.slack.refuses["views.push"] = "push_limit_reached"
    desk.answer = Open(MODAL)

    await desk.ask(desk.click(where="modal"))

    assert [called for called, _ in desk.slack.calls] == ["views.push", "views.update"]
    assert desk.slack.calls[1][1]["view"]["callback_id"] == "parrot.teach"


async def test_a_click_that_is_done_says_nothing(desk: Desk) -> None:
    await desk.ask(desk.click())

    assert (desk.slack.said, desk.slack.calls, desk.writes) == ([], [], 1)


async def test_a_link_needs_no_answer(desk: Desk) -> None:
    await desk.ask(desk.click("just.a.link"))

    assert (desk.slack.said, desk.writes) == ([], 0)


async def test_a_click_that_comes_twice_is_done_once(desk: Desk) -> None:
    desk.answer = Say(MESSAGE)

    await desk.ask(desk.click())
    await desk.ask(desk.click())

    assert desk.writes == 1


async def test_a_click_that_takes_long_is_acknowledged_and_answered_afterwards(hurried_desk: Desk) -> None:
    hurried_desk.answer, hurried_desk.waits = Say(MESSAGE), asyncio.Event()

    await hurried_desk.ask(hurried_desk.click())
    before = list(hurried_desk.slack.said)
    hurried_desk.waits.set()
    await hurried_desk.slack.until(lambda: bool(hurried_desk.slack.said))

    assert before == []


async def test_a_submitted_window_closes(desk: Desk) -> None:
    assert await desk.ask(desk.submit()) == {}


async def test_errors_stand_beside_what_was_typed(desk: Desk) -> None:
    desk.answer = Errors({"word": "That word is taken."})

    acknowledged = await desk.ask(desk.submit())

    assert acknowledged == {"response_action": "errors", "errors": {"word": "That word is taken."}}


async def test_a_rule_that_was_not_met_stands_beside_the_first_field_as_plain_words(desk: Desk) -> None:
    desk.answer = CommunityError("“R & D” <exists> already.")

    acknowledged = await desk.ask(desk.submit())

    assert acknowledged == {"response_action": "errors", "errors": {"word": "“R & D” <exists> already."}}


async def test_a_rule_that_was_not_met_without_a_field_is_told_in_the_window(desk: Desk) -> None:
    desk.answer = CommunityError("Not like that.")

    acknowledged = await desk.ask(desk.submit(is_empty=True))

    assert acknowledged["response_action"] == "update"
    assert "Not like that." in str(acknowledged["view"])


@pytest.mark.parametrize(
    ("answer", "action"), [(Say(MESSAGE), "update"), (Update(MODAL), "update"), (Open(MODAL), "push")]
)
async def test_a_submitted_window_shows_what_follows(desk: Desk, answer: Answer, action: str) -> None:
    desk.answer = answer

    acknowledged = await desk.ask(desk.submit())

    assert acknowledged["response_action"] == action
    assert acknowledged["view"]["type"] == "modal"


async def test_a_submission_that_comes_twice_is_done_once_and_the_window_says_so(desk: Desk) -> None:
    await desk.ask(desk.submit())

    again = await desk.ask(desk.submit())

    assert desk.writes == 1
    assert again["response_action"] == "update"
    assert "I did it once" in str(again["view"])


async def test_a_window_of_an_earlier_version_is_told(desk: Desk) -> None:
    acknowledged = await desk.ask(desk.submit("parrot.forgotten"))

    assert "earlier version" in str(acknowledged)


async def test_a_submission_that_takes_long_shows_that_and_then_how_it_went(hurried_desk: Desk) -> None:
    hurried_desk.answer, hurried_desk.waits = CommunityError("That word is taken."), asyncio.Event()

    acknowledged = await hurried_desk.ask(hurried_desk.submit())
    hurried_desk.waits.set()
    await hurried_desk.slack.until(lambda: bool(hurried_desk.slack.calls))

    [(method, given)] = hurried_desk.slack.calls
    assert "One moment" in str(acknowledged["view"])
    assert (method, given["view_id"]) == ("views.update", "V1")
    assert "That word is taken." in str(given["view"])


async def test_closing_a_window_is_told_to_its_feature(desk: Desk) -> None:
    await desk.ask(desk.close())
    await desk.ask(desk.close("parrot.forgotten"))

    assert desk.writes == 1


@pytest.mark.parametrize("is_global", [True, False])
async def test_a_shortcut_opens_a_window(desk: Desk, is_global: bool) -> None:
    desk.answer = Open(MODAL)

    await desk.ask(desk.shortcut(is_global=is_global))

    assert [method for method, _ in desk.slack.calls] == ["views.open"]


async def test_a_shortcut_on_a_message_is_answered_beside_it(desk: Desk) -> None:
    desk.answer = Say(MESSAGE)

    await desk.ask(desk.shortcut())

    assert desk.slack.said[0]["text"] == "Hello Ana"


async def test_a_global_shortcut_is_answered_in_a_window(desk: Desk) -> None:
    desk.answer = Say(MESSAGE)

    await desk.ask(desk.shortcut(is_global=True))

    assert "Hello *Ana*" in str(desk.slack.calls[0][1]["view"])


async def test_a_shortcut_of_an_earlier_version_is_told(desk: Desk) -> None:
    await desk.ask(desk.shortcut("parrot.forgotten"))

    assert "earlier version" in desk.slack.said[0]["text"]
