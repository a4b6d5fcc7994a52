"""Calendars as files: allowed by RFC 5545 whatever people write, and read back as what was meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from community import calendar_files, schedule
from community.calendars import Calendar, Entry, Repeats
from tests.community import ics
from tests.some import THURSDAY, utc

AN_ENTRY = Entry(
    uid="meetup-7@t1.yokoten",
    revision=3,
    made_at=utc(2026, 7, 30),
    changed_at=utc(2026, 8, 1, 9),
    title="Which pacts hurt?",
    about="",
    place="Room Heron",
    kind="Meetup",
    starts_at=THURSDAY,
    minutes=60,
    zone="Europe/Berlin",
    url="https://kestrel.slack.com/archives/C0COP/p1785400000000100",
)
HOSTILE = (
    "𝒳" * 150,
    "a\nb\r\nc\rd",
    "BEGIN:VEVENT\r\nATTENDEE:mailto:a@b\r\nEND:VEVENT",
    "one; two, three\\n four: five",
    "\u202eright to left\u202c عربى",
    "\x00\x07\x1b[31m\x7f\x85\u2028tail",
    "👩🏽‍🚀" * 40,
    "\ud800half",
    '"quoted" ^n',
    "",
)


def written(*entries: Entry, name: str = "Contract testing") -> bytes:
    return calendar_files.write(Calendar(name, entries))


def events(data: bytes) -> list[Any]:
    """Give the events as the library reads them."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def as_read(text: str) -> str:
    """Give a text as it should come back: on one line, without what nobody sees."""
    kept = "".join(
        letter
        for letter in " ".join(text.splitlines())
        if letter.isprintable() or letter == "\u200d" or letter in "\u202e\u202c"
    )
    return " ".join(kept.split())


def test_a_meetup_is_written_as_programs_expect_it() -> None:
    lines = written(AN_ENTRY).decode().split("\r\n")

    event = lines[lines.index("BEGIN:VEVENT") :]
    assert lines[:9] == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Yokoten//Meetups//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Contract testing",
        "X-WR-CALNAME:Contract testing",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    assert event == [
        "BEGIN:VEVENT",
        "UID:meetup-7@t1.yokoten",
        "DTSTAMP:20260801T090000Z",
        "CREATED:20260730T000000Z",
        "LAST-MODIFIED:20260801T090000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Berlin:20260806T150000",
        "DTEND;TZID=Europe/Berlin:20260806T160000",
        "SUMMARY:Which pacts hurt?",
        "LOCATION:Room Heron",
        "URL:https://kestrel.slack.com/archives/C0COP/p1785400000000100",
        "CATEGORIES:Meetup",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_is_text_and_nothing_else(text: str) -> None:
    data = written(replace(AN_ENTRY, title=text, about=f"{text}\n\n{text}", place=text), name=text or "T")

    [event] = [part for part in ics.read(data).parts if part.kind == "VEVENT"]

    assert event.text("SUMMARY") == (as_read(text) or "Meetup")
    assert event.text("LOCATION") == as_read(text)
    [parsed] = events(data)
    assert str(parsed["SUMMARY"]) == (as_read(text) or "Meetup")


def test_a_description_keeps_its_lines() -> None:
    [event] = events(written(replace(AN_ENTRY, about="What; for,\r\n\\n yes")))

    assert str(event["DESCRIPTION"]) == "What; for,\n\\n yes"


def test_the_same_calendar_is_the_same_bytes() -> None:
    assert written(AN_ENTRY) == written(AN_ENTRY)


def test_a_cancelled_meetup_stays_and_says_so_and_takes_no_time() -> None:
    [event] = events(written(replace(AN_ENTRY, is_cancelled=True, is_busy=True)))

    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


@pytest.mark.parametrize(
    ("starts_at", "told"),
    [
        (utc(2026, 10, 25, 0, 30), "DTSTART;TZID=Europe/Berlin:20261025T023000"),  # the first 02:30, still summer
        (utc(2026, 10, 25, 1, 30), "DTSTART:20261025T013000Z"),  # the second: a wall time would mean the first
        (utc(2026, 3, 29, 1, 0), "DTSTART;TZID=Europe/Berlin:20260329T030000"),  # the first minute of summer
    ],
)
def test_a_wall_time_that_comes_twice_is_told_so_that_it_means_one(starts_at: datetime, told: str) -> None:
    data = written(replace(AN_ENTRY, starts_at=starts_at, minutes=20))

    assert told in data.decode().split("\r\n")
    [event] = events(data)
    assert event["DTSTART"].dt.astimezone(UTC) == starts_at


def test_summer_time_begins_by_the_clock_before_it() -> None:
    [zone] = [part for part in ics.read(written(AN_ENTRY)).parts if part.kind == "VTIMEZONE"]
    [summer] = [part for part in zone.parts if part.kind == "DAYLIGHT"]

    assert summer.all("DTSTART") == ["20250330T020000"]  # clocks go from 02:00 to 03:00
    assert (summer.all("TZOFFSETFROM"), summer.all("TZOFFSETTO")) == (["+0100"], ["+0200"])


ZONES = [
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo"),
    *("Asia/Kathmandu", "Pacific/Chatham", "America/Santiago", "Africa/Cairo", "Europe/Dublin", "UTC"),
]


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    starts_at=st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # made aware below
    minutes=st.integers(5, 720),
    title=st.text(max_size=150),
)
def test_every_meetup_comes_back_at_its_instant_by_its_own_zones_clock(
    zone: str, starts_at: datetime, minutes: int, title: str
) -> None:
    starts_at = starts_at.replace(tzinfo=UTC, second=0, microsecond=0)

    data = written(replace(AN_ENTRY, zone=zone, starts_at=starts_at, minutes=minutes, title=title))

    calendar = ics.read(data)
    [event] = [part for part in calendar.parts if part.kind == "VEVENT"]
    found = [_instant(calendar, line) for line in event.lines if line.name in {"DTSTART", "DTEND"}]
    assert found == [starts_at, starts_at + timedelta(minutes=minutes)][: len(found)]
    [parsed] = events(data)
    assert parsed["DTSTART"].dt.astimezone(UTC) == starts_at
    if "DURATION" in parsed:
        assert parsed["DURATION"].dt == timedelta(minutes=minutes)
    else:
        assert len(found) == 2


def _instant(calendar: ics.Component, line: ics.Line) -> datetime:
    """Give the instant of a time by the calendar's own VTIMEZONE alone, as a program without a tz database does."""
    wall = datetime.strptime(line.value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if "TZID" not in line.parameters:
        return wall.replace(tzinfo=UTC)
    [zone] = [part for part in calendar.parts if part.text("TZID") == line.parameters["TZID"]]
    begun = [
        (datetime.strptime(onset, "%Y%m%dT%H%M%S"), part)  # noqa: DTZ007
        for part in zone.parts
        for onset in [*part.all("DTSTART"), *",".join(part.all("RDATE")).split(",")]
        if onset
    ]
    # Source: RFC 5545, 3.6.5: the last onset that is not after it counts. Of a wall time that comes twice the first.
    earlier = sorted((onset for onset in begun if onset[0] <= wall), key=lambda onset: onset[0])
    last = earlier[-1]
    offset, lost = (_offset(last[1].text(name)) for name in ("TZOFFSETTO", "TZOFFSETFROM"))
    if offset < lost and wall - offset < last[0] - lost:
        offset = lost
    return (wall - offset).replace(tzinfo=UTC)


def _offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:7] or 0)
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    hour=st.integers(3, 22),
    rule=st.sampled_from(["FREQ=WEEKLY;COUNT=30", "FREQ=WEEKLY;INTERVAL=2;COUNT=20", "FREQ=DAILY;COUNT=40"]),
    skipped=st.sets(st.integers(0, 15), max_size=3),
)
def test_what_comes_again_comes_at_the_same_wall_time_across_clock_changes(
    zone: str, day: date, hour: int, rule: str, skipped: set[int]
) -> None:
    step = {"FREQ=W": 7, "FREQ=D": 1}[rule[:6]] * (2 if "INTERVAL=2" in rule else 1)
    count = int(rule.rpartition("=")[2])
    wall = time(hour, 15)
    starts = [schedule.instant(day + timedelta(days=step * turn), wall, zone) for turn in range(count)]
    moved = replace(AN_ENTRY, zone=zone, starts_at=starts[16] + timedelta(hours=2), instead_of=starts[16])
    series = replace(
        AN_ENTRY, zone=zone, starts_at=starts[0], repeats=Repeats(rule, tuple(starts[turn] for turn in sorted(skipped)))
    )

    data = written(series, moved)

    ics.read(data)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(
        starts[0] - timedelta(days=2), starts[-1] + timedelta(days=2)
    )
    expected = [start for turn, start in enumerate(starts) if turn not in skipped and turn != 16]
    assert sorted(event["DTSTART"].dt.astimezone(UTC) for event in found) == sorted([*expected, moved.starts_at])
