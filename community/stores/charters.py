"""What communities agreed on for themselves, as the rules need it kept."""

from collections.abc import Sequence
from typing import Protocol

from community.charters import Canvas, Written


class Charters(Protocol):
    """What communities agreed on for themselves: each version, and the canvas the newest stands in."""

    def add(self, charter: Written) -> bool:
        """Keep a version; False when that version is there already."""
        ...

    def now(self, community_id: int) -> Written | None:
        """Give the newest version."""
        ...

    def versions(self, community_id: int) -> Sequence[Written]:
        """Give all versions, newest first."""
        ...

    def canvas(self, community_id: int) -> Canvas | None:
        """Give the canvas; None when Slack was never asked for one."""
        ...

    def keep_canvas(self, canvas: Canvas) -> None: ...
    def forget_canvas(self, community_id: int) -> None: ...
