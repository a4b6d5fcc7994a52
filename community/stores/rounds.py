"""What is looked at once an hour, as the rules need it kept."""

from collections.abc import Set
from datetime import datetime
from typing import Protocol


class Rounds(Protocol):
    """What is looked at once an hour."""

    def begun(self, hour: datetime) -> Set[str]:
        """Give the names of what was begun in this hour, or a later one of the next day."""
        ...

    def begin(self, what: str, hour: datetime) -> bool:
        """Take the right to look at it in this hour; False when that was taken, as `begun` says."""
        ...
