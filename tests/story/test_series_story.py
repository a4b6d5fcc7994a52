"""Meetups that come again over the wire, over a year's end: announced one at a time, changed, skipped, ended."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.story.acting import direct_channel, midweek, put_away, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

SHAPE = "meetup.plan.shape"


async def test_a_series_goes_over_a_years_end_one_announcement_at_a_time(told: Life) -> None:
    channel = await start_community(told, "priya", "Clean deployments")
    first = await _first_friday_of_december(told)

    await told.command("priya", channel, "/meetup topic A topic that no informal evening needs")
    await told.command("priya", channel, "/meetup plan Which step hurts?")
    await told.click("priya", "meetup.plan.more")
    await told.click("priya", SHAPE, value="less beer", block_id="kind")
    await told.click("priya", SHAPE, value=f"{first:%Y-%m-%d}", block_id="date")
    await told.click("priya", SHAPE, value="week", block_id="repeat")
    refused = await told.fill_in("priya", time="15:00", zone="Europe/Berlin", until=f"{first:%Y-%m-%d}", count="3")
    assert "leave the other one empty" in str(refused)
    refused = await told.fill_in("priya", time="15:00", zone="Europe/Berlin", seats="many")
    assert "A number from 1" in str(refused)
    await told.fill_in("priya", time="15:00", zone="Europe/Berlin", until=None, count="", seats="12", country="Germany")
    assert "It comes every Friday" in said(await told.view("priya"))
    await put_away(told, "priya")

    [announced] = await _announced(told, channel)
    assert "🍻 *Which step hurts?*" in said(announced)
    assert "LeSS beer · " in said(announced)
    assert "To talk about" not in said(announced)
    assert "🔁 It comes every Friday" in said(announced)
    # 25 December and 1 January are holidays in Germany, and Fridays that year.
    for _ in range(8):
        await told.move_clock((await _now(told) + timedelta(days=4)).isoformat())
    days = [_day(message) for message in await _announced(told, channel)]
    assert days == [first + timedelta(weeks=weeks) for weeks in (0, 1, 2, 5)]


async def test_an_open_space_is_planned_in_a_window_of_its_own(told: Life) -> None:
    channel = await start_community(told, "ola", "Sustainable pace")
    await told.command("ola", channel, "/meetup plan What tires us?")
    await told.click("ola", "meetup.plan.more")
    await told.click("ola", SHAPE, value="open space", block_id="kind")

    await told.fill_in("ola")

    view = await told.view("ola")
    assert view["title"]["text"] == "Plan an Open Space"
    assert "What tires us?" in str(view)
    await put_away(told, "ola")


async def test_one_is_moved_and_those_who_come_are_told(told: Life) -> None:
    channel = await start_community(told, "callum", "Mob programming")
    first = await _wednesday(told) + timedelta(days=2)
    ts = await _plan(told, "callum", channel, first, repeat="two weeks")
    await told.click("divya", "meetup.come", channel=channel, ts=ts)

    await told.click("callum", "meetup.more", value=_menu_value(await _at(told, channel, ts), "Change it"), ts=ts)
    await told.fill_in("callum", date=f"{first + timedelta(days=1):%Y-%m-%d}", time="16:00")
    assert "The announcement in" in said(await told.view("callum"))
    await put_away(told, "callum")

    moved = await _at(told, channel, ts)
    assert _day(moved) == first + timedelta(days=1, hours=2)
    assert "was moved from" in said((await told.posts(channel))[-1])
    assert any("was moved from" in said(message) for message in await told.posts(await direct_channel(told, "divya")))
    # The next comes on its own day, two weeks after the day this one had.
    await told.move_clock((first + timedelta(days=3)).isoformat())
    assert _day((await _announced(told, channel))[-1]) == first + timedelta(weeks=2)


async def test_all_that_follow_are_changed_one_is_skipped_and_none_come_again(told: Life) -> None:
    channel = await start_community(told, "rafael", "Caching")
    first = await _wednesday(told) + timedelta(days=2)
    ts = await _plan(told, "rafael", channel, first, repeat="week")

    await told.command("rafael", channel, "/meetup change")
    await told.click("rafael", "meetup.change.more", value=_menu_value(await shown(told, "rafael"), "Change it"))
    await told.click("rafael", SHAPE, value="following", block_id="which")
    await told.fill_in("rafael", date=f"{first + timedelta(days=3):%Y-%m-%d}", title="Which caches lie?")
    assert "It comes every Monday" in said(await told.view("rafael"))
    await put_away(told, "rafael")
    assert _day(await _at(told, channel, ts)) == first + timedelta(days=3)

    await told.command("rafael", "general", "/meetup")
    await told.click("rafael", "meetup.change.list")
    await told.click("rafael", "meetup.change.more", value=_menu_value(await shown(told, "rafael"), "Skip one"))
    skipped = first + timedelta(days=10)
    await told.fill_in("rafael", day=f"{skipped:%Y-%m-%d}")
    assert "is not on Monday" in said(await told.view("rafael"))
    await put_away(told, "rafael")
    await told.move_clock((first + timedelta(days=4)).isoformat())
    assert _day((await _announced(told, channel))[-1]) == first + timedelta(days=17)

    await told.command("rafael", channel, "/meetup change")
    await told.click(
        "rafael", "meetup.change.more", value=_menu_value(await shown(told, "rafael"), "Let it not come again")
    )
    await told.click("rafael", "meetup.series.ended")
    assert "doesn't come again" in said(await shown(told, "rafael"))
    count = len(await _announced(told, channel))
    await told.move_clock((first + timedelta(days=40)).isoformat())
    assert len(await _announced(told, channel)) == count


async def test_a_series_rests_with_its_community_and_doubles_nothing_after_days_off(told: Life) -> None:
    channel = await start_community(told, "maya", "Refactoring")
    first = await _wednesday(told) + timedelta(days=2)
    await _plan(told, "maya", channel, first, repeat="week")
    await told.command("maya", channel, "/community rest")
    await told.move_clock((first + timedelta(days=10)).isoformat())
    assert len(await _announced(told, channel)) == 1

    await told.command("maya", channel, "/community wake")
    await told.kill_bot()
    await told.start_bot()
    await told.move_clock((first + timedelta(days=11)).isoformat())
    await told.move_clock((first + timedelta(days=11, minutes=1)).isoformat())

    assert [_day(message) for message in await _announced(told, channel)] == [first, first + timedelta(weeks=2)]


async def _first_friday_of_december(told: Life) -> datetime:
    """Move the clock to the first of December and give the first Friday of it, 15:00 in Berlin."""
    december = (await _now(told)).replace(month=12, day=1, hour=9, minute=0, second=0, microsecond=0)
    await told.move_clock(december.isoformat())
    return december.replace(hour=14) + timedelta(days=(4 - december.weekday()) % 7)


async def _wednesday(told: Life) -> datetime:
    return (await midweek(told)).replace(hour=14)


async def _plan(told: Life, user: str, channel: str, first: datetime, *, repeat: str) -> str:
    """Let a person plan a meetup that comes again and give the announcement's ts."""
    await told.command(user, channel, "/meetup plan Again and again")
    await told.click(user, "meetup.plan.more")
    await told.click(user, SHAPE, value=f"{first:%Y-%m-%d}", block_id="date")
    await told.click(user, SHAPE, value=repeat, block_id="repeat")
    await told.fill_in(user, time=f"{first:%H:%M}", zone="UTC")
    assert "is planned for" in said(await told.view(user))
    await put_away(told, user)
    return str((await _announced(told, channel))[-1]["ts"])


async def _announced(told: Life, channel: str) -> list[dict[str, Any]]:
    return [message for message in await told.posts(channel) if "🔁" in said(message)]


async def _at(told: Life, channel: str, ts: str) -> dict[str, Any]:
    [found] = [message for message in await told.posts(channel) if message["ts"] == ts]
    return found


async def _now(told: Life) -> datetime:
    return datetime.fromisoformat((await told.control.state())["now"])


def _day(message: dict[str, Any]) -> datetime:
    """Give when the meetup of an announcement starts."""
    seconds = said(message).partition("<!date^")[2].partition("^")[0]
    return datetime.fromisoformat("1970-01-01T00:00Z") + timedelta(seconds=int(seconds))


def _menu_value(message: dict[str, Any], label: str) -> str:
    """Give the value of what a menu behind "…" offers under this label."""
    menus = [
        element
        for block in message["blocks"]
        for element in [*block.get("elements", ()), *filter(None, [block.get("accessory")])]
        if element["type"] == "overflow"
    ]
    return str(next(one["value"] for menu in menus for one in menu["options"] if one["text"]["text"] == label))
