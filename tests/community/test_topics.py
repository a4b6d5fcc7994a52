"""Which topics become the agenda of a meetup."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.topics import MOST_ON_AGENDA, Topic, Wanted, arrange, room_for
from tests import some


def wanted(number: int, votes: int, *, reached: datetime | None = None) -> Wanted:
    return Wanted(Topic(1, f"Topic {number}", "U1", some.NOW, None, id=number, reached_at=reached), votes)


@pytest.mark.parametrize(
    ("minutes", "topics"), [(5, 1), (20, 1), (39, 1), (40, 2), (60, 3), (90, 4), (120, 6), (720, 6)]
)
def test_a_meetup_has_room_for_a_topic_every_twenty_minutes_one_at_least_and_six_at_most(
    minutes: int, topics: int
) -> None:
    assert room_for(replace(some.meetup(), minutes=minutes)) == topics


def test_what_was_chosen_comes_first_and_the_most_wanted_fill_the_room() -> None:
    most, more, chosen = wanted(1, 9), wanted(2, 5), wanted(3, 1)

    assert arrange([chosen], [most, more, chosen], room=2) == [chosen, most]


def test_more_chosen_than_there_is_room_for_are_all_there_and_nothing_else() -> None:
    first, second, most = wanted(1, 0), wanted(2, 0), wanted(3, 9)

    assert arrange([second, first], [most, first, second], room=1) == [second, first]


def test_a_chosen_one_that_was_talked_about_meanwhile_gives_its_place_to_the_most_wanted() -> None:
    done, most = wanted(1, 3, reached=some.NOW), wanted(2, 1)

    assert arrange([done], [most], room=1) == [most]


@given(
    chosen=st.lists(st.integers(1, 12), unique=True, max_size=8),
    open_=st.lists(st.integers(1, 12), unique=True),
    room=st.integers(1, 6),
)
def test_an_agenda_holds_each_topic_once_and_never_more_than_six(
    chosen: list[int], open_: list[int], room: int
) -> None:
    agenda = arrange([wanted(number, 0) for number in chosen], [wanted(number, 1) for number in open_], room=room)

    ids = [one.topic.id for one in agenda]
    assert len(ids) == len(set(ids)) <= MOST_ON_AGENDA
    assert ids[: len(chosen)] == chosen[:MOST_ON_AGENDA]
