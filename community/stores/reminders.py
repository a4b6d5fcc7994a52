"""When people are reminded of meetups, and how each wants to be, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.coming import Said
from community.reminders import How, Reminder


class Reminders(Protocol):
    """When people are reminded of meetups, and how each wants to be."""

    def keep(self, reminders: Sequence[Reminder]) -> None:
        """Keep these; one that is there already, claimed or not, stays as it is."""
        ...

    def drop_waiting(self, meetup_id: int) -> None:
        """Forget the meetup's reminders that nobody claimed."""
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence[int]:
        """Give the ids of meetups with a reminder that is due and that nobody claimed, the longest due first."""
        ...

    def claim(self, meetup_id: int, now: datetime) -> Sequence[Reminder]:
        """Take the right to send or drop all of the meetup's that are due; none when somebody has it already."""
        ...

    def how(self, user_id: str) -> How:
        """Give how the person wants to be reminded: in the channel until they choose otherwise."""
        ...

    def choose(self, user_id: str, how: How) -> None: ...
    def to_write_to(self, meetup_id: int) -> Sequence[tuple[str, Said]]:
        """Give the user ids of those who come, or maybe do, and want a direct message, with what they said."""
        ...
