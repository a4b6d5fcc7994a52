"""Finding over the wire: by what is typed, and by menus in a window."""

import pytest

from tests.story.acting import put_away, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_search_is_narrowed_by_what_is_typed(told: Life) -> None:
    channel = await start_community(told, "luis", "Flamingo care")
    ts = await told.say("luis", channel, "A flamingo stands on one leg to keep the other warm.")
    await told.react("luis", channel, ts)
    elsewhere = await told.say("hana", "testing", "A flamingo test stands on one assertion.")
    await told.react("hana", "testing", elsewhere)

    both = said(await told.command("mei", "general", "/lesson flamingo"))
    one = said(await told.command("mei", "general", "/lesson flamingo in:flamingo-care"))
    hers = said(await told.command("mei", "general", "/lesson flamingo -warm since:2020"))
    unknown = said(await told.command("mei", "general", "/lesson flamingo in:flamingo-cares kind:tols since:soon"))

    assert "2 lessons about" in both
    assert "1 lesson about" in one
    assert "keep the other warm" in one
    assert "one assertion" in hers
    assert "keep the other warm" not in hers
    assert "I know no community “flamingo-cares”, so I looked without it. Did you mean Flamingo care?" in unknown
    assert "Did you mean tool?" in unknown
    assert "I can't read the day “soon”" in unknown
    assert "2 lessons about" in unknown


async def test_a_search_is_narrowed_by_menus(told: Life) -> None:
    ts = await told.say("tala", "general", "An ibis digs where the ground is soft.")
    await told.react("tala", "general", ts)
    ts = await told.say("ola", "general", "An ibis never digs alone.")
    await told.react("ola", "general", ts)
    assert "2 lessons about" in said(await told.command("aroha", "general", "/lesson ibis"))

    await told.click("aroha", "lesson.filter")
    window = await told.view("aroha")
    assert "ibis" in str(window["blocks"])
    await told.fill_in("aroha", author="tala")
    found = said(await told.view("aroha"))
    assert "1 lesson about" in found
    assert "where the ground is soft" in found
    assert "never digs alone" not in found

    await told.click("aroha", "lesson.show", view_id=(await told.view("aroha"))["id"])
    assert "where the ground is soft" in said(await told.view("aroha"))
    await put_away(told, "aroha")


async def test_the_window_without_anything_in_it_asks_for_a_word(told: Life) -> None:
    await told.command("samuel", "general", "/lesson cormorant")
    await told.click("samuel", "lesson.filter")
    answer = await told.fill_in("samuel", words="")

    assert "A word or a filter, please" in str(answer)
