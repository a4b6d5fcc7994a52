"""Reporting back: who is asked when, and what becomes of a meetup outside when its calendar changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from community import reporting
from community.feeds import Follow
from community.meetups import Kind
from community.reporting import NothingThere, OverAlready
from storage.database import Database
from storage.stores import Stores
from tests.community.test_feed_news import fill
from tests.some import NOW, item, meetup, utc

DAY = timedelta(days=1)
OUTSIDE = item(feed_id=1, title="LeSS beer", starts_at=NOW + 3 * DAY, place="The old brewery")


@pytest.mark.parametrize(
    ("starts_at", "zone", "asked_at"),
    [
        (utc(2026, 8, 6, 13), "Europe/Berlin", utc(2026, 8, 7, 8)),  # Thursday, asked on Friday at ten
        (utc(2026, 8, 7, 13), "Europe/Berlin", utc(2026, 8, 10, 8)),  # Friday, asked on Monday
        (utc(2026, 8, 6, 21, 30), "Europe/Berlin", utc(2026, 8, 10, 8)),  # ends on Friday in Berlin: 00:30
        (utc(2026, 8, 6, 21, 30), "America/New_York", utc(2026, 8, 7, 14)),
    ],
)
def test_people_are_asked_at_ten_on_the_working_day_after_it(
    starts_at: datetime, zone: str, asked_at: datetime
) -> None:
    assert reporting.good_hour(meetup(starts_at=starts_at), zone) == asked_at


async def test_going_makes_one_meetup_of_the_community_whoever_comes_next(database: Database) -> None:
    await database.write("T1", lambda stores: fill(stores, OUTSIDE))

    def go(stores: Stores) -> tuple[int, int]:
        stores.feeds.follow(Follow(2, 1, "U1", NOW, 0))
        one = reporting.go(stores, 1, 1, "U1", now=NOW)
        two = reporting.go(stores, 1, 1, "U2", now=NOW)
        other = reporting.go(stores, 2, 1, "U2", now=NOW) if stores.communities.get(2) else one
        assert (one.meetup.id, two.meetup.id) != (one.meetup.id, other.meetup.id)
        assert (one.meetup.kind, one.meetup.title, one.meetup.planned_by) == (Kind.OUTSIDE, "LeSS beer", "")
        numbers = stores.coming.numbers([two.meetup.id, other.meetup.id])
        return numbers[two.meetup.id].coming, numbers[other.meetup.id].coming

    assert await database.write("T1", go) == (2, 1)


async def test_a_moved_gathering_moves_its_meetup_and_the_question_and_a_cancelled_one_ends_both(
    database: Database,
) -> None:
    await database.write("T1", lambda stores: fill(stores, OUTSIDE))

    def live(stores: Stores) -> list[object]:
        reporting.report(stores, 1, 1, "U1", zone="Europe/Berlin", now=NOW)
        there = stores.feed_items.get(1)
        assert there is not None
        assert there.starts_at is not None
        same = reporting.follow_change(stores, replace(there, summary="New words"), now=NOW)
        moved = reporting.follow_change(stores, replace(there, starts_at=there.starts_at + DAY), now=NOW)
        due = stores.reporting.get(1, "U1")
        ended = reporting.follow_change(stores, replace(there, gone_at=NOW), now=NOW)
        again = reporting.follow_change(stores, replace(there, gone_at=NOW), now=NOW)
        assert due is not None
        late = stores.meetups.get(1)
        return [
            same,
            [(one.starts_at, one.revision) for _, one in moved],
            due.due_at,
            [one.cancelled_at for _, one in ended],
            again,
            reporting.is_timely(stores, due, late, due.due_at),
        ]

    assert await database.write("T1", live) == [
        [],
        [(NOW + 4 * DAY, 1)],
        utc(2026, 8, 10, 8),  # it is on Friday now
        [NOW],
        [],
        False,
    ]


async def test_a_question_that_is_days_late_is_left_and_so_is_one_to_who_has_gone(database: Database) -> None:
    await database.write("T1", lambda stores: fill(stores, OUTSIDE))

    def live(stores: Stores) -> list[bool]:
        reporting.report(stores, 1, 1, "U1", zone="Europe/Berlin", now=NOW)
        asked, there = stores.reporting.get(1, "U1"), stores.meetups.get(1)
        assert asked is not None
        timely = [reporting.is_timely(stores, asked, there, asked.due_at + days * DAY) for days in (0, 3, 4)]
        stores.departures.depart("U1", now=NOW)
        return [*timely, reporting.is_timely(stores, asked, there, asked.due_at)]

    assert await database.write("T1", live) == [True, True, False, False]


async def test_what_is_over_or_called_off_is_no_place_to_go_to(database: Database) -> None:
    past, off = replace(OUTSIDE, starts_at=NOW - DAY), replace(OUTSIDE, gone_at=NOW)
    await database.write("T1", lambda stores: fill(stores, past, off, item(feed_id=1)))

    def go(stores: Stores, item_id: int) -> None:
        reporting.go(stores, 1, item_id, "U1", now=NOW)

    with pytest.raises(OverAlready, match="is over"):
        await database.write("T1", lambda stores: go(stores, 1))
    for item_id in (2, 3, 9):
        with pytest.raises(NothingThere):
            await database.write("T1", partial(go, item_id=item_id))


async def test_nobody_lets_a_community_go_where_only_others_look(database: Database) -> None:
    def go(stores: Stores) -> None:
        fill(stores, OUTSIDE)
        stores.feeds.unfollow(1, 1)
        with pytest.raises(NothingThere):
            reporting.go(stores, 1, 1, "U1", now=NOW)

    await database.write("T1", go)
