"""What was found in feeds and calendars, and which communities were told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    func,
    or_,
    select,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.feed_news import Followed
from community.feeds import Follow, Item
from storage.counters import reserve
from storage.feeds import feed_table, follow_table, of_a_feed
from storage.rows import Row, columns, table, values

_MOST_CANDIDATES = 100
_AT_ONCE = 500


class ItemRow(Row, table=True):
    """One thing from outside."""

    __tablename__ = "feed_item"
    __table_args__ = (of_a_feed(), Index("ix_feed_item_key", "workspace_id", "feed_id", "key", unique=True))

    id: int = Field(primary_key=True, sa_type=BigInteger)
    feed_id: int = Field(sa_type=BigInteger)
    key: str
    title: str
    link: str | None
    summary: str
    at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    is_all_day: bool = Field(sa_type=Boolean)
    place: str
    found_at: datetime
    seen_at: datetime
    is_news: bool = Field(sa_type=Boolean)
    missing_since: datetime | None
    gone_at: datetime | None


class ItemToldRow(Row, table=True):
    """A community's digest told of it."""

    __tablename__ = "feed_item_told"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "item_id"], ["feed_item.workspace_id", "feed_item.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
        Index("ix_feed_item_told_item", "workspace_id", "item_id"),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    item_id: int = Field(primary_key=True, sa_type=BigInteger)
    told_at: datetime


item_table = table(ItemRow)
item_told_table = table(ItemToldRow)
_NAMES = [column.name for column in columns(item_table)]  # first in each row that is read


@dataclass(frozen=True, slots=True)
class FeedItems:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def of(self, feed_id: int) -> Sequence[Item]:
        """Give everything kept of a feed, the newest found first."""
        return self._items(item_table.c.feed_id == feed_id)

    def get(self, item_id: int) -> Item | None:
        """Give the one of that number."""
        return next(iter(self._items(item_table.c.id == item_id)), None)

    def add(self, items: Sequence[Item]) -> Sequence[Item]:
        """Keep new ones under the next numbers, in this order; the ids they come with say nothing."""
        if not items:
            return ()
        numbers = reserve(self.connection, self.workspace_id, "feed_item", count=len(items))
        added = [replace(item, id=number) for item, number in zip(items, numbers, strict=True)]
        rows = [{"workspace_id": self.workspace_id, **values(item)} for item in added]
        self.connection.execute(insert(item_table), rows)
        return added

    def update(self, items: Sequence[Item]) -> None:
        """Keep them as they are now."""
        for item in items:
            own = (item_table.c.workspace_id == self.workspace_id, item_table.c.id == item.id)
            self.connection.execute(update(item_table).where(*own).values(values(item)))

    def remove(self, item_ids: Sequence[int]) -> None:
        """Forget them, and who was told of them."""
        for start in range(0, len(item_ids), _AT_ONCE):
            some = item_table.c.id.in_(item_ids[start : start + _AT_ONCE])
            self.connection.execute(delete(item_table).where(item_table.c.workspace_id == self.workspace_id, some))

    def last(self, feed_id: int) -> int:
        """Give the number of the newest one found in a feed; 0 when there is none."""
        own = (item_table.c.workspace_id == self.workspace_id, item_table.c.feed_id == feed_id)
        return self.connection.execute(select(func.max(item_table.c.id)).where(*own)).scalar_one() or 0

    def candidates(
        self, feed_ids: Sequence[int], *, now: datetime, until: datetime, found_since: datetime
    ) -> Mapping[int, Sequence[Item]]:
        """Give by feed what could be news: what starts between the two, and what to read was found since then.

        At most 100 a feed, in one query; what was called off, or is missing at the moment, is left out.
        """
        starts_at = item_table.c.starts_at
        is_ahead = (starts_at > now) & (starts_at <= until)
        is_new = starts_at.is_(None) & item_table.c.is_news & (item_table.c.found_at >= found_since)
        turn = func.row_number().over(partition_by=item_table.c.feed_id, order_by=(starts_at, item_table.c.id.desc()))
        is_there = (item_table.c.missing_since.is_(None), item_table.c.gone_at.is_(None))
        ordered = (
            select(*columns(item_table), turn.label("turn"))
            .where(item_table.c.workspace_id == self.workspace_id, item_table.c.feed_id.in_(feed_ids))
            .where(*is_there, or_(is_ahead, is_new))
            .subquery()
        )
        found: dict[int, list[Item]] = {}
        for row in self.connection.execute(select(ordered).where(ordered.c.turn <= _MOST_CANDIDATES)):
            found.setdefault(row.feed_id, []).append(_item(row))
        return found

    def followed(self, community_ids: Sequence[int]) -> Mapping[int, Sequence[Followed]]:
        """Give what these communities follow, by community, in one query; those that follow nothing are left out."""
        is_it = (follow_table.c.workspace_id == feed_table.c.workspace_id) & (follow_table.c.feed_id == feed_table.c.id)
        rows = self.connection.execute(
            select(*columns(follow_table), feed_table.c.title, feed_table.c.address, feed_table.c.zone)
            .join(feed_table, is_it)
            .where(follow_table.c.workspace_id == self.workspace_id, follow_table.c.community_id.in_(community_ids))
            .order_by(follow_table.c.community_id, follow_table.c.feed_id)
        )
        found: dict[int, list[Followed]] = {}
        for row in rows:
            follow = Follow(row.community_id, row.feed_id, row.followed_by, row.followed_at, row.told_until)
            found.setdefault(row.community_id, []).append(Followed(follow, row.title or row.address, row.zone))
        return found

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Mapping[int, tuple[int, datetime]]]:
        """Give by community, then by item, of which feed it is and when it was told; in one query."""
        rows = item_told_table.c
        is_it = (rows.workspace_id == item_table.c.workspace_id) & (rows.item_id == item_table.c.id)
        told = self.connection.execute(
            select(rows.community_id, rows.item_id, rows.told_at, item_table.c.feed_id)
            .join(item_table, is_it)
            .where(rows.workspace_id == self.workspace_id, rows.community_id.in_(community_ids))
        )
        found: dict[int, dict[int, tuple[int, datetime]]] = {}
        for row in told:
            found.setdefault(row.community_id, {})[row.item_id] = (row.feed_id, row.told_at)
        return found

    def show(self, community_id: int, item_ids: Sequence[int], *, until: int, now: datetime) -> None:
        """Remember that a community was told of these; of what is numbered up to `until` nothing is news to it."""
        own = {"workspace_id": self.workspace_id, "community_id": community_id, "told_at": now}
        if rows := [own | {"item_id": item_id} for item_id in item_ids]:
            self.connection.execute(insert(item_told_table).on_conflict_do_nothing(), rows)
        follows = follow_table.c
        is_older = follows.told_until < until
        is_own = (follows.workspace_id == self.workspace_id, follows.community_id == community_id)
        self.connection.execute(update(follow_table).where(*is_own, is_older).values(told_until=until))

    def _items(self, *conditions: ColumnElement[bool]) -> Sequence[Item]:
        found = select(*columns(item_table)).where(item_table.c.workspace_id == self.workspace_id, *conditions)
        return [_item(row) for row in self.connection.execute(found.order_by(item_table.c.id.desc()))]


def _item(row: Result[Any]) -> Item:
    return Item(**dict(zip(_NAMES, row, strict=False)))
