"""Closed rooms: capture is switched there by a member, and what is kept is for its members only."""

from datetime import timedelta

import pytest

from community.lessons import NoSuchLesson
from community.rooms import NoChannel, NotInside, OnlyMembers
from handlers import readers, rooms
from handlers.answers import Answer, Say
from handlers.features import TABLE
from handlers.payloads import Action, Command, Event
from sandbox.models import Channel, Message
from tests.handlers.room import Room

TIRED = "The build was slow because of the cassowary cache."


async def switch(room: Room, name: str, words: str, *, channel_id: str | None = None) -> str:
    """Type `/community capture …` in #nest, which is private, or in another channel."""
    command = Command(
        name="/community",
        word="capture",
        rest=words,
        text=f"capture {words}",
        user_id=room.person(name),
        channel_id=channel_id or room.channel("nest").id,
        channel_name="privategroup",
        trigger_id="1.2",
        response_url="",
    )
    answer = await TABLE.commands["/community"]["capture"](command, room.deps())
    await room.deliver()
    return said(answer)


def said(answer: Answer) -> str:
    assert isinstance(answer, Say)
    return f"{answer.message.text} {answer.message.blocks}"


def announcements(room: Room, channel: str = "nest") -> list[str]:
    posted = room.channel(channel).messages.values()
    return [one.text for one in posted if one.user == room.workspace.bot_user_id and one.thread_ts is None]


async def captured(room: Room, text: str = TIRED) -> Message:
    """Let capture be on in #nest and keep what Ben says there."""
    await switch(room, "ana", "on")
    message = room.say("ben", text, channel="nest")
    await room.react("ana", message, channel="nest")
    await room.deliver()
    return message


async def found_by(room: Room, name: str, words: str = "cassowary") -> bool:
    answer = await room.command(name, words)
    return "I found no lesson" not in said(answer)


async def test_a_member_switches_capture_on_and_the_channel_is_told_who_and_what_it_means(room: Room) -> None:
    answer = await switch(room, "ben", "on")

    [told] = announcements(room)
    assert "Capture is on here now" in answer
    assert "Ben switched capture on here" in told
    assert "Only members of this channel ever see these lessons" in told
    assert "/community capture off" in told


async def test_what_is_kept_there_is_for_its_members_only(room: Room) -> None:
    message = await captured(room)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.closed_in == room.channel("nest").id
    assert "#1" in room.thread(message, channel="nest")[0].text
    assert await found_by(room, "ana")
    assert await found_by(room, "ben")
    assert not await found_by(room, "caro")


async def test_whom_it_is_closed_to_is_told_as_of_a_lesson_that_was_never_there(room: Room) -> None:
    await captured(room)

    with pytest.raises(NoSuchLesson) as closed:
        await room.command("caro", "#1")
    with pytest.raises(NoSuchLesson) as never:
        await room.command("caro", "#2")

    assert str(closed.value).replace("#1", "#2") == str(never.value)
    assert "cassowary" in said(await room.command("ben", "1"))


async def test_who_leaves_the_room_sees_it_no_more_not_even_its_author(room: Room) -> None:
    await captured(room)

    room.workspace.leave(room.person("ben"), room.channel("nest").id)

    assert not await found_by(room, "ben")
    for action_id in ("lesson.show", "lesson.edit", "lesson.withdraw"):
        with pytest.raises(NoSuchLesson):
            await room.click("ben", action_id, 1)
    room.workspace.invite(room.person("ana"), room.channel("nest").id, [room.person("caro"), room.person("ben")])
    assert await found_by(room, "ben")
    assert await found_by(room, "caro")


async def test_switched_off_again_nothing_more_is_kept_and_what_was_kept_stays_closed(room: Room) -> None:
    await captured(room)

    await switch(room, "ben", "off")
    await room.react("ana", room.say("ben", "Herons wait.", channel="nest"), channel="nest")

    assert await room.lesson(2) is None
    assert "I keep lessons from public channels only" in room.told("ana")[-1]
    assert "Ben switched capture off here" in announcements(room)[-1]
    assert await found_by(room, "ana")
    assert not await found_by(room, "caro")


async def test_switching_to_what_is_so_already_announces_nothing(room: Room) -> None:
    await switch(room, "ana", "on")

    assert "already" in await switch(room, "ben", "on")
    assert len(announcements(room)) == 1


async def test_without_a_word_it_says_how_it_is_and_the_button_switches(room: Room) -> None:
    assert "Capture is off here, since this channel is private" in await switch(room, "ana", "")
    assert announcements(room) == []

    click = Action(
        "room.capture", "on", room.person("ana"), room.channel("nest").id, "1.2", None, "1.2", None, None, None, ""
    )
    await TABLE.actions["room.capture"](click, room.deps())

    assert "Capture is on here." in await switch(room, "ana", "")


async def test_in_a_public_channel_there_is_nothing_to_switch(room: Room) -> None:
    answer = await switch(room, "ana", "off", channel_id=room.channel("birds").id)

    assert "This channel is public, so there is nothing to switch" in answer
    assert announcements(room, "birds") == []
    assert await room.read(lambda stores: stores.rooms.all()) == []


async def test_who_is_not_in_the_channel_cannot_switch_it(room: Room) -> None:
    with pytest.raises(OnlyMembers):
        await switch(room, "caro", "on")

    assert announcements(room) == []
    assert await room.read(lambda stores: stores.rooms.all()) == []


async def test_where_the_bot_is_not_it_says_how_to_invite_it(room: Room) -> None:
    room.workspace.leave(room.workspace.bot_user_id, room.channel("nest").id)

    with pytest.raises(NotInside, match="/invite @Yokoten"):
        await switch(room, "ana", "on")


async def test_a_direct_message_is_no_room(room: Room) -> None:
    direct = room.workspace.direct_message(room.person("ana"), room.workspace.bot_user_id)

    with pytest.raises(NoChannel):
        await switch(room, "ana", "on", channel_id=direct.id)


async def test_in_a_channel_shared_with_others_capture_must_be_switched_on_too(room: Room) -> None:
    room.channel("birds").is_ext_shared = True
    await room.react("ana", room.say("ben", "Ducks sleep."))
    assert await room.lesson(1) is None

    answer = await switch(room, "ana", "on", channel_id=room.channel("birds").id)
    await room.react("ana", room.say("ben", "Ducks sleep with one eye open."))

    lesson = await room.lesson(1)
    assert "shown to everybody in this workspace" in answer
    assert lesson is not None
    assert lesson.closed_in is None


async def test_when_slack_cannot_be_asked_closed_lessons_are_hidden_from_their_members_too(room: Room) -> None:
    await captured(room)
    room.workspace.users[room.person("ana")].deleted = False
    deps = room.deps()
    deps.client.base_url = "http://127.0.0.1:9/api/"

    reader = await readers.reader(deps, room.person("ana"))

    assert reader.rooms == frozenset()


async def test_a_channel_made_private_while_nobody_told_us_closes_the_lesson_that_is_shown(room: Room) -> None:
    await room.react("ana", room.say("ben", TIRED))
    made_private(room, room.channel("birds"), without="caro")

    with pytest.raises(NoSuchLesson):
        await room.command("caro", "1")

    assert not await found_by(room, "caro")
    assert "cassowary" in said(await room.command("ben", "1"))


async def test_every_minute_it_is_looked_which_channels_are_private(room: Room) -> None:
    await room.react("ana", room.say("ben", TIRED))
    made_private(room, room.channel("birds"), without="caro")
    room.wait(timedelta(seconds=60 - room.clock.now().second))

    await TABLE.ticks["rooms"](room.deps())

    assert not await found_by(room, "caro")
    assert await found_by(room, "ben")


async def test_a_room_made_public_while_nobody_told_us_is_open_a_minute_later(room: Room) -> None:
    await captured(room)
    room.channel("nest").is_private = False
    assert not await found_by(room, "caro")
    room.wait(timedelta(seconds=60 - room.clock.now().second))

    await TABLE.ticks["rooms"](room.deps())

    assert await found_by(room, "caro")


async def test_a_look_that_finds_nothing_new_writes_nothing(room: Room) -> None:
    room.wait(timedelta(seconds=60 - room.clock.now().second))
    await TABLE.ticks["rooms"](room.deps())
    looked = await room.read(lambda stores: stores.rooms.all())
    room.wait(timedelta(seconds=60))

    await TABLE.ticks["rooms"](room.deps())

    assert await room.read(lambda stores: stores.rooms.all()) == looked


async def test_a_public_channel_that_is_made_private_captures_no_more_by_itself(room: Room) -> None:
    made_private(room, room.channel("birds"))

    await room.react("ana", room.say("ben", TIRED))

    assert await room.lesson(1) is None


async def test_a_lesson_kept_while_its_channel_was_being_closed_is_closed(room: Room) -> None:
    message = room.say("ben", TIRED)
    await room.write(lambda stores: rooms.closed(stores, room.channel("birds").id, room.clock.now()))

    await room.react("ana", message)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.closed_in == room.channel("birds").id


async def test_a_mark_taken_off_in_a_closed_room_undoes_the_capture_there_too(room: Room) -> None:
    message = await captured(room)

    await room.unreact("ana", message, channel="nest")

    assert not await found_by(room, "ben")


@pytest.mark.parametrize("kind", ["group_archive", "group_unarchive"])
async def test_what_happens_to_a_private_channel_of_no_community_changes_nothing(room: Room, kind: str) -> None:
    await captured(room)

    await room.hear(Event("Ev1", kind, {"type": kind, "channel": room.channel("nest").id}))

    assert await found_by(room, "ana")


def made_private(room: Room, channel: Channel, *, without: str | None = None) -> None:
    """Make a public channel private, and let somebody not be in it, without telling the bot."""
    channel.is_private = True
    if without is not None:
        channel.members.remove(room.person(without))
