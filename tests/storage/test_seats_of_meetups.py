"""Seats of a meetup, on real tables: whatever people say in whatever order, nobody is over, nobody lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from community import coming
from community.coming import Numbers, Said
from community.meetups import Meetup
from storage.stores import Stores
from tests.storage.test_meetups import new
from tests.storage.times import NOON

PEOPLE = [f"U{number}" for number in range(7)]
WISHES = (Said.COMING, Said.COMING, Said.MAYBE, Said.NOT_THIS_TIME)
# Somebody says something, or there are other seats than before.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(PEOPLE), st.sampled_from(WISHES)),
        st.none() | st.integers(min_value=1, max_value=5),
    ),
    max_size=40,
)


@pytest.fixture
def connection(sqlite_url: str) -> Iterator[Connection]:
    engine = create_engine(sqlite_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=st.none() | st.integers(min_value=1, max_value=5), steps=STEPS)
def test_whatever_people_say_nobody_is_over_the_seats_the_order_is_kept_and_nobody_is_lost(
    connection: Connection, seats: int | None, steps: list[tuple[str, Said] | int | None]
) -> None:
    with connection.begin() as transaction:
        stores = Stores(connection, "T1")
        meetup = stores.meetups.add(replace(new(), seats=seats))
        line: list[str] = []  # who waits, as it must be
        wished: dict[str, Said] = {}

        for step in steps:
            before = _seated(stores, meetup)
            if isinstance(step, tuple):
                user_id, wish = step
                answered = coming.say(stores, meetup, user_id, wish, now=NOON)
                is_new = wish is not Said.COMING or wished.get(user_id) is not Said.COMING
                assert answered.is_news is (wished.get(user_id) is not wish)
                wished[user_id] = wish
                if is_new:
                    line = [waiting for waiting in line if waiting != user_id]
                    line += [user_id] if answered.said is Said.WAITING else []
                seated = answered.seated
            else:
                meetup = replace(meetup, seats=step)
                seated = coming.fill(stores, meetup)
                assert before <= _seated(stores, meetup)  # nobody loses a seat by there being fewer

            assert list(seated) == line[: len(seated)]
            line = line[len(seated) :]
            _holds(stores, meetup, line, wished, before)
        transaction.rollback()


def _holds(stores: Stores, meetup: Meetup, line: list[str], wished: dict[str, Said], before: set[str]) -> None:
    now = _seated(stores, meetup)
    assert stores.coming.waiting(meetup.id, limit=99) == line
    assert now | set(line) == {user_id for user_id, wish in wished.items() if wish is Said.COMING}
    assert not now & set(line)
    numbers = stores.coming.numbers([meetup.id]).get(meetup.id, Numbers())
    assert (numbers.coming, numbers.waiting) == (len(now), len(line))
    assert numbers.maybe == sum(wish is Said.MAYBE for wish in wished.values())
    if meetup.seats is not None:
        assert len(now) <= max(meetup.seats, len(before))  # more than the seats only where there were more before
        assert not line or len(now) >= meetup.seats  # nobody waits beside a free seat
    else:
        assert not line


def _seated(stores: Stores, meetup: Meetup) -> set[str]:
    return set(stores.coming.who(meetup.id, Said.COMING))
