"""When digests are due, as the rules need it kept."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.digest import DigestSchedule
from community.schedule import Period


class Digests(Protocol):
    """When digests are due and which have been claimed."""

    def schedule(self, community_id: int) -> DigestSchedule | None: ...
    def save(self, schedule: DigestSchedule) -> None: ...
    def due(self, now: datetime, *, limit: int) -> Sequence[DigestSchedule]:
        """Give those whose `next_at` has come, the longest due first."""
        ...

    def claim(self, community_id: int, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's digest; False when somebody has it already."""
        ...

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Set[int]]:
        """Give the numbers of other communities' lessons that were in these communities' digests; in one query."""
        ...

    def show(self, community_id: int, numbers: Sequence[int], *, now: datetime) -> None:
        """Remember that these lessons were in the community's digest; twice is once."""
        ...
