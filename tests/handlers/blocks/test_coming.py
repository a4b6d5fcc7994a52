"""Numbers of who is coming, in words."""

from dataclasses import replace

import pytest

from community.meetups import Coming
from handlers.blocks import coming
from tests import some


@pytest.mark.parametrize(
    ("people", "seats", "expected"),
    [
        ((0, 0, 0), None, ""),
        ((1, 0, 0), None, "1 is coming"),
        ((6, 2, 0), None, "6 are coming, 2 maybe"),
        ((0, 1, 0), None, "1 maybe"),
        ((0, 0, 0), 12, "12 of 12 seats free"),
        ((6, 2, 0), 12, "6 are coming, 2 maybe · 6 of 12 seats free"),
        ((12, 0, 0), 12, "12 are coming · no seat free"),
        ((12, 0, 3), 12, "12 are coming · no seat free, 3 waiting"),
        ((8, 0, 1), 5, "8 are coming · no seat free, 1 waiting"),  # there were more seats before
    ],
)
def test_how_many_come_is_told_once_there_is_somebody(
    people: tuple[int, int, int], seats: int | None, expected: str
) -> None:
    assert coming.numbers(Coming(replace(some.meetup(), seats=seats), *people)) == expected
