"""Visits to other teams, and invitations to observe, as the rules need it kept."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Protocol

from community.scouting import Door, NewDoor


class Scouting(Protocol):
    """Open doors, travelers, who comes, and which lessons were seen at which team."""

    def add(self, door: NewDoor) -> Door: ...
    def get(self, door_id: int) -> Door | None: ...
    def open(self, today: date) -> Sequence[Door]:
        """Give what is offered on this day, the newest first."""
        ...

    def close(self, door_id: int, *, now: datetime) -> None: ...
    def come(self, door_id: int, user_id: str, *, now: datetime) -> None: ...
    def stay_away(self, door_id: int, user_id: str) -> None: ...
    def guests(self, door_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """Give the user ids of who comes, by door, who asked first first; in one query."""
        ...

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Set[int]]:
        """Give the ids of the doors that were in these communities' digests; in one query."""
        ...

    def show(self, community_id: int, door_id: int, *, now: datetime) -> None: ...
    def scouted(self, number: int, team_id: int) -> None:
        """Keep that the lesson of this number was seen at a team."""
        ...

    def seen_at(self, team_ids: Sequence[int]) -> Mapping[int, int]:
        """Give by team the number of the newest lesson that was seen there, is for all and stands; in one query."""
        ...
