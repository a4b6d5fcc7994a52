"""Who is certified in what, as the organisation's roster says, as the rules need it kept."""

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # its rules need the stores
    from community.roster import Kind, Listed


class Roster(Protocol):
    """Who is certified in what, as the organisation's roster says."""

    def of(self, user_id: str) -> "Listed | None":
        """Give what the list says of this person; None for who isn't on it."""
        ...

    def some(self, user_ids: Collection[str]) -> "Mapping[str, Listed]":
        """Give those who are on it, by user id."""
        ...

    def put(self, listed: "Listed") -> None:
        """Keep a person as they stand on it now."""
        ...

    def coaches(self) -> Sequence[str]:
        """Give the user ids of the Certified LeSS Coaches whom others may see as such."""
        ...

    def told(self) -> "Mapping[Kind, Set[str]]":
        """Give all that others may see of anybody, each once, as the people it is about say it."""
        ...

    def who(self, told: Collection[str], *, limit: int) -> Sequence[str]:
        """Give the user ids of those of whom others may see one of these."""
        ...

    def untold(self, *, limit: int) -> "Sequence[Listed]":
        """Give those who weren't told yet of something, who was brought first first."""
        ...

    def unshown(self, *, told_before: datetime, limit: int) -> "Sequence[Listed]":
        """Give those who were told of something before then that others don't see yet."""
        ...

    def leave_out(self, user_id: str, *, now: datetime) -> None:
        """Take a person off it, and keep nothing but that no list brings them back."""
        ...

    def left_out(self, user_ids: Collection[str]) -> Set[str]:
        """Give those of these people whom no list brings back."""
        ...

    def let_in(self, user_id: str) -> None:
        """Let lists bring this person again."""
        ...
