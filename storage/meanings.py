"""What models made of lessons: a vector each, made again when the lesson or the model changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, Index, LargeBinary, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Lesson
from storage.counters import next_number
from storage.lessons import Lessons, lesson_table
from storage.rows import Row, table


class MeaningRow(Row, table=True):
    """One lesson's vector; without one the lesson waits for it, or is not to be found any more.

    `point` counts the changes of a workspace, so that whoever holds vectors in memory reads only what is new.
    """

    __tablename__ = "meaning"
    __table_args__ = (Index("ix_meaning_point", "workspace_id", "point"),)

    number: int = Field(primary_key=True, sa_type=BigInteger)
    model: str | None
    vector: bytes | None = Field(sa_type=LargeBinary)
    point: int = Field(sa_type=BigInteger)


meaning_table = table(MeaningRow)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of one workspace's lessons."""

    connection: Connection
    workspace_id: str
    lessons: Lessons

    def put(self, number: int, model: str, vector: bytes) -> None:
        """Keep what this model made of the lesson."""
        self._set(number, model=model, vector=vector)

    def forget(self, number: int) -> None:
        """Keep nothing of what was made of the lesson: it changed, or is not to be found any more."""
        self._set(number, model=None, vector=None)

    def missing(self, model: str, *, limit: int) -> Sequence[Lesson]:
        """Give standing lessons without a vector of this model for what they say now, lowest number first."""
        made = select(meaning_table.c.number).where(
            meaning_table.c.workspace_id == self.workspace_id, meaning_table.c.model == model
        )
        numbers = self.connection.execute(
            select(lesson_table.c.number)
            .where(
                lesson_table.c.workspace_id == self.workspace_id,
                lesson_table.c.withdrawn_at.is_(None),
                lesson_table.c.number.not_in(made),
            )
            .order_by(lesson_table.c.number)
            .limit(limit)
        )
        found = self.lessons.some(numbers.scalars().all())
        return [found[number] for number in sorted(found)]

    def changed(self, model: str, *, after: int, limit: int) -> Sequence[tuple[int, int, bytes | None, str | None]]:
        """Give what changed after this point: (point, number, vector, closed room), in the order of the changes.

        A vector of None says that the lesson is not to be found any more, or waits for a vector of this model.
        """
        found = self.connection.execute(
            select(
                meaning_table.c.point,
                meaning_table.c.number,
                meaning_table.c.model,
                meaning_table.c.vector,
                lesson_table.c.closed_in,
            )
            .join(
                lesson_table,
                (lesson_table.c.workspace_id == meaning_table.c.workspace_id)
                & (lesson_table.c.number == meaning_table.c.number),
                isouter=True,
            )
            .where(meaning_table.c.workspace_id == self.workspace_id, meaning_table.c.point > after)
            .order_by(meaning_table.c.point)
            .limit(limit)
        )
        return [(row.point, row.number, row.vector if row.model == model else None, row.closed_in) for row in found]

    def _set(self, number: int, *, model: str | None, vector: bytes | None) -> None:
        point = next_number(self.connection, self.workspace_id, "meaning")
        fields = {"model": model, "vector": vector, "point": point}
        statement = insert(meaning_table).values(workspace_id=self.workspace_id, number=number, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(meaning_table.primary_key), set_=fields)
        )
