"""Who has gone, as the rules need it kept."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Protocol


class Departures(Protocol):
    """The people whose account is deactivated, and who was dealt with."""

    def depart(self, user_id: str, *, now: datetime) -> bool:
        """Keep that this person has gone; False when that is known."""
        ...

    def come_back(self, user_id: str) -> bool:
        """Keep that this person is here again; False when they weren't known to be gone."""
        ...

    def gone(self, user_ids: Sequence[str]) -> Set[str]:
        """Give those of them that are known to be gone, in one query."""
        ...
