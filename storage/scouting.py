"""Open doors, travelers, who comes, and which lessons were seen at which team."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, ForeignKeyConstraint, Index, delete, func, select, update
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.scouting import Door, Kind, NewDoor
from storage.counters import next_number
from storage.lessons import lesson_table
from storage.rows import Row, columns, fields_of, table, values


def _of_a_door() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", "door_id"], ["door.workspace_id", "door.id"], ondelete="CASCADE")


class DoorRow(Row, table=True):
    """A team that can be observed, or an expert who comes."""

    __tablename__ = "door"
    __table_args__ = (Index("ix_door_last_day", "workspace_id", "last_day"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    team_id: int | None = Field(sa_type=BigInteger)
    opened_by: str
    what: str
    times: str
    last_day: date
    guests: int
    opened_at: datetime
    closed_at: datetime | None


class GuestRow(Row, table=True):
    """Somebody who comes, or whose team takes a traveler in."""

    __tablename__ = "door_guest"
    __table_args__ = (_of_a_door(),)

    door_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    asked_at: datetime


class DoorShownRow(Row, table=True):
    """A community's digest told of it."""

    __tablename__ = "door_shown"
    __table_args__ = (
        _of_a_door(),
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    door_id: int = Field(primary_key=True, sa_type=BigInteger)
    shown_at: datetime


class ScoutedRow(Row, table=True):
    """A lesson that somebody saw at another team."""

    __tablename__ = "scouted"
    __table_args__ = (Index("ix_scouted_team", "workspace_id", "team_id"),)

    number: int = Field(primary_key=True, sa_type=BigInteger)
    team_id: int = Field(sa_type=BigInteger)


door_table = table(DoorRow)
guest_table = table(GuestRow)
door_shown_table = table(DoorShownRow)
scouted_table = table(ScoutedRow)


@dataclass(frozen=True, slots=True)
class Scouting:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, door: NewDoor) -> Door:
        """Keep what is offered."""
        added = Door(**fields_of(door), id=next_number(self.connection, self.workspace_id, "door"))
        self.connection.execute(insert(door_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, door_id: int) -> Door | None:
        """Give the one of that id."""
        return next(iter(self._doors(door_table.c.id == door_id)), None)

    def open(self, today: date) -> Sequence[Door]:
        """Give what is offered on this day, the newest first."""
        return self._doors(door_table.c.closed_at.is_(None), door_table.c.last_day >= today)

    def close(self, door_id: int, *, now: datetime) -> None:
        """Offer it no more."""
        own = (door_table.c.workspace_id == self.workspace_id, door_table.c.id == door_id)
        self.connection.execute(update(door_table).where(*own).values(closed_at=now))

    def come(self, door_id: int, user_id: str, *, now: datetime) -> None:
        """Keep that somebody comes; twice is once."""
        guest = {"workspace_id": self.workspace_id, "door_id": door_id, "user_id": user_id, "asked_at": now}
        self.connection.execute(insert(guest_table).on_conflict_do_nothing().values(guest))

    def stay_away(self, door_id: int, user_id: str) -> None:
        """Forget that they come."""
        own = (guest_table.c.workspace_id == self.workspace_id, guest_table.c.door_id == door_id)
        self.connection.execute(delete(guest_table).where(*own, guest_table.c.user_id == user_id))

    def guests(self, door_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """Give the user ids of who comes, by door, who asked first first; in one query."""
        rows = guest_table.c
        found: dict[int, list[str]] = {}
        for row in self.connection.execute(
            select(rows.door_id, rows.user_id)
            .where(rows.workspace_id == self.workspace_id, rows.door_id.in_(door_ids))
            .order_by(rows.asked_at, rows.user_id)
        ):
            found.setdefault(row.door_id, []).append(row.user_id)
        return found

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Set[int]]:
        """Give the ids of the doors that were in these communities' digests; in one query."""
        rows = door_shown_table.c
        found: dict[int, set[int]] = {}
        for row in self.connection.execute(
            select(rows.community_id, rows.door_id).where(
                rows.workspace_id == self.workspace_id, rows.community_id.in_(community_ids)
            )
        ):
            found.setdefault(row.community_id, set()).add(row.door_id)
        return found

    def show(self, community_id: int, door_id: int, *, now: datetime) -> None:
        """Remember that it was in the community's digest; twice is once."""
        shown = {"workspace_id": self.workspace_id, "community_id": community_id, "door_id": door_id, "shown_at": now}
        self.connection.execute(insert(door_shown_table).on_conflict_do_nothing().values(shown))

    def scouted(self, number: int, team_id: int) -> None:
        """Keep that the lesson of this number was seen at a team."""
        seen = {"workspace_id": self.workspace_id, "number": number, "team_id": team_id}
        self.connection.execute(insert(scouted_table).on_conflict_do_nothing().values(seen))

    def seen_at(self, team_ids: Sequence[int]) -> Mapping[int, int]:
        """Give by team the number of the newest lesson that was seen there, is for all and stands; in one query."""
        rows, lessons = scouted_table.c, lesson_table.c
        is_it = (rows.workspace_id == lessons.workspace_id) & (rows.number == lessons.number)
        stands = (lessons.withdrawn_at.is_(None), lessons.closed_in.is_(None))
        found = self.connection.execute(
            select(rows.team_id, func.max(rows.number).label("newest"))
            .join(lesson_table, is_it)
            .where(rows.workspace_id == self.workspace_id, rows.team_id.in_(team_ids), *stands)
            .group_by(rows.team_id)
        )
        return {row.team_id: row.newest for row in found}

    def _doors(self, *conditions: ColumnElement[bool]) -> Sequence[Door]:
        found = select(*columns(door_table)).where(door_table.c.workspace_id == self.workspace_id, *conditions)
        return [_door(row) for row in self.connection.execute(found.order_by(door_table.c.id.desc()))]


def _door(row: Result[Any]) -> Door:
    return Door(**row._asdict() | {"kind": Kind(row.kind)})
