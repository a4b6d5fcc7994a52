"""What coordinators and mentors said of still working in a team, to them alone, as the rules need it kept."""

from collections.abc import Sequence
from typing import Protocol

from community.practising import Practice, Shared


class Practising(Protocol):
    """What coordinators and mentors said of still working in a team, to them alone."""

    def get(self, user_id: str) -> Practice | None: ...
    def save(self, practice: Practice) -> None: ...
    def remove(self, user_id: str) -> bool:
        """Forget what they said; False when they said nothing."""
        ...

    def shared(self, community_id: int) -> Sequence[Shared]:
        """Give what those who coordinate it let others read; who shares nothing is left out."""
        ...
