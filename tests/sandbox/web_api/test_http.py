"""The Web API as slack_sdk really calls it, and as nobody should."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.faults import parse
from sandbox.models import SlackError
from sandbox.web_api import routes
from tests.sandbox.rooms import Caller


class Served:
    """A small workspace on a free port, the SDK's client and a bare session."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.slack = Caller()
        self.session = session
        self.url = ""

    @property
    def client(self) -> AsyncWebClient:
        return AsyncWebClient("xoxb-local", base_url=f"{self.url}/api/", session=self.session, retry_handlers=[])

    async def post(self, method: str, **request: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/api/{method}", **request) as response:
            body: dict[str, Any] = await response.json()
            return body


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    async with aiohttp.ClientSession() as session:
        served = Served(session)
        app = web.Application()
        app.add_routes(routes(served.slack.api))

        async def upload(request: web.Request) -> web.Response:
            try:
                served.slack.workspace.receive_upload(request.match_info["ticket"], await request.read())
            except SlackError as refusal:
                return web.Response(status=400, text=refusal.code)
            return web.Response(text="OK")

        app.router.add_post("/upload/{ticket}", upload)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        served.slack.url = served.url
        yield served
        served.slack.faults.release()
        await runner.cleanup()


async def test_the_sdk_calls_with_query_form_and_json(served: Served) -> None:
    client = served.client

    me = await client.auth_test()
    posted = await client.chat_postMessage(
        channel="CBIRDS", text="hello", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}]
    )
    await client.conversations_setTopic(channel="CBIRDS", topic="Finches & friends?")
    history = await client.conversations_history(channel="CBIRDS", limit=5, inclusive=True)
    people = [member["id"] async for page in await client.users_list(limit=2) for member in page["members"]]

    assert me["user_id"] == served.slack.workspace.bot_user_id
    assert history["messages"][-1]["ts"] == posted["ts"]
    assert served.slack.workspace.channels["CBIRDS"].topic == "Finches & friends?"
    assert people == [me["user_id"], "UANA", "UBEN", "UCARO"]


async def test_a_form_with_the_token_in_it_is_taken(served: Served) -> None:
    body = await served.post(
        "chat.postMessage",
        data={"token": "xoxb-local", "channel": "CBIRDS", "text": "hi", "blocks": '[{"type": "divider"}]'},
    )

    assert body["ok"]
    assert body["message"]["blocks"][0]["type"] == "divider"


async def test_a_token_in_the_query_or_in_json_is_not(served: Served) -> None:
    in_query = await served.post("auth.test?token=xoxb-local")
    in_json = await served.post("chat.postMessage", json={"token": "xoxb-local", "channel": "CBIRDS", "text": "hi"})

    assert in_query == in_json == {"ok": False, "error": "not_authed"}


@pytest.mark.parametrize(
    ("method", "request_", "error"),
    [
        ("auth.test", {"data": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ("auth.test", {"data": b"[1]", "headers": {"Content-Type": "application/json"}}, "json_not_object"),
        ("auth.test", {"data": b"x", "headers": {"Content-Type": "image/png"}}, "invalid_post_type"),
        ("users.info", {"json": {"user": "UANA"}}, "invalid_post_type"),
    ],
)
async def test_a_body_slack_cannot_read_is_refused(
    served: Served, method: str, request_: dict[str, Any], error: str
) -> None:
    assert (await served.post(method, **request_))["error"] == error


async def test_the_sdk_hears_the_error_and_why(served: Served) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await served.client.chat_postMessage(channel="CBIRDS", text="x", blocks=[{"type": "header"}])

    assert refusal.value.response["error"] == "invalid_blocks"
    assert refusal.value.response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text [json-pointer:/blocks/0]"
    ]


async def test_a_picture_goes_up_in_its_three_steps(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)

    answer = await served.client.files_upload_v2(
        channel="CBIRDS", filename="spread.png", content=b"\x89PNG....", title="The spread", initial_comment="Look"
    )

    (file,) = answer["files"]
    (message,) = served.slack.workspace.channels["CBIRDS"].messages.values()
    assert (message.text, message.files) == ("Look", [file["id"]])
    info = await served.client.files_info(file=file["id"])
    assert (info["file"]["title"], info["file"]["mimetype"], info["file"]["size"]) == ("The spread", "image/png", 8)
    assert served.slack.workspace.files[file["id"]].content == b"\x89PNG...."


async def test_a_file_is_not_there_before_it_is_complete(served: Served) -> None:
    announced = await served.client.files_getUploadURLExternal(filename="a.png", length=3)

    with pytest.raises(SlackApiError, match="file_not_found"):
        await served.client.files_info(file=announced["file_id"])
    with pytest.raises(SlackApiError, match="file_not_found"):
        await served.client.files_completeUploadExternal(files=[{"id": announced["file_id"], "title": "a"}])


async def test_a_planned_reset_breaks_the_connection_after_the_post(served: Served) -> None:
    served.slack.faults.plan(parse({"method": "chat.postMessage", "when": "reset"}))

    with pytest.raises(aiohttp.ClientError):
        await served.client.chat_postMessage(channel="CBIRDS", text="did it arrive?")

    assert served.slack.rooms.texts("CBIRDS") == ["did it arrive?"]


async def test_a_planned_hang_never_answers(served: Served) -> None:
    served.slack.faults.plan(parse({"method": "chat.postMessage", "when": "hang"}))
    client = AsyncWebClient(
        "xoxb-local", base_url=f"{served.url}/api/", session=served.session, retry_handlers=[], timeout=1
    )

    with pytest.raises(asyncio.TimeoutError):
        async with asyncio.timeout(0.3):
            await client.chat_postMessage(channel="CBIRDS", text="hello?")

    assert served.slack.rooms.texts("CBIRDS") == []


async def test_a_planned_rate_limit_reaches_the_sdk(served: Served) -> None:
    served.slack.faults.plan(parse({"method": "chat.postMessage", "retry_after": 7}))

    with pytest.raises(SlackApiError) as refusal:
        await served.client.chat_postMessage(channel="CBIRDS", text="x")

    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "7"
