"""Scores of all lessons of a workspace at once: a byte a lesson, all reckoned with by a few operations on one integer.

Python adds two integers of 100,000 bytes in microseconds, without a loop of its own and without a library. So a column
of bytes is read as one integer, and each lesson's byte is a *lane* of it. Scores have lanes of two bytes and never
overflow into the next one: the importances of a query sum up to MOST_IMPORTANCE at most, a posting to MOST_WEIGHT.
"""

from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import compress
from math import log

Column = bytes | bytearray
"""A byte a lesson, by number: what a word weighs there, 0 where it isn't."""

Flags = int
"""A lane of one byte a lesson, by number: 1 or 0. So `&`, `|` and `& ~` do what they say, for all lessons."""

MOST_IMPORTANCE = 1023

_PRESENT = bytes([0, *[1] * 255])


def flags(column: Column) -> Flags:
    """Tell which lessons the column has anything for."""
    return int.from_bytes(column.translate(_PRESENT), "little")


def flagged(numbers: Iterable[int], size: int) -> Flags:
    """Give the flags of these numbers, each below `size`."""
    column = bytearray(size)
    for number in numbers:
        column[number] = 1
    return int.from_bytes(column, "little")


def numbers_of(found: Flags, size: int) -> Sequence[int]:
    """Give the numbers that are flagged, lowest first."""
    return list(compress(range(size), found.to_bytes(size, "little")))


def damped(column: Column, share: float) -> Column:
    """Give the column with that share of its weights, none of them 0 that was more."""
    return column.translate(bytes([0, *[max(1, round(weight * share)) for weight in range(1, 256)]]))


def within(found: Flags, column: Column) -> Column:
    """Give the column for those that are flagged, and 0 for the others."""
    return (int.from_bytes(column, "little") & found * 255).to_bytes(len(column), "little")


def over(first: Column, second: Column) -> Column:
    """Give the first column, and what the second has where the first has nothing."""
    below = int.from_bytes(second, "little") & ~(flags(first) * 255)
    return (int.from_bytes(first, "little") | below).to_bytes(len(first), "little")


def importances(frequencies: Sequence[int], lessons: int) -> Sequence[int]:
    """Say how much each word of a query matters, rare ones most: their sum is MOST_IMPORTANCE at most.

    Source: the inverse document frequency of BM25, with 1 added so that it is never negative, as Lucene has it.
    """
    rare = [log(1 + (max(lessons - found, 0) + 0.5) / (found + 0.5)) for found in frequencies]
    return [max(1, int((MOST_IMPORTANCE - len(rare)) * each / sum(rare))) for each in rare]


def total(columns: Sequence[Column], weights: Sequence[int]) -> int:
    """Give the score lanes of what the columns sum up to, each times its weight."""
    return sum(_lanes(column) * weight for column, weight in zip(columns, weights, strict=True))


def ordered(scores: int, adoption: Column) -> int:
    """Give score lanes in the order lessons are shown in: match, then adoption, then again match.

    Sixteen steps of match; lessons on one step match about equally well, and those that more teams use (up to 15)
    come first. Only then the finer difference counts. A higher number, which is a newer lesson, decides between equals.
    """
    size = len(adoption)
    coarse = scores & _every_lane(0xF000, size)
    fine = (scores & _every_lane(0x0FF0, size)) >> 4
    return coarse | fine | _lanes(adoption) << 8


def best(lanes: int, among: Flags, size: int, *, limit: int) -> Sequence[int]:
    """Give the numbers of those that are flagged, highest score first, then highest number first."""
    written = lanes.to_bytes(2 * size, "little")
    high, low = written[1::2], written[::2]
    # Nearly all are out of question after a look at their higher byte, and of those on the edge at their lower one.
    surely, perhaps = _highest(high, among, limit)
    more, still = _highest(low, perhaps, limit - surely.bit_count())
    chosen = numbers_of(surely | more | still, size)
    return [number for *_, number in nlargest(limit, ((high[number], low[number], number) for number in chosen))]


def newest(among: Flags, size: int, *, limit: int) -> Sequence[int]:
    """Give the numbers of those that are flagged, highest first."""
    return numbers_of(among, size)[: -limit - 1 : -1]


def close_to_best(lanes: int, among: Flags, size: int, share: float) -> Flags:
    """Tell which of those that are flagged have at least that share of the highest score, which is at most 1023."""
    score = ((lanes >> 2) & _every_lane(0xFF, size)).to_bytes(2 * size, "little")[::2]
    own = within(among, score)
    return _reaching(own, max(1, round(max(own, default=0) * share)))


def _highest(column: Column, among: Flags, limit: int) -> tuple[Flags, Flags]:
    """Give those with the highest bytes, fewer than the limit, and those with the next byte, which reach it."""
    own = within(among, column)
    low, high = 0, 255
    while low < high:
        middle = (low + high + 1) // 2
        if len(own.translate(None, bytes(range(middle)))) >= limit:
            low = middle
        else:
            high = middle - 1
    above = _reaching(own, low + 1) if low < 255 else 0
    return above, (_reaching(own, low) if low else among) & ~above


def _reaching(column: Column, least: int) -> Flags:
    return int.from_bytes(column.translate(bytes([0] * least + [1] * (256 - least))), "little")


def _lanes(column: Column) -> int:
    wide = bytearray(2 * len(column))
    wide[::2] = column
    return int.from_bytes(wide, "little")


def _every_lane(mask: int, size: int) -> int:
    return int.from_bytes(mask.to_bytes(2, "little") * size, "little")
