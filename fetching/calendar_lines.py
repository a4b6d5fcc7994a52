"""A calendar's lines, before anything understands them: what is needed is kept, what would take for ever is refused.

Source: RFC 5545, 3.1 (content lines and their folding), 3.3.10 (recurrence rules) and 3.6 (components).
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from community.outside import CALENDAR_AHEAD

MOST_DATES = 1_000  # that one gathering adds or leaves out
MOST_GATHERINGS = 5_000  # that may lie in the time that is asked for
_LONGEST_VALUE = 4_000
_LONGEST_GATHERING = timedelta(days=40)  # one that began earlier and lasts still is not seen

_COMPONENTS = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
_PROPERTIES = {
    *("VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"),
    *("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "SEQUENCE"),
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
}
_NAME = re.compile(r"([A-Za-z0-9-]{1,40})[:;]")
_FREQUENCIES = {"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_TOO_OFTEN = {"SECONDLY", "MINUTELY"}
_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_MOST_A_DAY = 24


class TooOften(Exception):  # an outcome
    """Something repeats more often than anybody could come."""


class Malformed(Exception):  # an outcome
    """It isn't a calendar that RFC 5545 knows."""


def safe(text: str, now: datetime) -> str:
    """Give a calendar with what is needed of it: its gatherings of the time to come and its zones.

    Raises TooOften and Malformed.
    """
    kept: list[str] = []
    gatherings = 0
    earliest = f"{now - _LONGEST_GATHERING:%Y%m%d}"
    latest = f"{now + CALENDAR_AHEAD + timedelta(days=2):%Y%m%d}"
    for block in _blocks(text):
        if block[0] == "BEGIN:VEVENT":
            if not _may_be_ahead(block, earliest, latest):
                continue
            gatherings += 1
            if gatherings > MOST_GATHERINGS:
                raise TooOften
        kept += block
    return "\r\n".join([*kept, ""])


def _blocks(text: str) -> Iterator[list[str]]:
    """Give the lines between gatherings one by one, and those of each gathering together."""
    block: list[str] = []
    for line in _lines(text):
        if line == "BEGIN:VEVENT":
            block = [line]
        elif block:
            block.append(line)
            if line == "END:VEVENT":
                _check_dates(block)
                yield block
                block = []
        else:
            yield [line]


def _lines(text: str) -> Iterator[str]:
    """Give the unfolded lines that are needed, as RFC 5545 writes them; what is in other components is left out."""
    inside: list[str] = []
    for line in re.split(r"\r\n|\n|\r", re.sub(r"(\r\n|\n|\r)[ \t]", "", text)):
        name = _NAME.match(line)
        if name is None:
            continue
        which, value = name[1].upper(), line[name.end() :].strip()
        if which == "BEGIN":
            inside.append(value.upper())
            if len(inside) > 6:
                raise Malformed
        elif which == "END" and (not inside or inside.pop() != value.upper()):
            raise Malformed
        is_needed = _COMPONENTS.issuperset(inside) and (which != "END" or value.upper() in _COMPONENTS)
        if is_needed and which in {"BEGIN", "END"}:
            yield f"{which}:{value.upper()}"
        elif is_needed and which == "RRULE":
            rule = _checked_rule(value.rpartition(":")[2])
            # A zone's clocks change by the year. What says otherwise is left out: the zone's name tells more.
            if inside[-1] == "VEVENT" or rule["FREQ"] == "YEARLY":
                yield "RRULE:" + ";".join(f"{name}={value}" for name, value in rule.items())
        elif is_needed and which in _PROPERTIES:
            yield f"{which}{line[name.end() - 1 :].rstrip()[: _longest(which)]}"
    if inside:
        raise Malformed


def _longest(which: str) -> int:
    return 100_000 if which in {"RDATE", "EXDATE"} else _LONGEST_VALUE


def _checked_rule(value: str) -> dict[str, str]:
    """Give the parts of a recurrence rule that can be followed in a short time."""
    rule = dict(part.split("=", 1) for part in value.upper().split(";") if part.count("=") == 1)
    often = rule.get("FREQ", "")
    if often in _TOO_OFTEN:
        raise TooOften
    numbers = [rule.get("INTERVAL", "1"), rule.get("COUNT", "1")]
    if (
        often not in _FREQUENCIES
        or len(value) > 1_000
        or not all(re.fullmatch(r"0*[1-9][0-9]{0,5}", n) for n in numbers)
    ):
        raise Malformed
    times_a_day = 24 if often == "HOURLY" else 1
    for name in _A_DAY & rule.keys():
        given = len(set(rule[name].split(",")))
        times_a_day = given if (often, name) == ("HOURLY", "BYHOUR") else times_a_day * given
    if times_a_day > _MOST_A_DAY:
        raise TooOften
    return rule


def _check_dates(block: list[str]) -> None:
    dates = [line for line in block if line.startswith(("RDATE", "EXDATE"))]
    if sum(line.count(",") + 1 for line in dates) > MOST_DATES:
        raise TooOften
    if sum(line.startswith("RRULE") for line in block) > 1:
        raise Malformed


def _may_be_ahead(block: list[str], earliest: str, latest: str) -> bool:
    """Tell whether a gathering can lie in the time to come; one that repeats always can."""
    if any(line.startswith(("RRULE", "RDATE", "RECURRENCE-ID")) for line in block):
        return True
    start = next((line for line in block if line.startswith("DTSTART")), "")
    day = re.search(r":([0-9]{8})(T|$)", start)
    return day is not None and earliest <= day[1] <= latest
