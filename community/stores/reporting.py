"""Who goes to a gathering outside and who reports back, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.reporting import Reporter


class Reporting(Protocol):
    """Which meetups stand for gatherings outside, and who reports back from them."""

    def tie(self, community_id: int, item_id: int, meetup_id: int) -> None:
        """Keep that this meetup of the community stands for something from outside."""
        ...

    def meetups_for(self, keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], int]:
        """Give the meetups that stand for these (community id, item id); those without one are left out."""
        ...

    def tied_in(self, community_ids: Sequence[int]) -> Mapping[tuple[int, int], int]:
        """Give all such meetups of these communities by (community id, item id), in one query."""
        ...

    def of_item(self, item_id: int) -> Sequence[int]:
        """Give the ids of all meetups that stand for it."""
        ...

    def offer(self, reporter: Reporter) -> bool:
        """Keep that somebody reports back; False when they said so already."""
        ...

    def get(self, meetup_id: int, user_id: str) -> Reporter | None: ...
    def take_back(self, meetup_id: int, user_id: str) -> bool: ...
    def reporters(self, meetup_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """Give the user ids of who reports back, by meetup, who said so first first; in one query."""
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence[Reporter]:
        """Give those who are to be reminded now, the longest due first."""
        ...

    def claim(self, reporter: Reporter) -> bool:
        """Take the right to remind them or to leave it; False when somebody has it."""
        ...

    def move(self, meetup_id: int, user_id: str, *, due_at: datetime) -> None:
        """Let who wasn't reminded yet be reminded at another time."""
        ...

    def report(self, meetup_id: int, user_id: str, number: int) -> None:
        """Keep under which number their lesson is; they are reminded no more."""
        ...
