"""Meetups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    ForeignKeyConstraint,
    Index,
    Select,
    exists,
    func,
    not_,
    select,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.meetups import Kind, Meetup, NewMeetup
from storage.counters import next_number
from storage.rooms import room_table
from storage.rows import Row, columns, fields_of, table, values


def of_a_meetup() -> ForeignKeyConstraint:
    """Let the rows of a meetup go with it."""
    return ForeignKeyConstraint(["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE")


class MeetupRow(Row, table=True):
    """One meetup; `ends_at` follows from its start and length, and is kept to look by."""

    __tablename__ = "meetup"
    __table_args__ = (
        Index("ix_meetup_ends", "workspace_id", "ends_at"),
        Index("ix_meetup_series", "workspace_id", "series_id", "occurs_on", unique=True),
        Index("ix_meetup_community", "workspace_id", "community_id", "ends_at"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    title: str
    channel_id: str
    community_id: int | None = Field(sa_type=BigInteger)
    starts_at: datetime
    ends_at: datetime
    zone: str
    minutes: int
    place: str
    planned_by: str
    planned_at: datetime
    kind: str
    what_for: str
    seats: int | None
    series_id: int | None = Field(sa_type=BigInteger)
    reminders: str
    occurs_on: date | None
    revision: int
    changed_at: datetime | None
    announced_ts: str | None
    cancelled_at: datetime | None
    is_updating: bool


meetup_table = table(MeetupRow)
_SOONEST_FIRST = (meetup_table.c.starts_at, meetup_table.c.id)
_IS_OPEN = not_(
    exists().where(
        room_table.c.workspace_id == meetup_table.c.workspace_id,
        room_table.c.channel_id == meetup_table.c.channel_id,
        room_table.c.is_closed.is_(True),
    )
)


@dataclass(frozen=True, slots=True)
class Meetups:
    """The meetups of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, meetup: NewMeetup) -> Meetup:
        """Keep it under the next id."""
        added = Meetup(**fields_of(meetup), id=next_number(self.connection, self.workspace_id, "meetup"))
        self.connection.execute(insert(meetup_table).values(workspace_id=self.workspace_id, **_fields(added)))
        return added

    def add_of_series(self, meetup: NewMeetup) -> Meetup | None:
        """Keep the meetup of a day of a series; None when that day has its meetup already."""
        added = Meetup(**fields_of(meetup), id=next_number(self.connection, self.workspace_id, "meetup"))
        asked = insert(meetup_table).values(workspace_id=self.workspace_id, **_fields(added))
        kept = self.connection.execute(asked.on_conflict_do_nothing().returning(meetup_table.c.id))
        return None if kept.one_or_none() is None else added

    def get(self, meetup_id: int) -> Meetup | None:
        """Give the meetup of that id."""
        row = self.connection.execute(
            self._meetups().where(meetup_table.c.id == meetup_id),
        ).one_or_none()
        return None if row is None else as_meetup(row)

    def hold(self, meetup_id: int) -> Meetup | None:
        """Give it as `get` does; nobody else changes it meanwhile, since one transaction a workspace writes."""
        return self.get(meetup_id)

    def update(self, meetup: Meetup) -> None:
        """Keep the meetup as it is now."""
        self.connection.execute(
            update(meetup_table)
            .where(meetup_table.c.workspace_id == self.workspace_id, meetup_table.c.id == meetup.id)
            .values(_fields(meetup))
        )

    def of_series(self, series_ids: Sequence[int]) -> Sequence[Meetup]:
        """Give all that these series have, cancelled and moved ones too, by series and day."""
        found = self._meetups().where(meetup_table.c.series_id.in_(series_ids))
        ordered = found.order_by(meetup_table.c.series_id, meetup_table.c.occurs_on)
        return [as_meetup(row) for row in self.connection.execute(ordered)]

    def coming_up(
        self, now: datetime, *, limit: int, community_id: int | None = None, is_for_all: bool = False
    ) -> Sequence[Meetup]:
        """Give those not over and not cancelled, soonest first; of one community when it is named.

        With `is_for_all` only those that everybody may know of: none whose channel is a closed room.
        """
        found = self._ahead(now).order_by(*_SOONEST_FIRST).limit(limit)
        if is_for_all:
            found = found.where(_IS_OPEN)
        if community_id is not None:
            found = found.where(meetup_table.c.community_id == community_id)
        return [as_meetup(row) for row in self.connection.execute(found)]

    def coming_up_in(
        self, community_ids: Sequence[int], *, now: datetime, until: datetime, limit: int
    ) -> Mapping[int, Sequence[Meetup]]:
        """Give each community's that aren't over and not cancelled and start before `until`, at most `limit` each.

        Soonest first, in one query; communities without any are left out, and meetups in closed rooms.
        """
        turn = func.row_number().over(partition_by=meetup_table.c.community_id, order_by=_SOONEST_FIRST)
        ordered = (
            self._ahead(now)
            .add_columns(turn.label("turn"))
            .where(meetup_table.c.community_id.in_(community_ids), meetup_table.c.starts_at < until, _IS_OPEN)
            .subquery()
        )
        found: dict[int, list[Meetup]] = {}
        for row in self.connection.execute(select(ordered).where(ordered.c.turn <= limit).order_by(ordered.c.turn)):
            found.setdefault(row.community_id, []).append(as_meetup(row))
        return found

    def _meetups(self) -> Select[Any]:
        return select(*columns(meetup_table)).where(meetup_table.c.workspace_id == self.workspace_id)

    def _ahead(self, now: datetime) -> Select[Any]:
        return self._meetups().where(meetup_table.c.ends_at > now, meetup_table.c.cancelled_at.is_(None))


def _fields(meetup: Meetup) -> dict[str, object]:
    return values(meetup) | {
        "ends_at": meetup.starts_at + timedelta(minutes=meetup.minutes),
        "reminders": ",".join(map(str, meetup.reminders)),
    }


def as_meetup(row: Result[Any]) -> Meetup:
    """Give the meetup of a row that has all its columns."""
    fields = row._asdict()
    read = {"kind": Kind(row.kind), "reminders": tuple(map(int, filter(None, row.reminders.split(","))))}
    return Meetup(**{name: fields[name] for name in Meetup.__dataclass_fields__} | read)
