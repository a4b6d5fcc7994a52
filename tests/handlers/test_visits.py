from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from community.spread import ClosedRoom
from community.visits import AskedBefore
from storage.database import Database
from tests.handlers.mentored import conversations, people_in
from tests.handlers.room import Room
from tests.handlers.spreading import in_team, learnt, lesson, teams_of, words


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with teams_of(sqlite_database) as made:
        yield made


async def test_the_two_are_introduced_in_a_conversation_of_their_own(room: Room) -> None:
    await learnt(room)

    told = words(await room.click("caro", "spread.go_see", 1))
    await room.deliver()

    assert "I am opening a conversation for you with Ben" in told
    [opened] = conversations(room)
    assert {"ben", "caro"} <= people_in(room, opened)
    [introduced] = opened.messages.values()
    assert "Caro would like to see *#1 Publish the contract" in introduced.text
    assert "learnt by Ben (team Kestrel)" in introduced.text
    [visit] = await room.read(lambda stores: stores.spread.visits(1))
    assert visit.channel_id == opened.id


async def test_once_a_person_and_lesson(room: Room) -> None:
    await learnt(room)
    await room.click("caro", "spread.go_see", 1)

    with pytest.raises(AskedBefore, match="nobody was asked twice"):
        await room.click("caro", "spread.go_see", 1)

    assert len(await room.read(lambda stores: stores.spread.visits(1))) == 1


async def test_who_is_in_the_team_that_learnt_it_is_told_so(room: Room) -> None:
    await learnt(room)
    await in_team(room, "ana", "Kestrel")

    for name in ("ben", "ana"):
        assert "was learnt in your own team" in words(await room.click(name, "spread.go_see", 1))
    assert await room.read(lambda stores: stores.spread.visits(1)) == []


async def test_others_of_the_team_are_asked_when_its_author_is_gone(room: Room) -> None:
    await learnt(room)
    await in_team(room, "ana", "Kestrel")
    room.workspace.users[room.person("ben")].deleted = True

    told = words(await room.click("caro", "spread.go_see", 1))
    await room.deliver()

    assert "with Ana" in told
    assert {"ana", "caro"} <= people_in(room, conversations(room)[0])


async def test_when_nobody_is_left_the_thread_is_offered(room: Room) -> None:
    await learnt(room)
    room.workspace.users[room.person("ben")].deleted = True

    told = words(await room.click("caro", "spread.go_see", 1))

    assert "I know nobody any more" in told
    assert "Go to the message" in told
    assert conversations(room) == []


async def test_nobody_of_a_closed_room_is_written_to(room: Room) -> None:
    await learnt(room)
    closed = replace(await lesson(room), closed_in=room.channel("nest").id)
    await room.write(lambda stores: stores.lessons.update(closed))

    with pytest.raises(ClosedRoom):
        await room.click("ana", "spread.go_see", 1)

    assert conversations(room) == []


async def test_a_lesson_closed_while_the_conversation_is_opened_is_not_introduced(room: Room) -> None:
    await learnt(room)
    await room.click("caro", "spread.go_see", 1)
    closed = replace(await lesson(room), closed_in=room.channel("nest").id)
    await room.write(lambda stores: stores.lessons.update(closed))

    await room.deliver()

    assert list(conversations(room)[0].messages.values()) == []


async def test_a_conversation_that_slack_refuses_can_be_asked_for_again(room: Room) -> None:
    await learnt(room)
    await room.click("caro", "spread.go_see", 1)
    room.workspace.users[room.person("ben")].deleted = True

    await room.deliver()

    assert await room.read(lambda stores: stores.spread.visits(1)) == []
    direct = [
        str(one.text)
        for channel in room.workspace.channels.values()
        if channel.is_im
        for one in channel.messages.values()
    ]
    assert any("Slack did not let me open a conversation" in said for said in direct)
