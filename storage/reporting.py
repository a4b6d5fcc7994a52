"""Which meetups stand for gatherings outside, and who reports back from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    delete,
    select,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.reporting import Reporter
from storage.rows import Row, table, values


class OutsideMeetupRow(Row, table=True):
    """A meetup of a community stands for something a calendar had."""

    __tablename__ = "outside_meetup"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"),
        Index("ix_outside_meetup_item", "workspace_id", "item_id"),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    item_id: int = Field(primary_key=True, sa_type=BigInteger)
    meetup_id: int = Field(sa_type=BigInteger)


class ReporterRow(Row, table=True):
    """Somebody said that they report back; claimed ones stay, so that nobody is reminded twice."""

    __tablename__ = "reporter"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"),
        Index("ix_reporter_due", "workspace_id", "is_claimed", "due_at"),
    )

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    said_at: datetime
    due_at: datetime
    number: int | None = Field(sa_type=BigInteger)
    is_claimed: bool = Field(sa_type=Boolean)


outside_meetup_table = table(OutsideMeetupRow)
reporter_table = table(ReporterRow)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def tie(self, community_id: int, item_id: int, meetup_id: int) -> None:
        """Keep that this meetup of the community stands for something from outside."""
        own = {"workspace_id": self.workspace_id, "community_id": community_id, "item_id": item_id}
        self.connection.execute(
            insert(outside_meetup_table)
            .values(**own, meetup_id=meetup_id)
            .on_conflict_do_update(index_elements=list(outside_meetup_table.primary_key), set_={"meetup_id": meetup_id})
        )

    def meetups_for(self, keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], int]:
        """Give the meetups that stand for these (community id, item id); those without one are left out."""
        asked, items = set(keys), sorted({item_id for _, item_id in keys})
        found = self._tied(outside_meetup_table.c.item_id.in_(items))
        return {key: meetup_id for key, meetup_id in found.items() if key in asked}

    def tied_in(self, community_ids: Sequence[int]) -> Mapping[tuple[int, int], int]:
        """Give all such meetups of these communities by (community id, item id), in one query."""
        return self._tied(outside_meetup_table.c.community_id.in_(community_ids))

    def of_item(self, item_id: int) -> Sequence[int]:
        """Give the ids of all meetups that stand for it."""
        rows = outside_meetup_table.c
        found = select(rows.meetup_id).where(rows.workspace_id == self.workspace_id, rows.item_id == item_id)
        return self.connection.execute(found.order_by(rows.meetup_id)).scalars().all()

    def offer(self, reporter: Reporter) -> bool:
        """Keep that somebody reports back; False when they said so already."""
        kept = self.connection.execute(
            insert(reporter_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, **values(reporter), is_claimed=False)
            .returning(reporter_table.c.user_id)
        )
        return kept.one_or_none() is not None

    def get(self, meetup_id: int, user_id: str) -> Reporter | None:
        """Give what this person said of it."""
        row = self.connection.execute(select(reporter_table).where(*self._own(meetup_id, user_id))).one_or_none()
        return None if row is None else _reporter(row)

    def take_back(self, meetup_id: int, user_id: str) -> bool:
        """Forget that they report back; False when they hadn't said so."""
        return self.connection.execute(delete(reporter_table).where(*self._own(meetup_id, user_id))).rowcount == 1

    def reporters(self, meetup_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """Give the user ids of who reports back, by meetup, who said so first first; in one query."""
        rows = reporter_table.c
        found: dict[int, list[str]] = {}
        for row in self.connection.execute(
            select(rows.meetup_id, rows.user_id)
            .where(rows.workspace_id == self.workspace_id, rows.meetup_id.in_(meetup_ids))
            .order_by(rows.said_at, rows.user_id)
        ):
            found.setdefault(row.meetup_id, []).append(row.user_id)
        return found

    def due(self, now: datetime, *, limit: int) -> Sequence[Reporter]:
        """Give those who are to be reminded now, the longest due first."""
        rows = reporter_table.c
        found = (
            select(reporter_table)
            .where(rows.workspace_id == self.workspace_id, rows.is_claimed.is_(False), rows.due_at <= now)
            .order_by(rows.due_at, rows.meetup_id, rows.user_id)
            .limit(limit)
        )
        return [_reporter(row) for row in self.connection.execute(found)]

    def claim(self, reporter: Reporter) -> bool:
        """Take the right to remind them or to leave it; False when somebody has it."""
        rows = reporter_table.c
        own = (*self._own(reporter.meetup_id, reporter.user_id), rows.is_claimed.is_(False))
        claimed = update(reporter_table).where(*own, rows.due_at == reporter.due_at).values(is_claimed=True)
        return self.connection.execute(claimed).rowcount == 1

    def move(self, meetup_id: int, user_id: str, *, due_at: datetime) -> None:
        """Let who wasn't reminded yet be reminded at another time."""
        own = (*self._own(meetup_id, user_id), reporter_table.c.is_claimed.is_(False))
        self.connection.execute(update(reporter_table).where(*own).values(due_at=due_at))

    def report(self, meetup_id: int, user_id: str, number: int) -> None:
        """Keep under which number their lesson is; they are reminded no more."""
        told = {"number": number, "is_claimed": True}
        self.connection.execute(update(reporter_table).where(*self._own(meetup_id, user_id)).values(told))

    def _tied(self, condition: ColumnElement[bool]) -> Mapping[tuple[int, int], int]:
        rows = outside_meetup_table.c
        found = select(rows.community_id, rows.item_id, rows.meetup_id)
        told = self.connection.execute(found.where(rows.workspace_id == self.workspace_id, condition))
        return {(row.community_id, row.item_id): row.meetup_id for row in told}

    def _own(self, meetup_id: int, user_id: str) -> Sequence[ColumnElement[bool]]:
        rows = reporter_table.c
        return (rows.workspace_id == self.workspace_id, rows.meetup_id == meetup_id, rows.user_id == user_id)


def _reporter(row: Result[Any]) -> Reporter:
    return Reporter(row.meetup_id, row.user_id, row.said_at, row.due_at, row.number)
