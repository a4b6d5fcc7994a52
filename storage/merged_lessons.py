"""Lessons that go on in others; what was moved to the others is remembered, so that it finds its way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Index, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.merged_lessons import Merge
from storage.lessons import lesson_table
from storage.rows import Row, columns, table, values
from storage.spread import adoption_table, count_adopters, proposal_table, share_table


class MergeRow(Row, table=True):
    """One lesson that goes on in another."""

    __tablename__ = "merge"
    __table_args__ = (Index("ix_merge_kept", "workspace_id", "kept"),)

    number: int = Field(primary_key=True, sa_type=BigInteger)
    kept: int = Field(sa_type=BigInteger)
    merged_at: datetime


class MovedRow(Row, table=True):
    """One thing that hung on the merged lesson: in which table, and by which key."""

    __tablename__ = "moved"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    what: str = Field(primary_key=True)
    key: int = Field(primary_key=True, sa_type=BigInteger)


merge_table = table(MergeRow)
moved_table = table(MovedRow)


@dataclass(frozen=True, slots=True)
class _Part:
    """What hangs on a lesson: the column that names the lesson, and the one that tells its rows apart."""

    of: Column[Any]
    key: Column[Any]

    @property
    def table(self) -> Table:
        found = self.of.table
        assert isinstance(found, Table)  # noqa: S101  # a column of a join has none of its own
        return found


_PARTS: Mapping[str, _Part] = {
    "adoption": _Part(adoption_table.c.number, adoption_table.c.id),
    "share": _Part(share_table.c.number, share_table.c.community_id),
    "proposal": _Part(proposal_table.c.number, proposal_table.c.id),
    "lesson": _Part(lesson_table.c.builds_on, lesson_table.c.number),
}


@dataclass(frozen=True, slots=True)
class Merged:
    """Which lessons of one workspace go on in others."""

    connection: Connection
    workspace_id: str

    def add(self, merge: Merge, *, but_team: int | None) -> None:
        """Keep it, and let what hangs on the lesson belong to the kept one, but for the answers of this team."""
        self.connection.execute(insert(merge_table).values(workspace_id=self.workspace_id, **values(merge)))
        for what, part in _PARTS.items():
            for key in self._to_move(what, merge, but_team):
                moved = {"workspace_id": self.workspace_id, "number": merge.number, "what": what, "key": key}
                self.connection.execute(insert(moved_table).values(moved))
                self._move(part, key, merge.number, merge.kept)
        self._count(merge.number, merge.kept)

    def of(self, number: int) -> Merge | None:
        """Give where the lesson goes on; None when it does not."""
        found = self.connection.execute(
            select(*columns(merge_table)).where(*self._own(merge_table), merge_table.c.number == number)
        ).one_or_none()
        return None if found is None else Merge(**found._asdict())

    def into(self, kept: int) -> Sequence[int]:
        """Give the numbers of those that go on in this one, lowest first."""
        chosen = select(merge_table.c.number).where(*self._own(merge_table), merge_table.c.kept == kept)
        return self.connection.execute(chosen.order_by(merge_table.c.number)).scalars().all()

    def remove(self, number: int, *, now_at: int) -> None:
        """Forget it, and give back to the lesson what was its own and hangs on this other one now."""
        own = (*self._own(moved_table), moved_table.c.number == number)
        for row in self.connection.execute(select(moved_table).where(*own)).all():
            self._move(_PARTS[row.what], row.key, now_at, number)
        self.connection.execute(delete(moved_table).where(*own))
        self.connection.execute(delete(merge_table).where(*self._own(merge_table), merge_table.c.number == number))
        self._count(number, now_at)

    def _to_move(self, what: str, merge: Merge, but_team: int | None) -> Sequence[int]:
        part = _PARTS[what]
        chosen = select(part.key).where(*self._own(part.table), part.of == merge.number)
        if what == "adoption" and but_team is not None:
            chosen = chosen.where(adoption_table.c.team_id != but_team)
        if what == "share":  # a community that was shown both keeps both: each is one of its messages
            had = select(share_table.c.community_id).where(*self._own(share_table), share_table.c.number == merge.kept)
            chosen = chosen.where(share_table.c.community_id.not_in(had))
        if what == "lesson":
            chosen = chosen.where(lesson_table.c.number != merge.kept)  # no lesson builds on itself
        return self.connection.execute(chosen).scalars().all()

    def _move(self, part: _Part, key: int, before: int, after: int) -> None:
        which = (*self._own(part.table), part.key == key, part.of == before)
        self.connection.execute(update(part.table).where(*which).values({part.of.name: after}))

    def _count(self, *numbers: int) -> None:
        for number in numbers:
            count_adopters(self.connection, self.workspace_id, number)

    def _own(self, rows: Table) -> Sequence[ColumnElement[bool]]:
        return (rows.c.workspace_id == self.workspace_id,)
