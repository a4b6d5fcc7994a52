"""Postings: which lessons of a block have a word, and what it weighs in each; as few bytes as is quick to read.

A block is BLOCK numbers in a row, so that a new lesson changes one short row for each of its words.
"""

import struct
from collections.abc import Mapping

BLOCK = 512
MOST_WEIGHT = 63


def packed(weights: Mapping[int, int]) -> bytes:
    """Write the weights of a block by place, 0 ≤ place < BLOCK and 0 < weight ≤ MOST_WEIGHT.

    Few: their places, two bytes each, then their weights, one byte each. Many: a byte for each place of the block.
    """
    if 3 * len(weights) < BLOCK:
        places = sorted(weights)
        return struct.pack(f"<{len(places)}H", *places) + bytes(weights[place] for place in places)
    return bytes(weights.get(place, 0) for place in range(BLOCK))


def unpacked(entries: bytes) -> dict[int, int]:
    """Read the weights by place."""
    if len(entries) == BLOCK:
        return {place: weight for place, weight in enumerate(entries) if weight}
    count = len(entries) // 3
    return dict(zip(struct.unpack_from(f"<{count}H", entries), entries[2 * count :], strict=True))


def lay(entries: bytes, block: int, into: bytearray) -> None:
    """Write the weights of a block into a byte a lesson; where there is one already, the greater stays."""
    start = block * BLOCK
    if len(entries) == BLOCK:
        there = into[start : start + BLOCK]
        into[start : start + BLOCK] = bytes(map(max, there, entries)) if any(there) else entries
        return
    for place, weight in unpacked(entries).items():
        into[start + place] = max(weight, into[start + place])
