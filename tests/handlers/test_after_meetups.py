"""What is asked after meetups, on real tables and a Slack on this machine: the refusals, and that it is asked once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community import after_meetups as after
from community.after_meetups import NoCanvas, NoNotes
from community.charters import Canvas, NotAMember
from community.meetups import NoSuchMeetup
from community.stores import Stores
from handlers import after_meetups, looking
from tests.handlers.acting import typed
from tests.handlers.room import Room
from tests.handlers.test_meetups import THURSDAY, planned


async def over(room: Room) -> None:
    """Let Ana's meetup be planned and take place, and an hour go by."""
    await planned(room)
    room.wait(THURSDAY + timedelta(hours=1, minutes=30) - room.clock.now())
    await after_meetups.ask_due(room.deps())
    await room.deliver()


def questions(room: Room) -> list[str]:
    below = [message.text for message in room.channel("birds").messages.values() if message.thread_ts]
    return [text for text in below if "What did we learn?" in text]


async def test_it_is_asked_once_however_often_somebody_looks(room: Room) -> None:
    await over(room)
    for _ in range(2):
        await after_meetups.ask_due(room.deps())
        await room.deliver()

    assert len(questions(room)) == 1


async def test_notes_need_a_member_a_canvas_of_ours_and_something_to_say(room: Room) -> None:
    await over(room)

    with pytest.raises(NotAMember):
        await room.click("caro", "after.note", 1)
    with pytest.raises(NoCanvas, match="I write no canvas in this channel"):
        await room.click("ana", "after.note", 1)
    await room.write(lambda stores: stores.charters.keep_canvas(Canvas(1, "F1")))
    with pytest.raises(NoNotes, match="nothing to write down yet"):
        await room.click("ana", "after.note", 1)

    assert await room.read(lambda stores: stores.after_meetups.with_notes()) == []


async def test_an_answer_is_kept_where_it_was_given(room: Room) -> None:
    await over(room)

    with pytest.raises(NoSuchMeetup):
        await room.click("ben", "after.keep", "99 1775138400.000100")


async def test_notes_of_a_closed_room_stand_in_no_canvas_elsewhere(room: Room) -> None:
    await over(room)
    await typed(room, "ana", "/meetup topic Night birds")
    await room.write(lambda stores: stores.after_meetups.note(1, "mark"))
    assert [one.title for one in await room.read(lambda stores: after.notes(stores, 1))] != []
    closed = room.channel("birds").id
    await room.write(lambda stores: looking.look(stores, closed, is_closed=True, now=room.clock.now()))
    assert [one.title for one in await room.read(lambda stores: after.notes(stores, 1))] != []

    # As after a merge: its meetups are another's, which meets elsewhere.
    def move(stores: Stores) -> None:
        community = stores.communities.get(1)
        assert community is not None
        stores.communities.update(replace(community, channel_id="C0ELSEWHERE"))

    await room.write(move)

    assert await room.read(lambda stores: after.notes(stores, 1)) == []
