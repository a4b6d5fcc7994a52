"""An Open Space over the wire: from the marketplace to the harvest."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.story.acting import direct_channel, direct_messages, midweek, put_away, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_an_open_space_goes_from_its_marketplace_to_its_harvest(told: Life) -> None:
    home = await start_community(told, "priya", "Slow tests")
    starts = (await midweek(told)).replace(hour=9) + timedelta(days=3)
    await told.command("priya", home, "/meetup open-space")
    await _plan(told, "priya", starts, title="What slows us down?")
    assert "*What slows us down?* is planned" in said(await told.view("priya"))
    await put_away(told, "priya")
    channel = f"open-space-{starts:%Y-%m-%d}-what-slows-us-down"
    [announced] = [one for one in await told.posts(home) if "*What slows us down?*" in said(one)]
    assert "The marketplace is in" in said(announced)
    [market] = [one for one in await told.posts(channel) if one.get("blocks")]
    assert "No session is proposed yet" in said(market)
    assert (await told.channel(channel))["pins"] == [market["ts"]]

    await told.click("ola", "open_space.propose", channel=channel, ts=market["ts"])
    await told.fill_in("ola", title="Tests that sleep", why="Ours sleep for an hour", hosts=["samuel"])
    assert "*Tests that sleep* is in the marketplace" in said(await told.view("ola"))
    assert "1 session, without a place yet" in said(await _at(told, channel, market["ts"]))
    assert "Ola named you as a host of *Tests that sleep*" in said((await direct_messages(told, "samuel"))[-1])
    await _pick(told, "ola", "open_space.placing", "Tests that sleep")
    await told.fill_in("ola", slot="0", space="0")
    assert "*Tests that sleep* has its place" in said(await told.view("ola"))
    await put_away(told, "ola")
    [thread] = [one for one in await told.posts(channel) if "Notes go into this thread" in said(one)]

    await told.click("divya", "open_space.propose", channel=channel, ts=market["ts"])
    await told.fill_in("divya", title="Fast feedback")
    await _pick(told, "divya", "open_space.placing", "Fast feedback")
    refused = await told.fill_in("divya", slot="0", space="0")
    assert "“Tests that sleep” was faster" in str(refused)
    assert "Free then: The kitchen" in str(refused)
    await told.fill_in("divya", slot="1", space="0")
    await _pick(told, "divya", "open_space.placing", "Fast feedback")
    await told.fill_in("divya", slot="0", space="1")
    await _pick(told, "divya", "open_space.take_off", "Fast feedback")
    assert "no place yet" in said(await told.view("divya"))
    await put_away(told, "divya")

    await told.click("hana", "open_space.interest", channel=channel, ts=thread["ts"])
    assert "you are interested in *Tests that sleep*. Nobody sees who" in said(await shown(told, "hana"))
    await told.click("hana", "open_space.open", channel=channel, ts=market["ts"])
    await _pick(told, "hana", "open_space.interest", "Fast feedback")
    assert "1 interested" in said(await told.view("hana"))
    assert "1 interested" in said(await _at(told, channel, market["ts"]))
    await _in_window(told, "hana", "open_space.only", "unplaced")
    assert "Tests that sleep" not in said(await told.view("hana"))
    await _in_window(told, "hana", "open_space.only", "all")
    await told.fill_in("hana", words="sleep ola")
    listed = said(await told.view("hana"))
    assert "*Tests that sleep*" in listed
    assert "*Fast feedback*" not in listed
    await put_away(told, "hana")

    await told.click("hana", "open_space.grid", channel=channel, ts=market["ts"])
    assert "The kitchen" in said(await shown(told, "hana"))
    assert "1 of 4 places is taken" in said(await shown(told, "hana"))

    await told.move_clock((starts + timedelta(seconds=5)).isoformat())
    [begins] = [one for one in await told.posts(channel) if "Now, " in said(one)]
    assert "*Tests that sleep* in Heron, with Ola, Samuel · <http" in said(begins)
    assert "Go where you learn or contribute" in said(begins)

    await told.say(
        "ola", channel, "We learnt that a test must never sleep: wait for the event.", thread_ts=thread["ts"]
    )
    await told.move_clock((starts + timedelta(minutes=46)).isoformat())
    asked = (await told.posts(channel))[-1]
    assert asked["thread_ts"] == thread["ts"]
    assert "What did we learn in *Tests that sleep*?" in said(asked)
    await told.click("ola", "open_space.harvest", channel=channel, ts=asked["ts"])
    window = await told.view("ola")
    assert "a test must never sleep: wait for the event" in str(window)
    await told.fill_in("ola")
    assert "*Tests that sleep* is kept" in said(await told.view("ola"))
    await put_away(told, "ola")
    assert "*#" in said((await told.posts(channel))[-1])
    await told.click("divya", "open_space.harvest", channel=channel, ts=asked["ts"])
    assert "Tests that sleep" in said(await shown(told, "divya"))

    await told.move_clock((starts + timedelta(hours=4)).isoformat())
    await told.command("priya", home, "/meetup open-space")
    assert "💡 has a lesson" in said(await told.view("priya"))
    await _in_window(told, "priya", "open_space.sum_up")
    await put_away(told, "priya")
    await told.click("priya", "open_space.open", channel=channel, ts=market["ts"])
    await _in_window(told, "priya", "open_space.plan")
    assert (await told.view("priya"))["title"]["text"] == "Plan an Open Space"
    await put_away(told, "priya")
    [summary] = [one for one in await told.posts(home) if "is over: " in said(one)]
    assert "1 session took place, and 1 lesson came of it" in said(summary)
    assert "Still without a place: *Fast feedback* (1 interested). Would you like to meet for it?" in said(summary)
    assert "It is over" in said(await _at(told, channel, market["ts"]))
    count = len(await told.posts(home))
    await told.move_clock((starts + timedelta(hours=30)).isoformat())
    assert len([one for one in (await told.posts(home))[count:] if "is over: " in said(one)]) == 0


async def test_a_small_one_stays_in_its_communitys_channel_and_its_hosts_come_and_go(told: Life) -> None:
    home = await start_community(told, "callum", "Small steps")
    starts = (await midweek(told)).replace(hour=9) + timedelta(days=3)
    await told.command("callum", home, "/meetup open-space new")
    await _plan(told, "callum", starts, title="Ten small steps", where="home", times=TIMES)
    await put_away(told, "callum")
    [card] = [one for one in await told.posts(home) if "*Ten small steps*" in said(one)]
    assert "No session is proposed yet" in said(card)
    await told.click("ola", "open_space.grid", channel=home, ts=card["ts"])
    await told.click("ola", "open_space.grid.later")
    assert "0 of 18 places" in said(await shown(told, "ola"))
    await told.click("ola", "open_space.grid.earlier")

    for number in range(21):
        await told.click("maya", "open_space.propose", channel=home, ts=card["ts"])
        await told.fill_in("maya", title=f"Step {number}")
    await put_away(told, "maya")
    await told.click("maya", "open_space.open", channel=home, ts=card["ts"])
    await _in_window(told, "maya", "open_space.page.next", "1")
    assert "*Step 0*" in said(await told.view("maya"))
    await _in_window(told, "maya", "open_space.page", "0")
    await _pick(told, "maya", "open_space.editing", "Step 20")
    await told.fill_in("maya", title="Step twenty", hosts=["maya", "rafael"])
    assert "*Step twenty*" in said(await told.view("maya"))
    await _pick(told, "maya", "open_space.leave", "Step twenty")
    [asked] = [one for one in await direct_messages(told, "rafael") if "named you" in said(one)]
    await told.click("rafael", "open_space.leave", channel=await direct_channel(told, "rafael"), ts=asked["ts"])
    assert "You host *Step twenty* no more" in said(await shown(told, "rafael"))
    await _pick(told, "maya", "open_space.withdraw", "Step 19")
    assert "*Step 19*" not in said(await told.view("maya"))
    await put_away(told, "maya")
    await told.click("ola", "open_space.open", channel=home, ts=card["ts"])
    await _pick(told, "ola", "open_space.host", "Step twenty")
    assert "You host it now" in said(await told.view("ola"))
    await _pick(told, "ola", "open_space.placing", "Step twenty")
    await told.fill_in("ola", slot="1", space="1")
    await put_away(told, "ola")
    assert not [one for one in await told.posts(home) if "Notes go into this thread" in said(one)]

    await told.move_clock((starts + timedelta(minutes=51)).isoformat())
    [thread] = [one for one in await told.posts(home) if "Notes go into this thread" in said(one)]
    assert "*Step twenty*" in said(thread)
    await told.command("callum", "general", "/meetup cancel")
    await told.click("callum", "meetup.cancel")
    count = len(await told.posts(home))
    await told.move_clock((starts + timedelta(hours=1, seconds=5)).isoformat())
    assert len(await told.posts(home)) == count


TIMES = "9:00-9:30\n10:00-11:00\n" + "\n".join(f"{hour}:00-{hour}:45" for hour in range(12, 19))


async def _plan(told: Life, user: str, starts: datetime, **values: Any) -> None:
    await told.fill_in(
        user, date=f"{starts:%Y-%m-%d}", zone="UTC", spaces="Heron\nThe kitchen", time="09:00", count="2", **values
    )


async def _pick(told: Life, user: str, action_id: str, title: str) -> None:
    """Let a person do something with the session of this title in the window before them."""
    view = await told.view(user)
    found = next(
        block["accessory"]
        for block in view["blocks"]
        if "accessory" in block and block.get("block_id", "").startswith("session ") and f"*{title}*" in said(block)
    )
    number = found["value"] if found["type"] == "button" else found["options"][0]["value"].split()[1]
    if found["type"] == "button":
        await told.click(user, found["action_id"], view_id=view["id"], value=number)
    else:
        await told.click(user, found["action_id"], view_id=view["id"], value=f"{action_id} {number}")


async def _in_window(told: Life, user: str, action_id: str, value: str | None = None) -> None:
    view = await told.view(user)
    await told.click(user, action_id, view_id=view["id"], **({"value": value} if value else {}))


async def _at(told: Life, channel: str, ts: str) -> dict[str, Any]:
    [found] = [message for message in await told.posts(channel) if message["ts"] == ts]
    return found
