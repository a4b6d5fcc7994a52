"""Forgetting over the wire: a person sees what is kept about them, has it erased, and comes back as somebody new."""

from pathlib import Path

import pytest

from tests.story.acting import number_of, put_away, said_in_thread, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_who_takes_their_words_along_leaves_an_empty_number(told: Life) -> None:
    channel = await start_community(told, "noor", "Walrus keeping")
    ts = await told.say("noor", channel, "Walruses need a plan before a pool. We dug first and had to dig again.")
    await told.react("tala", channel, ts)
    [card] = await said_in_thread(told, channel, ts)
    number = number_of(card)

    kept = said(await told.command("noor", "general", "/lesson forget-me"))
    assert "Lessons you wrote: 1" in kept
    assert f"#{number} Walruses need a plan before a pool" in kept
    await told.click("noor", "forget.choose")
    await told.fill_in("noor", what="words")

    assert "I emptied 1 lesson of yours" in said(await told.view("noor"))
    await put_away(told, "noor")
    [emptied] = await said_in_thread(told, channel, ts)
    assert "was taken back" in said(emptied)
    assert "pool" not in said(emptied)
    assert "taken back" in said(await told.command("tala", "general", f"/lesson {number}"))
    assert "Walruses" not in said(await told.command("tala", "general", "/lesson walruses pool"))
    assert "I keep nothing about you" in said(await told.command("noor", "general", "/lesson forget-me"))
    assert "Noor" not in said(await told.command("tala", "general", "/community about walrus keeping"))

    await told.control.post("clock", advance_seconds=16)
    await told.settle()
    file = Path(told.database_url.removeprefix("sqlite:///"))
    content = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert b"Walrus keeping" in content, "the community stays"
    state = await told.control.state()
    gone = (told.user_id(state, "noor"), "Noor", "before a pool", "walruses", "dig again")
    assert [mark for mark in gone if mark.encode() in content] == []

    await told.react("mei", channel, ts)
    assert [said(message) for message in await said_in_thread(told, channel, ts)] == [said(emptied)]


async def test_who_takes_only_their_name_leaves_words_that_lead_to_nobody(told: Life) -> None:
    ts = await told.say("ola", "testing", "Narwhals like short feedback loops. Ours was a week, now it is an hour.")
    await told.react("mia", "testing", ts)
    [card] = [one for one in await said_in_thread(told, "testing", ts) if "#" in said(one)]
    assert "Ola" in said(card)

    await told.command("ola", "general", "/lesson forget-me")
    await told.click("ola", "forget.choose")
    await told.fill_in("ola", what="name")
    await put_away(told, "ola")

    lesson = said(await told.command("mia", "general", f"/lesson {number_of(card)}"))
    assert "Ours was a week" in lesson
    assert "Ola" not in lesson
    assert "Go to the message" not in lesson
    [unnamed] = [one for one in await said_in_thread(told, "testing", ts) if one["ts"] == card["ts"]]
    assert "Ola" not in said(unnamed)


async def test_who_is_not_known_hears_that_there_is_nothing(told: Life) -> None:
    assert "I keep nothing about you" in said(await told.command("samuel", "general", "/lesson forget-me"))
