from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.lessons import (
    Lesson,
    NoSuchLesson,
    NotYours,
    TakenBack,
    Words,
    capture_again,
    edit,
    may_change,
    own,
    restore,
    shown,
    undo_capture,
    withdraw,
)
from community.readers import Reader
from tests import some

NOON = some.utc(2026, 3, 2, 12)
MINUTE = timedelta(minutes=1)


def lesson(**changes: Any) -> Lesson:
    """Give a lesson of Ben's that Lea captured at noon."""
    return replace(some.lesson(captured_at=NOON), **changes)


@pytest.mark.parametrize(
    ("user_id", "author_id", "expected"),
    [
        ("U0BEN", "U0BEN", True),
        ("U0LEA", "U0BEN", False),  # captured it
        ("U0MIA", "U0BEN", False),
        ("U0LEA", None, True),  # captured what an app wrote
        ("U0MIA", None, False),
    ],
)
def test_a_lesson_is_changed_by_its_author_or_if_an_app_wrote_it_by_who_captured_it(
    user_id: str, author_id: str | None, expected: bool
) -> None:
    assert may_change(lesson(author_id=author_id), user_id) is expected


def test_a_lesson_of_nobody_is_changed_by_nobody() -> None:
    brought_in = lesson(author_id=None, captured_by="")

    assert not may_change(brought_in, "")


def test_somebody_elses_lesson_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotYours, match=r"Ben's words.*#42.*/lesson add"):
        own(lesson(), 42, by=Reader("U0MIA"))


def test_what_an_app_wrote_is_refused_without_naming_a_person() -> None:
    with pytest.raises(NotYours, match="An app wrote this, so only whoever captured it"):
        own(lesson(author_id=None), 42, by=Reader("U0MIA"))


def test_a_number_without_a_lesson_is_refused_with_a_way_out() -> None:
    with pytest.raises(NoSuchLesson, match="no lesson #7"):
        shown(None, 7, to=Reader("U0MIA"))


def test_a_lesson_that_was_taken_back_is_shown_to_nobody_but_who_may_bring_it_back() -> None:
    taken = withdraw(lesson(), by="U0BEN", now=NOON)

    assert shown(taken, 42, to=Reader("U0BEN")) is taken
    with pytest.raises(TakenBack):
        shown(taken, 42, to=Reader("U0LEA"))


def test_withdrawing_twice_is_withdrawing_once() -> None:
    taken = withdraw(lesson(), by="U0BEN", now=NOON)

    assert withdraw(taken, by="U0BEN", now=NOON + MINUTE) == taken


def test_a_lesson_that_is_brought_back_is_what_it_was() -> None:
    assert restore(withdraw(lesson(), by="U0BEN", now=NOON)) == lesson()


@pytest.mark.parametrize(
    ("after", "is_undone"),
    [
        (timedelta(seconds=1), True),
        (timedelta(minutes=10), True),
        (timedelta(minutes=10, seconds=1), False),
        (timedelta(days=3), False),
        (timedelta(seconds=-1), True),  # Slack's clock runs a little behind ours
    ],
)
def test_a_capture_is_undone_within_ten_minutes(after: timedelta, is_undone: bool) -> None:
    undone = undo_capture(lesson(), unmarked_at=NOON + after)

    assert undone == (lesson(withdrawn_at=NOON + after) if is_undone else None)


def test_what_was_taken_back_is_not_undone_again() -> None:
    assert undo_capture(withdraw(lesson(), by="U0BEN", now=NOON), unmarked_at=NOON) is None


def _undone() -> Lesson:
    undone = undo_capture(lesson(), unmarked_at=NOON + MINUTE)
    assert undone is not None
    return undone


def test_a_new_mark_brings_the_same_lesson_back_with_the_messages_words_of_now() -> None:
    again = lesson(title="Now", learnt="Now.", captured_by="U0MIA", captured_at=NOON + 2 * MINUTE, number=0)

    back = capture_again(_undone(), again)

    assert back == lesson(title="Now", learnt="Now.", captured_by="U0MIA", captured_at=NOON + 2 * MINUTE)


def test_a_new_mark_keeps_what_a_person_edited() -> None:
    edited = edit(_undone(), Words(title="Mine", learnt="My words", community_id=3), now=NOON)

    back = capture_again(edited, lesson(title="Now", learnt="Now."))

    assert back is not None
    assert (back.title, back.learnt, back.community_id, back.withdrawn_at) == ("Mine", "My words", 3, None)


def test_a_lesson_that_is_there_is_not_captured_again() -> None:
    assert capture_again(lesson(), lesson(captured_by="U0MIA")) is None


def test_only_its_author_brings_back_by_a_mark_what_they_withdrew() -> None:
    taken = withdraw(lesson(), by="U0BEN", now=NOON)

    back = capture_again(taken, lesson(captured_by="U0BEN"))

    assert back == lesson(captured_by="U0BEN")
    with pytest.raises(TakenBack):
        capture_again(taken, lesson(captured_by="U0MIA"))
