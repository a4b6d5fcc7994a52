"""Seats over the wire: stepping up, being supported, sharing, handing over; and the two questions in private."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.story.acting import buttons, direct_messages, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_member_steps_up_is_supported_and_hands_over(told: Life) -> None:
    channel = await start_community(told, "ben", "Quiet builds")
    await told.control.post("join", user="mia", channel=channel)
    first = await told.command("ben", channel, "/community step-up")
    assert "You coordinate *Quiet builds* now" in said(first)
    [card] = await _posts(told, channel, "would like to care for")

    await told.click("mia", "seat.support", channel=channel, ts=card["ts"])
    assert "You support Ben" in said(await shown(told, "mia"))
    assert "Supported by members." in said((await _posts(told, channel, "would like to care for"))[0])
    await told.click("mia", "seat.unsupport")
    await told.click("mia", "seat.step_up", channel=channel, ts=card["ts"])
    assert "now beside Ben" in said(await shown(told, "mia"))

    again = await told.command("ben", channel, "/community step-up")
    assert buttons(again)["Share the seat"] == "seat.share"
    await told.click("ben", "seat.share")
    assert len(await _posts(told, channel, "would like to share the care")) == 1

    open_things = await told.command("ben", channel, "/community step-back")
    assert "What you may like to hand over." in said(open_things)
    await told.click("ben", "seat.note")
    await told.fill_in("ben", words="The nightly build needs somebody who likes mornings.")
    assert "kept, and shown to whoever steps up next" in words(await told.view("ben"))
    await put_away(told, "ben")

    await told.click("mia", "seat.step_back")
    assert "The seat is free" in said(await shown(told, "mia"))
    assert len(await _posts(told, channel, "The seat is free.")) == 1


async def test_who_carries_a_community_is_asked_alone_and_answers_in_a_click(told: Life) -> None:
    channel = await start_community(told, "lea", "Night shifts")
    for user in ("mia", "tomasz"):
        await told.control.post("join", user=user, channel=channel)
    for number in range(5):
        ts = await told.say("mia", channel, f"Night shift rule number {number}: write the handover before you yawn.")
        await told.react("tomasz", channel, ts)

    await told.move_clock(await _morning(told, days=15))

    [asked] = [message for message in await direct_messages(told, "mia") if "Would you like to?" in said(message)]
    assert "you noted 5 lessons in *Night shifts*" in said(asked)
    await told.click("mia", "carrying.not_now")
    await told.click("mia", "carrying.silence")
    await told.click("mia", "carrying.unsilence")
    await told.click("tomasz", "carrying.yes")
    assert len(await _posts(told, channel, "Tomasz would like to care for")) == 1


async def test_a_coordinator_is_asked_alone_and_the_answer_is_theirs(told: Life) -> None:
    channel = await start_community(told, "lea", "Slow queries")
    await told.command("lea", channel, "/community step-up")

    await told.move_clock(await _morning(told, days=30))

    [asked] = [message for message in await direct_messages(told, "lea") if "A question only for you" in said(message)]
    assert "besides caring for Slow queries" in said(asked)
    for action_id in ("works.most", "week.quarter", "share.works", "share.week"):
        await told.click("lea", f"practising.{action_id}")
    about = said(await told.command("ben", "general", "/community about slow-queries"))
    assert "works in a team most of the week and gives it a quarter of the week or less." in about
    for action_id in ("keep.works", "keep.week", "again", "works.little", "week.half"):
        await told.click("lea", f"practising.{action_id}")
    assert "works in a team" not in said(await told.command("ben", "general", "/community about slow-queries"))

    await told.command("lea", channel, "/community practising")
    for action_id in ("again", "works.not_now", "see", "again", "works.most", "week.more", "delete", "see"):
        await told.click("lea", f"practising.{action_id}")
    assert "I keep nothing about it." in said(await shown(told, "lea"))
    await told.click("lea", "practising.silence")
    await told.click("lea", "practising.unsilence")


async def _posts(told: Life, channel: str, text: str) -> list[dict[str, Any]]:
    return [message for message in await told.posts(channel) if text in said(message)]


async def _morning(told: Life, *, days: int) -> str:
    """Give ten o'clock in Berlin on a working day, so many days from now at least."""
    day = datetime.fromisoformat((await told.control.state())["now"]) + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.replace(hour=9, minute=0, second=5, microsecond=0).isoformat()
