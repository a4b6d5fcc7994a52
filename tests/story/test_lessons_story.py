"""Lessons over the wire: captured by a reaction, found, shown, written, edited, taken back and brought back."""

import re
from typing import Any

import pytest

from tests.story.acting import buttons, choose, number_of, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_marked_message_is_answered_in_its_thread_with_number_title_and_buttons(told: Life) -> None:
    channel = await start_community(told, "lea", "Contracts")
    await told.control.post("join", user="ben", channel=channel)
    ts = await told.say("ben", channel, "Publish the pact before the deploy. We did it the other way round for a year.")

    await told.react("lea", channel, ts)

    [card] = await _cards(told, channel)
    assert card["thread_ts"] == ts
    assert re.search(r"\*#\d+ Publish the pact before the deploy\.?\* · Contracts", said(card))
    assert "Learnt by Ben" in said(card)
    assert buttons(card) == {"We'll try it": "spread.try", "Share": "spread.share", "Edit": "lesson.edit"}
    number = number_of(card)
    await choose(told, "lea", card, "lesson.show", channel=channel)
    lesson = said(await shown(told, "lea"))
    assert "We did it the other way round for a year." in lesson
    assert "Go to the message" in lesson
    assert f"<#{(await told.channel(channel))['id']}>" in lesson
    assert f"Lesson #{number}" in lesson


async def test_a_reply_is_the_lesson_and_the_threads_first_message_its_context(told: Life) -> None:
    question = await told.say("divya", "testing", "Who has flaky date tests?")
    await told.say("arjun", "testing", "We all do.", thread_ts=question)
    reply = await told.say("hana", "testing", "Freeze the clock in the test, not in the code.", thread_ts=question)

    await told.react("divya", "testing", reply)

    card = (await _cards(told, "testing"))[-1]
    assert card["thread_ts"] == question
    lesson = said(await told.command("ola", "general", f"/lesson {number_of(card)}"))
    assert "Freeze the clock in the test" in lesson
    assert "In answer to:" in lesson
    assert "Who has flaky date tests?" in lesson
    assert "We all do" not in lesson


async def test_a_message_is_one_lesson_however_many_mark_it_and_with_whichever_emoji(told: Life) -> None:
    ts = await told.say("rafael", "build-and-deploy", "Name the cache key after the lock file and never by date.")

    await told.react("rafael", "build-and-deploy", ts, name="+1::skin-tone-4")
    await told.react("priya", "build-and-deploy", ts)
    await told.react("luis", "build-and-deploy", ts, name="+1")

    cards = [card for card in await _cards(told, "build-and-deploy") if card["thread_ts"] == ts]
    assert len(cards) == 1
    assert "1 lesson about" in said(await told.command("mei", "general", "/lesson cache key lock file"))


async def test_its_author_edits_it_and_the_card_says_the_new_words(told: Life) -> None:
    ts = await told.say("noor", "testing", "hm, so apparently the emulator lies about rotation")
    await told.react("noor", "testing", ts)
    card = (await _cards(told, "testing"))[-1]

    await told.click("noor", "lesson.edit", channel="testing", ts=card["ts"])
    await told.fill_in(
        "noor", title="Test rotation on a real phone", learnt="The emulator keeps the state, phones don't."
    )

    [edited] = [message for message in await _cards(told, "testing") if message["ts"] == card["ts"]]
    assert "Test rotation on a real phone" in said(edited)
    assert "apparently" not in said(edited)
    found = said(await told.command("callum", "general", "/lesson phones state"))
    assert "Test rotation on a real phone" in found


async def test_its_author_takes_it_back_and_brings_it_back_with_a_click(told: Life) -> None:
    ts = await told.say("samuel", "build-and-deploy", "Quarantine a squirrely runner before you debug the build.")
    await told.react("maya", "build-and-deploy", ts)
    card = (await _cards(told, "build-and-deploy"))[-1]

    await choose(told, "samuel", card, "lesson.show", channel="build-and-deploy")
    await told.click("samuel", "lesson.withdraw")
    [taken_back] = [message for message in await _cards(told, "build-and-deploy") if message["ts"] == card["ts"]]
    assert "was taken back" in said(taken_back)
    assert "squirrely" not in said(taken_back)
    assert "I found no lesson" in said(await told.command("maya", "general", "/lesson squirrely runner"))

    await told.click("samuel", "lesson.restore", channel="build-and-deploy", ts=card["ts"])
    assert "1 lesson about" in said(await told.command("maya", "general", "/lesson squirrely runner"))


async def test_what_it_said_before_is_kept_and_comes_back_with_a_click(told: Life) -> None:
    ts = await told.say("ines", "general", "A toucan's bill is light. We learnt that by weighing one.")
    await told.react("mia", "general", ts)
    [card] = [message for message in await _cards(told, "general") if message["thread_ts"] == ts]
    number = number_of(card)
    for learnt in ("It is hollow.", "It is mostly air.", "It is foam.", "It is foam and air."):
        await told.click("ines", "lesson.edit", channel="general", ts=card["ts"])
        await told.fill_in("ines", title="Toucans are light", learnt=learnt, tags="birds")

    await told.command("ines", "general", f"/lesson {number}")
    await told.click("ines", "lesson.versions")
    assert "It is foam." in said(await shown(told, "ines"))
    await told.click("ines", "lesson.older")
    assert "weighing one" in said(await shown(told, "ines"))
    await told.click("ines", "lesson.newer")
    assert "when Inês changed it" in said(await shown(told, "ines"))
    await told.click("ines", "lesson.older")
    await told.click("ines", "lesson.bring_back")

    lesson = said(await told.command("mia", "general", f"/lesson {number}"))
    assert "We learnt that by weighing one." in lesson
    assert "A toucan's bill is light." in lesson  # apart, as what happened
    assert "#birds" not in lesson


async def test_the_message_shortcut_captures_a_reply_in_words_put_right(told: Life) -> None:
    question = await told.say("divya", "testing", "Why do two of our tests fail at night?")
    reply = await told.say("arjun", "testing", "Next time freeze the clock. The owl test reads it.", thread_ts=question)

    await _shortcut(told, "hana", "lesson.capture", channel="testing", ts=reply)
    window = await told.view("hana")
    assert "Arjun said this, so the lesson is theirs." in words(window)
    refused = await told.fill_in("hana", tags="one two three four five six")
    assert "These are 6 tags" in refused["errors"]["tags"]
    await told.fill_in("hana", title="An owl test reads the clock", kind="failure", tags="clock, tests")

    assert "is kept" in said(await told.view("hana"))
    await put_away(told, "hana")
    [card] = [message for message in await _cards(told, "testing") if message["thread_ts"] == question]
    assert "Learnt by Arjun" in said(card)
    lesson = said(await told.command("ola", "general", f"/lesson {number_of(card)}"))
    assert "Why do two of our tests fail at night?" in lesson
    assert "Failure · #clock · #tests" in lesson
    await _shortcut(told, "divya", "lesson.capture", channel="testing", ts=reply)
    assert f"is lesson #{number_of(card)} already" in said(await shown(told, "divya"))


async def test_of_a_message_without_words_who_marks_it_says_what_it_shows(told: Life) -> None:
    ts = await told.say("hana", "testing", "\u200b")
    await told.react("hana", "testing", ts)

    await told.click("hana", "lesson.capture")
    await told.fill_in("hana", title="The hoopoe chart", learnt="Half of our flaky tests read the clock.")
    await put_away(told, "hana")

    [card] = [message for message in await _cards(told, "testing") if message["thread_ts"] == ts]
    assert "The hoopoe chart" in said(card)
    assert "Learnt by Hana" in said(card)


async def test_a_lesson_is_written_from_the_shortcut_that_is_everywhere(told: Life) -> None:
    await _shortcut(told, "yuki", "lesson.write")
    await told.fill_in("yuki", title="Kingfishers dive head first", learnt="Read the log before the code.")
    await put_away(told, "yuki")

    assert "1 lesson about" in said(await told.command("hana", "general", "/lesson kingfishers"))


async def test_remember_this_in_a_thread_keeps_what_was_said_above_it(told: Life) -> None:
    question = await told.say("rafael", "build-and-deploy", "Why is the image so big, does anybody know?")
    await told.say("priya", "build-and-deploy", "A pangolin of a layer: the cache is copied twice.", thread_ts=question)
    await told.say("rafael", "build-and-deploy", "Thank you!", thread_ts=question)

    await told.say("luis", "build-and-deploy", f"<@{told.bot_user_id}> remember this", thread_ts=question)
    await told.settle()

    [card] = [message for message in await _cards(told, "build-and-deploy") if message["thread_ts"] == question]
    assert "A pangolin of a layer: the cache is copied twice" in said(card)
    assert "Learnt by Priya" in said(card)
    await told.say("luis", "build-and-deploy", f"<@{told.bot_user_id}> who are you?")
    await told.settle()
    assert "`@Yokoten remember this`" in said(await shown(told, "luis"))


async def test_who_takes_the_only_mark_off_soon_undoes_the_capture(told: Life) -> None:
    ts = await told.say("ines", "general", "Zebra crossings in the seat map confuse screen readers.")
    await told.react("tala", "general", ts)
    await told.react("mia", "general", ts)
    await told.react("tala", "general", ts, remove=True)
    assert "1 lesson about" in said(await told.command("tala", "general", "/lesson zebra"))

    await told.react("mia", "general", ts, remove=True)

    assert "I found no lesson" in said(await told.command("tala", "general", "/lesson zebra"))
    [card] = [message for message in await _cards(told, "general") if message["thread_ts"] == ts]
    assert "was taken back" in said(card)


async def test_after_ten_minutes_a_lesson_stays_when_its_mark_goes(told: Life) -> None:
    ts = await told.say("oliver", "general", "Ask the walrus questions first in a refinement.")
    await told.react("mei", "general", ts)

    await told.control.post("clock", advance_seconds=601)
    await told.react("mei", "general", ts, remove=True)

    assert "1 lesson about" in said(await told.command("mei", "general", "/lesson walrus"))


async def test_a_lesson_is_written_by_hand_in_the_community_of_the_channel(told: Life) -> None:
    channel = await start_community(told, "ewa", "Product discovery")
    await told.command("ewa", channel, "/lesson add Talk to five passengers")
    await told.fill_in(
        "ewa", learnt="After the fifth we heard nothing new.", happened="We had planned thirty interviews."
    )

    assert "is kept" in said(await told.view("ewa"))
    await put_away(told, "ewa")
    found = await told.command("kofi", "general", "/lesson passengers")
    assert "Talk to five passengers* · Product discovery" in said(found)
    await told.click("kofi", "lesson.show")
    lesson = said(await shown(told, "kofi"))
    assert "What happened:" in lesson
    assert "thirty interviews" in lesson
    assert "Learnt by Ewa" in lesson
    assert "Edit" not in buttons(await shown(told, "kofi"))


async def test_what_is_not_found_can_be_written_down_with_the_words_as_title(told: Life) -> None:
    await told.command("jordan", "general", "/lesson gannet migrations")
    await told.click("jordan", "lesson.add")

    inputs = {block["block_id"]: block.get("element", {}) for block in (await told.view("jordan"))["blocks"]}
    assert inputs["title"]["initial_value"] == "gannet migrations"
    await told.fill_in("jordan", learnt="Expand first, contract later.")
    await put_away(told, "jordan")
    assert "Expand first" in said(await told.command("tomasz", "general", "/lesson gannet"))


async def test_a_long_search_has_pages_best_first(told: Life) -> None:
    for number in range(6):
        await told.command("luis", "general", f"/lesson add Pelican rule {number}")
        await told.fill_in("luis", learnt="A pelican carries what it can.")
        await put_away(told, "luis")

    first = await told.command("aroha", "general", "/lesson pelican")
    assert "6 lessons about “pelican”*, best first · page 1 of 2" in said(first)
    assert len(_titles(first)) == 5
    await told.click("aroha", "lesson.more")
    second = await shown(told, "aroha")
    assert "page 2 of 2" in said(second)
    assert {*_titles(first), *_titles(second)} == {f"Pelican rule {number}" for number in range(6)}
    await told.click("aroha", "lesson.earlier")
    assert _titles(await shown(told, "aroha")) == _titles(first)


async def test_the_newest_are_shown_without_words_and_behind_a_button(told: Life) -> None:
    await told.command("yuki", "general", "/lesson add Puffins nest in burrows")
    await told.fill_in("yuki", learnt="So do bugs.")
    await put_away(told, "yuki")

    newest = await told.command("hana", "general", "/lesson")
    assert _titles(newest)[0] == "Puffins nest in burrows"
    await told.command("hana", "general", "/lesson puffins")
    await told.click("hana", "lesson.show")
    await told.click("hana", "lesson.recent")
    assert said(await shown(told, "hana")) == said(newest)


async def _shortcut(told: Life, user: str, callback_id: str, **where: Any) -> None:
    """Let a person pick a shortcut, on a message or anywhere, and let the bot answer."""
    await told.control.post("shortcut", user=user, callback_id=callback_id, **where)
    await told.settle()


async def _cards(told: Life, channel: str) -> list[dict[str, Any]]:
    return [message for message in await told.posts(channel) if message.get("thread_ts")]


def _titles(answer: dict[str, Any]) -> list[str]:
    """Give the titles of the lessons in a list, in their order."""
    rows = [block["text"]["text"] for block in answer["blocks"] if "accessory" in block]
    return [found[1] for row in rows if (found := re.search(r"\*#\d+ (.+?)\*", row))]
