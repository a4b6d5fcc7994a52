"""What lessons said before, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.lessons import Lesson, Version


class Versions(Protocol):
    """The earlier versions of a workspace's lessons."""

    def keep(self, lesson: Lesson, *, changed_by: str, now: datetime) -> Version:
        """Keep what the lesson says now, before it is changed by hand, and give it with its number."""
        ...

    def of(self, number: int) -> Sequence[Version]:
        """Give what the lesson said before, newest first."""
        ...

    def replace(self, number: int, versions: Sequence[Version]) -> None:
        """Keep these as what the lesson said before, and forget the others."""
        ...
