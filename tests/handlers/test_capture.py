from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.teams import NewTeam
from handlers.payloads import Event
from sandbox.models import Message
from storage.stores import Stores
from tests.handlers.room import MONDAY, Room

LEARNT = "TIL: publish the contract *before* you deploy. We had two outages."
LEARNT_TITLE = "Publish the contract before you deploy"


async def card(room: Room, first: Message) -> Message:
    """Give the one thing the bot said in the thread."""
    await room.deliver()
    said = room.thread(first)
    assert len(said) == 1
    return said[0]


def texts(message: Message) -> str:
    return str(message.blocks)


async def test_a_reaction_makes_a_message_a_lesson_with_all_that_belongs_to_it(room: Room) -> None:
    message = room.say("ben", LEARNT)

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.title, lesson.learnt, lesson.happened) == (LEARNT_TITLE, LEARNT, "")
    assert (lesson.author_id, lesson.author_name, lesson.captured_by) == (room.person("ben"), "Ben", room.person("ana"))
    assert lesson.said_at == MONDAY + timedelta(seconds=1)
    assert lesson.captured_at == MONDAY + timedelta(seconds=2)
    assert lesson.source is not None
    assert (lesson.source.channel_id, lesson.source.ts) == (room.channel("birds").id, message.ts)
    assert lesson.source.thread_ts is None
    assert lesson.source.permalink is not None
    assert message.ts.replace(".", "") in lesson.source.permalink


async def test_the_bot_answers_in_the_thread_with_number_title_and_what_can_be_done(room: Room) -> None:
    message = room.say("ben", LEARNT)

    await room.react("ana", message)

    said = texts(await card(room, message))
    assert f"#1 {LEARNT_TITLE}" in said
    assert "lesson.edit" in said
    assert "spread.try" in said
    assert "lesson.show 1" in said
    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.card_ts == room.thread(message)[0].ts


async def test_of_a_thread_the_reply_is_captured_and_its_first_message_is_the_context(room: Room) -> None:
    first = room.say("caro", "Why did the deploy break?")
    reply = room.say("ben", LEARNT, thread_ts=first.ts)
    room.say("caro", "Thank you!", thread_ts=first.ts)

    await room.react("ana", reply)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.learnt, lesson.happened) == (LEARNT, "Why did the deploy break?")
    assert lesson.author_id == room.person("ben")
    assert lesson.source is not None
    assert (lesson.source.ts, lesson.source.thread_ts) == (reply.ts, first.ts)
    assert "#1" in texts(await card(room, first))


async def test_a_reply_that_went_to_the_channel_too_is_captured_as_itself(room: Room) -> None:
    first = room.say("caro", "Why did the deploy break?")
    reply = room.say("ben", LEARNT, thread_ts=first.ts, is_broadcast=True)

    await room.react("ana", reply)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.learnt, lesson.happened) == (LEARNT, "Why did the deploy break?")


async def test_a_threads_first_message_is_captured_without_context(room: Room) -> None:
    first = room.say("ben", LEARNT)
    room.say("caro", "Thank you!", thread_ts=first.ts)

    await room.react("ana", first)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.happened == ""


async def test_the_context_of_a_reply_whose_first_message_was_deleted_is_empty(room: Room) -> None:
    first = room.say("caro", "Why did the deploy break?")
    reply = room.say("ben", LEARNT, thread_ts=first.ts)
    room.workspace.delete(room.person("caro"), room.channel("birds").id, first.ts)

    await room.react("ana", reply)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.happened == ""


async def test_mentions_are_kept_as_names(room: Room) -> None:
    caro, general, nest = room.person("caro"), room.channel("general").id, room.channel("nest").id
    message = room.say("ben", f"Ask <@{caro}> in <#{general}|old> &amp; <!here>, not <#{nest}|nest>")

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.learnt == "Ask @Caro in #general & @here, not a private channel"


@pytest.mark.parametrize("emoji", ["bulb", "bulb::skin-tone-2", "+1", "thumbsup", "thumbsup::skin-tone-5"])
async def test_every_name_and_skin_tone_of_a_mark_captures(room: Room, emoji: str) -> None:
    message = room.say("ben", LEARNT)
    event = room.reacted("ana", message, "+1")

    await room.hear(replace(event, body={**event.body, "reaction": emoji}))

    assert await room.lesson(1) is not None


async def test_another_emoji_captures_nothing_and_says_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT)

    await room.react("ana", message, "tada")

    assert await room.lesson(1) is None
    assert room.told("ana") == []


async def test_the_bots_own_reaction_captures_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT)
    event = room.reacted("ana", message)

    await room.hear(replace(event, body={**event.body, "user": room.workspace.bot_user_id}))

    assert await room.lesson(1) is None


async def test_however_many_react_it_is_one_lesson_and_one_card(room: Room) -> None:
    message = room.say("ben", LEARNT)

    await room.react("ana", message)
    await room.react("caro", message)
    await room.react("ana", message, "thumbsup")

    assert await room.lesson(2) is None
    assert "#1" in texts(await card(room, message))


async def test_two_people_at_once_make_one_lesson_and_one_card(any_room: Room) -> None:
    message = any_room.say("ben", LEARNT)
    events = [any_room.reacted("ana", message), any_room.reacted("caro", message)]

    await any_room.hear_together(*events)

    assert await any_room.lesson(2) is None
    assert "#1" in texts(await card(any_room, message))


async def test_the_same_event_twice_is_one_lesson_and_one_card(any_room: Room) -> None:
    message = any_room.say("ben", LEARNT)
    event = await any_room.react("ana", message)

    await any_room.hear(event)

    assert await any_room.lesson(2) is None
    assert "#1" in texts(await card(any_room, message))


async def test_two_messages_are_two_lessons(room: Room) -> None:
    for words in ("Name pacts after the consumer", "Cache keys need no dates"):
        await room.react("ana", room.say("ben", words))

    second = await room.lesson(2)
    assert second is not None
    assert second.title == "Cache keys need no dates"


async def test_removing_the_only_reaction_within_ten_minutes_takes_the_lesson_back(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.deliver()
    room.wait(timedelta(minutes=9))

    await room.unreact("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_at is not None
    said = texts(await card(room, message))
    assert "Lesson #1 was taken back." in said
    assert LEARNT_TITLE not in said


async def test_a_lesson_taken_back_before_its_card_was_sent_ends_with_a_card_that_says_so(any_room: Room) -> None:
    message = any_room.say("ben", LEARNT)
    await any_room.react("ana", message)

    await any_room.unreact("ana", message)

    assert "Lesson #1 was taken back." in texts(await card(any_room, message))
    assert await any_room.waiting() == 0


async def test_removing_the_reaction_after_ten_minutes_changes_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.deliver()
    room.wait(timedelta(minutes=10))

    await room.unreact("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_at is None
    assert LEARNT_TITLE in texts(await card(room, message))


async def test_removing_it_in_time_counts_even_if_the_bot_hears_of_it_late(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    event = room.unreacted("ana", message)
    room.wait(timedelta(hours=2))

    await room.hear(event)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_at is not None


async def test_removing_one_of_two_reactions_changes_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.react("caro", message)

    await room.unreact("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_at is None


async def test_removing_one_of_ones_own_two_marks_changes_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.react("ana", message, "thumbsup")

    await room.unreact("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_at is None


async def test_a_removal_that_is_handled_before_its_reaction_leaves_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT)
    added = room.reacted("ana", message)
    removed = room.unreacted("ana", message)

    await room.hear(removed)
    await room.hear(added)

    assert await room.lesson(1) is None
    assert await room.waiting() == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    toggles=st.lists(st.tuples(st.sampled_from(["ana", "ben", "caro"]), st.sampled_from(["bulb", "+1"])), max_size=7),
    data=st.data(),
)
async def test_in_whatever_order_reactions_are_heard_of_it_ends_the_same(
    room: Room, toggles: list[tuple[str, str]], data: st.DataObject
) -> None:
    message = room.say("ben", LEARNT)
    standing: set[tuple[str, str]] = set()
    events = []
    for name, emoji in toggles:
        change = room.unreacted if (name, emoji) in standing else room.reacted
        events.append(change(name, message, emoji))
        standing ^= {(name, emoji)}

    for event in data.draw(st.permutations(events + events[:2])):
        await room.hear(event)
        if data.draw(st.booleans()):
            await room.deliver()

    await room.deliver()
    lesson = await room.read(lambda stores: stores.lessons.at(room.channel("birds").id, message.ts))
    is_standing = lesson is not None and lesson.withdrawn_at is None
    assert is_standing == bool(standing)
    assert len(room.thread(message)) == (lesson is not None)
    assert all((LEARNT_TITLE in texts(card)) == is_standing for card in room.thread(message))


async def test_reacting_again_brings_the_same_lesson_back_on_the_same_card(any_room: Room) -> None:
    message = any_room.say("ben", LEARNT)
    await any_room.react("ana", message)
    await any_room.unreact("ana", message)
    await any_room.deliver()

    await any_room.react("caro", message)

    lesson = await any_room.lesson(1)
    assert lesson is not None
    assert (lesson.withdrawn_at, lesson.captured_by) == (None, any_room.person("caro"))
    assert await any_room.lesson(2) is None
    assert LEARNT_TITLE in texts(await card(any_room, message))


async def test_a_new_reaction_does_not_bring_back_what_its_author_withdrew(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.click("ben", "lesson.withdraw", 1)

    await room.react("caro", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_at is not None
    assert any("was taken back" in said for said in room.told("caro"))


@pytest.mark.parametrize("state", ["deleted", "is_restricted"])
async def test_the_words_of_guests_and_of_people_who_left_are_captured_too(room: Room, state: str) -> None:
    message = room.say("ben", LEARNT)
    setattr(room.workspace.user(room.person("ben")), state, True)

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.author_id, lesson.author_name) == (message.user, "Ben")


async def test_what_an_app_wrote_has_a_name_and_no_author(room: Room) -> None:
    message = room.say("ben", LEARNT, subtype="bot_message")
    message.bot_id = "B0HOOK"
    message.extra = {"username": "Build lamp"}

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.author_id, lesson.author_name) == (None, "Build lamp")


async def test_of_a_very_long_message_the_beginning_is_kept_and_who_marked_it_is_told(room: Room) -> None:
    message = room.say("ben", "Retries hide faults. " + "word " * 700)

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert len(lesson.learnt) <= 3000
    assert lesson.learnt.endswith("word…")
    assert "first 3,000 characters" in room.told("ana")[0]


async def refused(room: Room, message: Message, *, channel: str = "birds") -> str:
    """React; nothing is stored or posted, and only who reacted is told."""
    await room.react("ana", message, channel=channel)

    assert await room.lesson(1) is None
    assert await room.waiting() == 0
    assert room.thread(message, channel=channel) == []
    assert room.told("ben") == []
    [said] = room.told("ana")
    return said


async def test_in_a_private_channel_nothing_is_stored_and_who_reacted_is_told_why(room: Room) -> None:
    message = room.say("ben", LEARNT, channel="nest")

    assert "I keep lessons from public channels only" in await refused(room, message, channel="nest")


async def test_in_a_direct_message_nothing_is_stored_and_who_reacted_is_told_why(room: Room) -> None:
    direct = room.workspace.group_message([room.person("ana"), room.workspace.bot_user_id])
    message = room.workspace.post(room.person("ana"), direct.id, text=LEARNT)

    await room.react("ana", message, channel=direct.id)

    assert await room.lesson(1) is None
    assert "I keep lessons from public channels only" in room.told("ana")[0]


async def test_taking_the_reaction_off_in_a_private_channel_stores_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT, channel="nest")
    room.reacted("ana", message, channel="nest")
    removed = room.unreacted("ana", message, channel="nest")

    await room.hear(removed)

    assert room.handled == []  # no write at all: the inbox itself marks it done


async def test_in_a_channel_shared_with_another_organisation_nothing_is_stored(room: Room) -> None:
    room.channel("birds").is_ext_shared = True
    message = room.say("ben", LEARNT)

    assert "another organisation" in await refused(room, message)


async def test_a_message_that_is_gone_is_not_captured(room: Room) -> None:
    message = room.say("ben", LEARNT)
    event = room.reacted("ana", message)
    room.workspace.delete(room.person("ben"), room.channel("birds").id, message.ts)

    await room.hear(event)

    assert await room.lesson(1) is None
    assert "no longer there" in room.told("ana")[0]


async def test_a_deleted_first_message_of_a_thread_is_not_captured(room: Room) -> None:
    first = room.say("ben", LEARNT)
    room.say("caro", "Thank you!", thread_ts=first.ts)
    event = room.reacted("ana", first)
    room.workspace.delete(room.person("ben"), room.channel("birds").id, first.ts)

    await room.hear(event)

    assert await room.lesson(1) is None
    assert "no longer there" in room.told("ana")[0]


async def test_the_bots_own_message_is_not_captured(room: Room) -> None:
    message = room.workspace.post(room.workspace.bot_user_id, room.channel("birds").id, text="Lesson #1: x")

    assert "That message is mine" in await refused(room, message)


async def test_a_notice_of_slacks_is_not_captured(room: Room) -> None:
    message = room.say("ben", "<@U1> has joined the channel", subtype="channel_join")

    assert "a notice from Slack" in await refused(room, message)


@pytest.mark.parametrize("text", ["", "\u200b"])
async def test_a_message_of_only_a_picture_is_not_captured(room: Room, text: str) -> None:
    message = room.say("ben", "a picture")
    message.text = text

    assert "no words in that message" in await refused(room, message)


async def test_a_reaction_on_a_file_is_answered_by_direct_message(room: Room) -> None:
    body: dict[str, Any] = {
        "type": "reaction_added",
        "user": room.person("ana"),
        "reaction": "bulb",
        "item": {"type": "file", "file": "F1"},
        "event_ts": "1774854000.000100",
    }

    await room.hear(Event("Ev1", "reaction_added", body))

    put = await room.write(
        lambda stores: stores.outbox.claim(sender="t", now=room.clock.now(), lease=timedelta(minutes=1), limit=9)
    )
    assert [entry.delivery.arguments["channel"] for entry in put] == [room.person("ana")]
    assert await room.lesson(1) is None


async def test_who_cannot_be_told_stops_nothing(room: Room) -> None:
    message = room.say("ben", LEARNT, channel="nest")
    event = room.reacted("ana", message, channel="nest")
    room.channel("nest").members.remove(room.workspace.bot_user_id)

    await room.hear(event)

    assert room.told("ana") == []


async def test_when_slack_takes_no_card_the_lesson_stays_and_who_captured_it_is_told(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    room.channel("birds").is_archived = True

    await room.deliver()

    assert await room.lesson(1) is not None
    assert room.thread(message) == []
    said = [
        one.text for channel in room.workspace.channels.values() if channel.is_im for one in channel.messages.values()
    ]
    assert any("I kept lesson #1" in text for text in said)


async def test_of_a_message_with_a_file_its_words_are_captured(room: Room) -> None:
    message = room.say("ben", LEARNT, subtype="file_share")
    message.extra = {"files": [{"id": "F1", "mimetype": "image/png", "title": "secret plans"}]}

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.learnt == LEARNT


async def test_what_a_webhook_says_in_blocks_or_attachments_is_captured(room: Room) -> None:
    for said in (
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Build *7* broke on a cached image"}}]},
        {"attachments": [{"text": "Build *7* broke on a cached image"}]},
    ):
        message = room.say("ben", "to be emptied", subtype="bot_message")
        message.text, message.bot_id = "", "B0HOOK"
        message.blocks, message.attachments = said.get("blocks", []), said.get("attachments", [])

        await room.react("ana", message)

    for number in (1, 2):
        lesson = await room.lesson(number)
        assert lesson is not None
        assert (lesson.learnt, lesson.title) == ("Build *7* broke on a cached image", "Build 7 broke on a cached image")
        assert lesson.author_id is None


async def test_the_card_says_which_team_learnt_it_and_how_far_it_has_come(room: Room) -> None:
    def teams(stores: Stores) -> None:
        for label, name in (("Kestrel", "ben"), ("Heron", "caro")):
            team = stores.teams.add(NewTeam(label.casefold(), label, room.person(name), room.clock.now()))
            stores.teams.put(room.person(name), team.id, now=room.clock.now())

    await room.write(teams)
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.deliver()
    before = texts(room.thread(message)[0])

    await room.click("caro", "spread.try", 1)

    await room.deliver()
    assert "Learnt by Ben (team Kestrel). Find it again with" in before
    assert "Learnt by Ben (team Kestrel). On its way: Heron tries it." in texts(await card(room, message))
