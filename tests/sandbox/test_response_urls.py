"""A response URL answers five times in thirty minutes, to one person unless it says otherwise."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.models import SlackError
from sandbox.response_urls import Original, ResponseUrls
from tests.sandbox.running import MONDAY, id_of, sandbox_of, small_workspace

BASE = "http://127.0.0.1:1"


class Place:
    """A workspace and an address for answering Ana in #birds."""

    def __init__(self, original: Original | None = None) -> None:
        self.clock = Clock(MONDAY, seconds=lambda: 0.0)
        self.workspace = small_workspace(self.clock)
        ana, birds = self.workspace.find_user("ana"), self.workspace.find_channel("birds")
        assert ana is not None
        assert birds is not None
        self.ana, self.birds = ana, birds
        self.urls = ResponseUrls(self.workspace, lambda: BASE)
        self.url = self.urls.issue("commands", ana.id, birds.id, original=original)

    def answer(self, **body: Any) -> None:
        self.urls.answer(self.url.removeprefix(BASE), body)

    @property
    def ephemerals(self) -> list[str]:
        return [shown.text for shown in self.workspace.ephemerals.get(self.ana.id, [])]

    @property
    def messages(self) -> list[str]:
        return [message.text for message in self.birds.messages.values()]


def test_an_answer_is_for_one_person_unless_it_is_for_the_channel() -> None:
    place = Place()

    place.answer(text="only you")
    place.answer(text="all of you", response_type="in_channel")

    assert (place.ephemerals, place.messages) == (["only you"], ["all of you"])
    [posted] = place.birds.messages.values()
    assert posted.bot_id == place.workspace.bot_id


def test_an_answer_can_go_into_a_thread() -> None:
    place = Place()
    parent = place.workspace.post(place.ana.id, place.birds.id, text="question")

    place.answer(text="answer", response_type="in_channel", thread_ts=parent.ts)

    assert [message.thread_ts for message in place.birds.messages.values()] == [None, parent.ts]


def test_it_answers_five_times() -> None:
    place = Place()

    for count in range(5):
        place.answer(text=f"{count}")
    with pytest.raises(SlackError, match="used_url"):
        place.answer(text="once more")

    assert len(place.ephemerals) == 5


def test_it_answers_for_thirty_minutes_of_the_workspaces_time() -> None:
    place = Place()

    place.clock.advance(timedelta(minutes=30))
    place.answer(text="just in time")
    place.clock.advance(timedelta(seconds=1))
    with pytest.raises(SlackError, match="expired_url"):
        place.answer(text="too late")

    assert place.ephemerals == ["just in time"]


def test_an_ephemeral_is_replaced_and_deleted_in_place() -> None:
    place = Place()
    shown = place.workspace.post_ephemeral(place.ana.id, place.birds.id, text="before")
    place.url = place.urls.issue(
        "actions", place.ana.id, place.birds.id, original=Original(shown.ts, is_ephemeral=True)
    )

    place.answer(text="after", replace_original=True)
    assert place.ephemerals == ["after"]

    place.answer(delete_original=True)
    assert place.ephemerals == []


def test_a_message_of_the_app_is_replaced_and_deleted_in_place() -> None:
    place = Place()
    posted = place.workspace.post(place.workspace.bot_user_id, place.birds.id, text="before")
    place.url = place.urls.issue(
        "actions", place.ana.id, place.birds.id, original=Original(posted.ts, is_ephemeral=False)
    )

    place.answer(text="after", replace_original=True)
    assert place.messages == ["after"]

    place.answer(delete_original=True)
    assert place.messages == []


def test_what_was_answered_before_can_be_replaced() -> None:
    place = Place()

    place.answer(text="working on it")
    place.answer(text="done", replace_original=True)

    assert place.ephemerals == ["done"]


def test_without_an_original_a_replacement_is_simply_an_answer() -> None:
    place = Place()

    place.answer(text="hello", replace_original=True)

    assert place.ephemerals == ["hello"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": 7}, "invalid_payload"),
        ({"text": "hi", "blocks": [{"type": "header"}]}, "invalid_blocks"),
        ({"delete_original": True}, "message_not_found"),
    ],
)
def test_what_slack_would_not_post_is_refused(body: dict[str, Any], error: str) -> None:
    place = Place()

    with pytest.raises(SlackError, match=error):
        place.answer(**body)

    assert (place.ephemerals, place.messages) == ([], [])


def test_an_app_answers_where_it_is_no_member() -> None:
    place = Place()
    quiet = place.workspace.find_channel("quiet")
    assert quiet is not None
    place.url = place.urls.issue("commands", place.ana.id, quiet.id)

    place.answer(text="hello", response_type="in_channel")

    assert [message.text for message in quiet.messages.values()] == ["hello"]


async def test_over_http_it_says_ok_or_why_not() -> None:
    async with sandbox_of() as (sandbox, control):
        url = sandbox.response_urls.issue("commands", id_of(sandbox, "ana"), id_of(sandbox, "birds"))

        async def answered(address: str, **request: Any) -> tuple[int, str]:
            async with control.session.post(address, **request) as response:
                return response.status, await response.text()

        assert await answered(url, json={"text": "hi"}) == (200, "ok")
        assert await answered(url, data=b"not json") == (400, '{"ok": false, "error": "invalid_payload"}')
        assert await answered(f"{url}x", json={"text": "hi"}) == (404, '{"ok": false, "error": "invalid_url"}')
        await control.post("clock", advance_seconds=1801)
        assert await answered(url, json={"text": "hi"}) == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_file_goes_to_its_address_as_bytes_or_in_a_form() -> None:
    async with sandbox_of() as (sandbox, control):
        workspace = sandbox.workspace
        files = [workspace.begin_upload(workspace.bot_user_id, name="a.txt", size=3) for _ in range(2)]
        form = aiohttp.FormData()
        form.add_field("file", b"xyz", filename="a.txt")

        for file, data in zip(files, (b"abc", form), strict=True):
            async with control.session.post(f"{sandbox.url}/upload/{file.ticket}", data=data) as response:
                assert (response.status, await response.text()) == (200, "OK - 3")

        assert [file.content for file in files] == [b"abc", b"xyz"]
        async with control.session.post(f"{sandbox.url}/upload/nobody", data=b"abc") as response:
            assert (response.status, await response.text()) == (400, "file_not_found")
