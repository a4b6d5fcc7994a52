"""What is looked at once an hour."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.rows import Row, table


class RoundRow(Row, table=True):
    """The last hour in which something was looked at."""

    __tablename__ = "round"

    what: str = Field(primary_key=True)
    hour: datetime


round_table = table(RoundRow)


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of one workspace."""

    connection: Connection
    workspace_id: str

    def begun(self, hour: datetime) -> Set[str]:
        """Give the names of what was begun in this hour or a later one."""
        found = self.connection.execute(
            select(round_table.c.what).where(
                round_table.c.workspace_id == self.workspace_id, round_table.c.hour >= hour
            )
        )
        return frozenset(found.scalars())

    def begin(self, what: str, hour: datetime) -> bool:
        """Take the right to look at it in this hour; False when that was taken, for this hour or a later one."""
        statement = insert(round_table).values(workspace_id=self.workspace_id, what=what, hour=hour)
        taken = self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(round_table.primary_key), set_={"hour": hour}, where=round_table.c.hour < hour
            ).returning(round_table.c.what)
        )
        return taken.first() is not None
