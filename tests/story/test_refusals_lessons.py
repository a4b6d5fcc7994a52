"""What is not kept or changed as a lesson: why is told to one person, and nothing is stored."""

from pathlib import Path

import pytest

from tests.story.acting import buttons, choose, direct_messages, has_modal, nothing_changes, number_of, put_away, shown
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_what_is_said_in_a_private_channel_stays_in_it(told: Life) -> None:
    workspace = told.sandbox.workspace
    retro = workspace.find_channel("kestrel-retro")
    assert retro is not None
    workspace.invite(retro.creator, retro.id, [told.bot_user_id])
    question = await told.say("mia", "kestrel-retro", "What about the cassowary?")
    reply = await told.say("ben", "kestrel-retro", "The cassowary is tired.", thread_ts=question)

    for ts in (question, reply):
        async with nothing_changes(told, but_reactions=True):
            await told.react("mia", "kestrel-retro", ts)
        assert "I keep lessons from public channels only, so nothing was stored" in said(await shown(told, "mia"))
        assert buttons(await shown(told, "mia")) == {"Write it in my words": "lesson.add"}

    assert "I found no lesson" in said(await told.command("mia", "general", "/lesson cassowary"))
    await told.react("mia", "kestrel-retro", question, remove=True)
    assert not _is_stored(told, "cassowary is tired")
    assert not _is_stored(told, "about the cassowary")


async def test_what_is_said_to_one_person_stays_with_them(told: Life) -> None:
    workspace = told.sandbox.workspace
    state = await told.control.state()
    room = workspace.direct_message(told.user_id(state, "tala"), told.bot_user_id)
    ts = workspace.post(told.bot_user_id, room.id, text="The kiwi flies at night.").ts

    async with nothing_changes(told):
        await told.react("tala", room.id, ts)

    assert "nothing was stored" in said(await shown(told, "tala"))
    assert not _is_stored(told, "kiwi flies")


async def test_where_the_bot_is_not_it_hears_nothing(told: Life) -> None:
    ts = await told.say("ola", "random", "An ostrich does not hide its head.")

    async with nothing_changes(told, but_reactions=True):
        await told.react("ola", "random", ts)

    assert "I found no lesson" in said(await told.command("ola", "general", "/lesson ostrich"))
    assert not _is_stored(told, "ostrich does not")


async def test_the_bots_own_words_and_slacks_notices_are_no_lessons(told: Life) -> None:
    captured = await told.say("ben", "testing", "Herons stand still until it counts.")
    await told.react("ben", "testing", captured)
    assert _is_stored(told, "Herons stand still")
    card = (await told.posts("testing"))[-1]
    await told.control.post("join", user="aroha", channel="testing")
    notice = (await told.channel("testing"))["messages"][-1]
    assert notice["subtype"] == "channel_join"

    for ts, why in ((card["ts"], "That message is mine"), (notice["ts"], "That is a notice from Slack")):
        async with nothing_changes(told, but_reactions=True):
            await told.react("lea", "testing", ts)
        assert f"{why}, " in said(await shown(told, "lea"))
        assert "nothing was stored" in said(await shown(told, "lea"))


async def test_what_was_deleted_before_it_was_read_is_gone(told: Life) -> None:
    ts = await told.say("divya", "testing", "Delete the dodo.")
    await told.control.post("fault", method="conversations.replies", error="thread_not_found")

    async with nothing_changes(told, but_reactions=True):
        await told.react("arjun", "testing", ts)

    assert "That message is no longer there" in said(await shown(told, "arjun"))
    assert "I found no lesson" in said(await told.command("arjun", "general", "/lesson dodo"))


async def test_a_message_without_words(told: Life) -> None:
    ts = await told.say("hana", "testing", "\u200b")

    async with nothing_changes(told, but_reactions=True):
        await told.react("hana", "testing", ts)

    assert "I found no words in that message, so nothing was stored" in said(await shown(told, "hana"))


async def test_only_its_author_changes_or_withdraws_a_lesson(told: Life) -> None:
    ts = await told.say("priya", "build-and-deploy", "Pin the base image, an albatross hangs on latest.")
    await told.react("rafael", "build-and-deploy", ts)
    card = (await told.posts("build-and-deploy"))[-1]

    async with nothing_changes(told):
        await told.click("rafael", "lesson.edit", channel="build-and-deploy", ts=card["ts"])
    assert "These are Priya's words, so only they can change or withdraw lesson" in said(await shown(told, "rafael"))
    assert not await has_modal(told, "rafael")
    await choose(told, "rafael", card, "lesson.show", channel="build-and-deploy")
    assert "Withdraw" not in buttons(await shown(told, "rafael"))
    assert "1 lesson about" in said(await told.command("rafael", "general", "/lesson albatross"))


async def test_what_its_author_took_back_comes_back_for_nobody_else(told: Life) -> None:
    ts = await told.say("samuel", "build-and-deploy", "Never blame the cormorant, or so I thought.")
    await told.react("luis", "build-and-deploy", ts)
    card = (await told.posts("build-and-deploy"))[-1]
    await choose(told, "samuel", card, "lesson.show", channel="build-and-deploy")
    await told.click("samuel", "lesson.withdraw")
    number = number_of(card)

    async with nothing_changes(told, but_reactions=True):
        await told.click("luis", "lesson.restore", channel="build-and-deploy", ts=card["ts"])
        assert f"Lesson #{number} was taken back, so I show it no more" in said(await shown(told, "luis"))
        await told.react("maya", "build-and-deploy", ts)
        assert f"Lesson #{number} was taken back" in said(await shown(told, "maya"))
        answer = await told.command("luis", "general", f"/lesson #{number}")

    assert f"Lesson #{number} was taken back" in said(answer)
    assert "cormorant" not in said(answer)
    assert "I found no lesson" in said(await told.command("luis", "general", "/lesson cormorant"))


async def test_a_number_that_no_lesson_has(told: Life) -> None:
    async with nothing_changes(told):
        answer = await told.command("mei", "general", "/lesson #4711")

    assert "There is no lesson #4711" in said(answer)
    assert buttons(answer) == {"What can I do here?": "help.show"}


async def test_a_lesson_without_words(told: Life) -> None:
    await told.command("kofi", "general", "/lesson add")

    answer = await told.fill_in("kofi", title="\u2060", learnt="\u2060")

    assert set(answer["errors"]) == {"title", "learnt"}
    await put_away(told, "kofi")


async def test_a_form_for_which_it_was_too_late(told: Life) -> None:
    await told.control.post("fault", method="views.open", error="expired_trigger_id")

    async with nothing_changes(told):
        answer = await told.command("ewa", "general", "/lesson add")

    assert "longer than Slack allows" in said(answer)
    assert not await has_modal(told, "ewa")


async def test_a_lesson_whose_thread_takes_no_answer_is_kept_and_its_capturer_told(told: Life) -> None:
    ts = await told.say("oliver", "general", "A grebe carries its young on its back.")
    await told.control.post("fault", method="chat.postMessage", error="restricted_action_thread_locked")

    async with nothing_changes(told, but_reactions=True):
        await told.react("mei", "general", ts)

    [told_directly] = await direct_messages(told, "mei")
    assert "Slack does not let me answer in its thread" in said(told_directly)
    assert "1 lesson about" in said(await told.command("mei", "general", "/lesson grebe"))


def _is_stored(told: Life, words: str) -> bool:
    """Tell whether the words stand anywhere in the files of the database."""
    path = Path(told.database_url.removeprefix("sqlite:///"))
    return any(words.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
