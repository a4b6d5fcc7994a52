"""Marks, as the rules need them kept."""

from collections.abc import Sequence
from typing import Protocol

from community.lessons import Mark


class Marks(Protocol):
    """The marks on a workspace's messages."""

    def put(self, mark: Mark) -> int:
        """Keep a person's newest word on whether this message is a lesson, and give how many people's marks stand.

        A word older than the one that is kept for this person and emoji changes nothing: events can overtake another.
        """
        ...

    def on(self, channel_id: str, ts: str) -> Sequence[Mark]:
        """Give the marks that stand on this message, the oldest first."""
        ...
