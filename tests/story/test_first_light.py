"""The story it is all for: started, learnt, found, carried to others, met; on real conversations, on both wires."""

import re
from datetime import datetime, timedelta

import pytest

from tests.story.living import EXPORT, Life, life, said

pytestmark = pytest.mark.process


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_lesson_from_a_reply_is_found_and_travels_to_another_community(transport: str, sqlite_url: str) -> None:
    async with life(sqlite_url, transport=transport, export=EXPORT) as told:
        await _two_communities_start(told)
        number = await _a_lesson_is_captured_from_a_reply(told)
        await _it_is_found_by_its_words(told, number)
        await _monday_brings_it_to_both(told)
        await _a_meetup_is_announced_and_reminded(told)


async def _two_communities_start(told: Life) -> None:
    for user, topic in (("ada.ash", "Data visualisation"), ("gus.reed", "Open data")):
        await told.command(user, "general", f"/community start {topic}")
        await told.fill_in(user, purpose=f"What we learn about {topic.lower()}")

    channel = await told.channel("cop-data-visualisation")
    assert channel["topic"] == "Data visualisation"
    assert channel["purpose"] == "What we learn about data visualisation"
    assert told.user_id(await told.control.state(), "ada.ash") in channel["members"]
    [welcome] = await _messages_of_the_bot(told, "cop-data-visualisation")
    assert channel["pins"] == [welcome["ts"]]


async def _a_lesson_is_captured_from_a_reply(told: Life) -> int:
    question = await told.say("ada.ash", "cop-data-visualisation", "Why are our maps so slow to load?")
    await told.say("ada.ash", "cop-data-visualisation", "I tried fewer colours.", thread_ts=question)
    reply = await told.say(
        "ada.ash",
        "cop-data-visualisation",
        "Simplify the shapes before you send them, they were 40 MB.",
        thread_ts=question,
    )

    await told.react("ada.ash", "cop-data-visualisation", reply)

    card = (await _messages_of_the_bot(told, "cop-data-visualisation"))[-1]
    assert card["thread_ts"] == question
    assert "Simplify the shapes before you send them" in said(card)
    assert "fewer colours" not in said(card)
    found = re.search(r"#(\d+)", said(card))
    assert found is not None
    return int(found[1])


async def _it_is_found_by_its_words(told: Life, number: int) -> None:
    answer = await told.command("gus.reed", "general", "/lesson simplify shape")

    assert f"#{number}" in said(answer)
    assert "Simplify the shapes" in said(answer)


async def _monday_brings_it_to_both(told: Life) -> None:
    before = {name: len(await _messages_of_the_bot(told, name)) for name in ("cop-data-visualisation", "cop-open-data")}

    now = datetime.fromisoformat((await told.control.state())["now"])
    monday = now + timedelta(days=7 - now.weekday())
    # Both live in the Americas, where it is past nine by now.
    await told.move_clock(monday.replace(hour=20, minute=0).isoformat())

    for name, count in before.items():
        digests = (await _messages_of_the_bot(told, name))[count:]
        assert len(digests) == 1
        assert "Simplify the shapes" in said(digests[0])


async def _a_meetup_is_announced_and_reminded(told: Life) -> None:
    starts = (datetime.fromisoformat((await told.control.state())["now"]) + timedelta(days=3)).replace(
        hour=15, minute=0, second=0, microsecond=0
    )
    await told.command("ada.ash", "cop-data-visualisation", "/meetup plan Which maps are slow?")
    await told.fill_in("ada.ash", date=f"{starts:%Y-%m-%d}", time="15:00", zone="UTC")
    announced = (await _messages_of_the_bot(told, "cop-data-visualisation"))[-1]
    assert "Which maps are slow?" in said(announced)
    assert f"<!date^{int(starts.timestamp())}^" in said(announced)

    for before in (timedelta(days=1), timedelta(minutes=10)):
        count = len(await _messages_of_the_bot(told, "cop-data-visualisation"))
        await told.move_clock((starts - before + timedelta(seconds=5)).isoformat())
        reminders = (await _messages_of_the_bot(told, "cop-data-visualisation"))[count:]
        assert [("Which maps are slow?" in said(reminder)) for reminder in reminders] == [True]


async def _messages_of_the_bot(told: Life, channel: str) -> list[dict[str, object]]:
    return [message for message in await told.posts(channel) if not message.get("subtype")]
