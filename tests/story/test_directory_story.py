"""The directory over the wire: pages, words, and the App Home's Discover tab."""

import pytest

from tests.story.acting import shown, start_community, value_beside
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_words_find_a_community_by_its_purpose_and_one_click_joins_it(told: Life) -> None:
    await start_community(told, "lea", "Lantern festivals", purpose="Zinnias and lanterns in every station")

    found = await told.command("mia", "general", "/community zinnias")
    await told.click("mia", "community.join.listed", value=value_beside(found, "*Lantern festivals*"))

    listed = said(await shown(told, "mia"))
    assert "You are in *Lantern festivals*" in listed
    assert "you are in it" in listed


async def test_pages_are_turned_there_and_back(told: Life) -> None:
    for number in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda"):
        await start_community(told, "divya", f"Gazebo {number}")

    first = await told.command("arjun", "general", "/community list gazebo")
    await told.click("arjun", "community.page.on")
    second = said(await shown(told, "arjun"))
    await told.click("arjun", "community.page.back")

    assert "Page 1 of 2" in said(first)
    assert "Page 2 of 2" in second
    assert "Page 1 of 2" in said(await shown(told, "arjun"))


async def test_the_home_finds_communities_too(told: Life) -> None:
    await start_community(told, "noor", "Heliographs")
    await told.home("tala")
    await told.click("tala", "home.discover")
    state = await told.control.state()

    discovered = words(state["homes"][told.user_id(state, "tala")]["blocks"])

    assert "Find a community" in discovered
    assert "just starting" in discovered
