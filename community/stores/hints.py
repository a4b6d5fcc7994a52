"""Hints at older lessons, as the rules need them kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.relearning import Hint, NewHint, Relearnings, Verdict


class Hints(Protocol):
    """Older lessons that were shown to people, and what they said to them."""

    def add(self, hint: NewHint) -> Hint: ...
    def get(self, hint_id: int) -> Hint | None: ...
    def answer(self, hint_id: int, verdict: Verdict, *, now: datetime) -> None: ...
    def about(self, number: int) -> Sequence[Hint]:
        """Give the hints shown for a captured lesson, first first."""
        ...

    def beside(self, hint: Hint) -> Sequence[Hint]:
        """Give the hints that were shown together with this one, itself too, first first."""
        ...

    def next_to_look_at(self, *, since: datetime, limit: int) -> Sequence[int]:
        """Give the numbers of lessons captured since then that nobody looked at for older ones, lowest first."""
        ...

    def looked_at(self, number: int) -> None:
        """Remember that this lesson and those before it were looked at."""
        ...

    def relearnings(self, community_id: int | None) -> Relearnings:
        """Count for one community, or for the workspace when it is None."""
        ...
