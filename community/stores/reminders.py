"""When people are reminded of meetups, and how each wants to be, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.reminders import Reminder


class Reminders(Protocol):
    """When people are reminded of meetups, and how each wants to be."""

    def keep(self, reminders: Sequence[Reminder]) -> None: ...
    def due(self, now: datetime, *, limit: int) -> Sequence[Reminder]: ...
    def claim(self, reminder: Reminder) -> bool:
        """Take the right to send or drop this reminder; False when somebody has it already."""
        ...
