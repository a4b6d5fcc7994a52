"""Who has gone."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.rows import Row, table


class DepartureRow(Row, table=True):
    """One person whose account is deactivated."""

    __tablename__ = "departure"

    user_id: str = Field(primary_key=True)
    departed_at: datetime


departure_table = table(DepartureRow)


@dataclass(frozen=True, slots=True)
class Departures:
    """The people of one workspace whose account is deactivated, and who was dealt with."""

    connection: Connection
    workspace_id: str

    def depart(self, user_id: str, *, now: datetime) -> bool:
        """Keep that this person has gone; False when that is known."""
        kept = self.connection.execute(
            insert(departure_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, user_id=user_id, departed_at=now)
            .returning(departure_table.c.user_id)
        )
        return kept.one_or_none() is not None

    def come_back(self, user_id: str) -> bool:
        """Keep that this person is here again; False when they weren't known to be gone."""
        back = self.connection.execute(
            delete(departure_table).where(
                departure_table.c.workspace_id == self.workspace_id, departure_table.c.user_id == user_id
            )
        )
        return back.rowcount == 1

    def gone(self, user_ids: Sequence[str]) -> Set[str]:
        """Give those of them that are known to be gone, in one query."""
        found = self.connection.execute(
            select(departure_table.c.user_id).where(
                departure_table.c.workspace_id == self.workspace_id, departure_table.c.user_id.in_(user_ids)
            )
        )
        return frozenset(found.scalars())
