"""Numbers about people: which are told, and how."""

import pytest

from community.counting import five_around, may_tell


@pytest.mark.parametrize(("people", "expected"), [(0, False), (4, False), (5, True)])
def test_numbers_about_fewer_than_five_people_are_not_told(people: int, expected: bool) -> None:
    assert may_tell(people) is expected


@pytest.mark.parametrize(
    ("people", "expected"), [(0, None), (4, None), (5, (5, 9)), (9, (5, 9)), (10, (10, 14)), (123, (120, 124))]
)
def test_a_number_of_people_is_told_as_the_five_it_falls_among(people: int, expected: tuple[int, int] | None) -> None:
    assert five_around(people) == expected
