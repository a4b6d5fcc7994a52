"""What people want more or less of, and what that changes."""

from datetime import timedelta

import pytest

from community import tastes
from community.tastes import Taste
from tests.some import NOW

TRAITS = {1: ("tag:caching", "from:2"), 2: ("tag:caching",), 3: ("from:3",)}
HALF = timedelta(weeks=8)


def taste(user_id: str, number: int = 1, *, is_more: bool = True, age: timedelta = timedelta(0)) -> Taste:
    return Taste(user_id, 1, number, is_more, NOW - age)


def likes(*said: Taste, agreed: int = 2) -> dict[str, float]:
    return {trait: round(much, 3) for trait, much in tastes.likes(said, TRAITS, now=NOW, agreed=agreed).items()}


def test_what_one_member_wants_changes_nothing_however_often_they_say_so() -> None:
    assert likes(*(taste("U1", number) for number in (1, 2, 3) for _ in range(50))) == {}


def test_what_two_want_counts() -> None:
    assert likes(taste("U1"), taste("U2", 2)) == {"tag:caching": 2.0}


def test_who_says_it_of_many_lessons_counts_once() -> None:
    assert likes(taste("U1", 1), taste("U1", 2), taste("U2", 2)) == {"tag:caching": 2.0}


def test_two_who_want_opposite_things_change_nothing() -> None:
    assert likes(taste("U1"), taste("U2", is_more=False)) == {}


def test_however_many_want_it_there_is_a_limit() -> None:
    assert likes(*(taste(f"U{number}", is_more=False) for number in range(40))) == {"tag:caching": -3.0, "from:2": -3.0}


@pytest.mark.parametrize(
    ("age", "left"),
    [(timedelta(0), 2.0), (HALF, 1.0), (2 * HALF, 0.5), (timedelta(weeks=52), None), (timedelta(days=-3), 2.0)],
)
def test_it_fades(age: timedelta, left: float | None) -> None:
    said = likes(taste("U1", 2, age=age), taste("U2", 2, age=age))

    assert said.get("tag:caching") == left


def test_in_their_own_digest_one_person_is_enough() -> None:
    assert likes(taste("U1", is_more=False), agreed=1) == {"tag:caching": -1.0, "from:2": -1.0}


def test_the_meaning_of_a_lesson_counts_when_enough_want_it() -> None:
    said = [taste("U1"), taste("U2"), taste("U1", 2), taste("U1", 3, is_more=False), taste("U2", 3, is_more=False)]

    assert tastes.wanted(said) == ([1], [3])
    assert tastes.wanted([taste("U1", 2)], agreed=1) == ([2], [])
