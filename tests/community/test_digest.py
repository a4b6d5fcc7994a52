"""When a digest is due, for which period, and what it says."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import digest
from community.digest import DigestSchedule, Elsewhere, Material
from community.fitting import words_of
from community.lessons import Found, Lesson
from community.meetups import Coming
from community.schedule import Period, Weekly
from tests import some
from tests.some import NOW, utc

WEEK = Period(utc(2026, 7, 27, 7), NOW)
MONDAYS = Weekly(0, time(9), "Europe/Berlin")


def schedule(next_at: datetime | None = NOW, since: datetime = WEEK.start) -> DigestSchedule:
    return DigestSchedule(community_id=1, weekly=MONDAYS, next_at=next_at, since=since)


def learnt_elsewhere(
    number: int, title: str = "Cache keys without dates", *, captured_at: datetime = some.LAST_WEEK
) -> Elsewhere:
    found = some.lesson(number, title=title, community_id=2, captured_at=captured_at)
    return Elsewhere(found, "Build and deploy", words_of(f"Build and deploy {title}"))


def material(
    *,
    lessons: list[Lesson] | None = None,
    total: int | None = None,
    elsewhere: list[Elsewhere] | None = None,
    shown: frozenset[int] = frozenset(),
    coming: int = 0,
    newcomers: int = 0,
) -> Material:
    own = lessons or []
    joined = [some.member(f"U{number}") for number in range(newcomers)]
    return Material(
        community=some.community(topic="Contract testing"),
        period=WEEK,
        lessons=Found(own, len(own) if total is None else total),
        elsewhere=elsewhere or [],
        shown=shown,
        coming=[Coming(some.meetup(number), number) for number in range(coming)],
        newcomers=joined,
        names={member.user_id: f"Person {member.user_id}" for member in joined},
    )


def test_a_community_starts_with_mondays_at_nine_in_its_zone() -> None:
    found = digest.first_schedule(some.community(zone="America/New_York"), utc(2026, 8, 5, 12))

    assert found.weekly == Weekly(0, time(9), "America/New_York")
    assert found.next_at == utc(2026, 8, 10, 13)
    assert found.since == utc(2026, 8, 5, 12)


def test_a_community_in_an_unknown_zone_starts_in_utc() -> None:
    found = digest.first_schedule(some.community(zone="Mars/Olympus"), utc(2026, 8, 5, 12))

    assert found.weekly.zone == "UTC"
    assert found.next_at == utc(2026, 8, 10, 9)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW - timedelta(seconds=1), None),
        (NOW, WEEK),
        (NOW + timedelta(minutes=20), WEEK),  # late, but the same period: two replicas agree on it
        (utc(2026, 8, 10, 6, 59), WEEK),
        (utc(2026, 8, 10, 7), Period(WEEK.start, utc(2026, 8, 10, 7))),
        (utc(2026, 9, 2), Period(WEEK.start, utc(2026, 8, 31, 7))),  # four weeks off: one digest for the gap
    ],
)
def test_what_is_due_is_one_period_however_long_the_bot_was_away(now: datetime, expected: Period | None) -> None:
    assert digest.due_period(schedule(), now) == expected


def test_nothing_is_due_while_the_digest_is_off() -> None:
    assert digest.due_period(schedule(next_at=None), utc(2027, 1, 1)) is None


def test_no_period_is_due_when_nothing_lies_between() -> None:
    assert digest.due_period(schedule(since=NOW), NOW) is None


def test_periods_follow_one_another_without_a_gap() -> None:
    after = digest.advance(schedule(), utc(2026, 9, 2))

    assert after.since == utc(2026, 8, 31, 7)
    assert after.next_at == utc(2026, 9, 7, 7)


def test_another_weekday_keeps_the_period_and_moves_the_next_time() -> None:
    friday = Weekly(4, time(15, 30), "Europe/Berlin")

    after = digest.settle(schedule(next_at=utc(2026, 8, 10, 7), since=NOW), friday, utc(2026, 8, 4))

    assert after == DigestSchedule(1, friday, utc(2026, 8, 7, 13, 30), since=NOW)


def test_off_keeps_the_time_it_had() -> None:
    after = digest.settle(schedule(), None, NOW)

    assert after.next_at is None
    assert after.weekly == MONDAYS


def test_on_again_starts_with_the_last_week_at_most() -> None:
    off = schedule(next_at=None, since=utc(2026, 1, 1))

    after = digest.settle(off, MONDAYS, utc(2026, 8, 4, 12))

    assert after.since == utc(2026, 7, 28, 12)
    assert after.next_at == utc(2026, 8, 10, 7)


def test_nothing_to_say_gives_no_digest() -> None:
    assert digest.compose(material()) is None


@pytest.mark.parametrize(
    "given", [{"lessons": [some.lesson()]}, {"elsewhere": [learnt_elsewhere(1)]}, {"coming": 1}, {"newcomers": 1}]
)
def test_anything_at_all_gives_a_digest(given: dict[str, object]) -> None:
    assert digest.compose(material(**given)) is not None  # type: ignore[arg-type]


def test_what_fits_comes_before_what_is_newer() -> None:
    fitting = learnt_elsewhere(1, "Contract tests in the nightly build", captured_at=utc(2026, 7, 28))
    newer = [learnt_elsewhere(number, captured_at=utc(2026, 8, 1, number)) for number in (2, 3, 4)]

    found = digest.compose(material(elsewhere=[*newer, fitting]))

    assert found is not None
    assert [entry.lesson.number for entry in found.elsewhere] == [1, 4, 3]


def test_what_is_older_than_the_period_comes_only_when_it_fits() -> None:
    old = learnt_elsewhere(1, captured_at=utc(2026, 7, 20))
    old_and_fitting = learnt_elsewhere(2, "Contracts for events", captured_at=utc(2026, 7, 20))

    found = digest.compose(material(elsewhere=[old, old_and_fitting]))

    assert found is not None
    assert [entry.lesson.number for entry in found.elsewhere] == [2]


def test_what_was_shown_here_before_and_what_is_ours_is_not_from_elsewhere() -> None:
    ours = Elsewhere(some.lesson(5, community_id=1), "Contract testing", words_of("Contract testing"))

    assert digest.compose(material(elsewhere=[learnt_elsewhere(1), ours], shown=frozenset({1}))) is None


def test_what_was_learnt_after_the_period_waits_for_the_next() -> None:
    assert digest.compose(material(elsewhere=[learnt_elsewhere(1, captured_at=NOW)])) is None


def test_a_lesson_of_no_community_is_worth_a_look_too() -> None:
    loose = Elsewhere(some.lesson(9, community_id=None), "", words_of("x"))

    found = digest.compose(material(elsewhere=[loose]))

    assert found is not None
    assert [entry.lesson.number for entry in found.elsewhere] == [9]


def test_newcomers_without_a_known_name_are_counted() -> None:
    nameless = replace(material(newcomers=3), names={"U1": "Mia"})

    found = digest.compose(nameless)

    assert found is not None
    assert found.newcomers == ["Mia"]
    assert found.more_newcomers == 2


@given(st.integers(0, 40), st.integers(0, 10), st.integers(0, 10), st.integers(0, 100))
def test_a_digest_never_has_more_than_twelve_entries_and_hides_no_number(
    own: int, elsewhere: int, coming: int, newcomers: int
) -> None:
    lessons = [some.lesson(number) for number in range(own)][: digest.ENTRIES]
    others = [learnt_elsewhere(100 + number) for number in range(elsewhere)]

    found = digest.compose(material(lessons=lessons, total=own, elsewhere=others, coming=coming, newcomers=newcomers))

    if found is None:
        assert own + elsewhere + coming + newcomers == 0
        return
    entries = len(found.lessons) + len(found.elsewhere) + len(found.coming) + bool(newcomers)
    assert 1 <= entries <= 12
    assert len(found.lessons) + found.more_lessons == own
    assert len(found.newcomers) + found.more_newcomers == newcomers
    assert len(found.lessons) >= min(own, 5)
