"""How a community is and which teams it reaches, over the wire: told to its members, with charts and a picture."""

from typing import Any

import pytest

from tests.story.acting import buttons, direct_messages, said_in_thread, shown, start_community, value_beside
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

HERON = ("ben", "mia", "tomasz", "yuki", "jordan")


async def test_members_are_told_how_their_community_is_and_others_are_shown_the_way_in(told: Life) -> None:
    channel = await start_community(told, "lea", "Flight paths")
    for person in HERON:
        await told.command(person, "general", "/community join flight paths")
        await told.say(person, channel, "Good morning")
    question = await told.say("ben", channel, "How do you plan a flight path around a thunderstorm?")
    await told.settle()
    await told.say("mia", channel, "We fly at night.", thread_ts=question)
    ts = await told.say("mia", channel, "Fly around thunderstorms at night, we learnt that twice.")
    await told.react("mia", channel, ts)

    pulse = await told.command("lea", channel, "/community pulse")

    assert "Flight paths is forming." in said(pulse)
    assert "5 to 9 people wrote here" in said(pulse)
    assert "1 question answered" in said(pulse)
    charts = (await direct_messages(told, "lea"))[-1]
    kinds = [block["type"] for block in charts["blocks"]]
    assert kinds == ["section", "data_visualization", "data_visualization", "context"]
    assert "Messages, where at least 5 people wrote: 8 on" in charts["text"]
    outside = await told.command("ewa", "general", "/community pulse flight paths")
    assert "is told to its members" in said(outside)
    assert "people wrote" not in said(outside)


async def test_of_several_communities_it_is_asked_which(told: Life) -> None:
    await start_community(told, "lea", "Nest building")

    which = await told.command("lea", "general", "/community pulse")

    assert "Whose pulse would you like to feel?" in said(which)
    await told.click("lea", "pulse.show", value=value_beside(which, "Nest building"))
    assert "is forming." in said(await shown(told, "lea"))


async def test_a_community_is_told_which_team_it_might_invite_and_what_to_say(told: Life) -> None:
    for person in HERON:
        await told.command(person, "general", "/community team Heron")
    await told.command("noor", "general", "/community team Wren")
    ts = await told.say("mia", "cop-flight-paths", "Thunderstorms are seen first by those who fly low.")
    await told.react("mia", "cop-flight-paths", ts)
    [card] = await said_in_thread(told, "cop-flight-paths", ts)
    await told.click("noor", "spread.try", channel="cop-flight-paths", ts=card["ts"])
    await told.click("noor", "spread.adopted")

    reach = await told.command("lea", "general", "/community reach flight paths")

    assert "*Flight paths* has people from Heron." in said(reach)
    assert "*Wren* took up" in said(reach)
    await told.click("lea", "reach.words")
    assert "Tell somebody in Wren in your own words" in said(await shown(told, "lea"))


async def test_all_communities_are_told_in_pages_and_drawn(told: Life) -> None:
    there = {channel["name"] for channel in (await told.control.state())["channels"]}
    for number in range(13 - sum(name.startswith("cop-") for name in there)):
        await start_community(told, "mei", f"Feathers {number}")

    reach = await told.command("mei", "general", "/community reach")

    assert "page 1 of 2" in said(reach)
    assert buttons(reach)["More"] == "reach.page.on"
    [picture] = (await direct_messages(told, "mei"))[-1]["files"]
    file = told.sandbox.workspace.files[_id(picture)]
    assert file.alt_text.startswith("A table of 1 team and 13 communities")
    assert "Flight paths: Heron" in file.alt_text
    await told.click("mei", "reach.page.on")
    assert "page 2 of 2" in said(await shown(told, "mei"))
    await told.click("mei", "reach.page.back")
    assert "page 1 of 2" in said(await shown(told, "mei"))


async def test_from_the_pulse_a_click_leads_to_the_teams_it_reaches(told: Life) -> None:
    await told.command("ben", "cop-flight-paths", "/community pulse")

    await told.click("ben", "reach.show")

    assert "*Flight paths* has people from" in said(await shown(told, "ben"))


def _id(file: Any) -> str:
    return str(file["id"] if isinstance(file, dict) else file)
