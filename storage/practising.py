"""What coordinators and mentors said of still working in a team, to them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community import practising
from community.practising import Practice, Shared, Week, Works
from storage.rows import Row, columns, table, values
from storage.seats import coordinator_table


class PracticeRow(Row, table=True):
    """What one person said of themselves."""

    __tablename__ = "practice"

    user_id: str = Field(primary_key=True)
    said_at: datetime
    works: str | None
    week: str | None
    shares_works: bool
    shares_week: bool


practice_table = table(PracticeRow)


@dataclass(frozen=True, slots=True)
class Practising:
    """What coordinators and mentors said of still working in a team, to them alone, of one workspace."""

    connection: Connection
    workspace_id: str

    def get(self, user_id: str) -> Practice | None:
        """Give what they said; None when they said nothing."""
        return next(iter(self._some(practice_table.c.user_id == user_id)), None)

    def save(self, practice: Practice) -> None:
        """Keep it, in the place of what they said before."""
        fields = values(practice)
        self.connection.execute(
            insert(practice_table)
            .values(workspace_id=self.workspace_id, **fields)
            .on_conflict_do_update(index_elements=list(practice_table.primary_key), set_=fields)
        )

    def remove(self, user_id: str) -> bool:
        """Forget what they said; False when they said nothing."""
        gone = self.connection.execute(
            delete(practice_table)
            .where(practice_table.c.workspace_id == self.workspace_id, practice_table.c.user_id == user_id)
            .returning(practice_table.c.user_id)
        )
        return gone.first() is not None

    def shared(self, community_id: int) -> Sequence[Shared]:
        """Give what those who coordinate it let others read; who shares nothing is left out."""
        seats = coordinator_table.c
        they = select(seats.user_id).where(
            seats.workspace_id == self.workspace_id, seats.community_id == community_id, seats.until.is_(None)
        )
        return practising.shown(self._some(practice_table.c.user_id.in_(they)))

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Practice]:
        found = self.connection.execute(
            select(*columns(practice_table))
            .where(practice_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(practice_table.c.user_id)
        )
        return [
            Practice(
                **row._asdict()
                | {"works": Works(row.works) if row.works else None, "week": Week(row.week) if row.week else None}
            )
            for row in found
        ]
