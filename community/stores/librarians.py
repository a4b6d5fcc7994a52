"""Who volunteers to look after lessons, and what waits for them, as the rules need it kept."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.lessons import Lesson
from community.librarians import Highlight, Item
from community.schedule import Period


class Librarians(Protocol):
    """Who volunteers to tag, merge and highlight lessons, and what they see to."""

    def add(self, user_id: str, *, now: datetime) -> bool:
        """Keep that this person is a librarian; False when they are one."""
        ...

    def remove(self, user_id: str) -> bool: ...
    def all(self) -> Sequence[str]:
        """Give the user ids of who is one, who volunteered first first."""
        ...

    def homeless(self, *, rooms: Set[str], limit: int) -> Sequence[Item]:
        """Give the lessons in no community of which nobody said that they need none, oldest first."""
        ...

    def twins(self, *, limit: int) -> Sequence[Item]:
        """Give the pairs of lessons that may say the same, of which nobody said yet, found first first."""
        ...

    def next_to_look_at(self, *, limit: int) -> Sequence[int]:
        """Give the numbers of lessons that nobody looked at for twins, lowest first."""
        ...

    def looked_at(self, number: int) -> None:
        """Remember that this lesson and those before it were looked at."""
        ...

    def found(self, item: Item, *, now: datetime) -> None:
        """Keep that two lessons may say the same; what was said of them stays."""
        ...

    def settle(self, item: Item, *, now: datetime) -> None:
        """Remember that somebody saw to it, so that it isn't asked again."""
        ...

    def is_settled(self, item: Item) -> bool: ...
    def skip(self, item: Item, user_id: str, *, now: datetime) -> None: ...
    def skipped(self, user_id: str, *, since: datetime) -> Set[Item]:
        """Give what this person left for others since then."""
        ...

    def highlight(self, highlight: Highlight) -> None: ...
    def highlights(self, community_id: int, *, limit: int) -> Sequence[Highlight]:
        """Give what was highlighted in a community, newest first."""
        ...

    def highlighted_in(self, periods: Mapping[int, Period]) -> Mapping[int, Lesson]:
        """Give what was highlighted last in each community's period and is there for everybody still; in one query."""
        ...

    def is_highlighted(self, number: int) -> bool: ...
