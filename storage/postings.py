"""Postings: which lessons of a block have a word, and what it weighs in each; as few bytes as is quick to read.

A block is BLOCK numbers in a row, so that a new lesson changes one short row for each of its words.
"""

import struct
from collections.abc import Iterable, Mapping

BLOCK = 512
MOST_APART = (
    40  # weights that are written with their places; a whole block is bigger than more of them, but far quicker
)
MOST_WEIGHT = 63

_NOTHING = bytes(BLOCK)
_TAKEN = bytes([0, *[255] * 255])


def packed(weights: Mapping[int, int]) -> bytes:
    """Write the weights of a block by place, 0 ≤ place < BLOCK and 0 < weight ≤ MOST_WEIGHT.

    Few: their places, two bytes each, then their weights, one byte each. Many: a byte for each place of the block.
    """
    if len(weights) <= MOST_APART:
        places = sorted(weights)
        return _PLACES[len(places)].pack(*places) + bytes(weights[place] for place in places)
    whole = bytearray(BLOCK)
    for place, weight in weights.items():
        whole[place] = weight
    return bytes(whole)


def changed(entries: bytes, place: int, weight: int) -> bytes:
    """Give the entries with another weight at this place, 0 for none; empty when there are none any more."""
    if len(entries) == BLOCK:
        whole = bytearray(entries)
        whole[place] = weight
        if BLOCK - whole.count(0) > MOST_APART:
            return bytes(whole)
        return packed({at: kept for at, kept in enumerate(whole) if kept})
    weights = dict(_apart(entries))
    weights[place] = weight
    return packed({at: kept for at, kept in weights.items() if kept})


def lay(entries: bytes, block: int, into: bytearray) -> None:
    """Write the weights of a block into a byte a lesson; where there is one already, it stays."""
    start = block * BLOCK
    if len(entries) == BLOCK:
        there = into[start : start + BLOCK]
        into[start : start + BLOCK] = entries if there == _NOTHING else _under(there, entries)
        return
    for place, weight in _apart(entries):
        if not into[start + place]:
            into[start + place] = weight


def _under(there: bytes | bytearray, entries: bytes) -> bytes:
    # As one integer of a byte a place: a loop over them would take fifty times as long.
    taken = int.from_bytes(there.translate(_TAKEN), "little")
    free = int.from_bytes(entries, "little") & ~taken
    return (int.from_bytes(there, "little") | free).to_bytes(BLOCK, "little")


def _apart(entries: bytes) -> Iterable[tuple[int, int]]:
    count = len(entries) // 3
    return zip(_PLACES[count].unpack_from(entries), entries[2 * count :], strict=True)


_PLACES = [struct.Struct(f"<{count}H") for count in range(MOST_APART + 1)]
