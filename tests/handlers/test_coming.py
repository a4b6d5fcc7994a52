"""Answers to meetups on real tables and a Slack on this machine."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from community.coming import Said
from community.meetups import Meetup, NoSuchMeetup
from community.reminders import How
from community.rooms import look
from handlers import coming
from handlers.answers import Replace
from storage.stores import Stores
from tests.handlers.acting import posts, shown, typed
from tests.handlers.room import Room
from tests.handlers.test_meetups import THURSDAY, click_of, go_to, kept, planned


async def with_seats(room: Room, seats: int) -> Meetup:
    """Let Ana plan a meetup with so many seats."""
    meetup = replace(await planned(room), seats=seats)
    await room.write(lambda stores: stores.meetups.update(meetup))
    return meetup


async def change(room: Room, before: Meetup, after: Meetup, *, by: str = "") -> None:
    """Change a meetup as its form does, and tell who is concerned."""

    def write(stores: Stores) -> None:
        stores.meetups.update(after)
        coming.tell_changed(stores, before, after, room.clock.now(), by=by)

    await room.write(write)
    await room.deliver()


def direct(room: Room, name: str) -> list[str]:
    """Give what the bot wrote to a person directly."""
    found = room.workspace.direct_message(room.person(name), room.workspace.bot_user_id)
    return [f"{message.text} {message.blocks}" for message in found.messages.values()]


async def test_who_may_come_is_counted_beside_who_comes(room: Room) -> None:
    await planned(room)

    come = await room.click("ben", "meetup.come", 1)
    maybe = await room.click("caro", "meetup.maybe", 1)
    again = await room.click("caro", "meetup.maybe", 1)
    await room.deliver()

    assert "You are in: *Which birds sing at night?*" in shown(come)
    assert "Maybe, then" in shown(maybe)
    assert "You said maybe before, so nothing was changed" in shown(again)
    [announcement] = posts(room)
    assert "1 is coming, 1 maybe" in announcement


async def test_an_answer_that_changes_no_number_changes_no_card(room: Room) -> None:
    await planned(room)

    answer = await room.click("caro", "meetup.stay_away", 1)

    assert "Nobody is told" in shown(answer)
    assert "You are not counted" not in shown(answer)
    assert await room.waiting() == 0


async def test_what_one_said_is_changed_where_one_sees_it_alone(room: Room) -> None:
    await planned(room)
    await room.click("ben", "meetup.come", 1)

    maybe = await room.click("ben", "meetup.maybe.after_all", 1)
    come = await room.click("ben", "meetup.come.after_all", 1)

    assert isinstance(maybe, Replace)
    assert isinstance(come, Replace)
    assert "You are in" in shown(come)


async def test_who_steps_back_makes_room_for_the_first_who_waits_who_is_told_once(room: Room) -> None:
    await with_seats(room, 1)
    await room.click("ana", "meetup.come", 1)

    first = await room.click("ben", "meetup.come", 1)
    second = await room.click("caro", "meetup.come", 1)
    again = await room.click("caro", "meetup.come", 1)
    await room.deliver()

    assert "All seats are taken, so you wait for one" in shown(first)
    assert "you are the next" in shown(first)
    assert "you are number 2 in the line" in shown(second)
    assert "You wait for a seat already" in shown(again)
    [announcement] = posts(room)
    assert "1 is coming · no seat free, 2 waiting" in announcement

    stepped_back = await room.click("ana", "meetup.stay_away", 1)
    await room.click("ana", "meetup.stay_away", 1)
    await room.deliver()

    assert "Your seat went to somebody who waited." in shown(stepped_back)
    [told] = direct(room, "ben")
    assert "A seat is yours: *Which birds sing at night?*" in told
    assert direct(room, "caro") == []
    [announcement] = posts(room)
    assert "1 is coming · no seat free, 1 waiting" in announcement


async def test_two_who_want_the_last_seat_at_once_get_one_seat(any_room: Room) -> None:
    await with_seats(any_room, 1)
    clicks = [click_of(f"U0{number}", any_room) for number in range(10)]

    await asyncio.gather(*(any_room.table.actions["meetup.come"](click, any_room.deps()) for click in clicks))

    [numbers] = (await any_room.read(lambda stores: stores.coming.numbers([1]))).values()
    assert (numbers.coming, numbers.waiting) == (1, 9)


async def test_more_seats_are_given_to_who_waits_and_fewer_take_nobodys(room: Room) -> None:
    before = await with_seats(room, 1)
    for name in ("ana", "ben", "caro"):
        await room.click(name, "meetup.come", 1)

    await change(room, before, more := replace(await kept(room), seats=2))
    await change(room, more, replace(await kept(room), seats=1))

    assert await room.read(lambda stores: stores.coming.who(1, Said.COMING)) == [room.person("ana"), room.person("ben")]
    assert len(direct(room, "ben")) == 1
    assert direct(room, "caro") == []


async def test_names_are_for_who_comes_and_the_number_for_everybody(room: Room) -> None:
    await planned(room)
    await room.click("ana", "meetup.come", 1)
    await room.click("ben", "meetup.come", 1)
    await room.click("caro", "meetup.maybe", 1)

    inside, outside = await room.click("ben", "meetup.who", 1), await room.click("caro", "meetup.who", 1)

    assert "Ana, Ben" in shown(inside)
    assert "<@" not in shown(inside)
    assert "2 are coming, 1 maybe" in shown(outside)
    assert "Ana" not in shown(outside).replace("Planned by Ana", "")


async def test_a_moved_meetup_tells_those_concerned_once_but_not_who_moved_it(room: Room) -> None:
    before = await planned(room)
    for name, action_id in (("ana", "meetup.come"), ("ben", "meetup.come"), ("caro", "meetup.stay_away")):
        await room.click(name, action_id, 1)

    after = replace(await kept(room), starts_at=THURSDAY + timedelta(hours=3), place="Room Owl")
    await change(room, before, after, by=room.person("ana"))

    [told] = direct(room, "ben")
    assert "was moved from" in told
    assert f"<!date^{int(THURSDAY.timestamp())}^" in told
    assert f"<!date^{int(after.starts_at.timestamp())}^" in told
    assert "Where: Room Owl" in told
    assert "meetup.stay_away" in told
    assert direct(room, "ana") == direct(room, "caro") == []


async def test_another_title_is_no_news_to_anybody(room: Room) -> None:
    before = await planned(room)
    await room.click("ben", "meetup.come", 1)

    await change(room, before, replace(await kept(room), title="Owls"))

    assert direct(room, "ben") == []


async def test_calling_off_tells_those_concerned_once(room: Room) -> None:
    await with_seats(room, 1)
    for name, action_id in (("ana", "meetup.come"), ("ben", "meetup.come"), ("caro", "meetup.maybe")):
        await room.click(name, action_id, 1)

    await room.click("ana", "meetup.cancel", 1)
    await room.deliver()

    assert direct(room, "ana") == []
    assert "You had waited for a seat." in direct(room, "ben")[0]
    assert "You had said maybe." in direct(room, "caro")[0]
    assert len(direct(room, "ben")) == len(direct(room, "caro")) == 1


async def test_the_menu_asks_once_more_before_it_calls_off(room: Room) -> None:
    await planned(room)

    assert "'confirm'" in shown(await room.click("ben", "meetup.cancel.ask", 1))
    assert (await kept(room)).cancelled_at is None


async def test_who_has_gone_leaves_their_seat_to_who_waits(room: Room) -> None:
    await with_seats(room, 1)
    await room.click("ana", "meetup.come", 1)
    await room.click("ben", "meetup.come", 1)

    await room.write(lambda stores: coming.leave_all(stores, room.person("ana"), room.clock.now()))
    await room.deliver()

    assert len(direct(room, "ben")) == 1


async def test_a_seat_that_was_left_without_a_word_is_given_away_within_the_hour(room: Room) -> None:
    await with_seats(room, 1)
    await room.click("ana", "meetup.come", 1)
    await room.click("ben", "meetup.come", 1)
    await room.write(lambda stores: stores.forgetting.erase(room.person("ana"), with_words=False, now=room.clock.now()))

    await room.table.rounds["coming"](room.deps())
    await room.table.rounds["coming"](room.deps())
    await room.deliver()

    assert len(direct(room, "ben")) == 1


async def test_after_it_is_over_answers_are_erased_and_the_card_tells_no_number(room: Room) -> None:
    await planned(room)
    await room.click("ben", "meetup.come", 1)
    await room.deliver()

    await go_to(room, THURSDAY + timedelta(hours=1, days=2))
    await room.table.rounds["coming"](room.deps())
    assert await room.read(lambda stores: stores.coming.who(1, Said.COMING)) == [room.person("ben")]
    room.wait(timedelta(seconds=1))
    await room.table.rounds["coming"](room.deps())
    await room.deliver()

    assert await room.read(lambda stores: stores.coming.who(1, Said.COMING)) == []
    announcement = posts(room)[0]
    assert "is coming" not in announcement
    assert "meetup.come" not in announcement
    assert await room.waiting() == 0


async def test_nothing_of_a_meetup_in_a_closed_room_is_known_outside(room: Room) -> None:
    before = await with_seats(room, 1)
    await room.write(lambda stores: stores.reminders.choose(room.person("ana"), How.DIRECT))
    for name in ("ana", "ben"):
        await room.click(name, "meetup.come", 1)
    await room.write(lambda stores: look(stores, room.channel("birds").id, is_closed=True, now=room.clock.now()))

    elsewhere = click_of(room.person("caro"), room)
    for action_id in ("meetup.come", "meetup.maybe", "meetup.stay_away", "meetup.who", "meetup.cancel.ask"):
        outside = replace(elsewhere, action_id=action_id, channel_id=room.channel("general").id)
        with pytest.raises(NoSuchMeetup):
            await room.table.actions[action_id](outside, room.deps())
    assert "Which birds" not in shown(await typed(room, "ben", "/meetup list", channel="general"))
    assert "Which birds" not in shown(await typed(room, "ben", "/meetup cancel", channel="general"))
    assert "Which birds" in shown(await typed(room, "ben", "/meetup list"))
    await change(room, before, replace(await kept(room), starts_at=THURSDAY + timedelta(hours=3)))
    await room.click("ana", "meetup.stay_away", 1)
    await room.deliver()
    told = [*direct(room, "ana"), *direct(room, "ben")]
    assert len(told) == 3
    assert not any("Which birds" in one or "Room Heron" in one for one in told)
    assert all(f"<#{room.channel('birds').id}>" in one for one in told)


async def test_five_hundred_answers_within_a_minute_are_counted_with_few_updates(room: Room) -> None:
    await planned(room)
    updates = []

    for batch in range(10):
        clicks = [click_of(f"U{batch}{number:03}", room) for number in range(50)]
        await asyncio.gather(*(room.table.actions["meetup.come"](click, room.deps()) for click in clicks))
        updates.append(await room.waiting())
        await room.deliver()

    assert updates == [1] * 10  # however many answer while one is on its way, one more follows
    [announcement] = posts(room)
    assert "500 are coming" in announcement
