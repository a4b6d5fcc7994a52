"""Periods of several communities, each its own, for one query over all of them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import CTE, BigInteger, ColumnElement, and_, column, select, values
from sqlmodel.sql.sqltypes import UTCDateTime

from community.schedule import Period


def periods_table(periods: Mapping[int, Period]) -> CTE:
    """Give the periods, by community id, as a table to join with; there must be one at least."""
    # A table and not a chain of ORs: SQLite takes no expression deeper than 1,000.
    rows = values(column("community_id", BigInteger), column("start", UTCDateTime()), column("end", UTCDateTime()))
    return rows.data([(id_, period.start, period.end) for id_, period in periods.items()]).cte("period")


def within(periods: CTE, community_id: ColumnElement[int], at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Give the condition that a row falls into the period of its own community."""
    # That it is one of these is said once more: SQLite finds rows by an index for that, and not for the join.
    is_one = community_id.in_(select(periods.c.community_id))
    return and_(is_one, periods.c.community_id == community_id, at >= periods.c.start, at < periods.c.end)
