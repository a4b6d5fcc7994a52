"""Which communities overlap, and whether they were told about each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Index, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.rows import Row, table


class OverlapRow(Row, table=True):
    """One pair, the smaller id first. It outlives its communities: their ids are never given again."""

    __tablename__ = "overlap"
    __table_args__ = (Index("ix_overlap_other", "workspace_id", "other_id"),)

    one_id: int = Field(primary_key=True, sa_type=BigInteger)
    other_id: int = Field(primary_key=True, sa_type=BigInteger)
    found_at: datetime
    told_at: datetime | None


overlap_table = table(OverlapRow)


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The overlapping communities of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, one_id: int, other_id: int, *, now: datetime) -> bool:
        """Keep that the two overlap; False when that was known before."""
        first, second = sorted((one_id, other_id))
        added = self.connection.execute(
            insert(overlap_table)
            .values(workspace_id=self.workspace_id, one_id=first, other_id=second, found_at=now, told_at=None)
            .on_conflict_do_nothing()
            .returning(overlap_table.c.one_id)
        )
        return added.first() is not None

    def untold(self, community_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Give the pairs that have one of these in them and that nobody was told about yet, the oldest first."""
        one, other = overlap_table.c.one_id, overlap_table.c.other_id
        found = self.connection.execute(
            select(one, other)
            .where(
                overlap_table.c.workspace_id == self.workspace_id,
                overlap_table.c.told_at.is_(None),
                one.in_(community_ids) | other.in_(community_ids),
            )
            .order_by(overlap_table.c.found_at, one, other)
        )
        return [(row.one_id, row.other_id) for row in found]

    def tell(self, one_id: int, other_id: int, *, now: datetime) -> bool:
        """Take the right to tell the two about each other; False when it was taken before."""
        first, second = sorted((one_id, other_id))
        told = self.connection.execute(
            update(overlap_table)
            .where(
                overlap_table.c.workspace_id == self.workspace_id,
                overlap_table.c.one_id == first,
                overlap_table.c.other_id == second,
                overlap_table.c.told_at.is_(None),
            )
            .values(told_at=now)
            .returning(overlap_table.c.one_id)
        )
        return told.first() is not None
