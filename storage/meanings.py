"""What models made of lessons: a vector each, made again when the lesson or the model changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from community.lessons import Lesson
from storage import made
from storage.counters import last_number
from storage.lessons import Lessons, lesson_table
from storage.made import meaning_table


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of one workspace's lessons."""

    connection: Connection
    workspace_id: str
    lessons: Lessons

    def put(self, model: str, vectors: Mapping[int, bytes]) -> None:
        """Keep what this model made of the lessons, by number."""
        made.put(self.connection, self.workspace_id, model, list(vectors.items()))

    def forget(self, number: int) -> None:
        """Keep nothing of what was made of the lesson: it changed, or is not to be found any more."""
        made.forget(self.connection, self.workspace_id, [number])

    def state(self) -> tuple[int, int]:
        """Give what is never the same again once a lesson was added or what was made of one has changed."""
        return (
            last_number(self.connection, self.workspace_id, "lesson"),
            last_number(self.connection, self.workspace_id, made.POINTS),
        )

    def missing(self, model: str, *, limit: int) -> Sequence[Lesson]:
        """Give standing lessons without a vector of this model for what they say now, lowest number first."""
        has_one = (
            select(meaning_table.c.number)
            .where(
                meaning_table.c.workspace_id == lesson_table.c.workspace_id,
                meaning_table.c.number == lesson_table.c.number,
                meaning_table.c.model == model,
            )
            .exists()
        )
        numbers = self.connection.execute(
            select(lesson_table.c.number)
            .where(
                lesson_table.c.workspace_id == self.workspace_id,
                lesson_table.c.withdrawn_at.is_(None),
                ~has_one,
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
