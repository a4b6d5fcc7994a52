"""The digest across all communities, and to whom it was told how far a month's lessons travelled."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.digest import DigestSchedule
from community.schedule import Period, Weekly
from storage.rows import Row, columns, table

_ALL = 0  # in the place of a community's id


class HubDigestRow(Row, table=True):
    """When the digest across all communities goes out."""

    __tablename__ = "hub_digest"

    weekday: int
    at: time
    zone: str
    next_at: datetime | None
    since: datetime


class HubRunRow(Row, table=True):
    """A period of it that was claimed: what starts where another started is the same digest."""

    __tablename__ = "hub_run"

    period_start: datetime = Field(primary_key=True)
    period_end: datetime
    claimed_at: datetime


class HubShownRow(Row, table=True):
    """A lesson that it showed."""

    __tablename__ = "hub_shown"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    shown_at: datetime


class MonthToldRow(Row, table=True):
    """A community that was told how far lessons travelled in a month; 0 is the hub."""

    __tablename__ = "month_told"
    __table_args__ = (Index("ix_month_told_drawn", "workspace_id", "is_drawn"),)

    month: str = Field(primary_key=True)
    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    told_at: datetime
    ts: str | None = None  # of the message, once it is there
    is_drawn: bool = False


class MonthMutedRow(Row, table=True):
    """A community that wants to be told no more."""

    __tablename__ = "month_muted"

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    muted_at: datetime


hub_table, hub_run_table, hub_shown_table = table(HubDigestRow), table(HubRunRow), table(HubShownRow)
month_told_table, month_muted_table = table(MonthToldRow), table(MonthMutedRow)


@dataclass(frozen=True, slots=True)
class HubDigests:
    """That of one workspace."""

    connection: Connection
    workspace_id: str

    def schedule(self) -> DigestSchedule | None:
        """Give when it goes out; None when it never did."""
        row = self.connection.execute(
            select(*columns(hub_table)).where(hub_table.c.workspace_id == self.workspace_id)
        ).one_or_none()
        if row is None:
            return None
        return DigestSchedule(_ALL, Weekly(row.weekday, row.at, row.zone), row.next_at, row.since)

    def save(self, schedule: DigestSchedule) -> None:
        """Keep when it goes out from now on."""
        weekly = schedule.weekly
        when: dict[str, object] = {"weekday": weekly.weekday, "at": weekly.at, "zone": weekly.zone}
        when |= {"next_at": schedule.next_at, "since": schedule.since}
        self.connection.execute(
            insert(hub_table)
            .values(workspace_id=self.workspace_id, **when)
            .on_conflict_do_update(index_elements=list(hub_table.primary_key), set_=when)
        )

    def claim(self, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's; False when somebody has it already."""
        claimed = self.connection.execute(
            insert(hub_run_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, period_start=period.start, period_end=period.end, claimed_at=now)
            .returning(hub_run_table.c.workspace_id)
        )
        return claimed.one_or_none() is not None

    def show(self, numbers: Sequence[int], *, now: datetime) -> None:
        """Keep that these lessons were shown to all."""
        rows = [{"workspace_id": self.workspace_id, "number": number, "shown_at": now} for number in numbers]
        if rows:
            self.connection.execute(insert(hub_shown_table).on_conflict_do_nothing(), rows)

    def seen(self, *, since: int) -> Set[int]:
        """Give the lessons, from this number on, that were shown to all."""
        shown = hub_shown_table.c
        chosen = select(shown.number).where(shown.workspace_id == self.workspace_id, shown.number >= since)
        return frozenset(self.connection.execute(chosen).scalars())


@dataclass(frozen=True, slots=True)
class Months:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def told(self, month: str) -> Set[int]:
        """Give the communities that were told of this month, such as 2026-08."""
        told = month_told_table.c
        chosen = select(told.community_id).where(told.workspace_id == self.workspace_id, told.month == month)
        return frozenset(self.connection.execute(chosen).scalars())

    def tell(self, month: str, community_id: int, *, now: datetime) -> bool:
        """Take the right to tell this community of the month; False when somebody has it already."""
        claimed = self.connection.execute(
            insert(month_told_table)
            .on_conflict_do_nothing()
            .values(
                workspace_id=self.workspace_id,
                month=month,
                community_id=community_id,
                told_at=now,
                ts=None,
                is_drawn=False,
            )
            .returning(month_told_table.c.community_id)
        )
        return claimed.one_or_none() is not None

    def place(self, month: str, community_id: int, *, ts: str) -> None:
        """Keep which message told it."""
        self.connection.execute(update(month_told_table).where(*self._is(month, community_id)).values(ts=ts))

    def to_draw(self, *, limit: int) -> Sequence[tuple[str, int, str]]:
        """Give what was told and not drawn yet: the month, the community and the message."""
        told = month_told_table.c
        chosen = select(told.month, told.community_id, told.ts).where(
            told.workspace_id == self.workspace_id, told.is_drawn.is_(False), told.ts.is_not(None)
        )
        found = self.connection.execute(chosen.order_by(told.told_at, told.community_id).limit(limit))
        return [(row.month, row.community_id, row.ts) for row in found]

    def draw(self, month: str, community_id: int) -> bool:
        """Take the right to draw it; False when somebody has it already."""
        told = month_told_table
        taken = update(told).where(*self._is(month, community_id), told.c.is_drawn.is_(False)).values(is_drawn=True)
        return self.connection.execute(taken).rowcount == 1

    def _is(self, month: str, community_id: int) -> Sequence[ColumnElement[bool]]:
        told = month_told_table.c
        return (told.workspace_id == self.workspace_id, told.month == month, told.community_id == community_id)

    def mute(self, community_id: int, *, now: datetime) -> None:
        """Let a community be told no more."""
        muted = insert(month_muted_table).on_conflict_do_nothing()
        self.connection.execute(muted.values(workspace_id=self.workspace_id, community_id=community_id, muted_at=now))

    def unmute(self, community_id: int) -> None:
        """Let a community be told again."""
        muted = month_muted_table.c
        self.connection.execute(
            delete(month_muted_table).where(muted.workspace_id == self.workspace_id, muted.community_id == community_id)
        )

    def muted(self) -> Set[int]:
        """Give the communities that want to be told no more."""
        muted = month_muted_table.c
        chosen = select(muted.community_id).where(muted.workspace_id == self.workspace_id)
        return frozenset(self.connection.execute(chosen).scalars())
