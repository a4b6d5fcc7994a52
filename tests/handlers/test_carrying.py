"""Who carries a community already is asked in private, once a quarter, in good hours, and not when they said so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.asked import Asking
from community.communities import Community
from community.lessons import NewLesson
from community.people import Person
from storage.stores import Stores
from tests.handlers.acting import direct, opened, posts, shown, typed
from tests.handlers.room import Room
from tests.handlers.spreading import words

DAY = timedelta(days=1)
QUARTER = 91 * DAY


async def carried(room: Room, *, by: str = "ben", lessons: int = 5) -> Community:
    """Give a community of a quarter ago, in which somebody wrote lessons lately."""
    community = await opened(room, members=("ben", "caro"), since=room.clock.now() - QUARTER)

    def work(stores: Stores) -> None:
        for _ in range(lessons):
            stores.lessons.add(
                NewLesson(
                    title="Owls",
                    learnt="",
                    author_id=room.person(by),
                    author_name="",
                    captured_by=room.person(by),
                    captured_at=room.clock.now() - DAY,
                    said_at=room.clock.now(),
                    source=None,
                    community_id=community.id,
                )
            )

    await room.write(work)
    return community


async def look(room: Room) -> None:
    """Let the round be made, and what it put be delivered."""
    await room.table.rounds["carrying"](room.deps())
    await room.deliver()


async def test_they_are_asked_alone_with_their_own_numbers(room: Room) -> None:
    await carried(room)

    await look(room)

    [asked] = direct(room, "ben")
    assert "In the last three months you noted 5 lessons in *Bird watching*." in asked
    assert "Nobody coordinates it at the moment. Would you like to?" in asked
    assert direct(room, "ana") == direct(room, "caro") == posts(room) == []


async def test_they_are_asked_once_a_quarter(room: Room) -> None:
    await carried(room)

    for _ in range(3):
        await look(room)
        room.wait(timedelta(hours=1))
    assert len(direct(room, "ben")) == 1
    room.wait(QUARTER)
    await carried_again(room)
    await look(room)

    assert len(direct(room, "ben")) == 2


async def carried_again(room: Room) -> None:
    def work(stores: Stores) -> None:
        for lesson in stores.lessons.of_author(room.person("ben"), limit=9):
            stores.lessons.update(replace(lesson, captured_at=room.clock.now() - DAY))

    await room.write(work)


@pytest.mark.parametrize("why", ["little", "at night", "silent", "coordinated", "away"])
async def test_others_are_left_alone(room: Room, why: str) -> None:
    community = await carried(room, lessons=1 if why == "little" else 5)

    def work(stores: Stores) -> None:
        if why == "at night":
            stores.people.save(Person(room.person("ben"), "Ben", "Pacific/Auckland"), now=room.clock.now())
        if why == "silent":
            stores.asked.silence(room.person("ben"), Asking.CARRYING, is_silent=True)
        if why == "coordinated":
            stores.seats.take(community.id, room.person("caro"), now=room.clock.now())

    await room.write(work)
    room.workspace.users[room.person("ben")].deleted = why == "away"
    await look(room)

    assert direct(room, "ben") == []
    assert await room.waiting() == 0


async def test_a_yes_takes_the_seat_in_the_place_of_the_question(room: Room) -> None:
    community = await carried(room)
    await look(room)

    told = words(await room.click("ben", "carrying.yes", community.id))
    await room.deliver()

    assert "You coordinate *Bird watching* now" in told
    assert await room.read(lambda stores: stores.seats.coordinators(community.id)) == [room.person("ben")]
    assert any("Ben would like to care for" in post for post in posts(room))


async def test_not_now_keeps_nothing_and_can_go_on_to_never(room: Room) -> None:
    await carried(room)
    await look(room)

    told = words(await room.click("ben", "carrying.not_now"))

    assert "I ask again in three months at the earliest." in told
    assert "'carrying.silence'" in told
    assert await room.read(lambda stores: stores.asked.silent(Asking.CARRYING)) == set()


async def test_dont_ask_me_is_kept_for_ever_and_can_be_changed(room: Room) -> None:
    await carried(room)
    await look(room)

    told = words(await room.click("ben", "carrying.silence"))
    room.wait(9 * QUARTER)
    await carried_again(room)
    await look(room)
    silent = len(direct(room, "ben"))
    page = shown(await typed(room, "ben", "/community practising"))
    await room.click("ben", "carrying.unsilence")
    await look(room)

    assert "I won't ask you again" in told
    assert silent == 1
    assert "I don't ask you whether you would like to coordinate." in page
    assert len(direct(room, "ben")) == 2


async def test_where_the_coordinator_would_share_the_seat_it_is_said_so(room: Room) -> None:
    community = await carried(room)
    await typed(room, "ana", "/community step-up")
    await room.click("ana", "seat.share", community.id)

    await look(room)

    assert "Those who coordinate it would like to share the seat." in direct(room, "ben")[0]
