"""Series in calendars: programs that read them expect our people when our own rules do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from community import calendar_files, calendar_series, series
from community.calendars import Calendar, Entry, Where
from community.meetups import Kind, Meetup
from community.schedule import Period
from community.series import Every, Rule, Series
from tests import some
from tests.community import ics
from tests.some import utc

WHERE = Where("T1", "https://kestrel.slack.com/")
NOW = utc(2026, 3, 2, 12)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "UTC")


def a_series(rule: Rule, **fields: Any) -> Series:
    given: dict[str, Any] = {
        "community_id": 1,
        "at": time(15),
        "zone": "Europe/Berlin",
        "title": "Which pacts hurt?",
        "minutes": 60,
        "place": "Room Heron",
        "kind": Kind.MEETUP,
        "what_for": "",
        "seats": None,
        "planned_by": "U0LEA",
        "planned_at": utc(2026, 2, 1),
        "id": 5,
    }
    return Series(rule=rule, **given | fields)


def made(of: Series, day: date, number: int = 7, **fields: Any) -> Meetup:
    meetup = some.meetup(number, starts_at=series.starts_at(of, day), zone=of.zone, minutes=of.minutes)
    return replace(meetup, series_id=of.id, occurs_on=day, **fields)


def told(of: Series, *meetups: Meetup) -> Sequence[Entry]:
    return calendar_series.entries(of, meetups, WHERE, topic="Contract testing", said=frozenset(), now=NOW)


def expanded(entries: Sequence[Entry], period: Period) -> list[datetime]:
    """Give when a calendar program has meetups that take place, by the library that stands for such programs."""
    data = calendar_files.write(Calendar("T", entries))
    ics.read(data)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(period.start, period.end)
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in found if event["STATUS"] != "CANCELLED")


def rules() -> st.SearchStrategy[Rule]:
    days = st.dates(date(2026, 1, 1), date(2026, 12, 31))

    @st.composite
    def rule(draw: st.DrawFn) -> Rule:
        every, starts_on = draw(st.sampled_from(Every)), draw(days)
        turn = draw(st.sampled_from(series.turns(starts_on))) if every is Every.MONTH else None
        end = draw(
            st.one_of(
                st.just({}),
                st.integers(1, 40).map(lambda count: {"count": count}),
                st.integers(0, 700).map(lambda ahead: {"until": starts_on + timedelta(days=ahead)}),
            )
        )
        return Rule(every, starts_on, turn, **end)

    return rule()


@settings(max_examples=120, deadline=None)
@given(
    rule=rules(),
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.sampled_from([5, 60, 720]),
    skipped=st.sets(st.integers(0, 30), max_size=3),
    changed=st.dictionaries(st.integers(0, 30), st.sampled_from(["moved", "cancelled", "as planned"]), max_size=4),
)
def test_a_program_has_the_meetups_that_we_have(  # drawn apart
    rule: Rule, zone: str, at: time, minutes: int, skipped: set[int], changed: dict[int, str]
) -> None:
    whole = a_series(rule, zone=zone, at=at, minutes=minutes)
    # One-by-one series tell what is ahead for 400 days, so as far is compared.
    period = Period(NOW, NOW + timedelta(days=390))
    days = list(series.days(whole, rule.starts_on, date(2028, 1, 1)))[:31]
    kept = {turn: how for turn, how in changed.items() if turn < len(days) and turn not in skipped}
    of = replace(whole, skipped=frozenset(days[turn] for turn in skipped if turn < len(days)))
    meetups = [_changed(of, days[turn], turn, how) for turn, how in kept.items()]

    entries = told(of, *meetups)

    untouched = [
        one.starts_at
        for one in series.occurrences(of, Period(NOW, NOW + timedelta(days=390)))
        if one.on not in {days[turn] for turn in kept}
    ]
    own = [meetup.starts_at for meetup in meetups if meetup.cancelled_at is None]
    expected = sorted([*untouched, *(start for start in own if NOW <= start < period.end)])
    # A program also gives what began before and goes on, which isn't asked here.
    assert [start for start in expanded(entries, period) if start >= NOW] == expected


def _changed(of: Series, day: date, turn: int, how: str) -> Meetup:
    meetup = made(of, day, number=turn + 1)
    match how:
        case "moved":
            return replace(meetup, starts_at=meetup.starts_at + timedelta(hours=26), revision=1)
        case "cancelled":
            return replace(meetup, cancelled_at=NOW, revision=1)
        case _:
            return meetup


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (Rule(Every.WEEK, date(2026, 3, 5)), "FREQ=WEEKLY;BYDAY=TH"),
        (Rule(Every.TWO_WEEKS, date(2026, 3, 5), count=9), "FREQ=WEEKLY;COUNT=9;INTERVAL=2;BYDAY=TH"),
        (Rule(Every.MONTH, date(2026, 3, 26), turn=-1), "FREQ=MONTHLY;BYDAY=-1TH"),
        (
            Rule(Every.MONTH, date(2026, 3, 5), turn=1, until=date(2026, 7, 2)),
            "FREQ=MONTHLY;UNTIL=20260702T130000Z;BYDAY=1TH",  # 15:00 in Berlin, in summer
        ),
    ],
)
def test_a_rule_is_told_as_programs_know_it(rule: Rule, value: str) -> None:
    [event] = [part for part in _events(told(a_series(rule))) if part.all("RRULE")]

    assert event.all("RRULE") == [value]


def test_a_moved_one_stands_for_its_day_under_the_name_of_its_series_and_a_skipped_day_is_left_out() -> None:
    of = a_series(Rule(Every.WEEK, date(2026, 3, 5)), revision=2, skipped=frozenset({date(2026, 4, 2)}))
    moved = made(of, date(2026, 3, 12), starts_at=utc(2026, 3, 13, 9), revision=1, changed_at=utc(2026, 3, 1))

    master, instead = _events(told(of, moved))

    assert master.all("EXDATE") == ["20260402T150000"]
    assert (master.text("UID"), instead.text("UID")) == ("series-5@t1.yokoten", "series-5@t1.yokoten")
    assert (instead.all("RECURRENCE-ID"), instead.all("DTSTART")) == (["20260312T150000"], ["20260313T100000"])
    assert (master.all("SEQUENCE"), instead.all("SEQUENCE")) == (["2"], ["3"])


def test_what_was_as_planned_long_ago_is_not_told_again() -> None:
    of = a_series(Rule(Every.WEEK, date(2025, 1, 2)))
    usual, unusual = made(of, date(2025, 2, 6)), made(of, date(2025, 2, 13), cancelled_at=utc(2025, 2, 1))

    assert [one.is_cancelled for one in told(of, usual, unusual)] == [False, True]


def test_a_time_that_clocks_skip_is_told_meetup_by_meetup() -> None:
    of = a_series(Rule(Every.WEEK, date(2026, 3, 15)), at=time(2, 30))

    entries = told(of)

    assert all(one.repeats is None for one in entries)
    assert expanded(entries, Period(utc(2026, 3, 28), utc(2026, 3, 30))) == [utc(2026, 3, 29, 1)]  # 03:00 in Berlin


def test_one_that_ended_before_it_began_is_in_no_calendar() -> None:
    assert told(a_series(Rule(Every.WEEK, date(2026, 3, 5), until=date(2026, 3, 4)))) == []


def _events(entries: Sequence[Entry]) -> list[ics.Component]:
    parts = ics.read(calendar_files.write(Calendar("T", entries))).parts
    return [part for part in parts if part.kind == "VEVENT"]
