"""Who volunteers to tag, merge and highlight lessons, what waits for them, and what they highlighted."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, Table, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Lesson
from community.librarians import Highlight, Item
from community.schedule import Period
from storage.counters import count_to, last_number
from storage.lessons import lesson_of, lesson_table
from storage.periods import periods_table, within
from storage.rows import Row, columns, table, values

_LOOKED_AT = "lesson looked at for twins"


class LibrarianRow(Row, table=True):
    """One volunteer."""

    __tablename__ = "librarian"

    user_id: str = Field(primary_key=True)
    since: datetime


class ItemRow(Row, table=True):
    """Two lessons that may say the same, or one that needs no community; settled once somebody said so."""

    __tablename__ = "queue_item"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    twin_of: int = Field(primary_key=True, sa_type=BigInteger)
    found_at: datetime
    settled_at: datetime | None


class SkipRow(Row, table=True):
    """What one librarian left for others."""

    __tablename__ = "queue_skip"

    user_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    twin_of: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime


class HighlightRow(Row, table=True):
    """One highlighted lesson."""

    __tablename__ = "highlight"
    __table_args__ = (Index("ix_highlight_community", "workspace_id", "community_id", "at"),)

    number: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime


librarian_table = table(LibrarianRow)
item_table = table(ItemRow)
skip_table = table(SkipRow)
highlight_table = table(HighlightRow)


@dataclass(frozen=True, slots=True)
class Librarians:
    """The librarians of one workspace, and what they see to."""

    connection: Connection
    workspace_id: str

    def add(self, user_id: str, *, now: datetime) -> bool:
        """Keep that this person is a librarian; False when they are one."""
        statement = insert(librarian_table).values(workspace_id=self.workspace_id, user_id=user_id, since=now)
        added = statement.on_conflict_do_nothing().returning(librarian_table.c.user_id)
        return self.connection.execute(added).first() is not None

    def remove(self, user_id: str) -> bool:
        """Keep that this person is none any more; False when they were none."""
        gone = delete(librarian_table).where(*self._own(librarian_table), librarian_table.c.user_id == user_id)
        return self.connection.execute(gone.returning(librarian_table.c.user_id)).first() is not None

    def all(self) -> Sequence[str]:
        """Give the user ids of who is one, who volunteered first first."""
        chosen = select(librarian_table.c.user_id).where(*self._own(librarian_table))
        ordered = chosen.order_by(librarian_table.c.since, librarian_table.c.user_id)
        return self.connection.execute(ordered).scalars().all()

    def homeless(self, *, rooms: Set[str], limit: int) -> Sequence[Item]:
        """Give the lessons in no community of which nobody said that they need none, oldest first."""
        lesson, closed_in = lesson_table.c, lesson_table.c.closed_in
        needs_none = select(item_table.c.number).where(
            *self._own(item_table), item_table.c.twin_of == 0, item_table.c.settled_at.is_not(None)
        )
        chosen = select(lesson.number).where(
            *self._own(lesson_table),
            lesson.community_id.is_(None),
            lesson.withdrawn_at.is_(None),
            closed_in.is_(None) | closed_in.in_(sorted(rooms)),
            lesson.number.not_in(needs_none),
        )
        found = self.connection.execute(chosen.order_by(lesson.number).limit(limit))
        return [Item(number) for number in found.scalars()]

    def twins(self, *, limit: int) -> Sequence[Item]:
        """Give the pairs of lessons that may say the same, of which nobody said yet, found first first."""
        item = item_table.c
        chosen = select(item.number, item.twin_of).where(
            *self._own(item_table), item.settled_at.is_(None), item.twin_of > 0
        )
        found = self.connection.execute(chosen.order_by(item.found_at, item.number, item.twin_of).limit(limit))
        return [Item(row.number, row.twin_of) for row in found]

    def next_to_look_at(self, *, limit: int) -> Sequence[int]:
        """Give the numbers of lessons that nobody looked at for twins, lowest first."""
        last = last_number(self.connection, self.workspace_id, _LOOKED_AT)
        chosen = select(lesson_table.c.number).where(*self._own(lesson_table), lesson_table.c.number > last)
        return self.connection.execute(chosen.order_by(lesson_table.c.number).limit(limit)).scalars().all()

    def looked_at(self, number: int) -> None:
        """Remember that this lesson and those before it were looked at."""
        count_to(self.connection, self.workspace_id, _LOOKED_AT, number)

    def found(self, item: Item, *, now: datetime) -> None:
        """Keep that two lessons may say the same; what was said of them stays."""
        statement = insert(item_table).values(workspace_id=self.workspace_id, **values(item), found_at=now)
        self.connection.execute(statement.on_conflict_do_nothing())

    def settle(self, item: Item, *, now: datetime) -> None:
        """Remember that somebody saw to it, so that it isn't asked again."""
        row = {"workspace_id": self.workspace_id, **values(item), "found_at": now, "settled_at": now}
        statement = insert(item_table).values(row)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(item_table.primary_key), set_={"settled_at": now})
        )

    def is_settled(self, item: Item) -> bool:
        """Tell whether somebody saw to it."""
        which = (item_table.c.number == item.number, item_table.c.twin_of == item.twin_of)
        settled = select(item_table.c.number).where(
            *self._own(item_table), *which, item_table.c.settled_at.is_not(None)
        )
        return self.connection.execute(settled).first() is not None

    def skip(self, item: Item, user_id: str, *, now: datetime) -> None:
        """Keep that this person leaves it for others."""
        row = {"workspace_id": self.workspace_id, "user_id": user_id, **values(item), "at": now}
        statement = insert(skip_table).values(row)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(skip_table.primary_key), set_={"at": now})
        )

    def skipped(self, user_id: str, *, since: datetime) -> Set[Item]:
        """Give what this person left for others since then."""
        skip = skip_table.c
        chosen = select(skip.number, skip.twin_of).where(*self._own(skip_table), skip.user_id == user_id)
        return {Item(row.number, row.twin_of) for row in self.connection.execute(chosen.where(skip.at >= since))}

    def highlight(self, highlight: Highlight) -> None:
        """Keep it; one that was highlighted in the same community before is so anew."""
        statement = insert(highlight_table).values(workspace_id=self.workspace_id, **values(highlight))
        key = list(highlight_table.primary_key)
        self.connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"at": highlight.at}))

    def highlights(self, community_id: int, *, limit: int) -> Sequence[Highlight]:
        """Give what was highlighted in a community, newest first."""
        highlight = highlight_table.c
        chosen = select(highlight_table).where(*self._own(highlight_table), highlight.community_id == community_id)
        found = self.connection.execute(chosen.order_by(highlight.at.desc(), highlight.number.desc()).limit(limit))
        return [Highlight(row.number, row.community_id, row.at) for row in found]

    def highlighted_in(self, periods: Mapping[int, Period]) -> Mapping[int, Lesson]:
        """Give what was highlighted last in each community's period and is there for everybody still; in one query."""
        if not periods:
            return {}
        own, highlight = periods_table(periods), highlight_table.c
        found = self.connection.execute(
            select(*columns(lesson_table))
            .join(
                highlight_table,
                (highlight.workspace_id == lesson_table.c.workspace_id)
                & (highlight.number == lesson_table.c.number)
                & (highlight.community_id == lesson_table.c.community_id),
            )
            .join(own, within(own, highlight.community_id, highlight.at))
            .where(*self._own(lesson_table), lesson_table.c.withdrawn_at.is_(None), lesson_table.c.closed_in.is_(None))
            .order_by(highlight.at, highlight.number)
        )
        return {row.community_id: lesson_of(row) for row in found}

    def is_highlighted(self, number: int) -> bool:
        """Tell whether a librarian highlighted it at any time."""
        chosen = select(highlight_table.c.number).where(*self._own(highlight_table), highlight_table.c.number == number)
        return self.connection.execute(chosen.limit(1)).first() is not None

    def _own(self, rows: Table) -> Sequence[ColumnElement[bool]]:
        return (rows.c.workspace_id == self.workspace_id,)
