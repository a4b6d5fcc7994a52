"""Feeds and calendars of the wider network, and who follows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
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

from community.feeds import Feed, Follow, Look, NewLook
from community.outside import Kind, Known
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values

# Longer than a feed is ever left alone: see `feed_reading.LONGEST_WISH`.
FARTHEST = timedelta(days=8)


class FeedRow(Row, table=True):
    """One feed or calendar; `minutes` is how long it is left alone when all goes well."""

    __tablename__ = "feed"
    __table_args__ = (
        Index("ix_feed_address", "workspace_id", "address", unique=True),
        Index("ix_feed_next", "workspace_id", "next_at"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    address: str
    zone: str
    added_at: datetime
    title: str
    kind: str | None
    etag: str | None
    last_modified: str | None
    next_at: datetime | None
    minutes: int
    read_at: datetime | None
    whole_at: datetime | None
    failures: int
    failing_since: datetime | None
    problem: str
    paused_at: datetime | None


def of_a_feed() -> ForeignKeyConstraint:
    """Give the key of what goes with its feed."""
    return ForeignKeyConstraint(["workspace_id", "feed_id"], ["feed.workspace_id", "feed.id"], ondelete="CASCADE")


class FollowRow(Row, table=True):
    """A community follows a feed."""

    __tablename__ = "follow"
    __table_args__ = (
        of_a_feed(),
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
        Index("ix_follow_feed", "workspace_id", "feed_id"),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    feed_id: int = Field(primary_key=True, sa_type=BigInteger)
    followed_by: str
    followed_at: datetime
    told_until: int = Field(sa_type=BigInteger)


class LookRow(Row, table=True):
    """Somebody wants to know what is at an address."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_next", "workspace_id", "next_at"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    address: str
    community_id: int = Field(sa_type=BigInteger)
    user_id: str
    asked_at: datetime
    next_at: datetime | None


feed_table = table(FeedRow)
follow_table = table(FollowRow)
look_table = table(LookRow)


@dataclass(frozen=True, slots=True)
class Feeds:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, address: str, *, zone: str, now: datetime) -> Feed:
        """Keep the feed at this address; the one that is there already is given instead."""
        if (there := self.at(address)) is not None:
            return there
        number = next_number(self.connection, self.workspace_id, "feed")
        feed = Feed(id=number, address=address, zone=zone, added_at=now)
        self.connection.execute(insert(feed_table).values(workspace_id=self.workspace_id, **_fields(feed)))
        return feed

    def get(self, feed_id: int) -> Feed | None:
        """Give the feed of that id."""
        return next(iter(self._feeds(feed_table.c.id == feed_id)), None)

    def at(self, address: str) -> Feed | None:
        """Give the feed at this address."""
        return next(iter(self._feeds(feed_table.c.address == address)), None)

    def update(self, feed: Feed) -> None:
        """Keep the feed as it is now."""
        self.connection.execute(update(feed_table).where(*self._feed(feed.id)).values(_fields(feed)))

    def remove(self, feed_id: int) -> None:
        """Forget the feed, with all that was found in it."""
        self.connection.execute(delete(feed_table).where(*self._feed(feed_id)))

    def due(self, now: datetime, *, limit: int) -> Sequence[Feed]:
        """Give those whose `next_at` has come, or was set by a clock that was far ahead; the longest due first."""
        is_due = or_(feed_table.c.next_at <= now, feed_table.c.next_at > now + FARTHEST)
        return self._feeds(is_due, order=(feed_table.c.next_at, feed_table.c.id), limit=limit)

    def claim(self, feed: Feed, *, until: datetime) -> bool:
        """Take the right to read a due feed; False when somebody has it. It is due again at `until`."""
        is_still = feed_table.c.next_at == feed.next_at
        claimed = update(feed_table).where(*self._feed(feed.id), is_still).values(next_at=until)
        return self.connection.execute(claimed).rowcount == 1

    def follow(self, follow: Follow) -> bool:
        """Keep that a community follows a feed; False when it did already."""
        kept = self.connection.execute(
            insert(follow_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, **values(follow))
            .returning(follow_table.c.feed_id)
        )
        return kept.one_or_none() is not None

    def unfollow(self, community_id: int, feed_id: int) -> bool:
        """Keep that it doesn't any more; False when it didn't."""
        own = (follow_table.c.workspace_id == self.workspace_id, follow_table.c.community_id == community_id)
        return (
            self.connection.execute(delete(follow_table).where(*own, follow_table.c.feed_id == feed_id)).rowcount == 1
        )

    def of(self, community_id: int) -> Sequence[Feed]:
        """Give the feeds a community follows, by their titles."""
        own = (follow_table.c.workspace_id == self.workspace_id, follow_table.c.community_id == community_id)
        followed = select(follow_table.c.feed_id).where(*own)
        return self._feeds(feed_table.c.id.in_(followed), order=(func.lower(feed_table.c.title), feed_table.c.id))

    def followers(self, feed_id: int) -> Sequence[Follow]:
        """Give who follows a feed, who did first first."""
        found = self.connection.execute(
            select(*columns(follow_table))
            .where(follow_table.c.workspace_id == self.workspace_id, follow_table.c.feed_id == feed_id)
            .order_by(follow_table.c.followed_at, follow_table.c.community_id)
        )
        return [Follow(**row._asdict()) for row in found]

    def count(self) -> int:
        """Count the feeds that anybody follows."""
        followed = select(func.count(func.distinct(follow_table.c.feed_id)))
        return self.connection.execute(followed.where(follow_table.c.workspace_id == self.workspace_id)).scalar_one()

    def move(self, feed_id: int, *, to: int) -> None:
        """Let who follows the one feed follow the other, each community once."""
        for follow in self.followers(feed_id):
            self.unfollow(follow.community_id, feed_id)
            self.follow(Follow(follow.community_id, to, follow.followed_by, follow.followed_at, follow.told_until))

    def unfollowed(self, *, before: datetime, limit: int) -> Sequence[int]:
        """Give the ids of feeds that nobody follows and that were last added or read before then."""
        followed = select(follow_table.c.feed_id).where(follow_table.c.workspace_id == self.workspace_id)
        was_touched = func.coalesce(feed_table.c.read_at, feed_table.c.added_at) < before
        found = self._feeds(feed_table.c.id.not_in(followed), was_touched, order=(feed_table.c.id,), limit=limit)
        return [feed.id for feed in found]

    def ask(self, look: NewLook) -> Look:
        """Keep that somebody wants an address looked at."""
        asked = Look(**fields_of(look), id=next_number(self.connection, self.workspace_id, "look"))
        self.connection.execute(insert(look_table).values(workspace_id=self.workspace_id, **values(asked)))
        return asked

    def look(self, look_id: int) -> Look | None:
        """Give what somebody wanted looked at."""
        return next(iter(self._looks(look_table.c.id == look_id)), None)

    def to_look_at(self, now: datetime, *, limit: int) -> Sequence[Look]:
        """Give what waits to be looked at, the longest waiting first."""
        return self._looks(look_table.c.next_at <= now, limit=limit)

    def take(self, look: Look, *, until: datetime | None) -> bool:
        """Take the right to look; False when somebody has it. It waits again at `until`, None for never again."""
        own = (look_table.c.workspace_id == self.workspace_id, look_table.c.id == look.id)
        taken = update(look_table).where(*own, look_table.c.next_at == look.next_at).values(next_at=until)
        return self.connection.execute(taken).rowcount == 1

    def looks(self, user_id: str, *, since: datetime) -> int:
        """Count what this person wanted looked at since then."""
        own = (look_table.c.workspace_id == self.workspace_id, look_table.c.user_id == user_id)
        counted = select(func.count()).where(*own, look_table.c.asked_at >= since)
        return self.connection.execute(counted).scalar_one()

    def forget_looks(self, *, before: datetime) -> None:
        """Forget what was asked before then."""
        own = (look_table.c.workspace_id == self.workspace_id, look_table.c.asked_at < before)
        self.connection.execute(delete(look_table).where(*own))

    def _feed(self, feed_id: int) -> Sequence[ColumnElement[bool]]:
        return (feed_table.c.workspace_id == self.workspace_id, feed_table.c.id == feed_id)

    def _feeds(
        self, *conditions: ColumnElement[bool], order: Sequence[Any] = (), limit: int | None = None
    ) -> Sequence[Feed]:
        found = select(feed_table).where(feed_table.c.workspace_id == self.workspace_id, *conditions)
        return [_feed(row) for row in self.connection.execute(found.order_by(*order).limit(limit))]

    def _looks(self, *conditions: ColumnElement[bool], limit: int | None = None) -> Sequence[Look]:
        found = select(*columns(look_table)).where(look_table.c.workspace_id == self.workspace_id, *conditions)
        rows = self.connection.execute(found.order_by(look_table.c.next_at, look_table.c.id).limit(limit))
        return [Look(**row._asdict()) for row in rows]


def _fields(feed: Feed) -> dict[str, object]:
    fields = values(feed) | {"etag": feed.known.etag, "last_modified": feed.known.last_modified}
    fields["minutes"] = int(feed.every.total_seconds() // 60)
    return {name: value for name, value in fields.items() if name not in {"known", "every"}}


def _feed(row: Result[Any]) -> Feed:
    fields = row._asdict()
    made = {name: fields[name] for name in Feed.__dataclass_fields__ if name in fields}
    return Feed(
        **made
        | {
            "kind": Kind(row.kind) if row.kind else None,
            "known": Known(row.etag, row.last_modified),
            "every": timedelta(minutes=row.minutes),
        }
    )
