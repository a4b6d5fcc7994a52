"""Topics over the wire: said, wanted, brought, on the agenda, talked about or kept for the next time."""

from datetime import timedelta
from typing import Any

import pytest

from tests.story.acting import has_modal, midweek, put_away, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_the_most_wanted_become_the_agenda_and_what_was_not_reached_stays(told: Life) -> None:
    channel = await start_community(told, "priya", "Screen reader talks")
    for user in ("ben", "mia"):
        await told.command(user, "general", "/community join Screen reader talks")
    for topic in ("Which pacts hurt?", "Naming", "A <!channel> of *traps*"):
        assert "is a topic of" in said(await told.command("priya", channel, f"/meetup topic {topic}"))
    starts = await midweek(told) + timedelta(days=3)
    await told.command("priya", channel, "/meetup plan What now?")
    await told.fill_in("priya", date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", zone="UTC", minutes="45 minutes")
    assert "is planned for" in said(await told.view("priya"))
    await put_away(told, "priya")
    assert "To talk about:\n•  Which pacts hurt?\n•  Naming" in said(await _card(told, channel))

    listed = await told.command("ben", channel, "/meetup topics")
    naming, traps = _value_below(listed, "*Naming*"), _value_below(listed, "traps")
    assert "<!channel>" not in said(listed)
    await told.click("ben", "topic.want", value=naming)
    assert "2 want it, you too" in said(await shown(told, "ben"))
    assert "•  Naming\n•  Which pacts hurt?" in said(await _card(told, channel))
    await told.click("ben", "topic.unwant", value=naming)
    assert "•  Which pacts hurt?\n•  Naming" in said(await _card(told, channel))
    await told.click("ben", "topic.menu", value=f"topic.bring {naming}")
    assert "you bring it" in said(await shown(told, "ben"))
    await told.click("ben", "topic.menu", value=f"topic.leave {naming}")
    assert "nobody brings it yet" in said(await shown(told, "ben"))

    await told.move_clock(starts.isoformat())
    listed = await told.command("mia", channel, "/meetup topics")
    await told.click("mia", "topic.want", value=traps)
    assert "traps" not in said(await _card(told, channel)), "an agenda stays as it was when the meetup began"
    await told.click("mia", "topic.menu", value=f"topic.reached {naming}")
    await told.click("mia", "topic.not_reached")
    assert "*Naming* is on the list again" in said(await shown(told, "mia"))
    await told.click("mia", "topic.list")
    await told.click("mia", "topic.menu", value=f"topic.reached {naming}")
    assert "*Naming* is off the list" in said(await shown(told, "mia"))
    left = said(await told.command("priya", channel, "/meetup topics"))
    assert "Naming" not in left
    assert "Which pacts hurt?" in left
    await told.click("mia", "topic.want", value=naming)
    assert "not open any more" in said(await shown(told, "mia"))
    await told.click("priya", "topic.menu", value=f"topic.withdraw {traps}")
    assert "is taken back" in said(await shown(told, "priya"))


async def test_a_topic_is_added_in_a_window_and_found_on_later_pages(told: Life) -> None:
    channel = await start_community(told, "divya", "Load test talks")
    await told.command("divya", channel, "/meetup topic")
    assert await has_modal(told, "divya")
    await told.fill_in("divya", words="Whose load is it?")
    await put_away(told, "divya")
    for number in range(9):
        await told.command("divya", channel, f"/meetup topic Question {number}")
    await told.command("divya", channel, "/meetup topic question 3")
    first = await told.command("divya", channel, "/meetup topics")
    assert "Whose load is it?" in said(first)
    assert "Question 8" not in said(first)
    await told.click("divya", "topic.more")
    assert "Question 8" in said(await shown(told, "divya"))
    await told.click("divya", "topic.back")
    assert "Whose load is it?" in said(await shown(told, "divya"))
    await told.click("divya", "topic.add")
    await told.fill_in("divya", words="x" * 200)
    await put_away(told, "divya")
    assert "fits in one line" in said(await told.command("divya", channel, f"/meetup topic {'x' * 201}"))


async def _card(told: Life, channel: str) -> dict[str, Any]:
    return next(post for post in reversed(await told.posts(channel)) if "What now?" in said(post))


def _value_below(message: dict[str, Any], text: str) -> str:
    """Give the value of the buttons below the topic that says this."""
    blocks = message["blocks"]
    place = next(place for place, block in enumerate(blocks) if text in said({"text": "", "blocks": [block]}))
    return str(blocks[place + 1]["elements"][0]["value"])
