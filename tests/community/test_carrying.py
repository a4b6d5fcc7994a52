"""Who may be asked whether they would like to coordinate, and how many of them at once."""

from datetime import timedelta

import pytest

from community.asked import Asked, Asking
from community.carrying import Carried, add_up, chosen, room_left, to_ask, wants_more
from community.communities import Aim, Member, NewCommunity
from community.lessons import NewLesson
from community.profiles import Profile
from community.seats import Seat
from storage.database import Database
from storage.stores import Stores
from tests.some import NOW

DAY = timedelta(days=1)
QUARTER = 91 * DAY


@pytest.mark.parametrize(
    ("carried", "expected"),
    [
        (Carried(1, "U1", lessons=4), False),
        (Carried(1, "U1", lessons=5), True),
        (Carried(1, "U1", meetups=1, answers=3), False),
        (Carried(1, "U1", meetups=2), True),
        (Carried(1, "U1", lessons=2, meetups=1, answers=2), True),
    ],
)
def test_two_gatherings_or_five_things_carry_a_community(carried: Carried, *, expected: bool) -> None:
    assert carried.is_much is expected


@pytest.mark.parametrize(
    ("sharing", "expected"),
    [
        ([], True),
        ([None], False),
        ([NOW - DAY], True),
        ([NOW - DAY, None], False),
        ([NOW - QUARTER], False),
    ],
)
def test_more_are_wanted_where_nobody_coordinates_or_all_would_share(sharing: list[object], *, expected: bool) -> None:
    seats = [Seat(1, f"U{number}", NOW - QUARTER, sharing_since=at) for number, at in enumerate(sharing)]  # type: ignore[arg-type]  # None or a time

    assert wants_more(seats, NOW) is expected


def test_three_may_be_asked_for_a_community_in_a_quarter() -> None:
    asked = [
        Asked("U1", NOW - DAY, 1),
        Asked("U2", NOW - 90 * DAY, 1),
        Asked("U3", NOW - QUARTER, 1),
        Asked("U4", NOW, None),
    ]

    assert room_left(asked, NOW) == {1: 1}


def test_who_was_never_asked_comes_first_and_nobody_for_how_much_they_did() -> None:
    carried = [Carried(1, f"U{number}", lessons=5 + number) for number in range(6)]
    asked = [Asked("U5", NOW - QUARTER), Asked("U4", NOW - 2 * QUARTER), Asked("U3", NOW - DAY)]

    found = to_ask(carried, asked, leave_out={"U2"}, now=NOW)

    assert [one.user_id for one in found] == ["U0", "U1", "U4", "U5"]


def test_who_did_little_is_not_asked() -> None:
    assert to_ask([Carried(1, "U1", lessons=1)], [], leave_out=set(), now=NOW) == []


def test_what_somebody_did_for_two_communities_is_kept_apart() -> None:
    parts = [Carried(1, "U1", lessons=1), Carried(2, "U1", answers=1), Carried(1, "U1", lessons=2, meetups=1)]

    assert add_up(parts) == [Carried(1, "U1", lessons=3, meetups=1), Carried(2, "U1", answers=1)]


def lesson(by: str, community_id: int) -> NewLesson:
    return NewLesson(
        title="Hum",
        learnt="",
        author_id=by,
        author_name="",
        captured_by=by,
        captured_at=NOW - DAY,
        said_at=NOW,
        source=None,
        community_id=community_id,
    )


def fill(stores: Stores, *, age: timedelta, people: int) -> None:
    """Make two communities in which each of these people did five things."""
    for name in ("bees", "birds"):
        new = NewCommunity(name, name, "", Aim.BOTH, name, f"C{name}", True, "U0", NOW - age, "UTC")
        community = stores.communities.add(new)
        for user_id in (f"U{number}" for number in range(people)):
            stores.members.add(Member(community.id, user_id, NOW))
            for _ in range(5):
                stores.lessons.add(lesson(user_id, community.id))


async def test_each_is_asked_for_one_community_and_three_for_each(database: Database) -> None:
    def work(stores: Stores) -> list[tuple[int, str]]:
        fill(stores, age=QUARTER, people=8)
        stores.asked.silence("U0", Asking.CARRYING, is_silent=True)
        return [(one.community_id, one.user_id) for one in chosen(stores, now=NOW)]

    assert await database.write("T1", work) == [(1, "U1"), (1, "U2"), (1, "U3"), (2, "U4"), (2, "U5"), (2, "U6")]


async def test_who_wants_to_be_found_by_nobody_is_not_asked(database: Database) -> None:
    def work(stores: Stores) -> list[str]:
        fill(stores, age=QUARTER, people=2)
        stores.profiles.save(Profile("U1", is_hidden=True), now=NOW)
        return [one.user_id for one in chosen(stores, now=NOW)]

    assert await database.write("T1", work) == ["U0"]


async def test_nobody_is_asked_for_a_young_community_or_one_that_has_a_coordinator(database: Database) -> None:
    def coordinated(stores: Stores) -> list[Carried]:
        fill(stores, age=QUARTER, people=2)
        for community_id in (1, 2):
            stores.seats.take(community_id, "U0", now=NOW)
        return list(chosen(stores, now=NOW))

    def young(stores: Stores) -> list[Carried]:
        fill(stores, age=13 * DAY, people=2)
        return list(chosen(stores, now=NOW))

    assert await database.write("T1", coordinated) == []
    assert await database.write("T2", young) == []


async def test_who_would_share_the_seat_lets_others_be_asked_and_a_private_answer_does_not(database: Database) -> None:
    def work(stores: Stores) -> list[list[str]]:
        fill(stores, age=QUARTER, people=2)
        for community_id in (1, 2):
            stores.seats.take(community_id, "U0", now=NOW)
        before = [one.user_id for one in chosen(stores, now=NOW)]
        stores.seats.share(1, "U0", now=NOW)
        return [before, [one.user_id for one in chosen(stores, now=NOW)]]

    assert await database.write("T1", work) == [[], ["U1"]]
