from dataclasses import replace

import pytest

from community.alike import Alike, Scale, good, saying
from tests.some import lesson

SCALE = Scale(sure=0.7, likely=0.5, lead=0.1)


def shown(*closeness: float, limit: int = 3) -> list[float]:
    """Say how close those are that are shown of these."""
    candidates = [Alike(lesson(number), close) for number, close in enumerate(closeness, start=1)]
    return [each.closeness for each in good(candidates, SCALE, limit=limit)]


@pytest.mark.parametrize(
    ("closeness", "expected"),
    [
        ([], []),
        ([0.49], []),
        ([0.5], [0.5]),  # it stands alone
        ([0.45, 0.65, 0.3], [0.65]),  # likely, and far before the next
        ([0.65, 0.6], []),  # either could be meant, and neither is sure
        ([0.71, 0.1], [0.71]),
        ([0.9, 0.71], [0.9]),  # the second is sure too, but the first is what was meant
        ([0.72, 0.74, 0.73], [0.74, 0.73, 0.72]),
        ([0.72, 0.69], [0.72]),  # hardly less close, and not sure
    ],
)
def test_only_what_is_worth_showing_is_shown_closest_first(closeness: list[float], expected: list[float]) -> None:
    assert shown(*closeness) == expected


def test_no_more_than_wanted_are_shown() -> None:
    assert shown(0.9, 0.9, 0.9, 0.9) == [0.9, 0.9, 0.9]
    assert shown(0.9, 0.9, limit=1) == [0.9]


def test_the_older_order_decides_between_equals() -> None:
    first, second = Alike(lesson(1), 0.8), Alike(lesson(2), 0.8)

    assert good([first, second], SCALE) == [first, second]


@pytest.mark.parametrize(
    ("title", "learnt", "expected"),
    [
        ("Publish first", "Contracts go before code.", "Publish first\nContracts go before code."),
        ("Contracts go…", "Contracts go before code.", "Contracts go before code."),
        ("Publish first", "", "Publish first"),
    ],
)
def test_a_lesson_says_its_title_once(title: str, learnt: str, expected: str) -> None:
    assert saying(replace(lesson(title=title), learnt=learnt)) == expected


def test_what_to_try_is_part_of_what_a_lesson_says_and_what_happened_is_not() -> None:
    whole = replace(lesson(title="T", learnt="L"), happened="H", to_try="A")

    assert saying(whole) == "T\nL\nA"
