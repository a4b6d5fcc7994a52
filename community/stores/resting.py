"""What quiet communities were asked, as the rules need it kept."""

from collections.abc import Mapping
from typing import Protocol

from community.resting import Quiet


class Resting(Protocol):
    """The question that a quiet community was asked last."""

    def asked(self) -> Mapping[int, Quiet]:
        """Give the newest question of each community that was ever asked, by its id, in one query."""
        ...

    def get(self, community_id: int) -> Quiet | None: ...
    def save(self, asked: Quiet) -> None:
        """Keep it in the place of the one before."""
        ...
