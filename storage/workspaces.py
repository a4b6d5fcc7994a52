"""What is known of a workspace as a whole."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from storage.rows import Row, table


class IntakeRow(Row, table=True):
    """Up to when a workspace's events have arrived."""

    __tablename__ = "intake"

    seen_at: datetime


intake = table(IntakeRow)


@dataclass(frozen=True, slots=True)
class Workspaces:
    """The workspace itself."""

    connection: Connection
    workspace_id: str

    def saw(self, moment: datetime) -> None:
        """Remember that up to this moment no event was missed."""
        self.connection.execute(
            insert(intake)
            .values(workspace_id=self.workspace_id, seen_at=moment)
            .on_conflict_do_update(index_elements=[intake.c.workspace_id], set_={"seen_at": moment})
        )

    def seen_at(self) -> datetime | None:
        """Give the moment up to which no event was missed; None for a workspace that is new here."""
        found: datetime | None = self.connection.execute(
            select(intake.c.seen_at).where(intake.c.workspace_id == self.workspace_id)
        ).scalar_one_or_none()
        return found
