"""Crashes and ends: what was received happens, and happens once."""

import asyncio
import re
import time
from collections.abc import Callable

import pytest

from tests.sandbox.running import eventually
from tests.story.acting import said_in_thread
from tests.story.living import Life, life, said

pytestmark = pytest.mark.process


async def test_what_was_being_done_when_the_bot_was_killed_is_done_once(new_sqlite: Callable[[], str]) -> None:
    # Finding out takes its time, so both cases take theirs together.
    async with asyncio.TaskGroup() as both:
        both.create_task(_killed_in_the_middle(new_sqlite(), is_done=True))
        both.create_task(_killed_in_the_middle(new_sqlite(), is_done=False))


@pytest.mark.postgres
async def test_what_was_being_done_when_the_bot_was_killed_is_done_once_on_postgresql(postgres_url: str) -> None:
    await _killed_in_the_middle(postgres_url, is_done=True)


async def _killed_in_the_middle(database_url: str, *, is_done: bool) -> None:
    """Kill the bot while Slack answers nothing, be it done or not, and see what is there later."""
    async with life(database_url) as told:
        answered = await told.say("ben", "testing", "An avocet sweeps its bill through the water.")
        looked_into = await told.say("ben", "build-and-deploy", "A godwit flies for nine days.")
        for method in ("chat.postMessage", "conversations.create"):
            await told.control.post("fault", method=method, when="hang", done=is_done)
        await told.control.post("react", user="lea", channel="testing", ts=answered, name="bulb")
        await _is_asked(told, "chat.postMessage")
        await told.control.post("fault", method="conversations.replies", when="hang")
        await told.control.post("react", user="priya", channel="build-and-deploy", ts=looked_into, name="bulb")
        await _is_asked(told, "conversations.replies")
        await told.control.post("command", user="lea", channel="general", command="/community", text="start Wading")
        view = await told.view("lea")
        values = {"purpose": {"purpose": "To wade"}}
        # The bot waits a while for Slack before it answers the form, and doesn't live to.
        unanswered = asyncio.create_task(
            told.control.post("submit", expected=504, user="lea", view_id=view["id"], values=values)
        )
        await _is_asked(told, "conversations.create")

        await told.kill_bot()
        await told.start_bot()
        await told.settle()
        await unanswered

        assert len(await said_in_thread(told, "testing", answered)) == 1
        assert "1 lesson about" in said(await told.command("lea", "general", "/lesson avocet"))
        assert len(await said_in_thread(told, "build-and-deploy", looked_into)) == 1
        assert "1 lesson about" in said(await told.command("lea", "general", "/lesson godwit"))
        [channel] = [channel for channel in (await told.control.state())["channels"] if "wading" in channel["name"]]
        assert (channel["name"], channel["purpose"]) == ("cop-wading", "To wade")
        assert len(channel["pins"]) == 1
        assert "It meets in" in said(await told.command("lea", "general", "/community about wading"))


async def test_told_to_end_the_bot_ends_in_time_and_what_was_open_is_done_once_by_the_next(sqlite_url: str) -> None:
    async with life(sqlite_url) as told:
        await told.control.post("fault", method="chat.postMessage", when="hang", done=True)
        marked = [await told.say("ben", "testing", f"A knot in flock number {number}.") for number in range(3)]
        for ts in marked:
            await told.control.post("react", user="lea", channel="testing", ts=ts, name="bulb")
        await _is_asked(told, "chat.postMessage")

        told_at = time.monotonic()
        assert await told.stop_bot() == 0
        assert time.monotonic() - told_at < 10

        await told.start_bot()
        await told.settle()
        assert [len(await said_in_thread(told, "testing", ts)) for ts in marked] == [1, 1, 1]
        assert "3 lessons about" in said(await told.command("lea", "general", "/lesson knot"))


async def test_a_fault_of_the_bots_own_gets_an_apology_with_a_reference_and_stops_nothing(sqlite_url: str) -> None:
    async with life(sqlite_url) as told:
        await told.control.post("fault", method="views.open", error="internal_error")

        answer = await told.command("lea", "general", "/lesson add")

        assert re.search(r"the fault is mine.*this reference: [0-9A-F]{8}\.", said(answer))
        await told.command("lea", "general", "/lesson add")
        assert (await told.view("lea"))["title"]["text"] == "Write down a lesson"


async def _is_asked(told: Life, method: str) -> None:
    """Return once the bot has called a method and waits for its answer."""
    log = told.sandbox.traffic.exchanges
    await eventually(lambda: any(call.name == method and call.answered_at is None for call in log()))
