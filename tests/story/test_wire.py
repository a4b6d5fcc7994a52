"""The wire: what Slack sends twice is done once, and what a lost connection swallowed is found."""

from functools import partial
from typing import Any

import pytest

from sandbox.delivery import Deliveries
from tests.sandbox.running import eventually
from tests.story.acting import people_in, put_away, said_in_thread, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_an_event_that_comes_again_is_handled_once(told: Life) -> None:
    ts = await told.say("ben", "testing", "A dunlin runs along the edge.")
    await told.react("lea", "testing", ts)
    event_id = (await _sent(told, "events_api: reaction_added"))["event_id"]

    await told.control.post("redeliver", event_id=event_id)
    await told.settle()

    assert len(await said_in_thread(told, "testing", ts)) == 1
    await told.react("lea", "testing", ts, remove=True)
    await told.control.post("redeliver", event_id=event_id)
    await told.settle()
    assert "I found no lesson" in said(await told.command("lea", "general", "/lesson dunlin"))


async def test_a_command_that_comes_again_is_done_once(told: Life) -> None:
    channel = await start_community(told, "priya", "Tides")
    await told.command("samuel", "general", "/community join tides")

    answer = await told.sandbox.deliveries.ask("slash_commands", await _sent(told, "slash_commands: /community"))

    assert "Slack sent me that twice. I did it once" in said(answer)
    assert await people_in(told, channel) == {"priya", "samuel"}


async def test_a_form_and_a_click_that_come_again_are_done_once(told: Life) -> None:
    await told.command("divya", "general", "/lesson add Dig where the worms are")
    await told.fill_in("divya", learnt="A curlew knows.")
    await put_away(told, "divya")
    await told.sandbox.deliveries.ask("interactive", await _sent(told, "interactive: view_submission"))
    assert "1 lesson about" in said(await told.command("divya", "general", "/lesson worms"))

    channel = await start_community(told, "hana", "Mud")
    await told.command("kofi", "general", "/community about mud")
    await told.click("kofi", "community.join")
    await told.sandbox.deliveries.ask("interactive", await _sent(told, "interactive: block_actions"))
    await told.settle()
    assert "Slack sent me that twice" in said(await shown(told, "kofi"))
    assert await people_in(told, channel) == {"hana", "kofi"}


async def test_slacks_pace_is_kept_and_the_answer_comes_once(told: Life) -> None:
    ts = await told.say("ines", "build-and-deploy", "A ruff changes its collar.")
    await told.control.post("fault", method="chat.postMessage", retry_after=1)

    await told.react("rafael", "build-and-deploy", ts)
    await told.control.post("clock", advance_seconds=1)
    await told.settle()

    assert len(await said_in_thread(told, "build-and-deploy", ts)) == 1


async def test_an_answer_of_which_nobody_knows_whether_it_arrived_is_there_once(told: Life) -> None:
    for when, words in (("after", "A stint is small."), ("reset", "A smew is smaller than it looks.")):
        ts = await told.say("noor", "general", words)
        await told.control.post("fault", method="chat.postMessage", when=when)

        await told.react("noor", "general", ts)

        assert len(await said_in_thread(told, "general", ts)) == 1


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled", "reset"])
async def test_after_a_lost_connection_there_is_another_and_nothing_is_lost(told: Life, reason: str) -> None:
    ts = await told.say("mei", "testing", f"A plover feigns a broken wing, once more for {reason}.")

    await told.control.post("disconnect", reason=reason)
    await told.react("mei", "testing", ts)

    assert len(await said_in_thread(told, "testing", ts)) == 1
    assert "Here is what I can do" in said(await told.command("mei", "general", "/lesson help"))


async def test_a_reaction_that_slack_told_nobody_of_is_found_at_the_next_start(told: Life) -> None:
    question = await told.say("ola", "testing", "Who saw the whimbrel?")
    reply = await told.say("yuki", "testing", "Seven whistles are a whimbrel.", thread_ts=question)
    known = await told.say("yuki", "testing", "A turnstone turns stones.")
    await told.react("ola", "testing", known)
    await told.kill_bot()
    await told.control.post("react", user="ola", channel="testing", ts=reply, name="bulb")
    await _slack_gives_up(told)

    await told.start_bot()
    await told.control.post("clock", advance_seconds=0)
    await eventually(lambda: bool(_answers(told, question)))
    await told.settle()

    [card] = await said_in_thread(told, "testing", question)
    assert "Seven whistles are a whimbrel" in said(card)
    assert len(await said_in_thread(told, "testing", known)) == 1


async def _slack_gives_up(told: Life) -> None:
    """Move the clock past all of Slack's attempts to tell a bot that isn't there; the clock can't take it along."""
    deliveries = told.sandbox.deliveries
    for attempt, pause_seconds in (("attempt 3", 60), ("attempt 4", 300)):
        await eventually(partial(_is_planned, deliveries, attempt))
        await told.control.post("clock", advance_seconds=pause_seconds, expected=502)
    await eventually(lambda: not deliveries.still_open)


def _is_planned(deliveries: Deliveries, attempt: str) -> bool:
    return attempt in str(deliveries.still_open)


def _answers(told: Life, ts: str) -> list[Any]:
    workspace = told.sandbox.workspace
    return [
        message
        for channel in workspace.channels.values()
        for message in channel.messages.values()
        if message.thread_ts == ts and message.user == workspace.bot_user_id
    ]


async def _sent(told: Life, name: str) -> dict[str, Any]:
    """Give what Slack sent last under that name."""
    entry = [entry for entry in await told.control.log() if entry["name"] == name][-1]
    found: dict[str, Any] = entry["request"]["payload"]
    return found
