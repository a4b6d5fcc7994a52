from datetime import timedelta

import pytest

from community import coaching
from community.coaching import NoCoaches
from tests.some import NOW

MANY = [f"U{number}" for number in range(10)]


def test_few_coaches_are_all_asked_and_never_who_asks() -> None:
    asked = coaching.asked_in_turn(["U1", "U2", "U3"], asked_by="U2", now=NOW)

    assert sorted(asked) == ["U1", "U3"]


def test_of_many_coaches_seven_are_asked_and_others_the_next_day() -> None:
    today = coaching.asked_in_turn(MANY, asked_by="U0", now=NOW)
    tomorrow = coaching.asked_in_turn(MANY, asked_by="U0", now=NOW + timedelta(days=1))

    assert len(today) == len(tomorrow) == 7
    assert today[1:] == tomorrow[:6]


def test_within_nine_days_each_of_nine_coaches_is_asked_as_often_as_every_other() -> None:
    asked = [
        user_id
        for day in range(9)
        for user_id in coaching.asked_in_turn(MANY, asked_by="U0", now=NOW + timedelta(days=day))
    ]

    assert {user_id: asked.count(user_id) for user_id in MANY[1:]} == dict.fromkeys(MANY[1:], 7)


@pytest.mark.parametrize("coaches", [[], ["U1"]])
def test_where_there_is_no_other_coach_nobody_is_asked(coaches: list[str]) -> None:
    with pytest.raises(NoCoaches, match="so nobody was"):
        coaching.asked_in_turn(coaches, asked_by="U1", now=NOW)
