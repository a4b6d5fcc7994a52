"""Lessons, the marks that made them, and finding them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, Select, UniqueConstraint, func, select, update
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Found, Lesson, Mark, NewLesson, Source
from community.schedule import Period
from storage import search
from storage.counters import next_number
from storage.periods import periods_table, within
from storage.rows import Row, columns, fields_of, table, values
from storage.search import MATCH_ALL, MATCH_ANY, Indexed
from storage.words import query, words


class LessonRow(Row, table=True):
    """One lesson; where it was said is four columns, empty for one that was written by hand."""

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "ts", name="uq_lesson_message"),
        Index("ix_lesson_captured", "workspace_id", "captured_at"),
        Index("ix_lesson_community", "workspace_id", "community_id", "captured_at"),
    )

    number: int = Field(primary_key=True, sa_type=BigInteger)
    title: str
    text: str
    context: str
    author_id: str | None
    author_name: str
    captured_by: str
    captured_at: datetime
    said_at: datetime
    channel_id: str | None
    ts: str | None
    thread_ts: str | None
    permalink: str | None
    community_id: int | None = Field(sa_type=BigInteger)
    edited_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    card_ts: str | None


class MarkRow(Row, table=True):
    """A person's newest word on whether a message is a lesson."""

    __tablename__ = "mark"

    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    emoji: str = Field(primary_key=True)
    is_on: bool
    at: datetime


lesson_table = table(LessonRow)
mark_table = table(MarkRow)
_SOURCE = ("channel_id", "ts", "thread_ts", "permalink")


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons of one workspace. Withdrawn ones are found by `get`, `hold` and `at` only."""

    connection: Connection
    workspace_id: str
    index: search.Index

    def add(self, lesson: NewLesson) -> Lesson:
        """Keep it under the next number."""
        number = next_number(self.connection, self.workspace_id, "lesson")
        added = Lesson(**fields_of(lesson), number=number)
        self.connection.execute(insert(lesson_table).values(workspace_id=self.workspace_id, **_fields(added)))
        self._index(added)
        return added

    def get(self, number: int) -> Lesson | None:
        """Give the lesson of that number, withdrawn or not."""
        return self._one(lesson_table.c.number == number)

    def hold(self, number: int) -> Lesson | None:
        """Give it as `get` does; nobody else changes it meanwhile, since one transaction a workspace writes."""
        return self.get(number)

    def at(self, channel_id: str, ts: str) -> Lesson | None:
        """Give the lesson that was captured from that message, withdrawn or not."""
        return self._one((lesson_table.c.channel_id == channel_id) & (lesson_table.c.ts == ts))

    def update(self, lesson: Lesson) -> None:
        """Keep the lesson as it is now."""
        self.connection.execute(
            update(lesson_table)
            .where(lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.number == lesson.number)
            .values(_fields(lesson))
        )
        self._index(lesson)

    def search(self, words: str, *, limit: int, offset: int = 0) -> Found:
        """Find lessons by their words, best first; any input is safe, no words find nothing.

        The last word may be the beginning of one. When no lesson has all the words, those that have some are found.
        """
        sought = query(words)
        matches = self.index.find(sought, match=MATCH_ALL, limit=limit, offset=offset)
        if not matches.total and len(sought) > 1:
            matches = self.index.find(sought, match=MATCH_ANY, limit=limit, offset=offset)
        rows = self.connection.execute(self._standing().where(lesson_table.c.number.in_(matches.numbers)))
        by_number = {row.number: _lesson(row) for row in rows}
        return Found([by_number[number] for number in matches.numbers], matches.total)

    def recent(self, *, limit: int) -> Sequence[Lesson]:
        """Give the newest, newest first."""
        return self._newest(self._standing(), limit)

    def captured(self, period: Period, *, limit: int) -> Sequence[Lesson]:
        """Give those captured in the period in any community or none, newest first."""
        at = lesson_table.c.captured_at
        return self._newest(self._standing().where(at >= period.start, at < period.end), limit)

    def captured_in(self, periods: Mapping[int, Period], *, limit: int) -> Mapping[int, Found]:
        """Give each community's newest of its own period, newest first, at most `limit` each; in one query.

        `total` counts all of that community's period; communities without any are left out.
        """
        if not periods:
            return {}
        own = periods_table(periods)
        community = lesson_table.c.community_id
        turn = func.row_number().over(partition_by=community, order_by=_NEWEST_FIRST).label("turn")
        total = func.count().over(partition_by=community).label("total")
        ordered = (
            self._standing()
            .add_columns(turn, total)
            .join(own, within(own, community, lesson_table.c.captured_at))
            .subquery()
        )
        found: dict[int, Found] = {}
        for row in self.connection.execute(select(ordered).where(ordered.c.turn <= limit).order_by(ordered.c.turn)):
            before = found.get(row.community_id, Found((), row.total))
            found[row.community_id] = Found([*before.lessons, _lesson(row)], row.total)
        return found

    def mark(self, mark: Mark) -> int:
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

    def _index(self, lesson: Lesson) -> None:
        if lesson.withdrawn_at is None:
            self.index.put(lesson.number, Indexed(words(lesson.title), words(lesson.text), words(lesson.context)))
        else:
            self.index.remove(lesson.number)

    def _one(self, condition: ColumnElement[bool]) -> Lesson | None:
        row = self.connection.execute(
            select(*columns(lesson_table)).where(lesson_table.c.workspace_id == self.workspace_id, condition)
        ).one_or_none()
        return None if row is None else _lesson(row)

    def _standing(self) -> Select[Any]:
        return select(*columns(lesson_table)).where(
            lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.withdrawn_at.is_(None)
        )

    def _newest(self, lessons: Select[Any], limit: int) -> Sequence[Lesson]:
        return [_lesson(row) for row in self.connection.execute(lessons.order_by(*_NEWEST_FIRST).limit(limit))]


_NEWEST_FIRST = (lesson_table.c.captured_at.desc(), lesson_table.c.number.desc())


def _fields(lesson: Lesson) -> dict[str, object]:
    fields = values(lesson)
    source = fields.pop("source")
    where = values(source) if isinstance(source, Source) else dict.fromkeys(_SOURCE)
    return fields | where


def _lesson(row: Result[Any]) -> Lesson:
    source = None if row.channel_id is None else Source(row.channel_id, row.ts, row.thread_ts, row.permalink)
    fields = row._asdict()
    return Lesson(**{name: fields[name] for name in _PLAIN}, source=source)


_PLAIN = tuple(field.name for field in dataclass_fields(Lesson) if field.name != "source")
