"""What inbox and outbox share: rows that are taken in order within a lane, by one taker at a time.

A row is WAITING until its turn has come and it is TAKEN under a lease; inbox and outbox name what comes after that.
Lanes don't wait for each other. A row that waits for its next try holds up its own lane, so that order is kept.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Index,
    Row,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field

from storage.rows import Row as TableRow

WAITING = "waiting"
TAKEN = "taken"
# No pause or lease is so long: a time farther ahead was written down by a clock that was wrong, and means nothing.
FARTHEST = timedelta(days=1)


class LaneRow(TableRow):
    """The columns of a table whose rows are taken in lanes."""

    id: int = Field(primary_key=True, sa_type=BigInteger)
    lane: str
    state: str = WAITING
    tries: int = 0
    next_try_at: datetime
    taken_by: str | None = None
    leased_until: datetime | None = None
    error: str | None = None


def indexes(name: str) -> tuple[Index, Index]:
    """Give the indexes a table needs for its rows to be found by turn and by lane."""
    return (
        Index(f"ix_{name}_turn", "workspace_id", "state", "id"),
        Index(f"ix_{name}_lane", "workspace_id", "lane", "state", "id"),
    )


def claim(
    connection: Connection,
    rows: Table,
    workspace_id: str,
    *,
    by: str,
    now: datetime,
    until: datetime,
    limit: int,
    only: Collection[ColumnElement[bool]] = (),
) -> Sequence[Row[tuple[object, ...]]]:
    """Take the first row of each lane whose time has come, oldest first, and give them as they are now."""
    heads = (
        select(rows.c.id)
        .where(
            rows.c.workspace_id == workspace_id,
            rows.c.state == WAITING,
            has_come(rows.c.next_try_at, now),
            _is_first(rows),
            *only,
        )
        .order_by(rows.c.id)
        .limit(limit)
    )
    return _take(connection, rows, workspace_id, heads.scalar_subquery(), by=by, until=until)


def take_over(
    connection: Connection,
    rows: Table,
    workspace_id: str,
    *,
    by: str,
    now: datetime,
    until: datetime,
    limit: int,
    own: bool,
) -> Sequence[Row[tuple[object, ...]]]:
    """Take, oldest first, what others left behind when their lease ran out; `own`: also all this taker holds."""
    left = has_come(rows.c.leased_until, now)
    behind = (
        select(rows.c.id)
        .where(
            rows.c.workspace_id == workspace_id,
            rows.c.state == TAKEN,
            or_(left, rows.c.taken_by == by) if own else left,
        )
        .order_by(rows.c.id)
        .limit(limit)
    )
    return _take(connection, rows, workspace_id, behind.scalar_subquery(), by=by, until=until)


def count_due(connection: Connection, rows: Table, workspace_id: str, *, now: datetime) -> int:
    """Count what is taken, what could be, and what comes right after: who waits for a later try is left out."""
    # The first that waits in each lane is looked for once, not by each row behind it: many may wait in one lane.
    held = (
        select(rows.c.lane, func.min(rows.c.id).label("first"))
        .where(rows.c.workspace_id == workspace_id, rows.c.state == WAITING, ~has_come(rows.c.next_try_at, now))
        .group_by(rows.c.lane)
        .subquery()
    )
    is_free = or_(held.c.first.is_(None), rows.c.id < held.c.first)
    due = and_(rows.c.state == WAITING, has_come(rows.c.next_try_at, now), is_free)
    count: int = connection.execute(
        select(func.count())
        .select_from(rows.outerjoin(held, held.c.lane == rows.c.lane))
        .where(rows.c.workspace_id == workspace_id, or_(rows.c.state == TAKEN, due))
    ).scalar_one()
    return count


def next_try(connection: Connection, rows: Table, workspace_id: str) -> datetime | None:
    """Give the instant from which a lane's first row may be taken; None when none waits."""
    found: datetime | None = connection.execute(
        select(func.min(rows.c.next_try_at)).where(
            rows.c.workspace_id == workspace_id, rows.c.state == WAITING, _is_first(rows)
        )
    ).scalar_one()
    return found


def has_come(at: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    """Tell whether a row's time has come, or can't be right."""
    return or_(at <= now, at > now + FARTHEST)


def _is_first(rows: Table) -> ColumnElement[bool]:
    earlier = rows.alias("earlier")
    return ~exists().where(_is_before(earlier, rows), earlier.c.state.in_((WAITING, TAKEN)))


def _is_before(earlier: FromClause, rows: Table) -> ColumnElement[bool]:
    return and_(
        earlier.c.workspace_id == rows.c.workspace_id,
        earlier.c.lane == rows.c.lane,
        earlier.c.id < rows.c.id,
    )


def _take(
    connection: Connection,
    rows: Table,
    workspace_id: str,
    ids: ColumnElement[int],
    *,
    by: str,
    until: datetime,
) -> Sequence[Row[tuple[object, ...]]]:
    # A try counts when it begins: a row that kills the process must not be tried for ever.
    taken = connection.execute(
        update(rows)
        .where(rows.c.workspace_id == workspace_id, rows.c.id.in_(ids))
        .values(state=TAKEN, taken_by=by, leased_until=until, tries=rows.c.tries + 1)
        .returning(rows)
    ).all()
    return sorted(taken, key=lambda row: row.id)
