"""Lessons drafted by AI helpers that wait for their person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Words
from community.suggestions import NewSuggestion, Suggestion
from storage.counters import next_number
from storage.rows import Row, fields_of, table
from storage.sayings import said, stored


class SuggestionRow(Row, table=True):
    """One draft."""

    __tablename__ = "suggestion"

    id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str
    title: str
    happened: str
    learnt: str
    to_try: str
    kind: str | None
    tags: str
    community_id: int | None = Field(sa_type=BigInteger)
    made_at: datetime
    answered_at: datetime | None
    kept_as: int | None = Field(sa_type=BigInteger)


suggestion_table = table(SuggestionRow)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, suggestion: NewSuggestion) -> Suggestion:
        """Keep the draft."""
        added = Suggestion(**fields_of(suggestion), id=next_number(self.connection, self.workspace_id, "suggestion"))
        self.connection.execute(
            insert(suggestion_table).values(
                workspace_id=self.workspace_id,
                id=added.id,
                user_id=added.user_id,
                made_at=added.made_at,
                **stored(added.words),
            )
        )
        return added

    def get(self, suggestion_id: int) -> Suggestion | None:
        """Give the draft of that id; of one that was answered the words are gone."""
        row = self.connection.execute(
            select(suggestion_table).where(
                suggestion_table.c.workspace_id == self.workspace_id, suggestion_table.c.id == suggestion_id
            )
        ).one_or_none()
        if row is None:
            return None
        return Suggestion(row.user_id, said(Words, row), row.made_at, row.id, row.answered_at, row.kept_as)

    def waiting(self, user_id: str) -> int:
        """Count this person's drafts that were not answered yet."""
        counted: int = self.connection.execute(
            select(func.count()).where(
                suggestion_table.c.workspace_id == self.workspace_id,
                suggestion_table.c.user_id == user_id,
                suggestion_table.c.answered_at.is_(None),
            )
        ).scalar_one()
        return counted

    def answer(self, suggestion_id: int, *, kept_as: int | None, now: datetime) -> None:
        """Keep that it was answered, and forget its words."""
        self.connection.execute(
            update(suggestion_table)
            .where(suggestion_table.c.workspace_id == self.workspace_id, suggestion_table.c.id == suggestion_id)
            .values(answered_at=now, kept_as=kept_as, **stored(Words(title="", learnt="")))
        )
