"""Drafts of AI helpers over the wire: they wait for their person, who keeps or drops them."""

from typing import Any

import pytest

from tests.story.acting import buttons, direct_messages
from tests.story.living import MCP_TOKEN, Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def draft(told: Life, user: str, title: str, *, token: str = MCP_TOKEN) -> int:
    """Let a helper draft a lesson for a person and give the status it is answered with."""
    state = await told.control.state()
    asked = {"user_id": told.user_id(state, user), "title": title, "learnt": "A swift sleeps in flight."}
    headers = {"Authorization": f"Bearer {token}"}
    address = f"http://127.0.0.1:{told.port}/suggestions"
    async with told.control.session.post(address, json=asked, headers=headers) as answer:
        status: int = answer.status
    await told.settle()
    return status


async def offered(told: Life, user: str, title: str) -> list[dict[str, Any]]:
    return [message for message in await direct_messages(told, user) if title in said(message)]


async def test_its_person_keeps_a_draft_as_their_lesson(told: Life) -> None:
    assert await draft(told, "yuki", "Swifts sleep up there") == 200
    [message] = await offered(told, "yuki", "Swifts sleep up there")
    assert set(buttons(message)) == {"Look at it and keep it", "Drop it"}
    assert "found no lesson" in said(await told.command("ola", "general", "/lesson swifts"))

    await told.click("yuki", "suggestion.review")
    await told.fill_in("yuki", title="Swifts sleep in flight")

    assert "Swifts sleep in flight" in said(await told.command("ola", "general", "/lesson swifts"))


async def test_of_a_draft_that_is_dropped_nothing_stays(told: Life) -> None:
    await draft(told, "mei", "Owls turn their heads")

    await told.click("mei", "suggestion.drop")

    assert "is gone" in said((await offered(told, "mei", "Owls turn their heads"))[-1])
    assert "found no lesson" in said(await told.command("ola", "general", "/lesson owls"))


async def test_without_the_token_nothing_is_drafted(told: Life) -> None:
    assert await draft(told, "mei", "Let me in", token="x" * 40) == 401

    assert await offered(told, "mei", "Let me in") == []
