"""The digest of all communities over the wire, and once a month how far lessons travelled."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.story.acting import midweek, number_of, put_away, said_in_thread, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

BERLIN = ZoneInfo("Europe/Berlin")


async def test_all_hear_weekly_what_was_learnt_and_monthly_how_far_it_went(told: Life) -> None:
    monday = datetime.combine((await midweek(told)).date() + timedelta(days=5), time(9), BERLIN)
    channel = await start_community(told, "lea", "Herons")
    await _choose_hub(told, hub_digest="Yes")
    ts = await told.say("lea", channel, "We learnt that herons wait before they deploy.")
    await told.react("lea", channel, ts)
    [card] = await said_in_thread(told, channel, ts)
    await told.command("kofi", "general", "/community team Ptarmigan")
    await told.command("kofi", "general", f"/lesson {number_of(card)}")
    await told.click("kofi", "spread.try")
    await told.click("kofi", "spread.adopted")

    await told.move_clock((monday - timedelta(minutes=1)).isoformat())
    assert await _of_all(told) == []
    await told.move_clock((monday + timedelta(seconds=1)).isoformat())
    [digest] = await _of_all(told)
    assert "Herons · *Herons wait before they deploy*" in said(digest)
    assert "adopted by Ptarmigan" in said(digest)
    assert "New: Herons" in said(digest)
    # Nothing new: nothing is said.
    await told.move_clock((monday + timedelta(days=7, seconds=1)).isoformat())
    assert len(await _of_all(told)) == 1

    begins = (monday.replace(day=1) + timedelta(days=32)).date().replace(day=1)
    working = begins + timedelta(days=(7 - begins.weekday()) % 7 if begins.weekday() >= 5 else 0)
    at = datetime.combine(working, time(9), BERLIN)
    await told.move_clock((at - timedelta(hours=1)).isoformat())
    assert await _monthly(told, channel) == []
    await told.move_clock((at + timedelta(minutes=1)).isoformat())
    for where in (channel, "general"):
        [month] = await _monthly(told, where)
        assert "Herons wait before they deploy*: adopted by smaller teams" in said(month)
    [month] = await _monthly(told, channel)
    await told.move_clock((at + timedelta(minutes=3)).isoformat())
    in_thread = [one for one in (await told.channel(channel))["messages"] if one.get("thread_ts") == month["ts"]]
    assert any(one.get("files") for one in in_thread)

    await told.click("lea", "month.mute", channel=channel, ts=month["ts"])
    assert "Muted for everybody in *Herons*" in said(await shown(told, "lea"))
    await told.click("lea", "month.unmute")
    assert "Undone" in said(await shown(told, "lea"))
    await told.move_clock((at + timedelta(hours=2)).isoformat())
    assert len(await _monthly(told, channel)) == 1  # of a month each is told once

    await _choose_hub(told, hub_digest="No")
    ts = await told.say("lea", channel, "We learnt that herons stand on one leg.")
    await told.react("lea", channel, ts)
    await told.move_clock((at + timedelta(days=8)).isoformat())
    assert len(await _of_all(told)) == 1


async def _choose_hub(told: Life, **chosen: str) -> None:
    """Let an admin choose #general for what all hear, and whether it has a digest."""
    general = (await told.channel("general"))["id"]
    await told.command("samuel", "general", "/community settings")
    await told.click("samuel", "settings.change")
    await told.fill_in("samuel", hub=general, **chosen)
    await put_away(told, "samuel")


async def _of_all(told: Life) -> list[dict[str, Any]]:
    return [one for one in await told.posts("general") if "All communities, " in said(one)]


async def _monthly(told: Life, channel: str) -> list[dict[str, Any]]:
    return [one for one in await told.posts(channel) if "How far did it travel?" in said(one)]
