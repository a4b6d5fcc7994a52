"""Lessons follow their messages, over the wire: edited, deleted, closed; and names stand there as people chose."""

from typing import Any

import pytest

from tests.story.acting import buttons, direct_channel, direct_messages, number_of, said_in_thread
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_an_edited_message_takes_its_lesson_along(told: Life) -> None:
    ts, _ = await captured(told, "noor", "Warm the toucan cache before the switch.")

    await told.control.post("edit", user="noor", channel="testing", ts=ts, text="Warm the hornbill cache first.")
    await told.settle()

    [card] = await said_in_thread(told, "testing", ts)
    assert "hornbill" in said(card)
    assert "I found no lesson" in said(await told.command("mei", "general", "/lesson toucan"))
    assert "1 lesson about" in said(await told.command("mei", "general", "/lesson hornbill"))


async def test_what_its_author_wrote_stays_and_they_choose(told: Life) -> None:
    ts, card = await captured(told, "noor", "The flamingo test needs a fixed clock.")
    for wanted, action_id in (("Mine", "source.keep"), ("Freeze the flamingo clock", "source.take")):
        await told.click("noor", "lesson.edit", channel="testing", ts=card["ts"])
        await told.fill_in("noor", title="Mine", learnt="In my own words.")
        await told.control.post("clock", advance_seconds=2)
        await told.control.post(
            "edit", user="noor", channel="testing", ts=ts, text=f"Freeze the flamingo clock, {action_id}."
        )
        await told.settle()
        question = (await direct_messages(told, "noor"))[-1]
        assert {"source.take", "source.keep"} <= set(buttons(question).values())
        assert "changed since" in said((await said_in_thread(told, "testing", ts))[0])

        await told.control.post("clock", advance_seconds=2)
        await told.click("noor", action_id, channel=await direct_channel(told, "noor"), ts=question["ts"])

        assert wanted in said((await said_in_thread(told, "testing", ts))[0])
        assert "changed since" not in said((await said_in_thread(told, "testing", ts))[0])


async def test_a_deleted_message_takes_its_words_along_and_its_author_decides(told: Life) -> None:
    ts, _ = await captured(told, "samuel", "The cassowary token is in the wiki, rotate it.")

    await told.control.post("delete", user="samuel", channel="testing", ts=ts)
    await told.settle()

    assert "I found no lesson" in said(await told.command("mei", "general", "/lesson cassowary"))
    assert "cassowary" not in str(await said_in_thread(told, "testing", ts))
    question = (await direct_messages(told, "samuel"))[-1]
    assert buttons(question) == {"Write it in my own words": "lesson.edit", "Let it go": "source.let_go"}
    number = number_of(question)
    await told.click("samuel", "lesson.edit", channel=await direct_channel(told, "samuel"), ts=question["ts"])
    assert "cassowary" not in str(await told.view("samuel"))
    await told.fill_in("samuel", title="Tokens belong into the safe", learnt="Not into the wiki.")
    assert "Tokens belong" in said(await told.command("mei", "general", f"/lesson {number}"))


async def test_or_lets_it_go(told: Life) -> None:
    ts, _ = await captured(told, "samuel", "Kakapo builds run at night.")
    await told.control.post("delete", user="samuel", channel="testing", ts=ts)
    await told.settle()
    question = (await direct_messages(told, "samuel"))[-1]

    await told.click("samuel", "source.let_go", channel=await direct_channel(told, "samuel"), ts=question["ts"])

    assert "taken back" in said(await told.command("mei", "general", f"/lesson {number_of(question)}"))


async def test_a_name_stands_beside_lessons_as_its_person_chose(told: Life) -> None:
    ts, _ = await captured(told, "ines", "Lapwing screens need two columns.")
    assert "Your name, *In" in said(await told.command("ines", "general", "/lesson privacy"))

    for action_id, is_named in (
        ("privacy.never", False),
        ("privacy.always", True),
        ("privacy.while_here", True),
    ):
        await told.command("ines", "general", "/lesson privacy")
        await told.click("ines", action_id)
        card = (await said_in_thread(told, "testing", ts))[0]
        assert ("Learnt by In" in said(card)) is is_named

    await told.control.post("deactivate", user="ines")
    await told.settle()
    assert "Learnt by In" not in said((await said_in_thread(told, "testing", ts))[0])
    assert "Lapwing" in said(await told.command("mei", "general", "/lesson lapwing"))
    await told.control.post("reactivate", user="ines")
    await told.settle()
    assert "Learnt by In" in said((await said_in_thread(told, "testing", ts))[0])


async def test_a_channel_closed_or_shared_is_known_to_be(told: Life) -> None:
    ts = await told.say("maya", "build-and-deploy", "Jabiru pipelines want a lock.")
    await told.react("maya", "build-and-deploy", ts)
    assert "1 lesson about" in said(await told.command("yuki", "general", "/lesson jabiru"))

    await told.control.post("share_channel", channel="build-and-deploy")
    await told.control.post("share_channel", channel="build-and-deploy", remove=True)
    await told.control.post("leave", user="yuki", channel="build-and-deploy")
    await told.control.post("make_private", channel="build-and-deploy")
    await told.settle()
    assert "I found no lesson" in said(await told.command("yuki", "general", "/lesson jabiru"))

    await told.control.post("make_public", channel="build-and-deploy")
    await told.settle()
    assert "1 lesson about" in said(await told.command("yuki", "general", "/lesson jabiru"))


async def captured(told: Life, user: str, text: str) -> tuple[str, dict[str, Any]]:
    """Let somebody say this in #testing and mark it; give the message's ts and the card."""
    ts = await told.say(user, "testing", text)
    await told.react(user, "testing", ts)
    [card] = await said_in_thread(told, "testing", ts)
    return ts, card
