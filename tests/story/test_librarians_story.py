"""Librarians over the wire: a lesson is given its place, twins become one and two again, one is highlighted."""

import pytest

from tests.story.acting import number_of, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_librarian_gives_a_lesson_its_place_tags_it_and_highlights_it(told: Life) -> None:
    number = await _learnt(told, "ben", "Calibrate the barometer before breakfast, or its numbers drift all day.")
    await _learnt(told, "ben", "Empty the rain barrels before the first frost, or they burst.")
    for topic in ("Tidal gauges", "Rain barrels"):
        await start_community(told, "priya", topic)
    await told.command("mia", "general", "/community librarian")
    await told.click("mia", "librarian.volunteer")

    await told.click("mia", "librarian.queue")
    await told.click("mia", "librarian.skip")
    await told.command("mia", "general", f"/lesson {number}")
    await told.click("mia", "librarian.tags")
    await told.fill_in("mia", tags="barometer, calibration")
    await put_away(told, "mia")
    await told.command("noor", "general", "/community librarian")
    await told.click("noor", "librarian.volunteer")
    await told.click("noor", "librarian.queue")
    await told.click("noor", "librarian.elsewhere")
    await told.fill_in("noor", community="Tidal gauges")
    assert "belongs to *Tidal gauges* now" in words((await told.view("noor"))["blocks"])
    await put_away(told, "noor")

    await told.command("noor", "general", "/community librarian")
    await told.click("noor", "librarian.queue")
    await told.click("noor", "librarian.file")
    assert "belongs to *Rain barrels* now" in said(await shown(told, "noor"))

    await told.command("noor", "general", f"/lesson {number}")
    await told.click("noor", "librarian.highlight")
    assert "the next digest of *Tidal gauges* begins with it" in said(await shown(told, "noor"))
    await told.command("noor", "general", "/community librarian")
    await told.click("noor", "librarian.step_back")
    assert "You have stepped back" in said(await shown(told, "noor"))


async def test_twins_become_one_and_two_again(told: Life) -> None:
    await told.command("ewa", "general", "/community librarian")
    await told.click("ewa", "librarian.volunteer")
    older = await _learnt(told, "hana", "Feed the sourdough starter on the evening before the bake, never at dawn.")
    newer = await _learnt(told, "luis", "Feed the sourdough starter on the evening before the bake, not at dawn.")
    await told.command("ewa", "general", "/community librarian")
    await told.click("ewa", "librarian.queue")
    assert "Do these two say the same?" in said(await shown(told, "ewa"))

    await told.click("ewa", "librarian.same")
    assert f"#{newer} goes on in #{older}" in said(await shown(told, "ewa"))
    found = await told.command("kofi", "general", f"/lesson {newer}")
    assert f"#{newer} says the same and goes on in this one" in said(found)
    await told.command("ewa", "general", f"/lesson {older}")
    await told.click("ewa", "librarian.same_as")
    await told.fill_in("ewa", number=str(newer))
    await put_away(told, "ewa")


async def test_what_differs_and_what_needs_no_community_is_settled_and_a_merge_is_undone(told: Life) -> None:
    await told.command("ewa", "general", "/community librarian")
    await start_community(told, "divya", "Lighthouse lamps")
    first = await _learnt(told, "hana", "Polish the lighthouse lamps with vinegar, the lens clouds with soap.")
    second = await _learnt(told, "luis", "Wind the harbour clock each Sunday; it loses a minute a day.")
    await told.command("ewa", "general", f"/lesson {second}")
    await told.click("ewa", "librarian.same_as")
    await told.fill_in("ewa", number=str(first))
    await told.click("ewa", "librarian.undo")
    assert "are two lessons again" in words((await told.view("ewa"))["blocks"])
    await put_away(told, "ewa")
    await _learnt(told, "hana", "Grease the drawbridge chain twice a month, more often in a wet winter.")
    await _learnt(told, "luis", "Grease the drawbridge chain twice a month, and more often in a wet winter.")
    await told.command("ewa", "general", "/community librarian")
    await told.click("ewa", "librarian.queue")
    assert "Do these two say the same?" in said(await shown(told, "ewa"))
    await told.click("ewa", "librarian.different")
    assert "stay two, and nobody is asked again" in said(await shown(told, "ewa"))
    await told.click("ewa", "librarian.needs_none")
    assert "stays without a community" in said(await shown(told, "ewa"))


async def _learnt(told: Life, user: str, text: str) -> int:
    """Let somebody say what they learnt where no community meets, and another mark it; give its number."""
    ts = await told.say(user, "general", text)
    await told.react("samuel", "general", ts)
    return number_of((await told.posts("general"))[-1])
