"""Lessons, and finding them."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Index,
    Select,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.finding import Sought
from community.lessons import Found, Lesson, NewLesson, Source, Words
from community.schedule import Period
from storage import made
from storage.counters import next_number, reserve
from storage.periods import periods_table, within
from storage.rows import Row, columns, fields_of, table, values
from storage.sayings import said, stored
from storage.search import Search
from storage.search_index import SearchIndex


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
        Index("ix_lesson_thread", "workspace_id", "channel_id", "thread_ts"),
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
    caretaker: str | None


lesson_table = table(LessonRow)
_SOURCE = ("channel_id", "ts", "thread_ts", "permalink")


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons of one workspace. Withdrawn ones are found by `get`, `hold`, `at` and `some` only.

    `rooms` are the closed rooms whose lessons may be given besides those that are for everybody.
    """

    connection: Connection
    workspace_id: str
    index: SearchIndex

    def add(self, lesson: NewLesson) -> Lesson:
        """Keep it under the next number."""
        number = next_number(self.connection, self.workspace_id, "lesson")
        added = Lesson(**fields_of(lesson), number=number)
        self.connection.execute(insert(lesson_table).values(workspace_id=self.workspace_id, **_fields(added)))
        self.index.put(added)
        return added

    def add_all(self, lessons: Sequence[NewLesson]) -> Sequence[Lesson]:
        """Keep many under the next numbers, in their order; none of them is withdrawn."""
        if not lessons:
            return []
        numbers = reserve(self.connection, self.workspace_id, "lesson", count=len(lessons))
        added = [Lesson(**fields_of(lesson), number=number) for lesson, number in zip(lessons, numbers, strict=True)]
        rows = [{"workspace_id": self.workspace_id, **_fields(lesson)} for lesson in added]
        self.connection.execute(insert(lesson_table), rows)
        self.index.put_new(added)
        return added

    def get(self, number: int) -> Lesson | None:
        """Give the lesson of that number, withdrawn or not."""
        return self._one(lesson_table.c.number == number)

    def some(self, numbers: Sequence[int]) -> Mapping[int, Lesson]:
        """Give those that are there, by number, withdrawn or not, in one query."""
        if not numbers:
            return {}
        rows = self.connection.execute(self._all().where(lesson_table.c.number.in_(numbers)))
        return {row.number: lesson_of(row) for row in rows}

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
        self.index.put(lesson)

    def rename_author(self, author_id: str, name: str) -> Sequence[int]:
        """Let a person's lessons carry this name, "" for none, and give the numbers of those that had another."""
        numbers = (
            self.connection.execute(
                update(lesson_table)
                .where(
                    lesson_table.c.workspace_id == self.workspace_id,
                    lesson_table.c.author_id == author_id,
                    lesson_table.c.author_name != name,
                )
                .values(author_name=name)
                .returning(lesson_table.c.number)
            )
            .scalars()
            .all()
        )
        for lesson in self.some(numbers).values():
            self.index.put(lesson)
        return numbers

    def of_author(self, author_id: str, *, limit: int) -> Sequence[Lesson]:
        """Give a person's, newest first, those taken back and those of closed rooms too: for themselves only."""
        return self._newest(self._all().where(lesson_table.c.author_id == author_id), limit)

    def search(self, sought: Sought, *, rooms: Set[str], limit: int, offset: int = 0) -> Found:
        """Find lessons, best first; any input is safe, and nothing to look for finds nothing.

        The last word may be the beginning of one. When no lesson has all the words, those that have most of them are
        found. What is only narrowed down, without words, comes newest first.
        """
        matches = Search(self.connection, self.workspace_id, rooms).find(sought, limit=limit, offset=offset)
        found = self.some(matches.numbers)
        return Found([found[number] for number in matches.numbers], matches.total)

    def alike(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[tuple[int, float]]:
        """Give the lessons that share the most telling words with this text, closest first: (number, closeness).

        0 is none of its words, 1 all of them where they weigh most.
        """
        return Search(self.connection, self.workspace_id, rooms).alike(text, limit=limit)

    def recent(self, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give the newest, newest first."""
        return self._newest(self._standing(rooms), limit)

    def captured(self, period: Period, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give those captured in the period in any community or none, newest first."""
        at = lesson_table.c.captured_at
        return self._newest(self._standing(rooms).where(at >= period.start, at < period.end), limit)

    def newest_of(self, community_id: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give a community's newest, newest first."""
        return self._newest(self._standing(rooms).where(lesson_table.c.community_id == community_id), limit)

    def after(self, number: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give those with a higher number, lowest first: a way to walk through all of them."""
        chosen = self._standing(rooms).where(lesson_table.c.number > number).order_by(lesson_table.c.number)
        return [lesson_of(row) for row in self.connection.execute(chosen.limit(limit))]

    def built_on(self, number: int, *, rooms: Set[str]) -> Sequence[Lesson]:
        """Give the lessons that improve this one, lowest number first."""
        chosen = self._standing(rooms).where(lesson_table.c.builds_on == number).order_by(lesson_table.c.number)
        return [lesson_of(row) for row in self.connection.execute(chosen)]

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
            self.update(replace(lesson_of(row), closed_in=channel_id if is_closed else None))

    def of_channel(self, channel_id: str) -> Sequence[Lesson]:
        """Give all that came from this channel, withdrawn or closed too, lowest number first."""
        chosen = self._all().where(lesson_table.c.channel_id == channel_id).order_by(lesson_table.c.number)
        return [lesson_of(row) for row in self.connection.execute(chosen)]

    def move(self, channel_id: str, new_id: str) -> None:
        """Let the lessons from a channel whose id changed follow it; `rooms.move` does so for everything else.

        One whose message is a lesson under the new id already stays where it is.
        """
        for lesson in self.of_channel(channel_id):
            if lesson.source is not None and self.at(new_id, lesson.source.ts) is None:
                self.update(_moved(lesson, lesson.source, new_id))

    def in_thread(self, channel_id: str, thread_ts: str) -> Sequence[Lesson]:
        """Give the lessons captured from a thread, its first message too, withdrawn or not, lowest number first."""
        ts, thread = lesson_table.c.ts, lesson_table.c.thread_ts
        said = (lesson_table.c.channel_id == channel_id) & ((ts == thread_ts) | (thread == thread_ts))
        return [
            lesson_of(row) for row in self.connection.execute(self._all().where(said).order_by(lesson_table.c.number))
        ]

    def followed(self, *, since: datetime, limit: int) -> Sequence[Lesson]:
        """Give those captured from messages since then, withdrawn or not, newest first: what may have changed."""
        captured = (lesson_table.c.captured_at >= since) & lesson_table.c.ts.is_not(None)
        return self._newest(self._all().where(captured), limit)

    def most_used(self, community_id: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give a community's lessons that the most teams use, the newest of as many first."""
        own = self._standing(rooms).where(lesson_table.c.community_id == community_id)
        chosen = own.order_by(lesson_table.c.adopters.desc(), *_NEWEST_FIRST).limit(limit)
        return [lesson_of(row) for row in self.connection.execute(chosen)]

    def captured_in(
        self, periods: Mapping[int, Period], *, rooms: Set[str], limit: int, is_most_used_first: bool = False
    ) -> Mapping[int, Found]:
        """Give each community's newest of its own period, newest first, at most `limit` each; in one query.

        Or those that most teams use first, and of equals the newest. `total` counts all of that community's period;
        communities without any are left out.
        """
        if not periods:
            return {}
        own = periods_table(periods)
        community = lesson_table.c.community_id
        order = (lesson_table.c.adopters.desc(), *_NEWEST_FIRST) if is_most_used_first else _NEWEST_FIRST
        turn = func.row_number().over(partition_by=community, order_by=order).label("turn")
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
            found[row.community_id] = Found([*before.lessons, lesson_of(row)], row.total)
        return found

    def _one(self, condition: ColumnElement[bool]) -> Lesson | None:
        row = self.connection.execute(self._all().where(condition)).one_or_none()
        return None if row is None else lesson_of(row)

    def _all(self) -> Select[Any]:
        return select(*columns(lesson_table)).where(lesson_table.c.workspace_id == self.workspace_id)

    def _standing(self, rooms: Set[str]) -> Select[Any]:
        closed_in = lesson_table.c.closed_in
        visible = closed_in.is_(None) | closed_in.in_(sorted(rooms)) if rooms else closed_in.is_(None)
        return self._all().where(lesson_table.c.withdrawn_at.is_(None), visible)

    def _newest(self, lessons: Select[Any], limit: int) -> Sequence[Lesson]:
        return [lesson_of(row) for row in self.connection.execute(lessons.order_by(*_NEWEST_FIRST).limit(limit))]


_NEWEST_FIRST = (lesson_table.c.captured_at.desc(), lesson_table.c.number.desc())


def _fields(lesson: Lesson) -> dict[str, object]:
    fields = values(lesson) | stored(lesson)
    source = fields.pop("source")
    where = values(source) if isinstance(source, Source) else dict.fromkeys(_SOURCE)
    return fields | where


def _moved(lesson: Lesson, source: Source, new_id: str) -> Lesson:
    """Give the lesson as from the same message in the same channel under its new id, which stands in addresses too."""
    address = source.permalink and source.permalink.replace(f"/archives/{source.channel_id}/", f"/archives/{new_id}/")
    return replace(
        lesson,
        source=replace(source, channel_id=new_id, permalink=address),
        closed_in=new_id if lesson.closed_in == source.channel_id else lesson.closed_in,
    )


def lesson_of(row: Result[Any]) -> Lesson:
    """Give the lesson of a row of its table."""
    source = None if row.channel_id is None else Source(row.channel_id, row.ts, row.thread_ts, row.permalink)
    return said(Lesson, row, **{name: getattr(row, name) for name in _PLAIN}, source=source)


_WORDS = frozenset(field.name for field in dataclass_fields(Words))
_PLAIN = tuple(name for field in dataclass_fields(Lesson) if (name := field.name) != "source" and name not in _WORDS)
