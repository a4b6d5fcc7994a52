"""Charters over the wire: begun with a template, read, changed by any member, turned through and brought back."""

import pytest

from tests.story.acting import direct_messages, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def canvas(told: Life, channel: str) -> str:
    found = (await told.channel(channel))["canvas"]
    return str(found["markdown"]) if found else ""


async def change(told: Life, user: str, channel: str, **values: str) -> None:
    """Let a member change the charter of the community that meets in this channel."""
    await told.command(user, channel, "/community charter")
    await told.click(user, "charter.write", channel=channel)
    await told.fill_in(user, **values)
    await put_away(told, user)


async def test_a_community_begins_with_a_template_and_its_charter_stands_in_the_canvas(told: Life) -> None:
    await told.command("lea", "general", "/community start")
    await told.click("lea", "community.template", view_id=(await told.view("lea"))["id"], value="Scrum Masters")
    await told.fill_in("lea", meets="Tuesdays at ten")
    await put_away(told, "lea")

    text = await canvas(told, "cop-scrum-masters")

    assert "# Charter of Scrum Masters" in text
    assert "* **When we meet:** Tuesdays at ten" in text
    assert "Overall Retrospective" in text


async def test_any_member_writes_the_charter_and_brings_an_earlier_one_back(told: Life) -> None:
    channel = await start_community(told, "ben", "Night tests")
    [welcome] = [post for post in await told.posts(channel) if "meets here" in said(post)]
    assert "It has no charter yet." in said(welcome)
    await told.click("ben", "charter.write", channel=channel, ts=welcome["ts"])
    await told.click("ben", "charter.template", view_id=(await told.view("ben"))["id"], value="Test")
    await told.fill_in("ben", meets="Mondays")
    await put_away(told, "ben")
    await told.command("mia", "general", "/community join Night tests")
    for day in ("Tuesdays", "Wednesdays", "Thursdays", "Fridays"):
        await change(told, "mia", channel, meets=day)
    assert "Fridays" in await canvas(told, channel)

    await told.click("mia", "charter.show", channel=channel, ts=welcome["ts"])
    assert "*When we meet:* Fridays" in said(await shown(told, "mia"))
    await told.click("mia", "charter.versions", channel=channel)
    assert "*When we meet:* Thursdays" in said(await shown(told, "mia"))
    await told.click("mia", "charter.page.on", channel=channel)
    assert "*When we meet:* Mondays" in said(await shown(told, "mia"))
    await told.click("mia", "charter.page.back", channel=channel)
    await told.click("mia", "charter.page.on", channel=channel)
    await told.click("mia", "charter.bring_back", channel=channel)

    assert "Mondays" in await canvas(told, channel)
    [now] = [post for post in await told.posts(channel) if post["ts"] == welcome["ts"]]
    assert "Its charter stands in this channel's canvas." in said(now)


async def test_who_comes_is_greeted_alone_and_once(told: Life) -> None:
    channel = await start_community(told, "noor", "Load shedding")

    answer = await told.command("luis", "general", "/community join Load shedding")
    await told.control.post("join", user="ewa", channel=channel)
    await told.settle()
    await told.command("luis", "general", "/community leave Load shedding")
    again = await told.command("luis", "general", "/community join Load shedding")

    assert "One thing to begin with:" in words(answer.get("blocks") or [])
    assert "One thing to begin with:" not in words(again.get("blocks") or [])
    assert [said(one)[:22] for one in await direct_messages(told, "ewa")] == ["👋 Welcome to *Load she"]
    assert "One thing to begin with" not in "".join(said(post) for post in await told.posts(channel))
