"""Dates as people and programs write them in lists: "2024-03-01", "01.03.2024", "3/1/2024", "1. März 2024", "45352"."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from community.roster_columns import bare


class Order(StrEnum):
    """What comes first in 03/04/2024."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class NotADate(ValueError):
    """It isn't one, or of no year in which anybody was certified."""


class CanMeanTwo(NotADate):
    """It can mean two days."""


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_PARTS = re.compile(r"(\d{1,2})([./-])\s*(\d{1,2})\2\s*(\d{4}|\d{2})(?: .*)?")
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"\d{5}")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_MONTHS = (
    ("jan", "janner"), ("feb",), ("mar", "marz", "mrz", "maerz"), ("apr",), ("may", "mai"), ("jun",), ("jul",),
    ("aug",), ("sep",), ("oct", "okt"), ("nov",), ("dec", "dez"),
)  # fmt: skip
_YEARS = range(2000, 2100)  # LeSS is younger
# A spreadsheet's day 1 is 1900-01-01, and it takes 1900 for a leap year.
# Source: support.microsoft.com, "DATEVALUE function": January 1, 2008 is 39448.
_DAY_ZERO = date(1899, 12, 30)


def order_of(texts: Iterable[str]) -> Order | None:
    """Tell the order that the dates of a file are written in; None where none tells, or some tell the one and some
    the other.
    """
    told = {order for text in texts if (order := _tells(text)) is not None}
    return told.pop() if len(told) == 1 else None


def read(text: str, order: Order | None) -> date:
    """Give the date; of a year alone its first day. CanMeanTwo where the order isn't known, NotADate for the rest."""
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _PARTS.fullmatch(text):
        return _parted(int(found[1]), int(found[3]), _year(found[4]), found[2], order)
    if _SERIAL.fullmatch(text):
        return _made_of(_DAY_ZERO + timedelta(days=int(text)))
    if _YEAR.fullmatch(text):
        return _made(int(text), 1, 1)
    return _worded(text)


def _parted(first: int, second: int, year: int, sign: str, order: Order | None) -> date:
    if sign == "." or first > 12:  # dots part days from months in every language that uses them
        return _made(year, second, first)
    if second > 12:
        return _made(year, first, second)
    if first == second:
        return _made(year, first, second)
    if order is None:
        raise CanMeanTwo
    return _made(year, second, first) if order is Order.DAY_FIRST else _made(year, first, second)


def _tells(text: str) -> Order | None:
    found = _PARTS.fullmatch(" ".join(text.split()))
    if found is None or found[2] == ".":
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if second > 12 >= first else None


def _worded(text: str) -> date:
    """Read "1 March 2024", "March 1, 2024", "Mär 2024"."""
    words, numbers = [bare(word) for word in _WORD.findall(text)], _NUMBER.findall(text)
    months = {number for word in words for number, starts in enumerate(_MONTHS, 1) if word.startswith(starts)}
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(numbers) != len(years) + len(days):
        raise NotADate
    return _made(years[0], months.pop(), days[0] if days else 1)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _made(year: int, month: int, day: int) -> date:
    try:
        return _made_of(date(year, month, day))
    except ValueError:
        raise NotADate from None


def _made_of(day: date) -> date:
    if day.year not in _YEARS:
        raise NotADate
    return day
