"""Lessons that go on in others, as the rules need them kept."""

from collections.abc import Sequence
from typing import Protocol

from community.merged_lessons import Merge


class Merged(Protocol):
    """Which lessons go on in others, and what of theirs belongs to the others since."""

    def add(self, merge: Merge, *, but_team: int | None) -> None:
        """Keep it, and let what hangs on the lesson belong to the kept one, but for the answers of this team."""
        ...

    def of(self, number: int) -> Merge | None: ...
    def into(self, kept: int) -> Sequence[int]:
        """Give the numbers of those that go on in this one, lowest first."""
        ...

    def remove(self, number: int, *, now_at: int) -> None:
        """Forget it, and give back to the lesson what was its own and hangs on this other one now."""
        ...
