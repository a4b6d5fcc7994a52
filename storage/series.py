"""Meetups that come again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, Connection, Index, Select, or_, select, update
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community import series
from community.communities import State
from community.meetups import Kind
from community.series import Every, NewSeries, Rule
from storage.communities import community_table
from storage.counters import next_number
from storage.rows import Row, columns, table, values


class SeriesRow(Row, table=True):
    """One series; `skipped` and `holidays` are days, `reminders` numbers, with blanks between them."""

    __tablename__ = "series"
    __table_args__ = (
        Index("ix_series_due", "workspace_id", "next_at"),
        Index("ix_series_community", "workspace_id", "community_id"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(sa_type=BigInteger)
    every: str
    starts_on: date
    turn: int | None
    until: date | None
    count: int | None
    at: time
    zone: str
    title: str
    minutes: int
    place: str
    kind: str
    what_for: str
    seats: int | None
    planned_by: str
    planned_at: datetime
    reminders: str
    country: str | None
    revision: int
    skipped: str
    holidays: str
    holidays_until: date | None
    made_on: date | None
    next_at: datetime | None


series_table = table(SeriesRow)
_COLUMNS = series_table.c


@dataclass(frozen=True, slots=True)
class Series:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, new: NewSeries) -> series.Series:
        """Keep a new series and give it with its id."""
        fields = {name: getattr(new, name) for name in NewSeries.__dataclass_fields__}
        added = series.Series(**fields, id=next_number(self.connection, self.workspace_id, "series"))
        self.connection.execute(insert(series_table).values(workspace_id=self.workspace_id, **_fields(added)))
        return added

    def get(self, series_id: int) -> series.Series | None:
        """Give the series of that id."""
        return self.some([series_id]).get(series_id)

    def some(self, series_ids: Sequence[int]) -> Mapping[int, series.Series]:
        """Give those of these ids that there are, by id, in one query."""
        return {found.id: found for found in self._read(self._own().where(_COLUMNS.id.in_(series_ids)))}

    def update(self, changed: series.Series) -> None:
        """Keep the series as it is now."""
        self.connection.execute(
            update(series_table)
            .where(_COLUMNS.workspace_id == self.workspace_id, _COLUMNS.id == changed.id)
            .values(_fields(changed))
        )

    def of(self, community_ids: Sequence[int]) -> Sequence[series.Series]:
        """Give these communities' series, those that ended too, the oldest first."""
        return self._read(self._own().where(_COLUMNS.community_id.in_(community_ids)).order_by(_COLUMNS.id))

    def due(self, now: datetime, *, limit: int) -> Sequence[series.Series]:
        """Give those whose next meetup is to be announced and whose community is open, the longest due first."""
        is_theirs = (community_table.c.workspace_id == _COLUMNS.workspace_id) & (
            community_table.c.id == _COLUMNS.community_id
        )
        found = (
            self._own()
            .join(community_table, is_theirs)
            .where(_COLUMNS.next_at <= now, community_table.c.state == State.OPEN.value)
            .order_by(_COLUMNS.next_at, _COLUMNS.id)
            .limit(limit)
        )
        return self._read(found)

    def going(self) -> Sequence[series.Series]:
        """Give those of which more meetups come, the oldest first."""
        return self._read(self._own().where(_COLUMNS.next_at.is_not(None)).order_by(_COLUMNS.id))

    def without_holidays(self, until: date, *, limit: int) -> Sequence[series.Series]:
        """Give those that go on, have a country, and whose holidays aren't known until that day."""
        known = _COLUMNS.holidays_until
        found = self._own().where(
            _COLUMNS.next_at.is_not(None), _COLUMNS.country.is_not(None), or_(known.is_(None), known < until)
        )
        return self._read(found.order_by(_COLUMNS.id).limit(limit))

    def _own(self) -> Select[Any]:
        return select(*columns(series_table)).where(_COLUMNS.workspace_id == self.workspace_id)

    def _read(self, asked: Select[Any]) -> Sequence[series.Series]:
        return [_series(row) for row in self.connection.execute(asked)]


def _fields(kept: series.Series) -> dict[str, object]:
    fields = values(kept)
    del fields["rule"]
    return fields | {
        **values(kept.rule),
        "reminders": " ".join(str(lead) for lead in kept.reminders),
        "skipped": _written(kept.skipped),
        "holidays": _written(kept.holidays),
    }


def _written(days: Iterable[date]) -> str:
    return " ".join(day.isoformat() for day in sorted(days))


def _series(row: Result[Any]) -> series.Series:
    fields = row._asdict()
    rule = {name: fields.pop(name) for name in Rule.__dataclass_fields__}
    return series.Series(
        **fields
        | {
            "rule": Rule(**rule | {"every": Every(row.every)}),
            "kind": Kind(row.kind),
            "reminders": tuple(int(lead) for lead in row.reminders.split()),
            "skipped": frozenset(map(date.fromisoformat, row.skipped.split())),
            "holidays": frozenset(map(date.fromisoformat, row.holidays.split())),
        }
    )
