"""Everything that the travels of lessons show."""

from datetime import timedelta

from community.relearning import Relearnings
from community.travels import SMALLER, Adopted, Journey, Kind, Pace, Place, Quarter, Statistics, Step, Way
from handlers.blocks import travels
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_lesson
from tests.some import NOW

STEPS = list(Step)


def a_place(text: str, number: int) -> Place:
    kind = list(Kind)[number % 3]
    return SMALLER if kind is Kind.SMALLER else Place(kind, number, text)


def a_journey(text: str, *, steps: int, start: Place | None, improved: int = 0) -> Journey:
    lesson = a_lesson(text, 42)
    ways = [
        Way(42, start, a_place(text, number), STEPS[number % 4], NOW + timedelta(days=number), text)
        for number in range(steps)
    ]
    days = steps or None
    return Journey(lesson, start, ways, [a_lesson(text, 50 + number) for number in range(improved)], days)


def statistics(text: str, count: int) -> Statistics:
    quarter = Quarter(2024, 4)
    paces = []
    for number in range(min(count, 8)):
        paces.append(Pace(quarter, None if number % 2 else number / 2, number * 3))
        quarter = quarter.next
    lessons = [a_lesson(text, number) for number in range(1, min(count, 5) + 1)]
    return Statistics(paces, [Adopted(lesson, lesson.number) for lesson in lessons], lessons)


SURFACES = (
    Surface(
        travels.journey,
        "not yet gone",
        lambda text: travels.journey(a_journey(text, steps=0, start=None), may_share=True, has_picture=False),
    ),
    Surface(
        travels.journey,
        "from a smaller team, in a closed room",
        lambda text: travels.journey(a_journey(text, steps=0, start=SMALLER), may_share=False, has_picture=False),
    ),
    Surface(
        travels.journey,
        "a few steps",
        lambda text: travels.journey(
            a_journey(text, steps=4, start=a_place(text, 0), improved=1), may_share=True, has_picture=True
        ),
    ),
    Surface(
        travels.journey,
        "many steps",
        lambda text: travels.journey(
            a_journey(text, steps=90, start=a_place(text, 1), improved=9), may_share=True, has_picture=True
        ),
    ),
    Surface(
        travels.overview,
        "nothing yet",
        lambda text: travels.overview(statistics(text, 0), Relearnings(0, 0), has_picture=False),
    ),
    Surface(
        travels.overview,
        "one of each",
        lambda text: travels.overview(statistics(text, 1), Relearnings(4, 4), has_picture=False),
    ),
    Surface(
        travels.overview,
        "all there is",
        lambda text: travels.overview(statistics(text, 8), Relearnings(12, 7), has_picture=True),
    ),
    Surface(travels.charts, "two charts", lambda text: travels.charts(statistics(text, 8))),
    Surface(travels.which, "words", travels.which),
)
