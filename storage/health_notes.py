"""Notes on the health of components."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Index, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.health_notes import Mood, NewNote, Note
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values


class HealthNoteRow(Row, table=True):
    """One note."""

    __tablename__ = "health_note"
    __table_args__ = (Index("ix_health_note_component", "workspace_id", "component_id", "id"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    component_id: int = Field(sa_type=BigInteger)
    mood: str
    words: str
    written_by: str
    written_at: datetime
    corrected_at: datetime | None


health_note_table = table(HealthNoteRow)


@dataclass(frozen=True, slots=True)
class HealthNotes:
    """The notes on one workspace's components."""

    connection: Connection
    workspace_id: str

    def add(self, note: NewNote) -> Note:
        """Keep it."""
        added = Note(**fields_of(note), id=next_number(self.connection, self.workspace_id, "health_note"))
        self.connection.execute(insert(health_note_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, note_id: int) -> Note | None:
        """Give the note of that id."""
        return next(iter(self._found(self._all().where(health_note_table.c.id == note_id))), None)

    def of(self, component_id: int, *, limit: int, offset: int = 0) -> Sequence[Note]:
        """Give a component's notes, newest first."""
        theirs = self._all().where(health_note_table.c.component_id == component_id)
        return self._found(theirs.order_by(health_note_table.c.id.desc()).limit(limit).offset(offset))

    def count(self, component_id: int) -> int:
        """Count a component's notes."""
        counted: int = self.connection.execute(
            select(func.count())
            .select_from(health_note_table)
            .where(
                health_note_table.c.workspace_id == self.workspace_id, health_note_table.c.component_id == component_id
            )
        ).scalar_one()
        return counted

    def update(self, note: Note) -> None:
        """Keep the note as it is now."""
        self.connection.execute(
            update(health_note_table)
            .where(health_note_table.c.workspace_id == self.workspace_id, health_note_table.c.id == note.id)
            .values(values(note))
        )

    def remove(self, note_id: int) -> None:
        """Forget the note."""
        self.connection.execute(
            delete(health_note_table).where(
                health_note_table.c.workspace_id == self.workspace_id, health_note_table.c.id == note_id
            )
        )

    def _all(self) -> Select[tuple[object, ...]]:
        return select(*columns(health_note_table)).where(health_note_table.c.workspace_id == self.workspace_id)

    def _found(self, asked: Select[tuple[object, ...]]) -> Sequence[Note]:
        return [Note(**row._asdict() | {"mood": Mood(row.mood)}) for row in self.connection.execute(asked)]
