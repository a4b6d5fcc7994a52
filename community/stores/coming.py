"""Who comes to which meetup, and who waits for a seat, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.coming import Numbers, Said


class Coming(Protocol):
    """Who comes to which meetup, and who waits for a seat."""

    def said(self, meetup_id: int, user_id: str) -> Said | None: ...
    def said_of(self, meetup_ids: Sequence[int], user_id: str) -> Mapping[int, Said]:
        """Give what this person said by meetup id, in one query; where they said nothing is left out."""
        ...

    def say(self, meetup_id: int, user_id: str, said: Said, *, now: datetime) -> None:
        """Keep what a person says now, in the place of what they said; in a line they are the last."""
        ...

    def seat(self, meetup_id: int, user_id: str) -> None:
        """Let somebody who waited come."""
        ...

    def waiting(self, meetup_id: int, *, limit: int) -> Sequence[str]:
        """Give the user ids of who waits, who waits longest first."""
        ...

    def turn(self, meetup_id: int, user_id: str) -> int | None:
        """Give the place in the line, from 1, of somebody who waits; None when they don't."""
        ...

    def who(self, meetup_id: int, said: Said) -> Sequence[str]:
        """Give the user ids of those who said this, who said so first first."""
        ...

    def numbers(self, meetup_ids: Sequence[int]) -> Mapping[int, Numbers]:
        """Give how many said what by meetup id, in one query; meetups nobody said anything of are left out."""
        ...

    def ahead_of(self, user_id: str, now: datetime) -> Sequence[int]:
        """Give the ids of meetups that aren't over and of which this person said something, the soonest first."""
        ...

    def with_waiting(self, now: datetime) -> Sequence[int]:
        """Give the ids of meetups that are neither over nor called off and for which somebody waits."""
        ...

    def over(self, before: datetime, *, limit: int) -> Sequence[int]:
        """Give the ids of meetups that were over by then and have answers still, the longest over first."""
        ...

    def erase(self, meetup_id: int) -> None:
        """Forget all answers of a meetup."""
        ...
