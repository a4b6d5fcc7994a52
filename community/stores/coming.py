"""Who comes to which meetup, and who waits for a seat, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol


class Coming(Protocol):
    """Who comes to which meetup, and who waits for a seat."""

    def come(self, meetup_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this person is coming; False when they said so already."""
        ...

    def stay_away(self, meetup_id: int, user_id: str) -> bool: ...
    def comers(self, meetup_id: int) -> Sequence[str]:
        """Give the user ids of who is coming, who said so first first."""
        ...

    def counts(self, meetup_ids: Sequence[int]) -> Mapping[int, int]:
        """Give how many are coming by meetup id, in one query; meetups nobody comes to are left out."""
        ...
