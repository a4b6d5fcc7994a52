"""The slots of an Open Space's day: typed or spread, and right when clocks change."""

from datetime import date, time

import pytest

from community import slots
from community.meetups import WrongPlan
from community.slots import Slot, Span


@pytest.mark.parametrize("line", ["9:30-10:15", "09.30 – 10.15", "9:30 to 10:15", "9:30 10:15", "9h30-10h15"])
def test_a_slot_is_read_as_people_write_it(line: str) -> None:
    assert slots.typed(f"\n{line}\n") == [Span(time(9, 30), time(10, 15))]


def test_slots_are_spread_with_pauses() -> None:
    found = slots.spread(time(9), count=3, minutes=45, pause=15)

    assert found == [Span(time(9), time(9, 45)), Span(time(10), time(10, 45)), Span(time(11), time(11, 45))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs a slot"),
        ("after lunch", "can't read “after lunch”"),
        ("25:00-26:00", "can't read"),
        ("9:00-10:00\n9:30-10:30", "overlap"),
        ("9:00-9:02", "between 5 minutes and 4 hours"),
        ("10:00-9:00", "between 5 minutes and 4 hours"),
        ("\n".join(f"{hour // 2}:{30 * (hour % 2):02}-{hour // 2}:{30 * (hour % 2) + 10}" for hour in range(25)), "25"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_change(text: str, says: str) -> None:
    with pytest.raises(WrongPlan, match=says):
        slots.typed(text)


def test_slots_past_midnight_or_of_more_than_twelve_hours_are_refused() -> None:
    with pytest.raises(WrongPlan, match="midnight"):
        slots.spread(time(22), count=3, minutes=60, pause=0)
    with pytest.raises(WrongPlan, match="12 hours"):
        slots.on(date(2026, 8, 3), slots.typed("7:00-8:00\n19:30-20:00"), "UTC")


def test_a_day_on_which_clocks_change_has_slots_where_the_clocks_say() -> None:
    spans = slots.typed("1:00-1:45\n3:30-4:15")

    # In Berlin clocks go from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
    assert slots.on(date(2026, 3, 29), spans, "Europe/Berlin") == [Slot(0, 45), Slot(90, 45)]
    assert slots.on(date(2026, 10, 25), spans, "Europe/Berlin") == [Slot(0, 45), Slot(210, 45)]
    with pytest.raises(WrongPlan, match="put forward"):
        slots.on(date(2026, 3, 29), slots.typed("2:00-3:00"), "Europe/Berlin")


def test_slots_are_kept_as_they_are() -> None:
    day = (Slot(0, 45), Slot(210, 45))

    assert slots.read(slots.written(day)) == day
