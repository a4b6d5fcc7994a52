"""What is looked at once an hour."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.rows import Row, table

# An hour that is farther ahead was written down by a clock that was wrong; nothing waits until it comes.
FARTHEST = timedelta(days=1)


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
        """Give the names of what was begun in this hour, or a later one of the next day."""
        found = self.connection.execute(
            select(round_table.c.what).where(
                round_table.c.workspace_id == self.workspace_id, round_table.c.hour.between(hour, hour + FARTHEST)
            )
        )
        return frozenset(found.scalars())

    def begin(self, what: str, hour: datetime) -> bool:
        """Take the right to look at it in this hour; False when that was taken, as `begun` says."""
        statement = insert(round_table).values(workspace_id=self.workspace_id, what=what, hour=hour)
        taken = self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(round_table.primary_key),
                set_={"hour": hour},
                where=or_(round_table.c.hour < hour, round_table.c.hour > hour + FARTHEST),
            ).returning(round_table.c.what)
        )
        return taken.first() is not None
