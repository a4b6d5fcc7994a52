"""Teams, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.teams import NewTeam, Team


class Teams(Protocol):
    """The teams of a workspace, and who says they are in which."""

    def add(self, team: NewTeam) -> Team:
        """Keep it; one of that name that is there already is given instead."""
        ...

    def get(self, team_id: int) -> Team | None: ...
    def some(self, team_ids: Sequence[int]) -> Mapping[int, Team]: ...
    def named(self, name: str) -> Team | None: ...
    def all(self) -> Sequence[Team]:
        """Give all, by label."""
        ...

    def of(self, user_id: str) -> Team | None: ...
    def put(self, user_id: str, team_id: int | None, *, now: datetime) -> None:
        """Let a person be in this team and in no other; in none for None."""
        ...

    def members(self, team_id: int) -> Sequence[str]:
        """Give the user ids of who says they are in it, who said so first first."""
        ...

    def sizes(self) -> Mapping[int, int]:
        """Give how many people said they are in a team, by team id; teams without anybody are left out."""
        ...

    def represented(self, community_id: int) -> Mapping[int, int]:
        """Give how many of a community's members are in each team, by team id; members without a team are left out."""
        ...
