"""Deliveries: what is to be done in Slack, kept with the state it belongs to, made once, in order within a lane."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Connection, String, cast, delete, func, insert, or_, select, update
from sqlalchemy import Row as Result
from sqlmodel import Field

from community.delivery import Delivery, Refused, Sent
from storage import lanes
from storage.counters import next_number
from storage.lanes import TAKEN, WAITING, LaneRow
from storage.prepared import Prepared
from storage.rows import compact_json, table
from storage.scrubbing import needles, without

SENT = "sent"
REFUSED = "refused"
PARKED = "parked"


class DeliveryRow(LaneRow, table=True):
    """One delivery and what became of it."""

    __tablename__ = "delivery"
    __table_args__ = lanes.indexes("delivery")

    method: str
    arguments: dict[str, Any] = Field(sa_type=JSON)
    purpose: str
    subject: str
    put_at: datetime
    answer: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    settled_at: datetime | None = None


delivery_table = table(DeliveryRow)

_PUT = Prepared(insert(delivery_table))


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A delivery in the outbox: `tries` counts the one under way, `error` is what the last one ended with."""

    id: int
    delivery: Delivery
    tries: int
    put_at: datetime
    next_try_at: datetime
    error: str | None


@dataclass(frozen=True, slots=True)
class Outbox:
    """The outbox of one workspace."""

    connection: Connection
    workspace_id: str
    put_ids: list[int]  # of this transaction

    def put(self, delivery: Delivery, *, now: datetime) -> int:
        """Keep the delivery and give its id, which is higher than any before."""
        id_ = next_number(self.connection, self.workspace_id, "delivery")
        _PUT.count(
            self.connection,
            {
                "workspace_id": self.workspace_id,
                "id": id_,
                "lane": delivery.lane,
                "state": WAITING,
                "tries": 0,
                "next_try_at": now,
                "method": delivery.method,
                "arguments": delivery.arguments,
                "purpose": delivery.purpose,
                "subject": delivery.subject,
                "put_at": now,
            },
        )
        self.put_ids.append(id_)
        return id_

    def forget(self, texts: Sequence[str]) -> None:
        """Take these texts out of all deliveries, made or waiting, as far as they are told from other words."""
        if not (found := needles(texts)):
            return
        of_workspace = delivery_table.c.workspace_id == self.workspace_id
        # Asked of the text as it is stored, so that most rows need not be read.
        stored = cast(delivery_table.c.arguments, String)
        holds = or_(*(stored.contains(compact_json(needle)[1:-1], autoescape=True) for needle in found))
        kept = self.connection.execute(
            select(delivery_table.c.id, delivery_table.c.arguments).where(of_workspace, holds)
        )
        for row in kept.all():
            scrubbed = without(row.arguments, found)
            if scrubbed != row.arguments:
                self.connection.execute(
                    update(delivery_table).where(of_workspace, delivery_table.c.id == row.id).values(arguments=scrubbed)
                )

    def move(self, channel_id: str, new_id: str) -> None:
        """Let what waits for a channel go to it under its new id."""
        waiting = [
            delivery_table.c.workspace_id == self.workspace_id,
            delivery_table.c.lane == channel_id,
            delivery_table.c.state == WAITING,
        ]
        for row in self.connection.execute(
            select(delivery_table.c.id, delivery_table.c.arguments).where(*waiting)
        ).all():
            self.connection.execute(
                update(delivery_table)
                .where(delivery_table.c.workspace_id == self.workspace_id, delivery_table.c.id == row.id)
                .values(lane=new_id, arguments=row.arguments | {"channel": new_id})
            )

    def claim(
        self,
        *,
        sender: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        without_lanes: Collection[str] = (),
        without_methods: Collection[str] = (),
    ) -> Sequence[OutboxEntry]:
        """Take the first delivery of each lane whose time has come, oldest first, for as long as the lease.

        From here on it counts as being sent: if nobody says what became of it, `take_over` finds it.
        """
        only = []
        if without_lanes:
            only.append(delivery_table.c.lane.not_in(without_lanes))
        if without_methods:
            only.append(delivery_table.c.method.not_in(without_methods))
        taken = lanes.claim(
            self.connection,
            delivery_table,
            self.workspace_id,
            by=sender,
            now=now,
            until=now + lease,
            limit=limit,
            only=only,
        )
        return [_entry(row) for row in taken]

    def take_over(
        self, *, sender: str, now: datetime, lease: timedelta, limit: int, own: bool = False
    ) -> Sequence[OutboxEntry]:
        """Take, oldest first, what was being sent when its sender vanished: nobody knows whether it arrived.

        `own` takes also what this sender holds: right at its start, when that is from an earlier life.
        """
        taken = lanes.take_over(
            self.connection,
            delivery_table,
            self.workspace_id,
            by=sender,
            now=now,
            until=now + lease,
            limit=limit,
            own=own,
        )
        return [_entry(row) for row in taken]

    def mark_sent(self, delivery_id: int, answer: Mapping[str, Any], *, now: datetime) -> Sent | None:
        """Say that the delivery was made; None, and nothing changed, when that or its refusal is known already."""
        row = self._settle(delivery_id, state=SENT, answer=dict(answer), error=None, settled_at=now)
        return None if row is None else Sent(row.id, _delivery(row), row.answer)

    def mark_refused(
        self, delivery_id: int, error: str, answer: Mapping[str, Any] | None = None, *, now: datetime
    ) -> Refused | None:
        """Say that the delivery will never be made; None, and nothing changed, when its outcome is known already."""
        row = self._settle(delivery_id, state=REFUSED, answer=dict(answer or {}), error=error, settled_at=now)
        return None if row is None else Refused(row.id, _delivery(row), error, row.answer)

    def retry(self, delivery_id: int, *, at: datetime, error: str) -> None:
        """Let a delivery that surely was not made be tried again from that instant on; its lane waits for it."""
        self._settle(delivery_id, state=WAITING, next_try_at=at, error=error)

    def park(self, delivery_id: int, *, error: str, now: datetime) -> None:
        """Leave a delivery whose outcome can't be known to an operator; its lane goes on."""
        self._settle(delivery_id, state=PARKED, error=error, settled_at=now)

    def replay(self, delivery_id: int, *, now: datetime) -> bool:
        """Send a parked or refused delivery as if it were new, at its old place; False when it is neither."""
        replayed = self.connection.execute(
            update(delivery_table)
            .where(
                delivery_table.c.workspace_id == self.workspace_id,
                delivery_table.c.id == delivery_id,
                delivery_table.c.state.in_((PARKED, REFUSED)),
            )
            .values(state=WAITING, tries=0, next_try_at=now, settled_at=None, error=None)
        )
        return replayed.rowcount == 1

    def parked(self, *, limit: int) -> Sequence[OutboxEntry]:
        """Give the deliveries that wait for an operator, oldest first."""
        found = self.connection.execute(
            select(delivery_table)
            .where(delivery_table.c.workspace_id == self.workspace_id, delivery_table.c.state == PARKED)
            .order_by(delivery_table.c.id)
            .limit(limit)
        )
        return [_entry(row) for row in found]

    def outcome(self, delivery_id: int) -> Sent | Refused | None:
        """Give what became of a delivery; None while that is open, parked, or forgotten."""
        row = self.connection.execute(
            select(delivery_table).where(
                delivery_table.c.workspace_id == self.workspace_id, delivery_table.c.id == delivery_id
            )
        ).one_or_none()
        if row is not None and row.state == SENT:
            return Sent(row.id, _delivery(row), row.answer)
        if row is not None and row.state == REFUSED:
            return Refused(row.id, _delivery(row), row.error, row.answer)
        return None

    def count_due(self, now: datetime) -> int:
        """Count the deliveries being sent and those whose turn comes next; who waits for a later try is left out."""
        return lanes.count_due(self.connection, delivery_table, self.workspace_id, now=now)

    def count_waiting(self, purpose: str) -> int:
        """Count the deliveries with this purpose that wait or are being sent."""
        rows = delivery_table.c
        counted: int = self.connection.execute(
            select(func.count()).where(
                rows.workspace_id == self.workspace_id, rows.state.in_((WAITING, TAKEN)), rows.purpose == purpose
            )
        ).scalar_one()
        return counted

    def next_try(self) -> datetime | None:
        """Give the instant from which the next delivery may be sent; None when none waits for that alone."""
        return lanes.next_try(self.connection, delivery_table, self.workspace_id)

    def prune(self, *, before: datetime) -> int:
        """Forget what was sent or refused before that instant and give how many."""
        return self.connection.execute(
            delete(delivery_table).where(
                delivery_table.c.workspace_id == self.workspace_id,
                delivery_table.c.state.in_((SENT, REFUSED)),
                delivery_table.c.settled_at < before,
            )
        ).rowcount

    def _settle(self, delivery_id: int, **values: object) -> Result[Any] | None:
        # Only what is being sent can be settled, so that two senders who both think it theirs settle it once.
        return self.connection.execute(
            update(delivery_table)
            .where(
                delivery_table.c.workspace_id == self.workspace_id,
                delivery_table.c.id == delivery_id,
                delivery_table.c.state == TAKEN,
            )
            .values(taken_by=None, leased_until=None, **values)
            .returning(delivery_table)
        ).one_or_none()


def _delivery(row: Result[Any]) -> Delivery:
    return Delivery(row.method, row.arguments, row.lane, row.purpose, row.subject)


def _entry(row: Result[Any]) -> OutboxEntry:
    return OutboxEntry(row.id, _delivery(row), row.tries, row.put_at, row.next_try_at, row.error)
