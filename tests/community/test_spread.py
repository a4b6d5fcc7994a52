from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from community.lessons import Lesson, TakenBack
from community.spread import (
    Adoption,
    Answer,
    ClosedRoom,
    is_outdone,
    is_said_before,
    may_travel,
    spread_of,
)
from tests import some
from tests.some import utc

KESTREL, HERON, WREN = 1, 2, 3
CAPTURED = utc(2026, 5, 1, 12)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def of_kestrel() -> Lesson:
    return replace(some.lesson(42, captured_at=CAPTURED), team_id=KESTREL)


def adoption(
    team_id: int = HERON,
    answer: Answer = Answer.ADOPTED,
    *,
    words: str = "",
    at: datetime = CAPTURED,
    number: int = 42,
    user_id: str = "U0MIA",
) -> Adoption:
    return Adoption(number, team_id, answer, words, user_id, at)


def test_a_lesson_nobody_answered_has_gone_nowhere() -> None:
    spread = spread_of(of_kestrel(), [])

    assert (spread.trying, spread.adopted, spread.adapted, spread.not_now) == ((), (), (), ())
    assert spread.days_to_second_team is None


def test_a_team_counts_once_by_its_newest_answer_in_whatever_order_they_come() -> None:
    answers = [
        adoption(HERON, Answer.TRYING, at=CAPTURED + DAY),
        adoption(WREN, Answer.NOT_NOW, at=CAPTURED + 2 * DAY),
        adoption(HERON, Answer.ADAPTED, words="nightly only", at=CAPTURED + 3 * DAY),
    ]

    for shuffled in permutations(answers):
        spread = spread_of(of_kestrel(), shuffled)

        assert spread.adapted == (HERON,)
        assert spread.not_now == (WREN,)
        assert (spread.trying, spread.adopted) == ((), ())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], None),
        ([adoption(HERON, Answer.TRYING, at=CAPTURED + DAY)], None),
        ([adoption(HERON, Answer.NOT_NOW, at=CAPTURED + DAY)], None),
        ([adoption(KESTREL, at=CAPTURED + DAY)], None),  # its own team is no second team
        ([adoption(HERON, at=CAPTURED + 3 * DAY - MINUTE)], 2),  # whole days, rounded down
        ([adoption(HERON, Answer.ADAPTED, at=CAPTURED + 3 * DAY)], 3),  # copy and improve
        ([adoption(WREN, at=CAPTURED + 9 * DAY), adoption(HERON, at=CAPTURED + 4 * DAY)], 4),
        # It had arrived on the second day, whatever Heron does later.
        ([adoption(HERON, at=CAPTURED + 2 * DAY), adoption(HERON, Answer.NOT_NOW, at=CAPTURED + 5 * DAY)], 2),
        # A lesson marked once more counts as captured later than it was adopted.
        ([adoption(HERON, at=CAPTURED - DAY)], 0),
    ],
)
def test_the_days_to_the_second_team_end_with_the_first_use_by_another(
    answers: list[Adoption], expected: int | None
) -> None:
    assert spread_of(of_kestrel(), answers).days_to_second_team == expected


def test_any_team_is_a_second_one_where_nobody_knows_who_learnt_it() -> None:
    nobodys = replace(of_kestrel(), team_id=None)

    assert spread_of(nobodys, [adoption(HERON, at=CAPTURED + DAY)]).days_to_second_team == 1


def test_answers_to_another_lesson_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="#42, got some to \\[7\\]"):
        spread_of(of_kestrel(), [adoption(), adoption(number=7)])


def test_what_was_said_in_a_closed_room_or_taken_back_stays_where_it_is() -> None:
    assert may_travel(of_kestrel()) == of_kestrel()
    with pytest.raises(ClosedRoom, match="in a closed room"):
        may_travel(replace(of_kestrel(), closed_in="G0NEST"))
    with pytest.raises(TakenBack):
        may_travel(replace(of_kestrel(), withdrawn_at=CAPTURED))


def test_the_same_answer_in_the_same_words_is_no_news() -> None:
    adapted = adoption(answer=Answer.ADAPTED, words="nightly only")

    assert is_said_before(adapted, Answer.ADAPTED, "nightly only")
    assert not is_said_before(adapted, Answer.ADAPTED, "weekly")
    assert not is_said_before(adapted, Answer.ADOPTED, "nightly only")
    assert not is_said_before(None, Answer.ADOPTED, "")


@pytest.mark.parametrize(
    ("newest", "answer", "expected"),
    [
        (None, Answer.TRYING, False),
        (Answer.NOT_NOW, Answer.TRYING, False),
        (Answer.NOT_NOW, Answer.ADOPTED, False),
        (Answer.TRYING, Answer.TRYING, True),
        (Answer.TRYING, Answer.ADOPTED, False),
        (Answer.ADOPTED, Answer.TRYING, True),
        (Answer.ADAPTED, Answer.TRYING, True),
        (Answer.ADAPTED, Answer.ADOPTED, True),  # its words say more than a tick
    ],
)
def test_a_reaction_takes_nothing_back_that_was_said_in_words(
    newest: Answer | None, answer: Answer, expected: bool
) -> None:
    assert is_outdone(adoption(answer=newest) if newest else None, answer) is expected
