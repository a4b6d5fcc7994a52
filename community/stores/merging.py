"""Letting what one community has be another's, as the rules need it kept."""

from collections.abc import Sequence
from typing import Protocol


class Merging(Protocol):
    """What becomes of all that is kept of a community when it goes on as another one."""

    def move(self, from_community: int, to_community: int) -> Sequence[int]:
        """Let lessons, members, meetups and all else be the other's, without doubles; give the lessons' numbers."""
        ...
