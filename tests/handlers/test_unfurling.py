"""Whoever names a lesson in a channel gets its card in the thread, if everybody there may see it."""

from datetime import timedelta

import pytest

from handlers.payloads import Event
from sandbox.models import Message
from tests.handlers.acting import opened
from tests.handlers.room import Room
from tests.handlers.test_rooms import switch

PACTS = "Publish the contract before you deploy. We had two outages."


async def captured(room: Room, text: str = PACTS, *, channel: str = "birds") -> Message:
    message = room.say("ben", text, channel=channel)
    await room.react("ana", message, channel=channel)
    await room.deliver()
    return message


async def says(room: Room, text: str, *, channel: str = "general", name: str = "caro", **more: str) -> Message:
    """Let somebody say it and the bot hear it."""
    message = room.say(name, text, channel=channel, **more)
    body = {
        "type": "message",
        "channel": room.channel(channel).id,
        "channel_type": "channel",
        "user": message.user,
        "text": text,
        "ts": message.ts,
        **more,
    }
    await room.hear(Event(f"Ev{message.ts}", "message", body))
    await room.deliver()
    return message


def cards(room: Room, message: Message, *, channel: str = "general") -> list[str]:
    return [f"{one.text} {one.blocks}" for one in room.thread(message, channel=channel)]


async def address(room: Room, message: Message, *, channel: str = "birds") -> str:
    answer = await room.client.chat_getPermalink(channel=room.channel(channel).id, message_ts=message.ts)
    return f"<{answer['permalink']}>"


async def test_a_lessons_number_is_answered_with_its_card_in_the_thread(room: Room) -> None:
    await captured(room)

    message = await says(room, "Did you see lesson #1?")

    [card] = cards(room, message)
    assert "#1 Publish the contract before you deploy" in card


async def test_the_address_of_its_message_or_of_its_card_is_answered_too(room: Room) -> None:
    source = await captured(room)
    [card] = room.thread(source)

    by_source = await says(room, f"see {await address(room, source)}")
    room.wait(timedelta(days=1))
    by_card = await says(room, f"see {await address(room, card)}")

    assert "#1 Publish" in cards(room, by_source)[0]
    assert "#1 Publish" in cards(room, by_card)[0]


async def test_a_bare_number_counts_only_where_a_community_meets(room: Room) -> None:
    await captured(room)
    await opened(room, channel="birds")

    elsewhere = await says(room, "merged #1")
    here = await says(room, "as in #1", channel="birds")

    assert cards(room, elsewhere) == []
    assert "#1 Publish" in cards(room, here, channel="birds")[0]


async def test_a_lesson_is_shown_once_a_channel_a_day(room: Room) -> None:
    await captured(room)

    first = await says(room, "lesson #1")
    again = await says(room, "lesson #1, I said")
    elsewhere = await says(room, "lesson #1", channel="birds")
    room.wait(timedelta(days=1))
    tomorrow = await says(room, "lesson #1")

    shown = [
        len(cards(room, first)),
        len(cards(room, again)),
        len(cards(room, elsewhere, channel="birds")),
        len(cards(room, tomorrow)),
    ]
    assert shown == [1, 0, 1, 1]


async def test_at_most_three_are_shown_below_one_message(room: Room) -> None:
    for number in range(5):
        await captured(room, f"Flaky test number {number} was a race")

    message = await says(room, "lesson #1, lesson #2, lesson #3, lesson #4, lesson #5")

    assert len(cards(room, message)) == 3


async def test_in_the_lessons_own_thread_its_card_is_there_already(room: Room) -> None:
    source = await captured(room)
    before = len(room.thread(source))

    await says(room, "lesson #1 says it all", channel="birds", thread_ts=source.ts)

    assert len(room.thread(source)) == before


async def test_a_reply_is_answered_in_its_thread(room: Room) -> None:
    await captured(room)
    question = room.say("caro", "How do you deploy?", channel="general")

    await says(room, "lesson #1", thread_ts=question.ts)

    assert len(cards(room, question)) == 1


@pytest.mark.parametrize(
    "text", ["lesson #2", "lesson #99", "see <https://x.slack.com/archives/C0NO/p1785000000000100>"]
)
async def test_what_is_no_lesson_gets_no_answer_at_all(room: Room, text: str) -> None:
    await captured(room)

    message = await says(room, text)

    assert cards(room, message) == []


async def test_one_that_was_taken_back_gets_none_either(room: Room) -> None:
    await captured(room)
    await room.click("ben", "lesson.withdraw", 1)

    assert cards(room, await says(room, "lesson #1")) == []


async def test_the_bots_own_words_are_not_answered(room: Room) -> None:
    source = await captured(room)
    [card] = room.thread(source)
    body = {"type": "message", "channel": room.channel("birds").id, "user": card.user, "ts": card.ts, "text": card.text}
    before = len(room.channel("birds").messages)

    await room.hear(Event("Ev9", "message", body))
    await room.deliver()

    assert "Lesson #1" in card.text
    assert len(room.channel("birds").messages) == before


async def closed(room: Room) -> None:
    """Keep a lesson in #nest, where Ana and Ben are and Caro isn't."""
    await switch(room, "ana", "on")
    await captured(room, channel="nest")


async def test_one_of_a_closed_room_is_shown_in_that_room_and_nowhere_else(room: Room) -> None:
    await closed(room)

    outside = await says(room, "lesson #1", name="ben")
    inside = await says(room, "lesson #1", channel="nest", name="ben")

    assert cards(room, outside) == []
    assert "#1 Publish" in cards(room, inside, channel="nest")[0]


async def test_a_channel_made_private_unheard_closes_the_lesson_before_it_is_shown(room: Room) -> None:
    await captured(room)
    room.channel("birds").is_private = True

    message = await says(room, "lesson #1")

    lesson = await room.lesson(1)
    assert cards(room, message) == []
    assert lesson is not None
    assert lesson.closed_in == room.channel("birds").id


async def test_before_another_organisation_only_what_was_learnt_right_there_is_shown(room: Room) -> None:
    await captured(room, channel="birds")
    room.channel("general").is_ext_shared = True
    await switch(room, "ana", "on", channel_id=room.channel("general").id)
    await captured(room, "Herons wait until it counts.", channel="general")

    theirs = await says(room, "lesson #1")
    ours = await says(room, "lesson #2")

    assert cards(room, theirs) == []
    assert "#2 Herons" in cards(room, ours)[0]
