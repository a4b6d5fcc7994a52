"""Wall times across clock changes; every expected instant was worked out by hand from the tz database's rules."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.schedule import Period, Weekly, instant, is_skipped, is_zone, last_at, local, next_at, zone_of, zones

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "weekday", "at", "after", "expected"),
    [
        ("UTC", MONDAY, time(9), utc(2026, 8, 3, 8, 59), utc(2026, 8, 3, 9)),
        ("UTC", MONDAY, time(9), utc(2026, 8, 3, 9), utc(2026, 8, 10, 9)),  # strictly after
        ("Europe/Berlin", FRIDAY, time(9), utc(2026, 3, 26, 12), utc(2026, 3, 27, 8)),  # still winter time
        ("Europe/Berlin", FRIDAY, time(9), utc(2026, 3, 27, 8), utc(2026, 4, 3, 7)),  # summer time
        ("Europe/Berlin", FRIDAY, time(9), utc(2026, 10, 23, 7), utc(2026, 10, 30, 8)),  # and back
        ("America/New_York", MONDAY, time(9), utc(2026, 3, 2, 14), utc(2026, 3, 9, 13)),  # changes on 8 March
        ("America/St_Johns", MONDAY, time(9), utc(2026, 1, 1), utc(2026, 1, 5, 12, 30)),  # UTC−03:30
        ("Asia/Kathmandu", MONDAY, time(9), utc(2026, 1, 1), utc(2026, 1, 5, 3, 15)),  # UTC+05:45
        ("Pacific/Auckland", MONDAY, time(9), utc(2026, 1, 3), utc(2026, 1, 4, 20)),  # UTC+13: Sunday in UTC
        ("Pacific/Auckland", MONDAY, time(9), utc(2026, 7, 3), utc(2026, 7, 5, 21)),  # UTC+12
        ("Pacific/Kiritimati", MONDAY, time(0), utc(2026, 1, 3), utc(2026, 1, 4, 10)),  # UTC+14
        ("Pacific/Pago_Pago", SUNDAY, time(23, 30), utc(2026, 1, 5, 10), utc(2026, 1, 5, 10, 30)),  # UTC−11: Monday
        (
            "Australia/Lord_Howe",
            SUNDAY,
            time(9),
            utc(2026, 4, 4, 20),
            utc(2026, 4, 4, 22, 30),
        ),  # changes by half an hour
        (
            "Africa/Casablanca",
            MONDAY,
            time(9),
            utc(2026, 2, 9, 12),
            utc(2026, 2, 16, 9),
        ),  # Ramadan: UTC from 15 February
    ],
)
def test_a_week_later_is_the_same_wall_time_across_clock_changes(
    zone: str, weekday: int, at: time, after: datetime, expected: datetime
) -> None:
    assert next_at(Weekly(weekday, at, zone), after) == expected


@pytest.mark.parametrize(
    ("zone", "weekday", "at", "after", "expected"),
    [
        # 02:00–03:00 does not happen on 29 March: it runs when clocks show 03:00.
        ("Europe/Berlin", SUNDAY, time(2, 30), utc(2026, 3, 28), utc(2026, 3, 29, 1)),
        ("Europe/Berlin", SUNDAY, time(2), utc(2026, 3, 28), utc(2026, 3, 29, 1)),
        ("Europe/Berlin", SUNDAY, time(2, 59), utc(2026, 3, 28), utc(2026, 3, 29, 1)),
        ("Europe/Berlin", SUNDAY, time(3), utc(2026, 3, 28), utc(2026, 3, 29, 1)),
        ("Europe/Berlin", SUNDAY, time(2, 30), utc(2026, 3, 29, 1), utc(2026, 4, 5, 0, 30)),
        ("America/New_York", SUNDAY, time(2, 15), utc(2026, 3, 7), utc(2026, 3, 8, 7)),
        (
            "Australia/Lord_Howe",
            SUNDAY,
            time(2, 15),
            utc(2026, 10, 3),
            utc(2026, 10, 3, 15, 30),
        ),  # half an hour skipped
        ("America/Santiago", SUNDAY, time(0), utc(2026, 9, 5), utc(2026, 9, 6, 4)),  # midnight is skipped
        ("Antarctica/Troll", SUNDAY, time(1, 30), utc(2026, 3, 28), utc(2026, 3, 29, 1)),  # two hours are skipped
        # Samoa crossed the date line: there was no Friday, 30 December 2011.
        ("Pacific/Apia", FRIDAY, time(9), utc(2011, 12, 30), utc(2011, 12, 30, 10)),
    ],
)
def test_a_skipped_wall_time_runs_at_the_first_minute_after_the_gap(
    zone: str, weekday: int, at: time, after: datetime, expected: datetime
) -> None:
    assert next_at(Weekly(weekday, at, zone), after) == expected


@pytest.mark.parametrize(
    ("zone", "weekday", "at", "after", "expected"),
    [
        ("Europe/Berlin", SUNDAY, time(2, 30), utc(2026, 10, 24), utc(2026, 10, 25, 0, 30)),
        ("Europe/Berlin", SUNDAY, time(2, 30), utc(2026, 10, 25, 0, 30), utc(2026, 11, 1, 1, 30)),
        ("Europe/Berlin", SUNDAY, time(2, 30), utc(2026, 10, 25, 1, 0), utc(2026, 11, 1, 1, 30)),  # between the two
        ("America/New_York", SUNDAY, time(1), utc(2026, 10, 31), utc(2026, 11, 1, 5)),
        ("America/New_York", SUNDAY, time(1), utc(2026, 11, 1, 5), utc(2026, 11, 8, 6)),
        ("America/Havana", SUNDAY, time(0), utc(2026, 10, 31), utc(2026, 11, 1, 4)),  # midnight comes twice
    ],
)
def test_a_wall_time_that_comes_twice_runs_once_the_first_time(
    zone: str, weekday: int, at: time, after: datetime, expected: datetime
) -> None:
    assert next_at(Weekly(weekday, at, zone), after) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (utc(2026, 8, 3, 7), utc(2026, 8, 3, 7)),  # this very instant counts
        (utc(2026, 8, 3, 6, 59), utc(2026, 7, 27, 7)),
        (utc(2026, 8, 9, 23), utc(2026, 8, 3, 7)),
        (utc(2026, 3, 30, 7), utc(2026, 3, 30, 7)),
        (utc(2026, 3, 29, 23), utc(2026, 3, 23, 8)),
    ],
)
def test_the_last_time_is_the_newest_that_is_not_in_the_future(until: datetime, expected: datetime) -> None:
    assert last_at(Weekly(MONDAY, time(9), "Europe/Berlin"), until) == expected


zone_names = st.sampled_from(
    [*zones(), "Africa/El_Aaiun", "America/Nuuk", "Antarctica/Troll", "Australia/Lord_Howe", "Pacific/Chatham"]
)
moments = st.integers(int(utc(2020, 1, 1).timestamp()), int(utc(2036, 1, 1).timestamp())).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
weeklies = st.builds(
    Weekly, st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0)), zone_names
)


@given(weeklies, moments)
@settings(deadline=None)
def test_the_next_time_is_after_now_and_within_eight_days(weekly: Weekly, after: datetime) -> None:
    found = next_at(weekly, after)

    assert after < found <= after + timedelta(days=8)
    assert last_at(weekly, found) == found
    assert last_at(weekly, found - timedelta(seconds=1)) <= after


@given(weeklies, moments)
@settings(deadline=None, max_examples=30)
def test_a_year_of_weeks_has_each_once_and_misses_none(weekly: Weekly, start: datetime) -> None:
    found = [next_at(weekly, start)]
    for _ in range(52):
        found.append(next_at(weekly, found[-1]))

    assert all(timedelta(days=6, hours=20) < b - a < timedelta(days=7, hours=4) for a, b in pairwise(found))
    days = [moment.astimezone(ZoneInfo(weekly.zone)) for moment in found]
    assert {day.weekday() for day in days} == {weekly.weekday}
    # A clock change skips a given wall time once a year; twice in 53 weeks where it follows the Islamic calendar.
    assert sum(day.time() != weekly.at for day in days) <= 2


@given(zone_names, st.dates(date(2020, 1, 1), date(2036, 1, 1)), st.times())
@settings(deadline=None)
def test_clocks_show_the_wall_time_at_its_instant_unless_it_is_skipped(zone: str, day: date, at: time) -> None:
    at = at.replace(microsecond=0)

    shown = instant(day, at, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    wall = datetime.combine(day, at)
    assert shown == wall or (shown > wall and is_skipped(day, at, zone))


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 3, 29), time(1, 59), False),
        (date(2026, 3, 29), time(2), True),
        (date(2026, 3, 29), time(2, 59), True),
        (date(2026, 3, 29), time(3), False),
        (date(2026, 10, 25), time(2, 30), False),  # comes twice, which is no gap
    ],
)
def test_a_time_inside_the_gap_is_known_as_skipped(day: date, at: time, expected: bool) -> None:
    assert is_skipped(day, at, "Europe/Berlin") is expected


@pytest.mark.parametrize(
    "name",
    ["", " ", "..", "../etc/passwd", "/etc/passwd", "Europe", "Mars/Olympus", "a\0b", "x" * 500, "Europe/Berlin\n"],
)
def test_what_is_no_zone_falls_back_and_says_so(name: str) -> None:
    assert not is_zone(name)
    assert zone_of(name, "Nowhere/Else", "Asia/Tokyo").name == "Asia/Tokyo"
    assert zone_of(name, "Asia/Tokyo").is_fallback
    assert zone_of(name).name == "UTC"
    assert next_at(Weekly(MONDAY, time(9), name), utc(2026, 8, 1)) == utc(2026, 8, 3, 9)


def test_a_known_zone_is_kept_whatever_else_is_offered() -> None:
    assert zone_of("Europe/Berlin", "Asia/Tokyo").name == "Europe/Berlin"
    assert not zone_of("Europe/Berlin", "Asia/Tokyo").is_fallback


def test_ones_own_zones_are_the_first_to_choose_from_and_stand_there_once() -> None:
    offered = zones("America/Nuuk", "Mars/Olympus", "Europe/Berlin", "Europe/Berlin")

    assert offered[:2] == ("America/Nuuk", "Europe/Berlin")
    assert offered.count("Europe/Berlin") == 1
    assert "Mars/Olympus" not in offered
    assert len(offered) <= 100
    assert all(is_zone(zone) for zone in offered)


def test_local_time_is_what_clocks_there_show() -> None:
    assert local(utc(2026, 8, 3, 7), "Europe/Berlin").strftime("%A %H:%M") == "Monday 09:00"


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="must end after it starts"):
        Period(utc(2026, 8, 3), utc(2026, 8, 3))
