"""The digest across all communities and what a month's was told, as the rules need them kept."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Protocol

from community.digest import DigestSchedule
from community.schedule import Period


class HubDigests(Protocol):
    """When the digest across all communities is due, and what it said."""

    def schedule(self) -> DigestSchedule | None:
        """Give when it goes out; None when it never did."""
        ...

    def save(self, schedule: DigestSchedule) -> None: ...
    def claim(self, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's; False when somebody has it already."""
        ...

    def show(self, numbers: Sequence[int], *, now: datetime) -> None:
        """Keep that these lessons were shown to all."""
        ...

    def seen(self, *, since: int) -> Set[int]:
        """Give the lessons, from this number on, that were shown to all."""
        ...


class Months(Protocol):
    """To whom it was told how far a month's lessons travelled; community 0 is the hub."""

    def told(self, month: str) -> Set[int]:
        """Give the communities that were told of this month, such as 2026-08."""
        ...

    def tell(self, month: str, community_id: int, *, now: datetime) -> bool:
        """Take the right to tell this community of the month; False when somebody has it already."""
        ...

    def place(self, month: str, community_id: int, *, ts: str) -> None:
        """Keep which message told it."""
        ...

    def to_draw(self, *, limit: int) -> Sequence[tuple[str, int, str]]:
        """Give what was told and not drawn yet: the month, the community and the message."""
        ...

    def draw(self, month: str, community_id: int) -> bool:
        """Take the right to draw it; False when somebody has it already."""
        ...

    def mute(self, community_id: int, *, now: datetime) -> None:
        """Let a community be told no more."""
        ...

    def unmute(self, community_id: int) -> None:
        """Let a community be told again."""
        ...

    def muted(self) -> Set[int]:
        """Give the communities that want to be told no more."""
        ...
