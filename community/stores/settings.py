"""What the admins of a workspace chose, as the rules need it kept."""

from datetime import datetime
from typing import Protocol

from community.settings import Settings as Chosen


class Settings(Protocol):
    """What the workspace's admins chose."""

    def get(self) -> Chosen:
        """Give what was chosen; where nothing was, nothing."""
        ...

    def chosen_by(self) -> str | None:
        """Give who changed something last; None when nobody did, or they were forgotten."""
        ...

    def save(self, chosen: Chosen, *, by: str, now: datetime) -> None: ...
