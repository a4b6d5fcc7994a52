"""The marketplace: whatever people do in whatever order, no place holds two sessions and none is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, event

from community import marketplace, open_space
from community.errors import CommunityError
from community.marketplace import HasHost, Look, NotTheHost, SlotOver, SpaceTaken, TooManySessions, Unnamed
from community.meetups import MeetupCancelled, MeetupOver, NewMeetup
from community.open_space import HARVEST, SUMMARY, NewSession, OpenSpace, Session
from community.slots import Slot
from handlers.blocks import marketplace as blocks
from handlers.blocks import open_space as cards
from storage.stores import METADATA, Stores
from tests.storage.times import HOUR, MINUTE, NOON

PEOPLE = ("U0ANA", "U0BEN", "U0CARO", "U0DAN")
SPACES, SLOTS = ("Heron", "Wren"), (Slot(0, 45), Slot(60, 45), Slot(120, 45))
STARTS = NOON + HOUR


@contextmanager
def stores_of(*, spaces: tuple[str, ...] = SPACES, slots: tuple[Slot, ...] = SLOTS) -> Iterator[Stores]:
    with _engine().connect() as connection:  # which rolls back at its end
        stores = Stores(connection, "T1")
        minutes = slots[-1].begins + slots[-1].minutes
        stores.meetups.add(NewMeetup("Slow tests", "C1", None, STARTS, "UTC", minutes, "", PEOPLE[0], NOON))
        stores.open_spaces.add(OpenSpace(1, "C1", spaces, slots))
        yield stores


@cache
def _engine() -> Engine:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    return engine


def propose(stores: Stores, by: str = PEOPLE[0], title: str = "Tests that sleep", *others: str) -> Session:
    return marketplace.propose(stores, NewSession(1, title, "", by, NOON), others, now=NOON)


Step = tuple[str, int, int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("propose", "place", "place", "place", "take_off", "withdraw", "leave", "host", "turn")),
        st.integers(0, len(PEOPLE) - 1),
        st.integers(1, 8),
        st.integers(0, len(SLOTS)),
        st.integers(0, len(SPACES)),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_no_place_holds_two_and_no_session_is_lost_whatever_people_do(steps: list[Step]) -> None:
    with stores_of() as stores:
        expected: set[int] = set()
        for step in steps:
            before = list(stores.open_spaces.sessions(1))
            try:
                _do(stores, step, expected)
            except CommunityError:
                assert list(stores.open_spaces.sessions(1)) == before, "a refusal changes nothing"
            there = stores.open_spaces.sessions(1)
            places = [session.place for session in there if session.place]
            assert len(places) == len(set(places))
            assert {session.id for session in there} == expected


def _do(stores: Stores, step: Step, expected: set[int]) -> None:
    deed, person, session_id, slot, space = step
    by = PEOPLE[person]
    match deed:
        case "propose":
            expected.add(propose(stores, by).id)
        case "place":
            marketplace.place(stores, session_id, by, slot=slot, space=space, now=NOON)
        case "withdraw":
            marketplace.withdraw(stores, session_id, by, now=NOON)
            expected.discard(session_id)
        case "take_off":
            marketplace.take_off(stores, session_id, by, now=NOON)
        case "leave":
            marketplace.leave(stores, session_id, by)
        case "host":
            marketplace.host(stores, session_id, by, now=NOON)
        case "turn":
            marketplace.turn(stores, session_id, by, now=NOON)


def test_who_comes_second_keeps_their_place_and_is_told_what_is_free() -> None:
    with stores_of() as stores:
        first, second = propose(stores), propose(stores, PEOPLE[1], "Fast feedback")
        marketplace.place(stores, first.id, PEOPLE[0], slot=0, space=0, now=NOON)
        marketplace.place(stores, second.id, PEOPLE[1], slot=1, space=0, now=NOON)

        with pytest.raises(SpaceTaken, match=r"“Tests that sleep” was faster.*Free then: Wren\."):
            marketplace.place(stores, second.id, PEOPLE[1], slot=0, space=0, now=NOON)

        assert marketplace.there(stores, second.id).place == (1, 0)


def test_two_sessions_of_one_host_at_a_time_are_told_of_and_allowed() -> None:
    with stores_of() as stores:
        first, second = propose(stores), propose(stores, PEOPLE[1], "Fast feedback", PEOPLE[0])
        marketplace.place(stores, first.id, PEOPLE[0], slot=0, space=0, now=NOON)

        done = marketplace.place(stores, second.id, PEOPLE[1], slot=0, space=1, now=NOON)

        assert done.clash is not None
        assert done.clash.id == first.id
        assert marketplace.there(stores, second.id).place == (0, 1)


def test_only_hosts_move_it_and_who_finds_it_without_one_can_take_it() -> None:
    with stores_of() as stores:
        session = propose(stores)
        tried: list[tuple[type[CommunityError], Callable[[], object]]] = [
            (NotTheHost, lambda: marketplace.take_off(stores, session.id, PEOPLE[1], now=NOON)),
            (NotTheHost, lambda: marketplace.leave(stores, session.id, PEOPLE[1])),
            (HasHost, lambda: marketplace.host(stores, session.id, PEOPLE[1], now=NOON)),
            (Unnamed, lambda: propose(stores, PEOPLE[1], " \n ")),
        ]
        for refused, deed in tried:
            with pytest.raises(refused):
                deed()

        assert stores.open_spaces.leave_all(PEOPLE[0]) == [session.id]
        assert marketplace.host(stores, session.id, PEOPLE[1], now=NOON).hosts == (PEOPLE[1],)


def test_sessions_are_proposed_and_placed_while_it_runs_but_not_where_time_has_passed() -> None:
    with stores_of() as stores:
        late = STARTS + 70 * MINUTE
        session = marketplace.propose(stores, NewSession(1, "Late", "", PEOPLE[0], late), (), now=late)

        with pytest.raises(SlotOver):
            marketplace.place(stores, session.id, PEOPLE[0], slot=0, space=0, now=late)
        placed = marketplace.place(stores, session.id, PEOPLE[0], slot=1, space=0, now=late)

        due = open_space.due(open_space.program(stores, 1), frozenset({"start 0", "start 1"}), late)
        assert [one.id for one in due.threads] == [placed.session.id]
        too_late = NewSession(1, "Too late", "", PEOPLE[0], STARTS + 4 * HOUR)
        with pytest.raises(MeetupOver):
            marketplace.propose(stores, too_late, (), now=too_late.proposed_at)


def test_a_cancelled_one_takes_nothing_more() -> None:
    with stores_of() as stores:
        session = propose(stores)
        meetup = stores.meetups.get(1)
        assert meetup is not None
        stores.meetups.update(replace(meetup, cancelled_at=NOON))

        with pytest.raises(MeetupCancelled):
            marketplace.turn(stores, session.id, PEOPLE[1], now=NOON)


def test_what_is_due_is_told_once_and_what_comes_too_late_is_dropped() -> None:
    with stores_of() as stores:
        session = propose(stores)
        marketplace.place(stores, session.id, PEOPLE[0], slot=1, space=0, now=NOON)
        program = open_space.program(stores, 1)

        def due(after: timedelta, *told: str) -> open_space.Due:
            return open_space.due(program, set(told), STARTS + after)

        assert not due(-MINUTE)
        assert due(timedelta(0)).starts == [0]
        assert not due(timedelta(0), "start 0")
        assert [one.id for one in due(50 * MINUTE, "start 0").threads] == [session.id]
        assert (due(75 * MINUTE).starts, due(75 * MINUTE).missed) == ([], [0, 1])
        ends = timedelta(minutes=165)
        assert not due(ends + HARVEST - MINUTE, "start 0", "start 1", "start 2")
        assert due(ends + HARVEST, "start 0", "start 1", "start 2").is_summed_up
        assert not due(ends + HARVEST, "start 0", "start 1", "start 2", SUMMARY)


def test_a_meetup_that_is_moved_takes_its_grid_along() -> None:
    with stores_of() as stores:
        meetup = stores.meetups.get(1)
        assert meetup is not None
        stores.meetups.update(replace(meetup, starts_at=STARTS - timedelta(days=1)))

        program = open_space.program(stores, 1)

        assert program.starts(1) == STARTS - timedelta(days=1) + HOUR


def test_two_hundred_sessions_and_five_hundred_people_take_a_bounded_number_of_queries_and_fit() -> None:
    spaces = tuple(f"Space {number} with a rather long name" for number in range(10))
    slots = tuple(Slot(60 * number, 45) for number in range(12))
    with stores_of(spaces=spaces, slots=slots) as stores:
        for number in range(200):
            session = propose(stores, f"U0P{number}", f"Session {number}: {'how do we test & what < we own? ' * 4}")
            if number < 120:
                marketplace.place(stores, session.id, f"U0P{number}", slot=number // 10, space=number % 10, now=NOON)
            for person in range(500 if number < 5 else 3):
                stores.open_spaces.be_interested(session.id, 1, f"U0P{person}")
        asked: list[str] = []
        event.listen(stores.connection, "before_cursor_execute", lambda *given: asked.append(given[2]))

        program = open_space.program(stores, 1)
        seen = marketplace.seen(program, Look(1, page=3), "U0P0")

        assert len(asked) == 6
        assert (seen.total, seen.pages, len(seen.sessions)) == (200, 10, 20)
        assert program.interest[1] == 500
        card = cards.card(program)
        assert len(card.blocks) <= 20
        assert len(str([card.text, card.blocks])) < 12_000
        window = blocks.window(program, seen, blocks.Eyes("U0P0", NOON, "UTC"), private_metadata="{}")
        assert len(window.payload["blocks"]) <= 100
        with suppress(TooManySessions):
            for _ in range(300):
                propose(stores)
        assert stores.open_spaces.count(1) == open_space.MOST_SESSIONS
