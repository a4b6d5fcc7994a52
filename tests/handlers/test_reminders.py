"""Reminders of meetups on real tables and a Slack on this machine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community import reminders as rules
from community.reminders import How
from community.rooms import look
from handlers.answers import Open
from storage.stores import Stores
from tests.handlers.acting import posts, shown, typed
from tests.handlers.room import Room
from tests.handlers.test_coming import direct
from tests.handlers.test_meetups import THURSDAY, go_to, kept, planned

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def planned_with(room: Room, *leads: int) -> None:
    """Let Ana plan a meetup with these reminders."""
    meetup = replace(await planned(room), reminders=leads)

    def write(stores: Stores) -> None:
        stores.meetups.update(meetup)
        rules.set_anew(stores, meetup, room.clock.now())

    await room.write(write)


async def choose(room: Room, name: str, how: How) -> str:
    return shown(await room.submit(name, "meetup.reminders", how=how.value))


async def test_each_reminder_comes_at_its_minute(room: Room) -> None:
    await planned_with(room, 2 * 24 * 60, 60, 5)

    for lead in (2 * DAY, HOUR, timedelta(minutes=5)):
        count = len(posts(room))
        await go_to(room, THURSDAY - lead - timedelta(seconds=1))
        assert len(posts(room)) == count
        await go_to(room, THURSDAY - lead)
        assert len(posts(room)) == count + 1


async def test_a_meetup_without_reminders_has_none(room: Room) -> None:
    await planned_with(room)
    await room.click("ben", "meetup.come", 1)
    await choose(room, "ben", How.DIRECT)

    await go_to(room, THURSDAY - DAY)
    await go_to(room, THURSDAY - timedelta(minutes=10))

    assert len(posts(room)) == 1
    assert direct(room, "ben") == []


async def test_who_wants_it_by_direct_message_gets_one_for_what_they_come_to(room: Room) -> None:
    await planned_with(room, 60)
    for name, how in (("ana", How.CHANNEL), ("ben", How.DIRECT), ("caro", How.DIRECT)):
        await choose(room, name, how)
    await room.click("ana", "meetup.come", 1)
    await room.click("ben", "meetup.maybe", 1)
    await room.click("caro", "meetup.stay_away", 1)

    await go_to(room, THURSDAY - HOUR)
    await go_to(room, THURSDAY - HOUR + timedelta(seconds=15))

    [told] = direct(room, "ben")
    assert "*Which birds sing at night?* starts at" in told
    assert "You said maybe." in told
    assert "meetup.reminders" in told
    assert direct(room, "ana") == direct(room, "caro") == []
    assert len(posts(room)) == 2


async def test_after_an_outage_the_nearest_reminder_alone_is_sent(room: Room) -> None:
    await planned_with(room, 4 * 60, 2 * 60, 60, 30)

    await go_to(room, THURSDAY - timedelta(minutes=20))
    await go_to(room, THURSDAY - timedelta(minutes=19))

    assert len(posts(room)) == 2


async def test_a_moved_meetup_is_reminded_of_anew(room: Room) -> None:
    await planned_with(room, 60)
    await go_to(room, THURSDAY - HOUR)
    moved = replace(await kept(room), starts_at=THURSDAY + 5 * HOUR)

    def move(stores: Stores) -> None:
        stores.meetups.update(moved)
        rules.set_anew(stores, moved, room.clock.now())

    await room.write(move)
    await go_to(room, THURSDAY + 4 * HOUR)

    assert len(posts(room)) == 3


async def test_a_closed_room_reminds_nobody_outside_of_it(room: Room) -> None:
    await planned_with(room, 60)
    await choose(room, "ben", How.DIRECT)
    await room.click("ben", "meetup.come", 1)
    await room.write(lambda stores: look(stores, room.channel("birds").id, is_closed=True, now=room.clock.now()))

    await go_to(room, THURSDAY - HOUR)

    assert direct(room, "ben") == []
    assert len(posts(room)) == 2


async def test_the_window_shows_what_was_chosen_and_confirms_it(room: Room) -> None:
    first = await typed(room, "ben", "/meetup reminders")
    told = await choose(room, "ben", How.DIRECT)
    again = await choose(room, "ben", How.DIRECT)
    opened = await room.click("ben", "meetup.reminders")

    assert isinstance(first, Open)
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': 'In the channel'" in shown(first)
    assert "I write to you before each meetup" in told
    assert "nothing was changed" in again
    assert "'text': 'By direct message too'" in shown(opened).partition("initial_option")[2]


async def test_nothing_else_can_be_chosen(room: Room) -> None:
    with pytest.raises(ValueError, match="by pigeon"):
        await room.submit("ben", "meetup.reminders", how="by pigeon")
    assert await room.read(lambda stores: stores.reminders.how(room.person("ben"))) is How.CHANNEL
