"""What quiet communities were asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, ForeignKeyConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.resting import Quiet
from storage.rows import Row, columns, table, values


class QuietQuestionRow(Row, table=True):
    """The question a quiet community was asked last."""

    __tablename__ = "quiet_question"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    asked_at: datetime
    channel_id: str
    ts: str | None
    answered_at: datetime | None


quiet_question_table = table(QuietQuestionRow)


@dataclass(frozen=True, slots=True)
class Resting:
    """The question that a quiet community of one workspace was asked last."""

    connection: Connection
    workspace_id: str

    def asked(self) -> Mapping[int, Quiet]:
        """Give the newest question of each community that was ever asked, by its id, in one query."""
        found = self.connection.execute(
            select(*columns(quiet_question_table)).where(quiet_question_table.c.workspace_id == self.workspace_id)
        )
        return {row.community_id: Quiet(**row._asdict()) for row in found}

    def get(self, community_id: int) -> Quiet | None:
        """Give the question this community was asked last."""
        row = self.connection.execute(
            select(*columns(quiet_question_table)).where(
                quiet_question_table.c.workspace_id == self.workspace_id,
                quiet_question_table.c.community_id == community_id,
            )
        ).one_or_none()
        return None if row is None else Quiet(**row._asdict())

    def save(self, asked: Quiet) -> None:
        """Keep it in the place of the one before."""
        kept = values(asked)
        self.connection.execute(
            insert(quiet_question_table)
            .values(workspace_id=self.workspace_id, **kept)
            .on_conflict_do_update(index_elements=list(quiet_question_table.primary_key), set_=kept)
        )
