"""How far it went, over the wire: words at once, then pictures in the asker's conversation with the bot."""

from typing import Any

import pytest

from tests.story.acting import (
    buttons,
    direct_messages,
    number_of,
    put_away,
    said_in_thread,
    shown,
    start_community,
)
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

KESTREL = ("ben", "mia", "tomasz", "yuki", "jordan")
HERON = ("ines", "rafael", "noor", "callum", "maya")


async def test_a_lesson_that_another_team_took_up_has_a_way_and_a_picture(told: Life) -> None:
    await _say_their_teams(told)
    card = await _capture(told, "ben", "Puffins first: publish the contract before you deploy.")
    number = number_of(card)
    await told.react("rafael", "testing", str(card["thread_ts"]), name="white_check_mark")

    way = await told.command("mia", "general", f"/lesson travels {number}")

    assert f"How #{number} Puffins first" in said(way)
    assert "Learnt by team Kestrel" in said(way)
    assert "Heron adopted it" in said(way)
    assert "A picture of it comes into our direct conversation" in said(way)
    [picture] = (await direct_messages(told, "mia"))[-1]["files"]
    file = told.sandbox.workspace.files[_id(picture)]
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert len(file.content) < 300_000
    assert "adopted by Heron" in file.alt_text


async def test_a_way_without_steps_is_words_and_leads_on(told: Life) -> None:
    card = await _capture(told, "hana", "Toucans: name every flaky test after the bird that woke you.")
    number = number_of(card)
    before = len(await direct_messages(told, "kofi"))

    way = await told.command("kofi", "general", f"/lesson travels #{number}")

    assert "It has not gone further yet" in said(way)
    assert {"Show the lesson", "Share", "How all lessons travel"} <= set(buttons(way))
    await told.click("kofi", "travels.show")
    assert "How lessons travel here" in said(await shown(told, "kofi"))
    assert len(await direct_messages(told, "kofi")) > before


async def test_all_lessons_are_told_in_words_charts_and_a_ring(told: Life) -> None:
    await told.command("ewa", "general", "/lesson travels")

    charts, ring = (await direct_messages(told, "ewa"))[-2:]
    assert [block["type"] for block in charts["blocks"]] == ["data_visualization"]
    assert "Lessons that another team took up" in charts["text"]
    alt = told.sandbox.workspace.files[_id(ring["files"][0])].alt_text
    assert "Kestrel to Heron: 1" in alt


async def test_a_slack_without_charts_gets_them_as_a_picture(told: Life) -> None:
    await told.control.post("fault", method="chat.postMessage", error="invalid_blocks")

    await told.command("samuel", "general", "/lesson travels")

    bars, ring = await direct_messages(told, "samuel")
    names = [told.sandbox.workspace.files[_id(message["files"][0])].name for message in (bars, ring)]
    assert names == ["lessons-by-quarter.png", "lessons.png"]


async def test_a_share_is_a_step_on_the_way(told: Life) -> None:
    await start_community(told, "lea", "Flocking geese")
    card = await _capture(told, "ben", "Geese change the leader before they are tired, so do we in the mob.")
    number = number_of(card)
    await told.command("ben", "general", f"/lesson share {number}")
    [community] = [option["value"] for option in _options(await told.view("ben")) if "Flocking" in str(option)]
    inputs = {block["block_id"] for block in (await told.view("ben"))["blocks"] if block["type"] == "input"}
    await told.fill_in("ben", **{"fits" if "fits" in inputs else "others": [community]})
    await put_away(told, "ben")

    way = await told.command("ben", "general", f"/lesson travels {number}")

    assert "• Shared to Flocking geese" in said(way)
    [file] = (await direct_messages(told, "ben"))[-1]["files"]
    assert "shared to Flocking geese" in told.sandbox.workspace.files[_id(file)].alt_text


async def test_words_are_no_number(told: Life) -> None:
    answer = await told.command("ola", "general", "/lesson travels puffins")

    assert "“puffins” is none" in said(answer)


async def _say_their_teams(told: Life) -> None:
    for team, people in (("Kestrel", KESTREL), ("Heron", HERON)):
        for person in people:
            await told.command(person, "general", f"/community team {team}")


async def _capture(told: Life, user: str, text: str) -> dict[str, Any]:
    ts = await told.say(user, "testing", text)
    await told.react(user, "testing", ts)
    [card] = await said_in_thread(told, "testing", ts)
    return card


def _options(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [option for block in view["blocks"] for option in block.get("element", {}).get("options", ())]


def _id(file: Any) -> str:
    return str(file["id"] if isinstance(file, dict) else file)
