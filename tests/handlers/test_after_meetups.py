"""What is asked after meetups, on real tables and a Slack on this machine: the refusals, and that it is asked once."""

from datetime import timedelta

import pytest

from community.after_meetups import NoCanvas, NoNotes
from community.charters import Canvas, NotAMember
from community.meetups import NoSuchMeetup
from handlers import after_meetups
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
