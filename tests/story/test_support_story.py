"""Support over the wire: a community asks, people give parts, and what became of it is told to all."""

import pytest

from tests.story.acting import put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_community_asks_for_money_is_given_parts_and_tells_what_became_of_it(told: Life) -> None:
    channel = await start_community(told, "priya", "Screen readers")
    await told.command("priya", channel, "/community ask")
    await told.fill_in("priya", kind="Money", purpose="Two licences to test with", amount="1,200.50", currency="EUR")
    await put_away(told, "priya")
    card = (await told.posts(channel))[-1]
    assert "*Screen readers* asks for money, EUR 1,200.50" in said(card)

    await told.click("ben", "support.help", channel=channel, ts=card["ts"])
    await told.fill_in("ben", words="One of the two", amount="600.25", currency="EUR")
    await put_away(told, "ben")
    await told.click("mia", "support.help", channel=channel, ts=card["ts"])
    await told.fill_in("mia", words="An afternoon", amount="1", currency="EUR")
    await told.click("mia", "support.take_back")
    await put_away(told, "mia")
    await told.click("priya", "support.menu", value=f"support.tell {_number(card)}", channel=channel, ts=card["ts"])
    await told.fill_in("priya", outcome="One licence", amount="600", currency="EUR", learnt="One licence is enough")
    assert "what became of it is told" in words((await told.view("priya"))["blocks"])

    await told.click("priya", "support.lesson")
    assert (await told.view("priya"))["callback_id"] == "lesson.add"
    await put_away(told, "priya")
    [now] = [post for post in await told.posts(channel) if post["ts"] == card["ts"]]
    assert "*Given so far:* EUR 600.25" in said(now)
    assert "*Spent:* EUR 600.00" in said(now)


async def test_everybody_sees_all_asks_and_turns_their_pages(told: Life) -> None:
    channel = await start_community(told, "divya", "Load tests")
    for number in range(7):
        await told.command("divya", channel, "/community ask")
        await told.fill_in("divya", kind="A room", purpose=f"Thursday {number}")
        await told.click("divya", "support.show")
        await put_away(told, "divya")
    first = await told.command("noor", "general", "/community support Load tests")
    assert "Thursday 6" in said(first)
    assert "Thursday 1" not in said(first)

    await told.click("noor", "support.more")
    assert "Thursday 1" in said(await shown(told, "noor"))
    await told.click("noor", "support.back")
    assert "Thursday 6" in said(await shown(told, "noor"))

    card = (await told.posts(channel))[-1]
    await told.click("divya", "support.ask", channel=channel, ts=card["ts"])
    await put_away(told, "divya")
    await told.click("divya", "support.menu", value=f"support.withdraw {_number(card)}", channel=channel, ts=card["ts"])
    assert "no longer asks for a room" in said(await shown(told, "divya"))


def _number(card: dict) -> str:  # type: ignore[type-arg]
    """Give the id of the ask a card shows, which its button carries."""
    row = next(block for block in card["blocks"] if block["type"] == "actions")
    return str(row["elements"][0]["value"])
