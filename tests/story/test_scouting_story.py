"""Scouts and travelers over the wire: a door is opened, somebody comes, and tells what they saw."""

from datetime import datetime, timedelta

import pytest

from tests.story.acting import direct_messages, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_team_opens_its_door_and_a_scout_comes_and_reports(told: Life) -> None:
    channel = await start_community(told, "lea", "Reviewing together")
    await told.command("lea", "general", "/community team Stilt")
    await told.command("ben", "general", "/community open-doors")
    await told.click("ben", "scouting.open")
    assert "say it with /community team" in said(await shown(told, "ben"))
    await told.command("ben", "general", "/community team Plover")
    await told.click("ben", "scouting.open")
    await told.fill_in("ben", what="Our review with real users", times="Every second Thursday at 14:00", guests="2")
    assert "is offered until" in words((await told.view("ben"))["blocks"])
    await put_away(told, "ben")

    await told.move_clock(_next_monday(await _now(told)).isoformat())
    digest = [post for post in await told.posts(channel) if "This comes every" in said(post)][-1]
    assert "*Our review with real users* · team Plover" in said(digest)
    await told.click("lea", "scouting.come", channel=channel, ts=digest["ts"])
    assert "I am opening a conversation for you with Ben" in said(await shown(told, "lea"))
    assert "would like to come and see *Our review with real users*" in said(await _between(told, "lea", "ben"))

    await told.command("lea", channel, "/lesson visited plover")
    await told.fill_in(
        "lea", saw="Users sit at the table and click themselves. Nobody explains.", **{"try": "One user"}
    )
    assert "seen at team Plover" in words((await told.view("lea"))["blocks"])
    await put_away(told, "lea")
    mine = (await direct_messages(told, "ben"))[-1]
    assert "visited your team and wrote down what they saw" in said(mine)
    assert "Users sit at the table" in said(await told.command("lea", channel, "/lesson users kind:visit"))

    listed = await told.command("ben", "general", "/community open-doors")
    assert "a scout wrote lesson #" in said(listed)
    await told.click("ben", "scouting.close")
    assert "is offered no more" in said(await shown(told, "ben"))
    await told.click("ben", "scouting.list")
    assert "No door is open" in said(await shown(told, "ben"))
    await told.click("ben", "scouting.visited")
    assert (await told.view("ben"))["callback_id"] == "scouting.visited"
    await put_away(told, "ben")


async def test_an_expert_offers_to_travel_and_a_team_takes_them_in(told: Life) -> None:
    await told.command("priya", "general", "/community travel")
    await told.fill_in("priya", what="Contract tests from the first one on", times="Two days a week", guests="1")
    await put_away(told, "priya")
    await told.command("mia", "general", "/community team Sandpiper")
    await told.command("mia", "general", "/community open-doors")
    await told.click("mia", "scouting.come")
    assert "would like to have you with their team" in said(await _between(told, "mia", "priya"))
    await told.click("mia", "scouting.come")
    assert "You asked before" in said(await shown(told, "mia"))
    await told.command("priya", "general", "/community open-doors")
    await told.click("priya", "scouting.travel")
    await put_away(told, "priya")


async def _between(told: Life, *users: str) -> dict:  # type: ignore[type-arg]
    """Give the newest message in the conversation of these people with the bot."""
    state = await told.control.state()
    wanted = {told.bot_user_id, *(told.user_id(state, user) for user in users)}
    [room] = [one for one in state["channels"] if set(one["members"]) == wanted and one["name"].startswith("mpdm")]
    found: dict = room["messages"][-1]  # type: ignore[type-arg]
    return found


async def _now(told: Life) -> datetime:
    return datetime.fromisoformat((await told.control.state())["now"])


def _next_monday(now: datetime) -> datetime:
    return now.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=7 - now.weekday())
