"""Teams, and who says they are in which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, UniqueConstraint, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.teams import NewTeam, Team
from storage.communities import member_table
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values


class TeamRow(Row, table=True):
    """One team."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("workspace_id", "name", name="uq_team_name"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    name: str
    label: str
    started_by: str
    started_at: datetime


class TeammateRow(Row, table=True):
    """One person and their team."""

    __tablename__ = "teammate"
    __table_args__ = (Index("ix_teammate_team", "workspace_id", "team_id"),)

    user_id: str = Field(primary_key=True)
    team_id: int = Field(sa_type=BigInteger)
    said_at: datetime


team_table = table(TeamRow)
teammate_table = table(TeammateRow)


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, team: NewTeam) -> Team:
        """Keep it; one of that name that is there already is given instead."""
        there = self.named(team.name)
        if there is not None:
            return there
        added = Team(**fields_of(team), id=next_number(self.connection, self.workspace_id, "team"))
        self.connection.execute(insert(team_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, team_id: int) -> Team | None:
        """Give the team of that id."""
        return self.some([team_id]).get(team_id)

    def some(self, team_ids: Sequence[int]) -> Mapping[int, Team]:
        """Give those that are there, by id, in one query."""
        return {team.id: team for team in self._some(team_table.c.id.in_(team_ids))} if team_ids else {}

    def named(self, name: str) -> Team | None:
        """Give the team of that name."""
        return next(iter(self._some(team_table.c.name == name)), None)

    def all(self) -> Sequence[Team]:
        """Give all, by label."""
        return sorted(self._some(), key=lambda team: (team.label.casefold(), team.id))

    def of(self, user_id: str) -> Team | None:
        """Give the team this person says they are in."""
        return next(iter(self._some(team_table.c.id.in_(self._own(user_id)))), None)

    def put(self, user_id: str, team_id: int | None, *, now: datetime) -> None:
        """Let a person be in this team and in no other; in none for None."""
        self.connection.execute(
            delete(teammate_table).where(
                teammate_table.c.workspace_id == self.workspace_id, teammate_table.c.user_id == user_id
            )
        )
        if team_id is not None:
            row = {"workspace_id": self.workspace_id, "user_id": user_id, "team_id": team_id, "said_at": now}
            self.connection.execute(insert(teammate_table).values(row))

    def members(self, team_id: int) -> Sequence[str]:
        """Give the user ids of who says they are in it, who said so first first."""
        return (
            self.connection.execute(
                select(teammate_table.c.user_id)
                .where(teammate_table.c.workspace_id == self.workspace_id, teammate_table.c.team_id == team_id)
                .order_by(teammate_table.c.said_at, teammate_table.c.user_id)
            )
            .scalars()
            .all()
        )

    def sizes(self) -> Mapping[int, int]:
        """Give how many people said they are in a team, by team id; teams without anybody are left out."""
        found = self.connection.execute(
            select(teammate_table.c.team_id, func.count().label("people"))
            .where(teammate_table.c.workspace_id == self.workspace_id)
            .group_by(teammate_table.c.team_id)
        )
        return {row.team_id: row.people for row in found}

    def represented(self, community_id: int) -> Mapping[int, int]:
        """Give how many of a community's members are in each team, by team id; members without a team are left out."""
        found = self.connection.execute(
            select(teammate_table.c.team_id, func.count().label("people"))
            .join(
                member_table,
                (member_table.c.workspace_id == teammate_table.c.workspace_id)
                & (member_table.c.user_id == teammate_table.c.user_id),
            )
            .where(teammate_table.c.workspace_id == self.workspace_id, member_table.c.community_id == community_id)
            .group_by(teammate_table.c.team_id)
        )
        return {row.team_id: row.people for row in found}

    def _own(self, user_id: str) -> Sequence[int]:
        return (
            self.connection.execute(
                select(teammate_table.c.team_id).where(
                    teammate_table.c.workspace_id == self.workspace_id, teammate_table.c.user_id == user_id
                )
            )
            .scalars()
            .all()
        )

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Team]:
        found = self.connection.execute(
            select(*columns(team_table)).where(team_table.c.workspace_id == self.workspace_id, *conditions)
        )
        return [Team(**row._asdict()) for row in found]
