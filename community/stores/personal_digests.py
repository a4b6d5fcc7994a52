"""Digests of people who asked for one, as the rules need it kept."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.personal_digest import PersonalDigest
from community.schedule import Period


class PersonalDigests(Protocol):
    """Digests of people who asked for one."""

    def get(self, user_id: str) -> PersonalDigest | None:
        """Give a person's; None when they never asked for one."""
        ...

    def save(self, one: PersonalDigest) -> None:
        """Keep when it comes, and what it tells of, from now on."""
        ...

    def plan(self, one: PersonalDigest) -> None:
        """Keep when it comes from now on, and nothing else."""
        ...

    def end(self, user_id: str) -> None:
        """Let a person have none any more, and forget what they had."""
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence[PersonalDigest]:
        """Give those whose time has come, the longest due first; in three queries."""
        ...

    def claim(self, user_id: str, period: Period, *, now: datetime) -> bool:
        """Take the right to send this period's digest; False when somebody has it already."""
        ...

    def show(self, user_id: str, numbers: Sequence[int], *, now: datetime) -> None:
        """Keep that the person was shown these lessons."""
        ...

    def seen(self, user_ids: Sequence[str], *, since: int) -> Mapping[str, Set[int]]:
        """Give the lessons, from this number on, that each was shown; in one query."""
        ...

    def joined(self, user_ids: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """Give the communities each is in that are open or rest, who joined first first; in one query."""
        ...
