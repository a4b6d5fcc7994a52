"""Choosing the best twelve entries of what there is to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import news
from community.meetups import Coming
from community.news import Adopted, Elsewhere, News, Question, Taken
from community.spread import Answer
from tests import some

COUNTS = st.integers(0, 15)


def told(  # as many of each as a test wants
    *,
    lessons: int = 0,
    elsewhere: int = 0,
    adopted: int = 0,
    questions: int = 0,
    coming: int = 0,
    newcomers: int = 0,
    outside: int = 0,
    is_highlighted: bool = False,
    is_seat_free: bool = False,
) -> News:
    return News(
        highlight=some.lesson(99) if is_highlighted else None,
        lessons=[some.lesson(number) for number in range(lessons)],
        lessons_in_all=lessons,
        elsewhere=[Elsewhere(some.lesson(100 + number), "Build and deploy") for number in range(elsewhere)],
        adopted=[Adopted(some.lesson(number), [Taken("Heron", Answer.ADOPTED)]) for number in range(adopted)],
        questions=[Question("C0COP", f"{number}.0", some.LAST_WEEK) for number in range(questions)],
        coming=[Coming(some.meetup(number), number) for number in range(coming)],
        newcomers=[f"Person {number}" for number in range(newcomers)],
        newcomers_in_all=newcomers,
        outside=some.from_outside(*(some.item(number) for number in range(outside))),
        is_seat_free=is_seat_free,
    )


def counts(chosen: News | None) -> tuple[int, ...]:
    """Count lessons, elsewhere, adopted, questions, coming, outside."""
    assert chosen is not None
    parts = (chosen.lessons, chosen.elsewhere, chosen.adopted, chosen.questions, chosen.coming, chosen.outside.entries)
    return tuple(len(part) for part in parts)


def test_without_anything_there_is_nothing_to_say() -> None:
    assert news.choose(News()) is None


def test_a_free_seat_alone_is_no_reason_for_a_digest() -> None:
    assert news.choose(told(is_seat_free=True)) is None


@pytest.mark.parametrize(
    "given",
    [
        {"lessons": 1},
        {"elsewhere": 1},
        {"adopted": 1},
        {"questions": 1},
        {"coming": 1},
        {"newcomers": 1},
        {"outside": 1},
        {"is_highlighted": True},
    ],
)
def test_anything_else_is(given: dict[str, int]) -> None:
    assert news.choose(told(**given)) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"lessons": 20}, (12, 0, 0, 0, 0, 0)),
        ({"lessons": 20, "newcomers": 30, "is_highlighted": True, "is_seat_free": True}, (9, 0, 0, 0, 0, 0)),
        # Nine are the least of each; of the three that are left lessons, what is coming and elsewhere get one.
        (
            {"lessons": 20, "elsewhere": 9, "adopted": 9, "questions": 9, "coming": 9, "outside": 9},
            (4, 3, 1, 1, 2, 1),
        ),
        (
            {
                "lessons": 20,
                "elsewhere": 9,
                "adopted": 9,
                "questions": 9,
                "coming": 9,
                "outside": 9,
                "newcomers": 9,
                "is_highlighted": True,
                "is_seat_free": True,
            },
            (3, 2, 1, 1, 1, 1),
        ),
        ({"lessons": 1, "elsewhere": 9, "coming": 9}, (1, 3, 0, 0, 3, 0)),
    ],
)
def test_no_part_crowds_another_out(given: dict[str, int], expected: tuple[int, ...]) -> None:
    assert counts(news.choose(told(**given))) == expected  # type: ignore[arg-type]


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.booleans(), st.booleans())
def test_never_more_than_twelve_entries_and_as_many_as_there_are(
    lessons: int,
    elsewhere: int,
    adopted: int,
    questions: int,
    coming: int,
    newcomers: int,
    outside: int,
    is_highlighted: bool,
    is_seat_free: bool,
) -> None:
    there = told(
        lessons=lessons,
        elsewhere=elsewhere,
        adopted=adopted,
        questions=questions,
        coming=coming,
        newcomers=newcomers,
        outside=outside,
        is_highlighted=is_highlighted,
        is_seat_free=is_seat_free,
    )

    chosen = news.choose(there)

    if chosen is None:
        assert lessons + elsewhere + adopted + questions + coming + newcomers + outside + is_highlighted == 0
        return
    entries = sum(counts(chosen)) + bool(newcomers) + is_highlighted + is_seat_free
    has = lessons + bool(newcomers) + is_highlighted + is_seat_free
    others = min(elsewhere, 3) + min(adopted, 3) + min(questions, 2) + min(coming, 3) + min(outside, 3)
    assert entries == min(12, has + others)
    assert len(chosen.lessons) >= min(lessons, 3)
    assert (chosen.lessons_in_all, chosen.newcomers_in_all) == (lessons, newcomers)
    assert list(chosen.lessons) == list(there.lessons)[: len(chosen.lessons)]
