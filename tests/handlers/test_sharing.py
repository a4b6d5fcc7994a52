from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from community.communities import Community, rest
from community.lessons import NoSuchLesson, TakenBack, withdraw
from community.people import NameShown
from community.spread import ClosedRoom, Share
from handlers.answers import Answer, Errors, Say
from handlers.numbers import WhichLesson
from handlers.payloads import pack
from sandbox.models import Channel
from storage.database import Database
from tests.handlers.acting import opened, posts
from tests.handlers.room import Room
from tests.handlers.spreading import element, in_team, learnt, lesson, teams_of, view, words

NUMBER = pack(number=1)


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with teams_of(sqlite_database) as made:
        for name in ("deploying", "designing"):
            channel = Channel(
                id=made.workspace.ids.make("C"),
                name=name,
                creator=made.person("ana"),
                created=1_700_000_000,
                members=[made.person("ana"), made.person("caro"), made.workspace.bot_user_id],
            )
            made.workspace.channels[channel.id] = channel
        yield made


async def communities(room: Room) -> tuple[Community, Community]:
    """Give one the lesson fits, and one it doesn't; the one in #birds is where it was said."""
    await opened(room, "Bird watching")
    fits = await opened(room, "Deploy often", channel="deploying")
    return fits, await opened(room, "User research", channel="designing")


async def shared(room: Room, *chosen: Community, by: str = "ana", said: str = "") -> Answer:
    ids = tuple(str(community.id) for community in chosen)
    return await room.submit(by, "spread.share", NUMBER, fits=ids, words=said)


async def shares(room: Room) -> list[Share]:
    return list(await room.read(lambda stores: stores.spread.shares(1)))


async def test_the_window_suggests_what_fits_first_and_says_why(room: Room) -> None:
    await communities(room)
    await learnt(room)

    asked = await room.command("ana", "share 1")

    [fits] = element(asked, "fits")["options"]
    assert fits["text"]["text"] == "Deploy often"
    assert fits["description"]["text"] == "its topic says Deploy"
    assert [option["text"]["text"] for option in element(asked, "others")["options"]] == ["User research"]
    assert view(asked)["private_metadata"] == NUMBER


async def test_it_is_posted_there_once_with_who_learnt_it_and_the_answers(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)

    told = words(await shared(room, fits, said="This would have saved our Friday."))
    await room.deliver()

    assert "is on its way to *Deploy often*" in told
    [post] = posts(room, "deploying")
    assert "A lesson from *Bird watching* that may help here" in post
    assert "Learnt by Ben (team Kestrel)" in post
    assert "Ana says:" in post
    assert "This would have saved our Friday." in post
    for action_id in ("spread.try", "spread.adopted", "spread.adapted", "spread.not_now", "spread.go_see"):
        assert f"'action_id': '{action_id}'" in post
    [share] = await shares(room)
    assert share.ts is not None


async def test_a_second_time_says_where_it_stands_and_posts_nothing(room: Room) -> None:
    fits, other = await communities(room)
    await learnt(room)
    await shared(room, fits)
    await room.deliver()

    told = words(await shared(room, fits, other, by="caro"))
    await room.deliver()

    assert "on its way to *User research*" in told
    assert "Nothing was sent to *Deploy often*" in told
    assert len(posts(room, "deploying")) == 1
    assert len(posts(room, "designing")) == 1


async def test_when_it_is_everywhere_the_window_stays_closed(room: Room) -> None:
    await learnt(room)
    assert "has no other community to go to yet" in words(await room.command("ana", "share 1"))

    fits, other = await communities(room)
    await shared(room, fits, other)
    assert "is in every community already" in words(await room.click("ana", "spread.share", 1))


async def test_what_teams_answer_is_shown_in_every_post(room: Room) -> None:
    fits, other = await communities(room)
    await learnt(room)
    await shared(room, fits, other)
    await room.deliver()

    await room.click("caro", "spread.try", 1)
    await room.deliver()

    for channel in ("deploying", "designing"):
        [post] = posts(room, channel)
        assert "Heron tries it." in post


async def test_an_answer_while_the_post_is_on_its_way_is_shown_when_it_is_there(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    await shared(room, fits)
    await room.click("caro", "spread.adopted", 1)

    await room.deliver()

    assert "Adopted by Heron." in posts(room, "deploying")[0]


async def test_what_was_taken_back_or_closed_meanwhile_is_not_repeated_in_the_post(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    await shared(room, fits)
    await room.deliver()

    await room.click("ben", "lesson.withdraw", 1)
    await room.deliver()

    [post] = posts(room, "deploying")
    assert "is not for everybody any more" in post
    assert "Publish the contract" not in post


async def test_what_was_said_in_a_closed_room_stays_there(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    closed = replace(await lesson(room), closed_in=room.channel("nest").id)
    await room.write(lambda stores: stores.lessons.update(closed))

    with pytest.raises(ClosedRoom, match="in a closed room"):
        await room.command("ana", "share 1")
    with pytest.raises(ClosedRoom):
        await shared(room, fits)
    with pytest.raises(NoSuchLesson):
        await room.command("caro", "share 1")

    assert await shares(room) == []


async def test_what_was_taken_back_is_not_shared(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    gone = withdraw(await lesson(room), by=room.person("ben"), now=room.clock.now())
    await room.write(lambda stores: stores.lessons.update(gone))

    for name in ("ben", "ana"):
        with pytest.raises(TakenBack):
            await shared(room, fits, by=name)


async def test_a_share_says_no_name_of_who_wants_none(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    ana = room.person("ana")
    await room.write(lambda stores: stores.people.choose_name_shown(ana, NameShown.NEVER, now=room.clock.now()))

    await shared(room, fits, said="Worth a look.")
    await room.deliver()

    [post] = posts(room, "deploying")
    assert "Ana" not in post
    assert "Who shared it says:" in post


async def test_a_number_is_needed_and_somewhere_to_go(room: Room) -> None:
    await communities(room)
    await learnt(room)

    for typed in ("share", "share it", "share #"):
        with pytest.raises(WhichLesson, match="/lesson share 42"):
            await room.command("ana", typed)
    assert isinstance(await room.submit("ana", "spread.share", NUMBER, fits="", others="", words=""), Errors)
    assert await shares(room) == []


async def test_what_slack_does_not_take_is_told_and_can_be_shared_again(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    room.channel("deploying").is_archived = True

    await shared(room, fits)
    await room.deliver()

    assert await shares(room) == []
    room.channel("deploying").is_archived = False
    assert isinstance(await shared(room, fits), Say)
    await room.deliver()
    assert len(posts(room, "deploying")) == 1


async def test_a_resting_community_is_left_alone(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    await room.write(lambda stores: rest(stores, fits, has_channel=True, now=room.clock.now()))

    assert "Nothing was sent to *Deploy often*" in words(await shared(room, fits))
    assert await shares(room) == []


async def test_a_seedling_on_a_share_is_an_answer_too(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    await shared(room, fits)
    await room.deliver()
    [message] = [one for one in room.channel("deploying").messages.values() if one.user == room.workspace.bot_user_id]
    await in_team(room, "ana", "Wren")

    await room.react("ana", message, "seedling", channel="deploying")
    await room.deliver()

    assert "Wren tries it." in posts(room, "deploying")[0]


async def test_when_its_channel_is_made_private_the_post_elsewhere_says_nothing_of_it_any_more(room: Room) -> None:
    fits, _ = await communities(room)
    await learnt(room)
    await shared(room, fits)
    await room.deliver()
    room.channel("birds").is_private = True
    room.channel("birds").members.remove(room.person("caro"))

    with pytest.raises(NoSuchLesson):  # whoever looks at it next makes the bot notice
        await room.click("caro", "spread.try", 1)
    await room.deliver()

    [post] = posts(room, "deploying")
    assert "is not for everybody any more" in post
    assert "Publish the contract" not in post
