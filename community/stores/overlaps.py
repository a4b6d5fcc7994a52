"""Which communities overlap, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Overlaps(Protocol):
    """Pairs of communities that care for much the same: each pair is kept once, and told about once, ever."""

    def add(self, one_id: int, other_id: int, *, now: datetime) -> bool:
        """Keep that the two overlap; False when that was known before."""
        ...

    def untold(self, community_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Give the pairs that have one of these in them and that nobody was told about yet, the oldest first."""
        ...

    def tell(self, one_id: int, other_id: int, *, now: datetime) -> bool:
        """Take the right to tell the two about each other; False when it was taken before."""
        ...
