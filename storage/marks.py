"""The marks by which people said that a message is a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Mark
from storage.rows import Row, columns, table, values


class MarkRow(Row, table=True):
    """A person's newest word on whether a message is a lesson."""

    __tablename__ = "mark"

    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    emoji: str = Field(primary_key=True)
    is_on: bool
    at: datetime


mark_table = table(MarkRow)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one workspace."""

    connection: Connection
    workspace_id: str

    def put(self, mark: Mark) -> int:
        """Keep a person's newest word on whether this message is a lesson, and give how many people's marks stand.

        A word older than the one that is kept for this person and emoji changes nothing: events can overtake another.
        """
        statement = insert(mark_table).values(workspace_id=self.workspace_id, **values(mark))
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(mark_table.primary_key),
                set_={"is_on": statement.excluded.is_on, "at": statement.excluded.at},
                where=mark_table.c.at <= statement.excluded.at,
            )
        )
        standing: int = self.connection.execute(
            select(func.count(mark_table.c.user_id.distinct())).where(
                mark_table.c.workspace_id == self.workspace_id,
                mark_table.c.channel_id == mark.channel_id,
                mark_table.c.ts == mark.ts,
                mark_table.c.is_on,
            )
        ).scalar_one()
        return standing

    def on(self, channel_id: str, ts: str) -> Sequence[Mark]:
        """Give the marks that stand on this message, the oldest first."""
        found = self.connection.execute(
            select(*columns(mark_table))
            .where(
                mark_table.c.workspace_id == self.workspace_id,
                mark_table.c.channel_id == channel_id,
                mark_table.c.ts == ts,
                mark_table.c.is_on,
            )
            .order_by(mark_table.c.at, mark_table.c.user_id)
        )
        return [Mark(**row._asdict()) for row in found]
