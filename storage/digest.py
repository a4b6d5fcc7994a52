"""Digests: when they are due, which went out, and what they showed of others."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import BigInteger, Connection, ForeignKeyConstraint, Index, select
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.digest import DigestSchedule
from community.schedule import Period, Weekly
from storage.rows import Row, columns, table


def _of_a_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
    )


class DigestScheduleRow(Row, table=True):
    """When a community's digest goes out."""

    __tablename__ = "digest_schedule"
    __table_args__ = (_of_a_community(), Index("ix_digest_schedule_next", "workspace_id", "next_at"))

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    weekday: int
    at: time
    zone: str
    next_at: datetime | None
    since: datetime


class DigestRunRow(Row, table=True):
    """A period of a community that was claimed: what starts where another started is the same digest."""

    __tablename__ = "digest_run"
    __table_args__ = (_of_a_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    period_start: datetime = Field(primary_key=True)
    period_end: datetime
    claimed_at: datetime


class DigestShownRow(Row, table=True):
    """A lesson from elsewhere that a community's digest showed."""

    __tablename__ = "digest_shown"
    __table_args__ = (_of_a_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    shown_at: datetime


schedule_table = table(DigestScheduleRow)
run_table = table(DigestRunRow)
shown_table = table(DigestShownRow)


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of one workspace."""

    connection: Connection
    workspace_id: str

    def schedule(self, community_id: int) -> DigestSchedule | None:
        """Give when this community's digest goes out; None when that was never said."""
        row = self.connection.execute(
            select(*columns(schedule_table)).where(
                schedule_table.c.workspace_id == self.workspace_id, schedule_table.c.community_id == community_id
            )
        ).one_or_none()
        return None if row is None else _schedule(row)

    def save(self, schedule: DigestSchedule) -> None:
        """Keep when this community's digest goes out from now on."""
        when = {
            "weekday": schedule.weekly.weekday,
            "at": schedule.weekly.at,
            "zone": schedule.weekly.zone,
            "next_at": schedule.next_at,
            "since": schedule.since,
        }
        self.connection.execute(
            insert(schedule_table)
            .values(workspace_id=self.workspace_id, community_id=schedule.community_id, **when)
            .on_conflict_do_update(index_elements=list(schedule_table.primary_key), set_=when)
        )

    def due(self, now: datetime, *, limit: int) -> Sequence[DigestSchedule]:
        """Give those whose `next_at` has come, the longest due first."""
        found = self.connection.execute(
            select(*columns(schedule_table))
            .where(schedule_table.c.workspace_id == self.workspace_id, schedule_table.c.next_at <= now)
            .order_by(schedule_table.c.next_at, schedule_table.c.community_id)
            .limit(limit)
        )
        return [_schedule(row) for row in found]

    def claim(self, community_id: int, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's digest; False when somebody has it already."""
        claimed = self.connection.execute(
            insert(run_table)
            .on_conflict_do_nothing()
            .values(
                workspace_id=self.workspace_id,
                community_id=community_id,
                period_start=period.start,
                period_end=period.end,
                claimed_at=now,
            )
            .returning(run_table.c.community_id)
        )
        return claimed.one_or_none() is not None

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Set[int]]:
        """Give the numbers of other communities' lessons that were in these communities' digests; in one query."""
        found: dict[int, set[int]] = {}
        for row in self.connection.execute(
            select(shown_table.c.community_id, shown_table.c.number).where(
                shown_table.c.workspace_id == self.workspace_id, shown_table.c.community_id.in_(community_ids)
            )
        ):
            found.setdefault(row.community_id, set()).add(row.number)
        return found

    def show(self, community_id: int, numbers: Sequence[int], *, now: datetime) -> None:
        """Remember that these lessons were in the community's digest; twice is once."""
        rows = [
            {"workspace_id": self.workspace_id, "community_id": community_id, "number": number, "shown_at": now}
            for number in numbers
        ]
        if rows:
            self.connection.execute(insert(shown_table).on_conflict_do_nothing(), rows)


def _schedule(row: Result[Any]) -> DigestSchedule:
    return DigestSchedule(row.community_id, Weekly(row.weekday, row.at, row.zone), row.next_at, row.since)
