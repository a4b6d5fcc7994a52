"""Open Spaces through the handlers: races, late starts, people who go, channels that are refused, closed rooms."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from community.capture import NotCaptured
from community.marketplace import HasHost
from community.open_space import NoSuchOpenSpace
from community.rooms import Room as Closed
from handlers import looking, market_door
from handlers.answers import Answer, Errors, Update
from handlers.payloads import pack
from tests.handlers.acting import direct, opened, posts, shown, typed
from tests.handlers.room import Room
from tests.handlers.test_departures import leave

NINE = timedelta(hours=24)  # from the room's Monday, 07:00 in UTC, to the first slot
PLAN = {
    "title": "What slows us down?",
    "date": "2026-03-31",
    "zone": "UTC",
    "spaces": "Heron\nWren",
    "time": "07:00",
    "minutes": "45",
    "count": "2",
    "pause": "15",
}


async def plan(room: Room, **more: str) -> Answer:
    await opened(room, members=("ben", "caro"))
    answer = await room.submit("ana", "open_space.plan", pack(community_id=1), **PLAN | more)
    await room.deliver()
    return answer


async def propose(room: Room, name: str, title: str = "Tests that sleep", *, hosts: tuple[str, ...] = ()) -> Answer:
    named = tuple(room.person(host) for host in hosts)
    answer = await room.submit(name, "open_space.propose", pack(meetup=1), title=title, hosts=named)
    await room.deliver()
    return answer


async def place(room: Room, name: str, session_id: int, slot: int, space: int) -> Answer:
    given = {"slot": str(slot), "space": str(space)}
    return await room.submit(name, "open_space.place", pack(session=session_id, meetup=1), **given)


async def tick(room: Room, after: timedelta) -> None:
    room.wait(after)
    await room.table.ticks["open spaces"](room.deps())
    await room.deliver()


async def test_of_two_who_take_a_place_at_once_one_has_it_on_either_database(any_room: Room) -> None:
    room = any_room
    await plan(room)
    await propose(room, "ben")
    await propose(room, "caro", "Fast feedback")

    answers = await asyncio.gather(place(room, "ben", 1, 0, 0), place(room, "caro", 2, 0, 0))

    [refused] = [answer for answer in answers if isinstance(answer, Errors)]
    [taken] = [answer for answer in answers if isinstance(answer, Update)]
    assert "was faster and has that space, so nothing was changed. Free then: Wren." in refused.by_block["space"]
    assert "has its place" in shown(taken)
    there = await room.read(lambda stores: stores.open_spaces.sessions(1))
    assert sorted(str(session.place) for session in there) == ["(0, 0)", "None"]


async def test_a_small_one_tells_of_each_slot_once_in_its_communitys_channel(room: Room) -> None:
    await plan(room)
    await propose(room, "ben")
    await place(room, "ben", 1, 0, 1)
    await room.deliver()
    count = len(posts(room))

    await tick(room, NINE - timedelta(minutes=10))
    assert ["Notes go into this thread" in one for one in posts(room)[count:]] == [True]
    await tick(room, timedelta(minutes=10))
    await tick(room, timedelta(seconds=15))
    [begins] = posts(room)[count + 1 :]
    assert "*Tests that sleep* in Wren, with Ben" in begins
    assert "Still free: Heron" in begins

    await tick(room, timedelta(minutes=46))
    await tick(room, timedelta(seconds=15))
    [thread] = [one for one in room.channel("birds").messages.values() if "*Tests that sleep*: " in one.text]
    assert [f"<@{room.person('ben')}>" in one.text for one in room.thread(thread)] == [True]


async def test_after_an_outage_starts_and_questions_that_are_past_are_dropped_and_one_summary_tells_all(
    room: Room,
) -> None:
    await plan(room)
    await propose(room, "ben")
    await place(room, "ben", 1, 0, 1)
    await room.deliver()
    count = len(posts(room))

    await tick(room, NINE + timedelta(days=2))
    await tick(room, timedelta(hours=1))

    [summary] = posts(room)[count:]
    assert "*What slows us down?* is over: 1 session took place, and no lesson is written down yet" in summary
    assert "Nothing written down: *Tests that sleep*" in summary


async def test_nobody_brought_anything_so_nothing_is_told_after_it(room: Room) -> None:
    await plan(room)
    count = len(posts(room))

    await tick(room, NINE + timedelta(days=2))

    assert posts(room)[count:] == []


async def test_a_session_outlives_its_host_and_is_free_to_be_taken(room: Room) -> None:
    await plan(room)
    await propose(room, "ben")

    await leave(room, "ben")

    assert "a host is wanted" in posts(room)[0]
    await room.click("caro", "open_space.host", 1)
    with pytest.raises(HasHost):
        await room.click("ana", "open_space.host", 1)
    await room.deliver()
    assert "Caro" in posts(room)[0]


async def test_who_is_forgotten_leaves_a_session_without_their_words(room: Room) -> None:
    await plan(room)
    await propose(room, "ben")

    await room.submit("ben", "forget.me", what="words")
    await room.deliver()

    assert "Tests that sleep" not in posts(room)[0]
    assert "A session without a title" in posts(room)[0]


async def test_who_is_named_as_a_host_is_told_alone_and_is_out_with_a_click(room: Room) -> None:
    await plan(room)

    await propose(room, "ben", hosts=("caro", "ben"))
    [told] = direct(room, "caro")
    await room.click("caro", "open_space.leave", 1)

    assert "Ben named you as a host" in told
    session = await room.read(lambda stores: stores.open_spaces.session(1))
    assert session is not None
    assert session.hosts == (room.person("ben"),)


OWN = "open-space-2026-03-31-what-slows-us-down"


async def test_a_name_that_is_taken_gets_a_number_and_who_calls_it_off_is_heard_there(room: Room) -> None:
    room.workspace.create_channel(room.person("ana"), OWN)
    await plan(room, where="own")
    assert "No session is proposed yet" in posts(room, f"{OWN}-1")[-1]
    assert f"The marketplace is in <#{room.channel(f'{OWN}-1').id}>" in posts(room)[0]

    await room.click("ana", "meetup.cancel", 1)
    await tick(room, timedelta(seconds=15))
    await tick(room, timedelta(seconds=15))

    said = [one for one in posts(room, f"{OWN}-1") if "was called off" in one]
    assert len(said) == 2, "the marketplace, and one post"
    assert await room.read(lambda stores: stores.open_spaces.running(limit=9)) == []


async def test_without_a_channel_of_its_own_the_marketplace_stands_in_the_communitys(room: Room) -> None:
    for name in (OWN, f"{OWN}-1"):
        room.workspace.create_channel(room.person("ana"), name)

    await plan(room, where="own")
    await propose(room, "ben")

    assert "*Tests that sleep*" in posts(room)[0]
    assert "Slack made no channel for *What slows us down?*" in direct(room, "ana")[-1]


async def test_one_in_a_closed_room_is_seen_there_only(room: Room) -> None:
    await plan(room)
    now, birds = room.clock.now(), room.channel("birds").id
    closed = Closed(
        birds, is_closed=True, is_shared=False, captures=True, switched_by=None, switched_at=None, looked_at=now
    )
    await room.write(lambda stores: stores.rooms.save(closed))

    assert "Marketplace" in shown(await room.click("ben", "open_space.open", 1))
    general = room.channel("general").id
    with pytest.raises(NoSuchOpenSpace):
        await market_door.may_look(room.deps(), 1, "U0ELSE", channel_id=general)


async def test_the_command_shows_what_is_here_and_plans_another_when_asked(room: Room) -> None:
    await plan(room)

    assert "'Marketplace'" in shown(await typed(room, "ben", "/meetup open-space"))
    assert "'Plan an Open Space'" in shown(await typed(room, "ben", "/meetup open-space new"))


@pytest.mark.parametrize(
    ("more", "about", "says"),
    [
        ({"spaces": "Heron\nheron"}, "spaces", "Two spaces have the same name"),
        ({"spaces": "\n"}, "spaces", "It needs a space"),
        ({"times": "soon"}, "times", "can't read “soon”"),
        ({"date": "2026-03-01"}, "date", "has passed"),
        ({"time": "23:00"}, "count", "after midnight"),
    ],
)
async def test_a_plan_that_cant_be_says_what_to_change_and_keeps_nothing(
    room: Room, more: dict[str, str], about: str, says: str
) -> None:
    answer = await plan(room, **more)

    assert isinstance(answer, Errors)
    assert says in answer.by_block[about]
    assert await room.read(lambda stores: stores.open_spaces.get(1)) is None
    assert posts(room) == []


async def test_what_is_harvested_in_a_closed_room_stays_there_and_nothing_is_where_its_members_want_none(
    room: Room,
) -> None:
    await plan(room)
    await propose(room, "ben")
    await place(room, "ben", 1, 0, 0)
    await tick(room, NINE)
    birds = room.channel("birds")
    birds.is_private = True
    now = room.clock.now()
    closed = Closed(birds.id, True, is_shared=False, captures=False, switched_by=None, switched_at=None, looked_at=now)
    await room.write(lambda stores: stores.rooms.save(closed))

    with pytest.raises(NotCaptured):
        await room.click("ben", "open_space.harvest", 1)
    await room.write(lambda stores: stores.rooms.save(replace(closed, captures=True)))
    await room.click("ben", "open_space.harvest", 1)
    learnt = {"title": "Tests that sleep", "learnt": "Wait for the event.", "community": "1"}
    await room.submit("ben", "open_space.harvest", pack(session=1), **learnt)
    again = await room.click("caro", "open_space.harvest", 1)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.closed_in, lesson.learnt, lesson.author_name) == (birds.id, "Wait for the event.", "Ben")
    assert "#1" in shown(again)


async def test_threads_open_where_the_community_meets_now(room: Room) -> None:
    await plan(room)
    await propose(room, "ben")
    await place(room, "ben", 1, 0, 0)
    meetup = await room.read(lambda stores: stores.meetups.get(1))
    assert meetup is not None
    moved = replace(meetup, channel_id=room.channel("general").id, announced_ts=None)
    await room.write(lambda stores: stores.meetups.update(moved))

    await tick(room, NINE)

    assert any("Notes go into this thread" in one for one in posts(room, "general"))


async def test_the_harvest_of_one_whose_channel_was_closed_stays_in_there(room: Room) -> None:
    await plan(room, where="own")
    await propose(room, "ben")
    own = (await room.read(lambda stores: stores.open_spaces.get(1))).channel_id  # type: ignore[union-attr]
    room.workspace.make_private(room.person("ana"), own)
    await room.write(lambda stores: looking.look(stores, own, is_closed=True, now=room.clock.now()))
    before = posts(room)

    await tick(room, timedelta(days=3))

    assert posts(room)[1:] == before[1:]
    assert any("is over" in said for said in posts(room, room.workspace.channels[own].name))
