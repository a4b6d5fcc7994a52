"""The page's addresses: its files, what a person may see, and what only the page can do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox.server import Sandbox
from tests.sandbox.running import Control, id_of, sandbox_of


class Visitor:
    """A browser without a window."""

    def __init__(self, sandbox: Sandbox, control: Control) -> None:
        self.sandbox = sandbox
        self.control = control
        self.session: ClientSession = control.session

    async def get(self, what: str, *, expected: int = 200, person: str = "", **query: str) -> dict[str, Any]:
        query |= {"as": person}
        async with self.session.get(f"{self.sandbox.url}/page/{what}", params=query) as response:
            answer: dict[str, Any] = await response.json()
        assert response.status == expected, answer
        return answer

    async def post(self, what: str, *, expected: int = 200, **fields: object) -> dict[str, Any]:
        async with self.session.post(f"{self.sandbox.url}/page/{what}", json=fields) as response:
            answer: dict[str, Any] = await response.json()
        assert response.status == expected, answer
        return answer

    def id(self, name: str) -> str:
        return id_of(self.sandbox, name)


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with sandbox_of() as (sandbox, control):
        yield Visitor(sandbox, control)


@pytest.mark.parametrize(
    "path", ["/", "/archives/C1", "/archives/C1/p1774533600000100", "/app", "/channels", "/traffic"]
)
async def test_every_address_of_the_page_gives_its_shell(visitor: Visitor, path: str) -> None:
    async with visitor.session.get(visitor.sandbox.url + path) as response:
        text = await response.text()

    assert response.status == 200
    assert '<script type="module" src="/page/js/main.js">' in text
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("js/main.js", "text/javascript"),
        ("css/base.css", "text/css"),
        ("emoji.json", "application/json"),
        ("icon.svg", "image/svg+xml"),
    ],
)
async def test_its_files_come_as_what_they_are(visitor: Visitor, path: str, kind: str) -> None:
    async with visitor.session.get(f"{visitor.sandbox.url}/page/{path}") as response:
        assert (response.status, response.content_type) == (200, kind)


@pytest.mark.parametrize("path", ["js/none.js", "js", "..%2fserver.py", "%2e%2e/server.py", "..%2f..%2fpyproject.toml"])
async def test_nothing_outside_of_its_folder_is_given(visitor: Visitor, path: str) -> None:
    async with visitor.session.get(f"{visitor.sandbox.url}/page/{path}") as response:
        assert response.status == 404


async def test_the_state_begins_with_whom_one_acts_as_and_what_the_app_offers(visitor: Visitor) -> None:
    state = await visitor.get("state", person="ben")

    assert state["me"] == visitor.id("ben")
    assert state["now"].startswith("2026-03-30T07:00:")
    assert [c["name"] for c in state["channels"]] == ["general", "birds", "quiet", "nest"]
    assert [c["name"] for c in state["app"]["commands"]] == ["/parrot", "/mention"]
    assert {s["callback_id"]: s["kind"] for s in state["app"]["shortcuts"]} == {
        "note_this": "message",
        "say_something": "global",
    }


async def test_a_visitor_who_is_nobody_yet_acts_as_a_person(visitor: Visitor) -> None:
    assert (await visitor.get("state"))["me"] == visitor.id("ana")


async def test_an_unknown_person_is_told_so(visitor: Visitor) -> None:
    assert "error" in await visitor.get("state", expected=400, person="nobody")


async def test_a_private_channel_does_not_exist_for_others(visitor: Visitor) -> None:
    nest = visitor.id("nest")

    state = await visitor.get("state", person="caro")
    assert "nest" not in [c["name"] for c in state["channels"]]
    for what in ("messages", "thread", "pins"):
        await visitor.get(what, expected=400, channel=nest, ts="1", person="caro")
    await visitor.get("messages", channel=nest, person="ben")


async def test_a_message_comes_with_what_its_replies_come_to(visitor: Visitor) -> None:
    first = await visitor.control.post("message", user="ana", channel="birds", text="Who?")
    await visitor.control.post("message", user="ben", channel="birds", text="Me", thread_ts=first["ts"])
    last = await visitor.control.post("message", user="caro", channel="birds", text="Me too", thread_ts=first["ts"])

    found = await visitor.get("messages", channel=visitor.id("birds"), person="ana")
    thread = await visitor.get("thread", channel=visitor.id("birds"), ts=first["ts"], person="ana")

    [message] = found["messages"]
    assert (message["reply_count"], message["latest_reply"]) == (2, last["ts"])
    assert message["reply_users"] == [visitor.id("ben"), visitor.id("caro")]
    assert [m["text"] for m in thread["messages"]] == ["Who?", "Me", "Me too"]


async def test_messages_come_in_stretches_and_a_linked_one_with_its_surroundings(visitor: Visitor) -> None:
    for number in range(150):
        await visitor.control.post("message", user="ana", channel="birds", text=str(number))
    birds = visitor.id("birds")

    newest = await visitor.get("messages", channel=birds, person="ben")
    older = await visitor.get("messages", channel=birds, before=newest["messages"][0]["ts"], person="ben")
    linked = await visitor.get("messages", channel=birds, since=older["messages"][0]["ts"], person="ben")

    assert [newest["messages"][i]["text"] for i in (0, -1)] == ["90", "149"]
    assert [older["messages"][i]["text"] for i in (0, -1)] == ["30", "89"]
    assert [linked["messages"][i]["text"] for i in (0, -1)] == ["15", "149"]
    assert newest["has_more"] is older["has_more"] is linked["has_more"] is True


async def test_only_what_others_wrote_since_is_unread(visitor: Visitor) -> None:
    ben = visitor.id("ben")
    await visitor.control.post("message", user="ben", channel="birds", text="my own")
    asked = await visitor.control.post("message", user="ana", channel="birds", text=f"<@{ben}>?")
    await visitor.control.post("message", user="ana", channel="birds", text="a reply", thread_ts=asked["ts"])
    await visitor.control.post("message", user="ana", channel="birds", text="and more")

    async def marks() -> tuple[int, int]:
        state = await visitor.get("state", person="ben")
        birds = next(c for c in state["channels"] if c["name"] == "birds")
        return birds["unread"], birds["mentions"]

    assert await marks() == (2, 1)
    await visitor.post("read", user="ben", channel=visitor.id("birds"), ts=asked["ts"])
    assert await marks() == (1, 0)


async def test_an_ephemeral_is_put_away_by_its_reader_only(visitor: Visitor) -> None:
    workspace = visitor.sandbox.workspace
    shown = workspace.post_ephemeral(visitor.id("ben"), visitor.id("birds"), text="only you")

    his = await visitor.get("messages", channel=visitor.id("birds"), person="ben")
    hers = await visitor.get("messages", channel=visitor.id("birds"), person="ana")
    assert ([e["text"] for e in his["ephemerals"]], hers["ephemerals"]) == (["only you"], [])
    await visitor.post("dismiss", expected=400, user="ana", ts=shown.ts)
    await visitor.post("dismiss", user="ben", ts=shown.ts)
    assert workspace.ephemerals[visitor.id("ben")] == []


async def test_channels_are_made_filled_named_and_pinned_in(visitor: Visitor) -> None:
    made = await visitor.post("create_channel", user="ben", name="owls")
    await visitor.post("invite", user="ben", channel=made["id"], people=[visitor.id("ana")])
    await visitor.post("topic", user="ben", channel=made["id"], text="At night")
    changed = await visitor.post("topic", user="ben", channel=made["id"], text="About owls", is_purpose=True)
    said = await visitor.control.post("message", user="ben", channel="owls", text="Hoo")
    await visitor.post("pin", user="ben", channel=made["id"], ts=said["ts"])

    assert (changed["topic"], changed["purpose"]) == ("At night", "About owls")
    assert changed["members"] == [visitor.id("ben"), visitor.id("ana")]
    pinned = await visitor.get("pins", channel=made["id"], person="ana")
    assert [m["text"] for m in pinned["messages"]] == ["Hoo"]
    refused = await visitor.post("create_channel", expected=400, user="ben", name="owls")
    assert refused["error"] == "Another channel has this name."


async def test_a_direct_message_is_opened_once(visitor: Visitor) -> None:
    first = await visitor.post("direct_message", user="ben", people=[visitor.id("ana")])
    again = await visitor.post("direct_message", user="ana", people=[visitor.id("ben")])

    assert first["id"] == again["id"]
    assert first["kind"] == "im"


async def test_a_picture_is_shown_and_anything_else_only_downloaded_by_those_who_see_it(visitor: Visitor) -> None:
    workspace = visitor.sandbox.workspace
    nest, ben = visitor.id("nest"), visitor.id("ben")

    def upload(name: str, content: bytes) -> str:
        file = workspace.begin_upload(ben, name=name, size=len(content))
        workspace.receive_upload(file.ticket, content)
        workspace.complete_upload(ben, [(file.id, None)], channel_id=nest)
        return file.id

    picture, web_page = upload("wren.png", b"\x89PNG"), upload("page.html", b"<script>alert(1)</script>")

    async def fetch(file_id: str, person: str) -> tuple[int, str, str]:
        url = f"{visitor.sandbox.url}/page/files/{file_id}"
        async with visitor.session.get(url, params={"as": person}) as response:
            return response.status, response.content_type, response.headers.get("Content-Disposition", "")

    assert await fetch(picture, "ben") == (200, "image/png", "inline")
    assert await fetch(web_page, "ben") == (200, "application/octet-stream", "attachment")
    assert (await fetch(picture, "caro"))[0] == 404


@pytest.mark.parametrize("body", ["", "{", "[]", "7"])
async def test_a_body_that_is_no_object_is_refused(visitor: Visitor, body: str) -> None:
    async with visitor.session.post(f"{visitor.sandbox.url}/page/read", data=body) as response:
        assert response.status == 400


async def test_another_websites_page_can_do_nothing(visitor: Visitor) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    url = f"{visitor.sandbox.url}/page/create_channel"

    async with visitor.session.post(url, json={"user": "ben", "name": "owls"}, headers=headers) as response:
        assert response.status == 403

    assert visitor.sandbox.workspace.find_channel("owls") is None
