"""Component mentors, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.mentors import Mentor


class Mentors(Protocol):
    """Who mentors what. Everywhere who offered themselves first comes first; there is no other order of people."""

    def put(self, mentor: Mentor) -> None:
        """Keep them, in the place of what was kept for this person and component."""
        ...

    def remove(self, component_id: int, user_id: str) -> bool:
        """Forget them; False when they didn't mentor it."""
        ...

    def get(self, component_id: int, user_id: str) -> Mentor | None: ...
    def of(self, component_id: int) -> Sequence[Mentor]: ...
    def by(self, user_id: str) -> Sequence[Mentor]: ...
    def of_some(self, component_ids: Sequence[int]) -> Mapping[int, Sequence[Mentor]]:
        """Give the mentors of each; components without any are left out. In one query."""
        ...

    def to_ask(self, *, before: datetime, limit: int) -> Sequence[Mentor]:
        """Give those of whom there was no sign of life since then, and who weren't asked since then either."""
        ...

    def to_offer(self, *, asked_before: datetime, limit: int) -> Sequence[Mentor]:
        """Give those who were asked before then, of whom there was no sign since, and whose seat wasn't offered yet."""
        ...
