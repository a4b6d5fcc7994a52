"""Lessons, the marks that made them, and finding them."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, Select, UniqueConstraint, func, select, update
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.finding import Sought
from community.lessons import Found, Lesson, Mark, NewLesson, Source, Version, Words
from community.schedule import Period
from storage import made, search
from storage.counters import next_number
from storage.periods import periods_table, within
from storage.rooms import room_table
from storage.rows import Row, columns, fields_of, table, values
from storage.sayings import said, stored
from storage.search import MATCH_ALL, MATCH_ANY, Indexed
from storage.words import query, words


class LessonRow(Row, table=True):
    """One lesson; where it was said is four columns, empty for one that was written by hand."""

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "ts", name="uq_lesson_message"),
        Index("ix_lesson_captured", "workspace_id", "captured_at"),
        Index("ix_lesson_community", "workspace_id", "community_id", "captured_at"),
        Index("ix_lesson_author", "workspace_id", "author_id"),
        Index("ix_lesson_card", "workspace_id", "channel_id", "card_ts"),
        Index("ix_lesson_closed", "workspace_id", "closed_in"),
    )

    number: int = Field(primary_key=True, sa_type=BigInteger)
    title: str
    happened: str
    learnt: str
    to_try: str
    kind: str | None
    tags: str
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
    team_id: int | None = Field(sa_type=BigInteger)
    builds_on: int | None = Field(sa_type=BigInteger)
    closed_in: str | None
    adopters: int
    edited_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    source_changed_at: datetime | None
    source_gone_at: datetime | None
    card_ts: str | None


class VersionRow(Row, table=True):
    """What one lesson said before it was changed by hand."""

    __tablename__ = "lesson_version"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    version: int = Field(primary_key=True)
    title: str
    happened: str
    learnt: str
    to_try: str
    kind: str | None
    tags: str
    community_id: int | None = Field(sa_type=BigInteger)
    changed_by: str
    changed_at: datetime


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
version_table = table(VersionRow)
mark_table = table(MarkRow)
_SOURCE = ("channel_id", "ts", "thread_ts", "permalink")


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons of one workspace. Withdrawn ones are found by `get`, `hold`, `at` and `some` only.

    `rooms` are the closed rooms whose lessons may be given besides those that are for everybody.
    """

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

    def some(self, numbers: Sequence[int]) -> Mapping[int, Lesson]:
        """Give those that are there, by number, withdrawn or not, in one query."""
        if not numbers:
            return {}
        rows = self.connection.execute(self._all().where(lesson_table.c.number.in_(numbers)))
        return {row.number: _lesson(row) for row in rows}

    def hold(self, number: int) -> Lesson | None:
        """Give it as `get` does; nobody else changes it meanwhile, since one transaction a workspace writes."""
        return self.get(number)

    def at(self, channel_id: str, ts: str) -> Lesson | None:
        """Give the lesson that was captured from that message, withdrawn or not."""
        return self._one((lesson_table.c.channel_id == channel_id) & (lesson_table.c.ts == ts))

    def card_at(self, channel_id: str, ts: str) -> Lesson | None:
        """Give the lesson whose card that message is."""
        return self._one((lesson_table.c.channel_id == channel_id) & (lesson_table.c.card_ts == ts))

    def update(self, lesson: Lesson) -> None:
        """Keep the lesson as it is now."""
        before = self.get(lesson.number)
        if before is not None and made.is_out_of_date(before, lesson):
            made.forget(self.connection, self.workspace_id, [lesson.number])
        self.connection.execute(
            update(lesson_table)
            .where(lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.number == lesson.number)
            .values(_fields(lesson))
        )
        self._index(lesson)

    def keep_version(self, lesson: Lesson, *, changed_by: str, now: datetime) -> Version:
        """Keep what the lesson says now, before it is changed by hand, and give it with its number."""
        number = len(self.versions(lesson.number)) + 1
        self.connection.execute(
            insert(version_table).values(
                workspace_id=self.workspace_id,
                number=lesson.number,
                version=number,
                changed_by=changed_by,
                changed_at=now,
                **stored(lesson),
            )
        )
        return self.versions(lesson.number)[0]

    def versions(self, number: int) -> Sequence[Version]:
        """Give what the lesson said before, newest first."""
        found = self.connection.execute(
            select(version_table)
            .where(version_table.c.workspace_id == self.workspace_id, version_table.c.number == number)
            .order_by(version_table.c.version.desc())
        )
        return [
            said(Version, row, version=row.version, changed_by=row.changed_by, changed_at=row.changed_at)
            for row in found
        ]

    def rename_author(self, author_id: str, name: str) -> Sequence[int]:
        """Let a person's lessons carry this name, "" for none, and give their numbers."""
        return (
            self.connection.execute(
                update(lesson_table)
                .where(lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.author_id == author_id)
                .values(author_name=name)
                .returning(lesson_table.c.number)
            )
            .scalars()
            .all()
        )

    def of_author(self, author_id: str, *, limit: int) -> Sequence[Lesson]:
        """Give a person's, newest first, those taken back and those of closed rooms too: for themselves only."""
        return self._newest(self._all().where(lesson_table.c.author_id == author_id), limit)

    def search(self, sought: Sought, *, rooms: Set[str], limit: int, offset: int = 0) -> Found:
        """Find lessons by their words, best first; any input is safe, no words find nothing.

        The last word may be the beginning of one. When no lesson has all the words, those that have some are found.
        """
        asked = query(sought.words)
        matches = self.index.find(asked, match=MATCH_ALL, limit=limit, offset=offset)
        if not matches.total and len(asked) > 1:
            matches = self.index.find(asked, match=MATCH_ANY, limit=limit, offset=offset)
        rows = self.connection.execute(self._standing(rooms).where(lesson_table.c.number.in_(matches.numbers)))
        by_number = {row.number: _lesson(row) for row in rows}
        return Found([by_number[number] for number in matches.numbers if number in by_number], matches.total)

    def alike(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
        """Give the numbers of the lessons that share the most telling words with this text, closest first."""
        found = self.index.find(query(text), match=MATCH_ANY, limit=limit, offset=0).numbers
        visible = self.connection.execute(self._standing(rooms).where(lesson_table.c.number.in_(found)))
        numbers = {row.number for row in visible}
        return [number for number in found if number in numbers]

    def recent(self, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give the newest, newest first."""
        return self._newest(self._standing(rooms), limit)

    def captured(self, period: Period, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give those captured in the period in any community or none, newest first."""
        at = lesson_table.c.captured_at
        return self._newest(self._standing(rooms).where(at >= period.start, at < period.end), limit)

    def after(self, number: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give those with a higher number, lowest first: a way to walk through all of them."""
        chosen = self._standing(rooms).where(lesson_table.c.number > number).order_by(lesson_table.c.number)
        return [_lesson(row) for row in self.connection.execute(chosen.limit(limit))]

    def count(self, *, rooms: Set[str]) -> int:
        """Count those that may be seen."""
        counted: int = self.connection.execute(
            select(func.count()).select_from(self._standing(rooms).subquery())
        ).scalar_one()
        return counted

    def closed_rooms(self) -> Set[str]:
        """Give the private channels that have lessons which only their members may see."""
        found = self.connection.execute(
            select(lesson_table.c.closed_in)
            .where(lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.closed_in.is_not(None))
            .distinct()
        )
        return frozenset(found.scalars())

    def close(self, channel_id: str, *, is_closed: bool) -> None:
        """Let the lessons from this channel be for its members only, or for everybody again."""
        rows = self.connection.execute(self._all().where(lesson_table.c.channel_id == channel_id)).all()
        for row in rows:
            self.update(replace(_lesson(row), closed_in=channel_id if is_closed else None))

    def move(self, channel_id: str, new_id: str) -> None:
        """Let lessons, marks and rooms follow a channel whose id changed."""
        for rows, column in (
            (lesson_table, "channel_id"),
            (lesson_table, "closed_in"),
            (mark_table, "channel_id"),
            (room_table, "channel_id"),
        ):
            self.connection.execute(
                update(rows)
                .where(rows.c.workspace_id == self.workspace_id, rows.c[column] == channel_id)
                .values({column: new_id})
            )
        moved = self.connection.execute(
            select(lesson_table.c.number).where(
                lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.closed_in == new_id
            )
        )
        made.forget(self.connection, self.workspace_id, moved.scalars().all())

    def captured_in(self, periods: Mapping[int, Period], *, rooms: Set[str], limit: int) -> Mapping[int, Found]:
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
            self._standing(rooms)
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
            self.index.put(lesson.number, Indexed(words(lesson.title), words(lesson.learnt), words(lesson.happened)))
        else:
            self.index.remove(lesson.number)

    def _one(self, condition: ColumnElement[bool]) -> Lesson | None:
        row = self.connection.execute(self._all().where(condition)).one_or_none()
        return None if row is None else _lesson(row)

    def _all(self) -> Select[Any]:
        return select(*columns(lesson_table)).where(lesson_table.c.workspace_id == self.workspace_id)

    def _standing(self, rooms: Set[str]) -> Select[Any]:
        closed_in = lesson_table.c.closed_in
        visible = closed_in.is_(None) | closed_in.in_(sorted(rooms)) if rooms else closed_in.is_(None)
        return self._all().where(lesson_table.c.withdrawn_at.is_(None), visible)

    def _newest(self, lessons: Select[Any], limit: int) -> Sequence[Lesson]:
        return [_lesson(row) for row in self.connection.execute(lessons.order_by(*_NEWEST_FIRST).limit(limit))]


_NEWEST_FIRST = (lesson_table.c.captured_at.desc(), lesson_table.c.number.desc())


def _fields(lesson: Lesson) -> dict[str, object]:
    fields = values(lesson) | stored(lesson)
    source = fields.pop("source")
    where = values(source) if isinstance(source, Source) else dict.fromkeys(_SOURCE)
    return fields | where


def _lesson(row: Result[Any]) -> Lesson:
    source = None if row.channel_id is None else Source(row.channel_id, row.ts, row.thread_ts, row.permalink)
    return said(Lesson, row, **{name: getattr(row, name) for name in _PLAIN}, source=source)


_WORDS = frozenset(field.name for field in dataclass_fields(Words))
_PLAIN = tuple(name for field in dataclass_fields(Lesson) if (name := field.name) != "source" and name not in _WORDS)
