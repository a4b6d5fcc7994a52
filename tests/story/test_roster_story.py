"""A roster over the wire: brought by an admin, told to those it names, chosen by them; and a first group invited."""

from datetime import timedelta
from typing import Any

import pytest

from tests.story.acting import direct_messages, midweek, put_away, shown
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

ROSTER = """Name;E-Mail;Team;Product Group;Certification;Valid from
Lea Brandt;lea@fieldfare.example;Wren;Fares;CLP;01.03.2024
Noor Haddad;NOOR@fieldfare.example;Heron;Fares;Certified LeSS Coach;01.05.2023
Hana Kim;hana@fieldfare.example;;;CLB;soon
Somebody Else;else@fieldfare.example;;;CLB;
"""


async def _note(told: Life, user: str) -> dict[str, Any]:
    """Give where the note about the roster stands, for a click in it."""
    notes = [one for one in await direct_messages(told, user) if "a list that says of you" in said(one)]
    state = await told.control.state()
    user_id = told.user_id(state, user)
    [room] = [
        channel["id"]
        for channel in state["channels"]
        if channel["is_im"] and {user_id, told.bot_user_id} == set(channel["members"])
    ]
    return {"channel": room, "ts": notes[-1]["ts"]}


async def test_an_admin_brings_a_roster_and_those_it_names_decide_what_is_seen(told: Life) -> None:
    noon = await midweek(told)
    await told.home("samuel")
    await told.click("samuel", "home.settings")
    await told.click("samuel", "roster.upload")
    given = await told.control.post("upload", user="samuel", name="roster.csv", text=ROSTER)
    await told.fill_in("samuel", file=given["file"])
    assert "This is how I read the file's columns." in words(await told.view("samuel"))
    await told.fill_in("samuel")
    looked = words(await told.view("samuel"))
    assert "line 4: its date is “soon”" in looked
    assert "line 5: Somebody Else, else@fieldfare.example" in looked
    await told.fill_in("samuel")
    assert "Stored: 2 new, 0 updated, 0 unchanged." in words(await told.view("samuel"))
    await put_away(told, "samuel")

    await told.move_clock((noon + timedelta(hours=1)).isoformat())

    await told.click("noor", "roster.team", **await _note(told, "noor"))
    assert "You are in team *Heron*." in said(await shown(told, "noor"))
    await told.click("noor", "roster.hide", **await _note(told, "noor"))
    assert "It is hidden" in said(await shown(told, "noor"))
    await told.click("lea", "roster.show", **await _note(told, "lea"))
    found = await told.command("ben", "general", "/community people CLP")
    assert "CLP 2024" in said(found)
    assert "Nobody can be found" in said(await told.command("ben", "general", "/community people LeSS coach"))


async def test_a_person_changes_puts_right_and_takes_back_what_is_said_of_them(told: Life) -> None:
    await told.command("lea", "general", "/community profile")
    await told.click("lea", "profile.correct", value="certification clp")
    await told.fill_in("lea", said="CLE")
    await told.click("lea", "profile.show")
    await told.fill_in("lea", knows="exploratory testing", learns="accessibility")
    await put_away(told, "lea")

    await told.home("ben")
    await told.click("ben", "home.people")
    await told.click("ben", "people.search")
    await told.fill_in("ben", words="who has done exploratory testing?")
    assert "knows exploratory testing" in words(await told.view("ben"))
    await told.click("ben", "people.ask")
    assert "I am opening a conversation for you with Lea" in words(await told.view("ben"))
    await put_away(told, "ben")

    await told.command("lea", "general", "/community profile")
    await told.click("lea", "profile.off")
    await put_away(told, "lea")
    await told.command("lea", "general", "/community profile")
    await told.click("lea", "profile.back")
    assert "The next roster may name you again" in words(await told.view("lea"))
    await put_away(told, "lea")


async def test_a_new_communitys_first_group_is_invited_and_decides_alone(told: Life) -> None:
    for user in ("mei", "oliver"):
        await told.command(user, "general", "/community profile")
        await told.fill_in(user, knows="origami", learns="")
        await put_away(told, user)
    await told.command("divya", "general", "/community start Origami")
    await told.fill_in("divya")
    await told.click("divya", "group.propose")
    await told.fill_in("divya", people=["Mei", "Oliver"])
    await put_away(told, "divya")

    for user, action_id in (("mei", "group.join"), ("oliver", "group.not_for_me")):
        state = await told.control.state()
        members = {told.user_id(state, user), told.bot_user_id}
        [room] = [one for one in state["channels"] if one["is_im"] and set(one["members"]) == members]
        assert "thought you may like it" in said(room["messages"][-1])
        await told.click(user, action_id, channel=room["id"], ts=room["messages"][-1]["ts"])

    state = await told.control.state()
    [channel] = [one for one in state["channels"] if one["name"] == "cop-origami"]
    assert told.user_id(state, "mei") in channel["members"]
    assert told.user_id(state, "oliver") not in channel["members"]
