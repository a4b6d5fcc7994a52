"""What people were asked in private, and who said that it need not come again."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.asked import Asked as Newest
from community.asked import Asking
from storage.rows import Row, table


class SeatQuestionRow(Row, table=True):
    """When one person was asked something last, and whether they don't want to be."""

    __tablename__ = "seat_question"

    user_id: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    community_id: int | None = Field(sa_type=BigInteger)
    asked_at: datetime | None
    is_silent: bool


question_table = table(SeatQuestionRow)


@dataclass(frozen=True, slots=True)
class Asked:
    """What people of one workspace were asked in private."""

    connection: Connection
    workspace_id: str

    def ask(
        self, user_id: str, about: Asking, *, now: datetime, within: timedelta, community_id: int | None = None
    ) -> bool:
        """Take note that they are asked; False when they were within this span, or don't want to be."""
        asked = {"community_id": community_id, "asked_at": now}
        key = {"workspace_id": self.workspace_id, "user_id": user_id, "about": about.value}
        rows = question_table.c
        noted = self.connection.execute(
            insert(question_table)
            .values(**key, **asked, is_silent=False)
            .on_conflict_do_update(
                index_elements=list(question_table.primary_key),
                set_=asked,
                where=~rows.is_silent & (rows.asked_at.is_(None) | (rows.asked_at <= now - within)),
            )
            .returning(rows.user_id)
        )
        return noted.first() is not None

    def all(self, about: Asking) -> Sequence[Newest]:
        """Give when each was asked last."""
        rows = question_table.c
        found = self.connection.execute(
            select(rows.user_id, rows.asked_at, rows.community_id)
            .where(*self._about(about), rows.asked_at.is_not(None))
            .order_by(rows.user_id)
        )
        return [Newest(row.user_id, row.asked_at, row.community_id) for row in found]

    def silence(self, user_id: str, about: Asking, *, is_silent: bool) -> None:
        """Keep whether they don't want to be asked this."""
        key = {"workspace_id": self.workspace_id, "user_id": user_id, "about": about.value}
        statement = insert(question_table).values(**key, community_id=None, asked_at=None, is_silent=is_silent)
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(question_table.primary_key), set_={"is_silent": is_silent}
            )
        )

    def silent(self, about: Asking) -> Set[str]:
        """Give the user ids of who doesn't want to be asked this."""
        found = self.connection.execute(
            select(question_table.c.user_id).where(*self._about(about), question_table.c.is_silent)
        )
        return frozenset(found.scalars())

    def _about(self, about: Asking) -> Sequence[ColumnElement[bool]]:
        return (question_table.c.workspace_id == self.workspace_id, question_table.c.about == about.value)
