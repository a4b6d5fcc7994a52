"""The nearest of many vectors: by looking at all of them, or at their signs first when they are many."""

from collections.abc import Sequence, Set
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from meaning.values import Vectors

# From here on the signs are looked at first: making halves of 10,000 vectors whole took 10 ms, looking at signs 1 ms.
MANY = 2_000
# How many of those with the most signs in common are looked at closely, for each that is wanted.
CLOSER_LOOKS = 20
FIRST_ROOM = 64
AT_ONCE = 128  # vectors compared with all others at once

N = TypeVar("N", bound=np.generic)

EVERYBODY = 0  # the room of what is for everybody


class Nearest:
    """Vectors by number, each for everybody or for one closed room; a row of half-precision numbers each."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._count = 0
        self._row_of: dict[int, int] = {}
        self._rooms: dict[str, int] = {}
        self._vectors = np.zeros((FIRST_ROOM, dimensions), dtype=np.float16)
        self._signs = np.zeros((FIRST_ROOM, dimensions // 64), dtype=np.uint64)
        self._numbers = np.zeros(FIRST_ROOM, dtype=np.int64)
        self._room_of = np.zeros(FIRST_ROOM, dtype=np.int32)

    def __len__(self) -> int:
        return self._count

    def put(self, number: int, vector: NDArray[np.float16], room: str | None) -> None:
        """Take this vector as the number's, for everybody or for this closed room only."""
        row = self._row_of.get(number)
        if row is None:
            row = self._row_of[number] = self._next_row()
        self._vectors[row] = vector
        self._signs[row] = _signs(vector)
        self._numbers[row] = number
        self._room_of[row] = EVERYBODY if room is None else self._rooms.setdefault(room, len(self._rooms) + 1)

    def remove(self, number: int) -> None:
        """Hold nothing of that number any more; the last row takes its place."""
        row = self._row_of.pop(number, None)
        if row is None:
            return
        self._count -= 1
        last = self._count
        if row != last:
            for held in (self._vectors, self._signs, self._numbers, self._room_of):
                held[row] = held[last]
            self._row_of[int(self._numbers[row])] = row
        self._vectors[last] = 0  # what was removed leaves nothing behind
        self._signs[last] = 0

    def find(self, vector: Vectors, *, rooms: Set[str], limit: int) -> list[int]:
        """Give the numbers of the nearest that are for everybody or for one of these rooms, nearest first."""
        open_to = [EVERYBODY, *(self._rooms[room] for room in rooms if room in self._rooms)]
        rows = np.flatnonzero(np.isin(self._room_of[: self._count], open_to))
        if len(rows) > MANY:
            rows = self._roughly(vector, rows, CLOSER_LOOKS * limit)
        every = len(rows) == self._count  # then nothing needs to be picked out, which would copy it
        held = self._vectors[: self._count] if every else self._vectors[rows]
        closeness = held.astype(np.float32) @ vector
        best = _least(-closeness, limit)
        return [int(number) for number in self._numbers[rows[best]]]

    def each(
        self, vectors: Vectors, numbers: Sequence[int], *, limit: int, least: float
    ) -> list[list[tuple[int, float]]]:
        """Give for each vector the nearest of these numbers for everybody, and how close they are, nearest first.

        Those less close than `least` are left out. A block of vectors is compared at a time, so that many of them
        need little room at once: 128 with 20,000 numbers 10 MB.
        """
        there = [self._row_of[number] for number in numbers if number in self._row_of]
        rows = np.array([row for row in there if self._room_of[row] == EVERYBODY], dtype=np.intp)
        if not len(rows):
            return [[] for _ in vectors]
        held, named = self._vectors[rows].astype(np.float32).T, self._numbers[rows]
        found = []
        for start in range(0, len(vectors), AT_ONCE):
            for closeness in vectors[start : start + AT_ONCE] @ held:
                best = _least(-closeness, limit)
                found.append([(int(named[at]), float(closeness[at])) for at in best if closeness[at] >= least])
        return found

    def mean(self, numbers: Sequence[int]) -> Vectors:
        """Give the mean vector of these that are for everybody; zeros when there is none."""
        there = [self._row_of[number] for number in numbers if number in self._row_of]
        rows = [row for row in there if self._room_of[row] == EVERYBODY]
        if not rows:
            return np.zeros(self._dimensions, dtype=np.float32)
        mean: Vectors = self._vectors[rows].mean(axis=0, dtype=np.float32)
        return mean

    def _roughly(self, vector: Vectors, rows: NDArray[np.intp], limit: int) -> NDArray[np.intp]:
        differing = np.bitwise_count(self._signs[: self._count] ^ _signs(vector)).sum(axis=1, dtype=np.uint16)
        return rows[_least(differing[rows], limit)]

    def _next_row(self) -> int:
        if self._count == len(self._numbers):
            grown = 2 * self._count
            self._vectors = _grown(self._vectors, grown)
            self._signs = _grown(self._signs, grown)
            self._numbers = _grown(self._numbers, grown)
            self._room_of = _grown(self._room_of, grown)
        self._count += 1
        return self._count - 1


def _signs(vector: NDArray[np.floating]) -> NDArray[np.uint64]:
    return np.packbits(vector > 0).view(np.uint64)


def _least(values: NDArray[np.generic], limit: int) -> NDArray[np.intp]:
    """Give where the least values are, least first; equal ones in their order."""
    if len(values) > limit:
        chosen = np.sort(np.argpartition(values, limit)[:limit])
        return chosen[np.argsort(values[chosen], kind="stable")]
    return np.argsort(values, kind="stable")


def _grown(held: NDArray[N], count: int) -> NDArray[N]:
    grown = np.zeros((count, *held.shape[1:]), dtype=held.dtype)
    grown[: len(held)] = held
    return grown
