"""Events that were received: kept before they are acknowledged, handled in order, set aside when they can't be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Connection, String, UniqueConstraint, bindparam, cast, delete, func, select, update
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage import lanes
from storage.counters import reserve
from storage.lanes import TAKEN, WAITING, LaneRow
from storage.prepared import Prepared
from storage.rows import compact_json, table

DONE = "done"
SET_ASIDE = "set aside"
EMPTY: Mapping[str, Any] = {"event": {}}  # what is left of an event that held somebody's words


class InboxRow(LaneRow, table=True):
    """One event; what is done keeps its row for a while, so that an event sent again is known."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("workspace_id", "event_id", name="uq_inbox_event"), *lanes.indexes("inbox"))

    event_id: str
    payload: dict[str, Any] = Field(sa_type=JSON)
    received_at: datetime
    done_at: datetime | None = None


inbox = table(InboxRow)

# Made once: every event runs it, and making a statement takes longer than running it.
_KEEP = (
    insert(inbox)
    .on_conflict_do_nothing(index_elements=[inbox.c.workspace_id, inbox.c.event_id])
    .returning(inbox.c.event_id)
)
_DONE = Prepared(
    update(inbox)
    .where(inbox.c.workspace_id == bindparam("of"), inbox.c.event_id == bindparam("event"))
    .values(state=DONE, done_at=bindparam("at"), taken_by=None, leased_until=None, error=None)
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it was received; those of one lane (a channel's id, say) are handled one after the other."""

    event_id: str
    lane: str
    payload: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """An event in the inbox: `tries` counts the one under way."""

    event: Event
    tries: int
    next_try_at: datetime
    error: str | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The inbox of one workspace."""

    connection: Connection
    workspace_id: str

    def keep(self, events: Sequence[Event]) -> frozenset[str]:
        """Keep the events in this order and give the ids of those that are new; the others change nothing."""
        if not events:
            return frozenset()
        ids = reserve(self.connection, self.workspace_id, "inbox", count=len(events))
        rows = [
            {
                "workspace_id": self.workspace_id,
                "id": id_,
                "lane": event.lane,
                "state": WAITING,
                "tries": 0,
                "next_try_at": event.received_at,
                "event_id": event.event_id,
                "payload": event.payload,
                "received_at": event.received_at,
            }
            for id_, event in zip(ids, events, strict=True)
        ]
        return frozenset(self.connection.execute(_KEEP, rows).scalars())

    def claim(self, *, worker: str, now: datetime, lease: timedelta, limit: int) -> Sequence[InboxEntry]:
        """Take the first event of each lane whose time has come, oldest first, for as long as the lease."""
        taken = lanes.claim(
            self.connection, inbox, self.workspace_id, by=worker, now=now, until=now + lease, limit=limit
        )
        return [_entry(row) for row in taken]

    def release(self, *, worker: str, now: datetime) -> int:
        """Let others take what this worker held in an earlier life, or anyone whose lease ran out; give how many."""
        left = (inbox.c.taken_by == worker) | lanes.has_come(inbox.c.leased_until, now)
        return self.connection.execute(
            update(inbox)
            .where(inbox.c.workspace_id == self.workspace_id, inbox.c.state == TAKEN, left)
            .values(state=WAITING, taken_by=None, leased_until=None)
        ).rowcount

    def done(self, event_id: str, *, now: datetime) -> None:
        """Mark the event as handled, in the transaction that handled it."""
        _DONE.count(self.connection, {"of": self.workspace_id, "event": event_id, "at": now})

    def all_done(self, event_ids: Sequence[str], *, now: datetime) -> None:
        """Mark events as handled whose handling changed nothing else, all at once."""
        if event_ids:
            self.connection.execute(
                update(inbox)
                .where(inbox.c.workspace_id == self.workspace_id, inbox.c.event_id.in_(event_ids))
                .values(state=DONE, done_at=now, error=None, taken_by=None, leased_until=None)
            )

    def empty(self, event_ids: Sequence[str]) -> None:
        """Keep nothing of these but that they came, so that one sent again is known."""
        if event_ids:
            self.connection.execute(
                update(inbox)
                .where(inbox.c.workspace_id == self.workspace_id, inbox.c.event_id.in_(event_ids))
                .values(payload=EMPTY)
            )

    def empty_messages(self, channel_id: str, ts: str) -> None:
        """Keep nothing of what was said of this message in events that were handled or set aside.

        What was set aside isn't to be tried again then: there is nothing left to try.
        """
        over = self.connection.execute(
            select(inbox.c.event_id, inbox.c.payload).where(
                inbox.c.workspace_id == self.workspace_id,
                inbox.c.lane == f"{channel_id}:{ts}",
                inbox.c.state.in_((DONE, SET_ASIDE)),
            )
        )
        # Each has a user, a text and more; a reaction has only ids, which tell later that it was received.
        words = [row.event_id for row in over if row.payload["event"].get("type") == "message"]
        self.connection.execute(
            update(inbox)
            .where(inbox.c.workspace_id == self.workspace_id, inbox.c.event_id.in_(words))
            .values(payload=EMPTY, state=DONE, done_at=func.coalesce(inbox.c.done_at, inbox.c.received_at))
        )

    def retry(self, event_id: str, *, at: datetime, error: str) -> None:
        """Let the event be tried again from that instant on; its lane waits for it."""
        self._give_back(event_id, state=WAITING, next_try_at=at, error=error)

    def set_aside(self, event_id: str, *, error: str) -> None:
        """Try the event no more, until an operator replays it; its lane goes on."""
        self._give_back(event_id, state=SET_ASIDE, error=error)

    def replay(self, event_id: str, *, now: datetime) -> bool:
        """Try an event that was set aside as if it were new, at its old place; False when it was not set aside."""
        replayed = self.connection.execute(
            update(inbox)
            .where(inbox.c.workspace_id == self.workspace_id, inbox.c.event_id == event_id, inbox.c.state == SET_ASIDE)
            .values(state=WAITING, tries=0, next_try_at=now, error=None)
        )
        return replayed.rowcount == 1

    def aside(self, *, limit: int) -> Sequence[InboxEntry]:
        """Give the events that were set aside, oldest first."""
        found = self.connection.execute(
            select(inbox)
            .where(inbox.c.workspace_id == self.workspace_id, inbox.c.state == SET_ASIDE)
            .order_by(inbox.c.id)
            .limit(limit)
        )
        return [_entry(row) for row in found]

    def is_done(self, event_id: str) -> bool:
        """Say whether the event was handled; False also for one that was never received."""
        state = self.connection.execute(
            select(inbox.c.state).where(inbox.c.workspace_id == self.workspace_id, inbox.c.event_id == event_id)
        ).scalar_one_or_none()
        return state == DONE

    def about(self, lane: str) -> Sequence[Mapping[str, Any]]:
        """Give the payloads of what was received in this lane and is not forgotten, handled or not, oldest first."""
        return (
            self.connection.execute(
                select(inbox.c.payload)
                .where(inbox.c.workspace_id == self.workspace_id, inbox.c.lane == lane)
                .order_by(inbox.c.id)
            )
            .scalars()
            .all()
        )

    def count_due(self, now: datetime) -> int:
        """Count the events being handled and those whose turn comes next; who waits for a later try is left out."""
        return lanes.count_due(self.connection, inbox, self.workspace_id, now=now)

    def next_try(self) -> datetime | None:
        """Give the instant from which the next event may be tried; None when none waits for that alone."""
        return lanes.next_try(self.connection, inbox, self.workspace_id)

    def prune(self, *, before: datetime, emptied_before: datetime | None = None) -> int:
        """Forget what was handled before that instant, of what was emptied since a later one too; give how many."""
        is_over = inbox.c.done_at < before
        if emptied_before is not None:
            is_empty = cast(inbox.c.payload, String) == compact_json(EMPTY)
            is_over = is_over | ((inbox.c.done_at < emptied_before) & is_empty)
        own = (inbox.c.workspace_id == self.workspace_id) & (inbox.c.state == DONE)
        return self.connection.execute(delete(inbox).where(own, is_over)).rowcount

    def _give_back(self, event_id: str, **values: object) -> None:
        # Only what is still being handled: a handler can fail after the transaction that marked its event done.
        self.connection.execute(
            update(inbox)
            .where(inbox.c.workspace_id == self.workspace_id, inbox.c.event_id == event_id, inbox.c.state == TAKEN)
            .values(taken_by=None, leased_until=None, **values)
        )


def _entry(row: Result[Any]) -> InboxEntry:
    event = Event(row.event_id, row.lane, row.payload, row.received_at)
    return InboxEntry(event, row.tries, row.next_try_at, row.error)
