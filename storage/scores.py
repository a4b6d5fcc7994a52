"""Scores of all lessons of a workspace at once: a byte a lesson, all added by a few operations on one great number.

Python adds two integers of 100,000 digits in microseconds, without a loop of its own and without a library, so a
column of bytes is read as one integer and every lesson's score is a *lane* of it. Lanes are 16 bits wide and never
overflow into the next one: weights of a query sum up to MOST_IMPORTANCE at most, and a posting weighs MOST_WEIGHT.
"""

from array import array
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import compress
from math import log

Column = bytes | bytearray
"""A byte a lesson, by number: what a word weighs there, or 1 and 0 for whether it is there."""

MOST_IMPORTANCE = 1023

_PRESENT = bytes([0, *[1] * 255])
_ABSENT = bytes([1, *[0] * 255])
_ALL = bytes([0, *[255] * 255])


def present(column: Column) -> Column:
    """Give 1 where the column has anything."""
    return column.translate(_PRESENT)


def damped(column: Column, share: float) -> Column:
    """Give the column with that share of its weights, none of them 0 that was more."""
    return column.translate(bytes([0, *[max(1, round(weight * share)) for weight in range(1, 256)]]))


def both(*columns: Column) -> bytes:
    """Give 1 where all columns have 1."""
    found = int.from_bytes(columns[0], "little")
    for column in columns[1:]:
        found &= int.from_bytes(column, "little")
    return found.to_bytes(len(columns[0]), "little")


def either(*columns: Column) -> bytes:
    """Give what any of the columns has, bit by bit."""
    found = 0
    for column in columns:
        found |= int.from_bytes(column, "little")
    return found.to_bytes(len(columns[0]), "little")


def over(first: Column, second: Column) -> bytes:
    """Give the first column, and what the second has where the first has nothing."""
    return either(first, where(neither(first), second))


def where(there: Column, column: Column) -> bytes:
    """Give the column where the other one has a 1, and nothing elsewhere."""
    return both(there.translate(_ALL), column)


def neither(column: Column) -> Column:
    """Give 1 where the column has nothing."""
    return column.translate(_ABSENT)


def importances(frequencies: Sequence[int], lessons: int) -> Sequence[int]:
    """Say how much each word of a query matters, rare ones most: their sum is MOST_IMPORTANCE at most.

    Source: the inverse document frequency of BM25, with 1 added so that it is never negative, as Lucene has it.
    """
    rare = [log(1 + (max(lessons - found, 0) + 0.5) / (found + 0.5)) for found in frequencies]
    return [max(1, int((MOST_IMPORTANCE - len(rare)) * each / sum(rare))) for each in rare]


def total(columns: Sequence[Column], weights: Sequence[int]) -> int:
    """Give the lanes of what the columns sum up to, each times its weight."""
    return sum(_lanes(column) * weight for column, weight in zip(columns, weights, strict=True))


def ordered(scores: int, adoption: Column) -> int:
    """Give lanes in the order lessons are shown in: match, then adoption, then again match.

    Sixteen steps of match; lessons on one step match about equally well, and those that more teams use (up to 15)
    come first. Only then the finer difference counts. A higher number, which is a newer lesson, decides between equals.
    """
    size = len(adoption)
    coarse = scores & _every_lane(0xF000, size)
    fine = (scores & _every_lane(0x0FF0, size)) >> 4
    return coarse | (_lanes(adoption) << 8) | fine


def best(lanes: int, among: Column, *, limit: int) -> Sequence[int]:
    """Give the numbers of those among which there is a 1, highest lane first, then highest number first."""
    values = _values(lanes, len(among))
    numbers = range(len(among))
    if limit >= len(among):
        return [number for _, number in sorted(zip(compress(values, among), compress(numbers, among), strict=True))][
            ::-1
        ]
    return [
        number for _, number in nlargest(limit, zip(compress(values, among), compress(numbers, among), strict=True))
    ]


def newest(among: Column, *, limit: int, offset: int = 0) -> Sequence[int]:
    """Give the numbers of those among which there is a 1, highest first."""
    found = list(compress(range(len(among)), among))
    found.reverse()
    return found[offset : offset + limit]


def reaching(lanes: int, among: Column, share: float) -> bytes:
    """Give 1 for those whose lane is at least that share of the highest one."""
    values = _values(lanes, len(among))
    least = max(1, max(compress(values, among), default=0) * share)
    return bytes(value >= least and is_in for value, is_in in zip(values, among, strict=True))


def only(numbers: Iterable[int], size: int) -> bytes:
    """Give a column with a 1 for each of the numbers."""
    column = bytearray(size)
    for number in numbers:
        column[number] = 1
    return bytes(column)


def _lanes(column: Column) -> int:
    wide = bytearray(2 * len(column))
    wide[::2] = column
    return int.from_bytes(wide, "little")


def _every_lane(mask: int, size: int) -> int:
    return int.from_bytes(mask.to_bytes(2, "little") * size, "little")


def _values(lanes: int, size: int) -> Sequence[int]:
    # Read as they are written here, little end first, on whatever machine.
    return memoryview(lanes.to_bytes(2 * size, "little")).cast("B").cast("H") if _IS_LITTLE else _swapped(lanes, size)


def _swapped(lanes: int, size: int) -> Sequence[int]:
    values = array("H", lanes.to_bytes(2 * size, "little"))
    values.byteswap()
    return values


_IS_LITTLE = array("H", b"\x01\x00")[0] == 1
