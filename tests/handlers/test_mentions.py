from dataclasses import replace

from community.lessons import Lesson
from sandbox.models import Message
from tests.handlers.room import Room

ANSWER = "The broker had no tag for the branch, so nothing was verified."


def thread(room: Room, *, channel: str = "birds") -> tuple[Message, Message]:
    """Let Caro ask and Ben answer; give both."""
    first = room.say("caro", "Why did the deploy break?", channel=channel)
    return first, room.say("ben", ANSWER, channel=channel, thread_ts=first.ts)


async def only(room: Room) -> Lesson:
    """Give the one lesson there is."""
    lesson = await room.lesson(1)
    assert lesson is not None
    assert await room.lesson(2) is None
    return lesson


async def test_remember_this_keeps_the_message_above_with_the_threads_first_one_as_what_happened(room: Room) -> None:
    first, answer = thread(room)

    await room.mention("ana", " remember this", thread_ts=first.ts)

    lesson = await only(room)
    assert (lesson.learnt, lesson.happened) == (ANSWER, "Why did the deploy break?")
    assert (lesson.author_id, lesson.captured_by) == (room.person("ben"), room.person("ana"))
    assert lesson.source is not None
    assert lesson.source.ts == answer.ts
    await room.deliver()
    assert [card.text for card in room.thread(first)] == [f"Lesson #1: {lesson.title}. Learnt by Ben."]


async def test_a_thank_you_and_a_question_in_between_are_not_what_is_meant(room: Room) -> None:
    first, answer = thread(room)
    room.say("caro", "Thanks a lot, Ben!", thread_ts=first.ts)
    room.say("caro", "Shall we ask the bot to keep that?", thread_ts=first.ts)

    await room.mention("ana", " please remember this", thread_ts=first.ts)

    source = (await only(room)).source
    assert source is not None
    assert source.ts == answer.ts


async def test_where_only_the_first_message_tells_something_it_is_the_lesson(room: Room) -> None:
    first = room.say("ben", "Cache keys need no dates, they never hit.")
    room.say("caro", "Nice!", thread_ts=first.ts)

    await room.mention("ana", " remember that please", thread_ts=first.ts)

    lesson = await only(room)
    assert (lesson.learnt, lesson.happened) == ("Cache keys need no dates, they never hit.", "")


async def test_words_of_its_own_make_the_mention_itself_the_lesson(room: Room) -> None:
    first, _ = thread(room)

    said = await room.mention("ana", " remember this: tag the pact with its branch", thread_ts=first.ts)

    lesson = await only(room)
    assert (lesson.title, lesson.learnt) == ("tag the pact with its branch", "tag the pact with its branch")
    assert lesson.happened == "Why did the deploy break?"
    assert lesson.author_id == room.person("ana")
    assert lesson.source is not None
    assert lesson.source.ts == said.ts


async def test_outside_of_a_thread_words_of_its_own_are_kept_too(room: Room) -> None:
    await room.mention("ana", " remember this\nPin the base image by its digest.")

    assert (await only(room)).learnt == "Pin the base image by its digest."


async def test_outside_of_a_thread_this_means_nothing_and_who_asked_is_told(room: Room) -> None:
    room.say("ben", ANSWER)

    await room.mention("ana", " remember this")

    assert await room.lesson(1) is None
    [told] = room.told("ana")
    assert "nothing was stored" in told


async def test_any_other_mention_is_answered_with_what_can_be_asked(room: Room) -> None:
    await room.mention("ana", " hello, what can you do?")

    assert await room.lesson(1) is None
    [told] = room.told("ana")
    assert "`@Yokoten remember this`" in told
    assert await room.waiting() == 0


async def test_what_is_a_lesson_already_is_said_and_stays_one(room: Room) -> None:
    first, answer = thread(room)
    await room.react("caro", answer)

    await room.mention("ana", " remember this", thread_ts=first.ts)

    await only(room)
    assert any("is lesson #1 already" in told for told in room.told("ana"))


async def test_the_same_mention_heard_twice_is_one_lesson_and_one_card(room: Room) -> None:
    first, _ = thread(room)
    said = await room.mention("ana", " remember this", thread_ts=first.ts)

    await room.hear(room.mentioned(said))

    await only(room)
    await room.deliver()
    assert len(room.thread(first)) == 1


async def test_taking_a_reaction_off_does_not_undo_what_somebody_asked_for(room: Room) -> None:
    first, answer = thread(room)
    await room.mention("ana", " remember this", thread_ts=first.ts)

    await room.react("caro", answer)
    await room.unreact("caro", answer)

    assert (await only(room)).withdrawn_at is None


async def test_an_app_that_mentions_the_bot_is_not_answered(room: Room) -> None:
    said = room.say("ben", f"<@{room.workspace.bot_user_id}> remember this: all of it")
    event = room.mentioned(said)

    await room.hear(replace(event, body={**event.body, "bot_id": "B0HOOK"}))

    assert await room.lesson(1) is None
    assert room.told("ben") == []


async def test_in_a_private_channel_nothing_is_kept_and_who_asked_is_told(room: Room) -> None:
    first, _ = thread(room, channel="general")
    room.channel("general").is_private = True

    await room.mention("ana", " remember this", channel="general", thread_ts=first.ts)

    assert await room.lesson(1) is None
    [told] = room.told("ana")
    assert "nothing was stored" in told


async def test_a_long_thread_is_read_to_where_it_was_said(room: Room) -> None:
    first, _ = thread(room)
    for number in range(230):
        room.say("caro", f"Reply {number} tells of yet another flaky test", thread_ts=first.ts)

    await room.mention("ana", " remember this", thread_ts=first.ts)

    assert (await only(room)).learnt == "Reply 229 tells of yet another flaky test"


async def test_a_mark_on_the_mention_itself_keeps_its_own_words_without_the_asking(room: Room) -> None:
    said = room.say("ben", f"Pin images by digest, tags move. <@{room.workspace.bot_user_id}> please remember this!")

    await room.react("ana", said)

    assert (await only(room)).learnt == "Pin images by digest, tags move."
