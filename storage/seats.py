"""Who coordinates which community, and who supports that."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.carrying import Carried
from community.schedule import Period
from community.seats import Note, Seat
from storage.carried import carried
from storage.communities import community_table
from storage.counters import next_number
from storage.prepared import Prepared
from storage.rows import Row, columns, table, values


def _of_a_member(column: str) -> ForeignKeyConstraint:
    """Let a row go with the membership, whichever way that ends."""
    return ForeignKeyConstraint(
        ["workspace_id", "community_id", column],
        ["member.workspace_id", "member.community_id", "member.user_id"],
        ondelete="CASCADE",
    )


def _of_a_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
    )


class CoordinatorRow(Row, table=True):
    """One member who coordinates, or did until they stepped back."""

    __tablename__ = "coordinator"
    __table_args__ = (_of_a_member("user_id"), Index("ix_coordinator_user", "workspace_id", "user_id"))

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    since: datetime
    until: datetime | None
    channel_id: str | None
    card_ts: str | None
    sharing_since: datetime | None


class SeatSupportRow(Row, table=True):
    """One member who supports one coordinator."""

    __tablename__ = "seat_support"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id", "coordinator"],
            ["coordinator.workspace_id", "coordinator.community_id", "coordinator.user_id"],
            ondelete="CASCADE",
        ),
        _of_a_member("user_id"),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    coordinator: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    at: datetime


class SeatToldRow(Row, table=True):
    """When a community was last told that nobody coordinates it."""

    __tablename__ = "seat_told"
    __table_args__ = (_of_a_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    told_at: datetime


class HandoverRow(Row, table=True):
    """What one coordinator left for the next."""

    __tablename__ = "handover"
    __table_args__ = (_of_a_community(), Index("ix_handover_community", "workspace_id", "community_id"))

    id: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(sa_type=BigInteger)
    left_by: str
    words: str
    left_at: datetime


coordinator_table = table(CoordinatorRow)
support_table = table(SeatSupportRow)
told_table = table(SeatToldRow)
handover_table = table(HandoverRow)

_IS_TAKEN = coordinator_table.c.until.is_(None)
_FIELDS = [column.name for column in columns(coordinator_table)]
# Asked whenever somebody leaves a community.
_GET = Prepared(
    select(*columns(coordinator_table)).where(
        coordinator_table.c.workspace_id == bindparam("workspace_id"),
        coordinator_table.c.community_id == bindparam("community_id"),
        coordinator_table.c.user_id == bindparam("user_id"),
    )
)


@dataclass(frozen=True, slots=True)
class Seats:
    """Who coordinates which community, and who supports that, of one workspace."""

    connection: Connection
    workspace_id: str

    def coordinators(self, community_id: int) -> Sequence[str]:
        """Give the user ids of who coordinates it, who stepped up first first."""
        found = self._seats(_IS_TAKEN, coordinator_table.c.community_id == community_id)
        return [seat.user_id for seat in found]

    def all(self) -> Mapping[int, Sequence[str]]:
        """Give the same of every community that has one; in one query."""
        found: dict[int, list[str]] = {}
        for seat in self.present():
            found.setdefault(seat.community_id, []).append(seat.user_id)
        return found

    def present(self) -> Sequence[Seat]:
        """Give every seat that is taken, who stepped up first first."""
        return self._seats(_IS_TAKEN)

    def of(self, user_id: str) -> Sequence[Seat]:
        """Give the seats this person has."""
        return self._seats(_IS_TAKEN, coordinator_table.c.user_id == user_id)

    def ever(self, user_id: str) -> Sequence[Seat]:
        """Give the same, with those they stepped back from."""
        return self._seats(coordinator_table.c.user_id == user_id)

    def get(self, community_id: int, user_id: str) -> Seat | None:
        """Give a member's seat, also when they stepped back from it."""
        row = _GET.row(
            self.connection, {"workspace_id": self.workspace_id, "community_id": community_id, "user_id": user_id}
        )
        return None if row is None else Seat(**dict(zip(_FIELDS, row, strict=True)))

    def take(self, community_id: int, user_id: str, *, now: datetime) -> bool:
        """Let a member coordinate; False when they do already."""
        fields = {"since": now, "until": None, "channel_id": None, "card_ts": None, "sharing_since": None}
        statement = insert(coordinator_table).values(
            workspace_id=self.workspace_id, community_id=community_id, user_id=user_id, **fields
        )
        taken = self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(coordinator_table.primary_key),
                set_=fields,
                where=coordinator_table.c.until.is_not(None),
            ).returning(coordinator_table.c.user_id)
        )
        return taken.first() is not None

    def end(self, community_id: int, user_id: str, *, now: datetime) -> bool:
        """Let them step back, and forget who supported them; False when they don't coordinate."""
        ended = self.connection.execute(
            update(coordinator_table)
            .where(_IS_TAKEN, *self._is(community_id, user_id))
            .values(until=now, sharing_since=None)
            .returning(coordinator_table.c.user_id)
        )
        if ended.first() is None:
            return False
        self.connection.execute(delete(support_table).where(*self._supports(community_id, user_id)))
        return True

    def place(self, community_id: int, user_id: str, *, channel_id: str, ts: str) -> None:
        """Remember which message tells of it."""
        self._set(community_id, user_id, channel_id=channel_id, card_ts=ts)

    def share(self, community_id: int, user_id: str, *, now: datetime) -> None:
        """Note that this coordinator would like to share the seat."""
        self._set(community_id, user_id, sharing_since=now)

    def support(self, community_id: int, coordinator: str, user_id: str, *, now: datetime) -> bool:
        """Keep that this person supports the coordinator; False when they said so before."""
        row = {"community_id": community_id, "coordinator": coordinator, "user_id": user_id, "at": now}
        kept = self.connection.execute(
            insert(support_table)
            .values(workspace_id=self.workspace_id, **row)
            .on_conflict_do_nothing()
            .returning(support_table.c.user_id)
        )
        return kept.first() is not None

    def unsupport(self, community_id: int, coordinator: str, user_id: str) -> bool:
        """Forget it; False when they never said so."""
        gone = self.connection.execute(
            delete(support_table)
            .where(*self._supports(community_id, coordinator), support_table.c.user_id == user_id)
            .returning(support_table.c.user_id)
        )
        return gone.first() is not None

    def supporters(self, community_id: int, coordinator: str) -> int:
        """Count them."""
        counted: int = self.connection.execute(
            select(func.count()).select_from(support_table).where(*self._supports(community_id, coordinator))
        ).scalar_one()
        return counted

    def free(self, community_ids: Sequence[int], *, not_told_since: datetime | None = None) -> Set[int]:
        """Give those of these that nobody coordinates, and that weren't told so since then if that is asked."""
        seats, told = coordinator_table.c, told_table.c
        taken = select(seats.community_id).where(seats.workspace_id == self.workspace_id, _IS_TAKEN)
        wanted = [community_table.c.id.in_(community_ids), community_table.c.id.not_in(taken)]
        if not_told_since is not None:
            recent = select(told.community_id).where(
                told.workspace_id == self.workspace_id, told.told_at > not_told_since
            )
            wanted.append(community_table.c.id.not_in(recent))
        found = self.connection.execute(
            select(community_table.c.id).where(community_table.c.workspace_id == self.workspace_id, *wanted)
        )
        return frozenset(found.scalars())

    def tell_free(self, community_id: int, *, now: datetime) -> None:
        """Remember that the community is told now."""
        statement = insert(told_table).values(workspace_id=self.workspace_id, community_id=community_id, told_at=now)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(told_table.primary_key), set_={"told_at": now})
        )

    def leave_note(self, note: Note) -> None:
        """Keep the note, in the place of one that the same person left there before."""
        self.connection.execute(
            delete(handover_table).where(
                handover_table.c.workspace_id == self.workspace_id,
                handover_table.c.community_id == note.community_id,
                handover_table.c.left_by == note.left_by,
            )
        )
        number = next_number(self.connection, self.workspace_id, "handover")
        self.connection.execute(
            insert(handover_table).values(workspace_id=self.workspace_id, id=number, **values(note))
        )

    def notes(self, community_id: int) -> Sequence[Note]:
        """Give the notes that were left, newest first."""
        found = self.connection.execute(
            select(*[column for column in columns(handover_table) if column.name != "id"])
            .where(handover_table.c.workspace_id == self.workspace_id, handover_table.c.community_id == community_id)
            .order_by(handover_table.c.id.desc())
        )
        return [Note(**row._asdict()) for row in found]

    def carried(self, community_ids: Sequence[int], period: Period) -> Sequence[Carried]:
        """Give what each member did for these communities in the period; who did nothing is left out."""
        return carried(self.connection, self.workspace_id, community_ids, period)

    def _seats(self, *conditions: ColumnElement[bool]) -> Sequence[Seat]:
        found = self.connection.execute(
            select(*columns(coordinator_table))
            .where(coordinator_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(coordinator_table.c.since, coordinator_table.c.community_id, coordinator_table.c.user_id)
        )
        return [Seat(**row._asdict()) for row in found]

    def _set(self, community_id: int, user_id: str, **fields: str | datetime) -> None:
        self.connection.execute(update(coordinator_table).where(*self._is(community_id, user_id)).values(**fields))

    def _is(self, community_id: int, user_id: str) -> Sequence[ColumnElement[bool]]:
        rows = coordinator_table.c
        return (
            rows.workspace_id == self.workspace_id,
            rows.community_id == community_id,
            rows.user_id == user_id,
        )

    def _supports(self, community_id: int, coordinator: str) -> Sequence[ColumnElement[bool]]:
        rows = support_table.c
        return (
            rows.workspace_id == self.workspace_id,
            rows.community_id == community_id,
            rows.coordinator == coordinator,
        )
