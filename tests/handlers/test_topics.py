"""Topics on real tables: who may change what, and what stays in a closed room."""

import pytest

from community import rooms
from community.topics import GoneTopic, NotYoursToWithdraw, Wanted
from handlers.answers import Open, Say
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import Room
from tests.handlers.test_meetups import planned


async def wanted(room: Room) -> list[Wanted]:
    return list(await room.read(lambda stores: stores.topics.open_in(1)))


async def test_the_same_words_again_are_a_vote_and_the_same_vote_again_is_none(room: Room) -> None:
    await opened(room)

    for name, words in (("ana", "Night birds"), ("ben", "night  BIRDS"), ("ben", "Night birds")):
        await typed(room, name, f"/meetup topic {words}")

    assert [(one.topic.words, one.votes) for one in await wanted(room)] == [("Night birds", 2)]


async def test_only_who_proposed_a_topic_takes_it_back(room: Room) -> None:
    await opened(room)
    await typed(room, "ana", "/meetup topic Night birds")

    with pytest.raises(NotYoursToWithdraw):
        await room.click("ben", "topic.withdraw", "1")

    assert len(await wanted(room)) == 1


async def test_too_many_words_and_too_many_topics_are_refused_and_nothing_is_kept(room: Room) -> None:
    await opened(room)
    assert "fits in one line" in shown(await typed(room, "ana", f"/meetup topic {'x' * 201}"))
    for number in range(200):
        await typed(room, "ana", f"/meetup topic Bird {number}")

    assert "has 200 topics waiting" in shown(await typed(room, "ben", "/meetup topic One more"))
    assert len(await wanted(room)) == 200


async def test_the_window_asks_for_no_community_where_only_one_can_be_meant(room: Room) -> None:
    await opened(room)

    window = await typed(room, "ana", "/meetup topic")
    assert isinstance(window, Open)
    assert "In which community?" not in shown(window)
    await room.submit("ana", "topic.add", window.modal.payload["private_metadata"], words="Eggs")

    assert [one.topic.words for one in await wanted(room)] == ["Eggs"]


@pytest.mark.parametrize("action_id", ["topic.want", "topic.unwant", "topic.bring", "topic.leave", "topic.reached"])
async def test_a_topic_of_a_closed_room_is_none_to_who_clicks_elsewhere(room: Room, action_id: str) -> None:
    await opened(room, channel="nest", members=("ben",))
    await typed(room, "ana", "/meetup topic Eggs", channel="nest")
    await closed(room, "nest")

    with pytest.raises(GoneTopic):
        await room.click("caro", action_id, "1")
    with pytest.raises(GoneTopic):
        await room.submit("caro", "topic.add", "", community="1", words="Let me in")
    assert "Eggs" not in shown(await room.click("caro", "topic.list", "1"))
    assert "Eggs" not in shown(await typed(room, "ana", "/meetup topics"))

    assert [(one.topic.words, one.votes) for one in await wanted(room)] == [("Eggs", 1)]
    assert "Eggs" in shown(await typed(room, "ben", "/meetup topics", channel="nest"))


async def test_who_is_in_several_communities_is_asked_which_and_who_is_in_none_where_to_look(room: Room) -> None:
    await opened(room)
    await opened(room, "Nests", channel="general")

    assert isinstance(await typed(room, "ana", "/meetup topic", channel="birds"), Open)
    assert isinstance(await typed(room, "caro", "/meetup topics", channel="nest"), Say)
    assert "in none yet" in shown(await typed(room, "caro", "/meetup topic Eggs", channel="nest"))


async def closed(room: Room, channel: str) -> None:
    now = room.clock.now()
    await room.write(
        lambda stores: rooms.look(stores, room.channel(channel).id, is_closed=True, is_shared=False, now=now)
    )


async def test_a_topic_whose_words_were_taken_back_is_on_no_agenda_and_does_not_open_again(room: Room) -> None:
    await planned(room)
    await typed(room, "ben", "/meetup topic Night birds")
    await room.write(lambda stores: stores.topics.choose(1, [1]))
    await room.deliver()
    assert any("To talk about" in said for said in posts(room))

    await room.submit("ben", "forget.me", what="words")
    await room.deliver()

    assert await room.read(lambda stores: stores.topics.on_agenda(1)) == []
    assert not any("To talk about" in said for said in posts(room))
    with pytest.raises(GoneTopic):
        await room.click("ana", "topic.not_reached", "1")
    with pytest.raises(GoneTopic):
        await room.click("ana", "topic.want", "1")
