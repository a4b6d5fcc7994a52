"""Component mentors, and the signs of life by which they are seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Index, Select, delete, exists, not_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.mentors import Mentor
from storage.coming import meetup_answer_table
from storage.communities import member_table
from storage.health_notes import health_note_table
from storage.lessons import lesson_table
from storage.meetups import meetup_table
from storage.mentoring import request_table
from storage.people import person_table
from storage.rows import Row, columns, table, values
from storage.spread import adoption_table, position_table, share_table, visit_table


class MentorRow(Row, table=True):
    """One person who mentors one component."""

    __tablename__ = "mentor"
    __table_args__ = (Index("ix_mentor_user", "workspace_id", "user_id"),)

    component_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    teaches: str
    since: datetime
    said_at: datetime
    asked_at: datetime | None
    offered_at: datetime | None


mentor_table = table(MentorRow)

# Who did something, and when: what people do here leaves one of these.
SIGNS: Sequence[tuple[Column[Any], Column[Any]]] = (
    (person_table.c.user_id, person_table.c.seen_at),
    (member_table.c.user_id, member_table.c.joined_at),
    (lesson_table.c.author_id, lesson_table.c.said_at),
    (lesson_table.c.captured_by, lesson_table.c.captured_at),
    (adoption_table.c.user_id, adoption_table.c.at),
    (position_table.c.user_id, position_table.c.at),
    (share_table.c.shared_by, share_table.c.shared_at),
    (visit_table.c.asked_by, visit_table.c.asked_at),
    (meetup_table.c.planned_by, meetup_table.c.planned_at),
    (meetup_answer_table.c.user_id, meetup_answer_table.c.said_at),
    (health_note_table.c.written_by, health_note_table.c.written_at),
    (request_table.c.asked_by, request_table.c.asked_at),
    (request_table.c.taken_by, request_table.c.ended_at),
)
_FIRST_FIRST = (mentor_table.c.since, mentor_table.c.user_id)


@dataclass(frozen=True, slots=True)
class Mentors:
    """The component mentors of one workspace."""

    connection: Connection
    workspace_id: str

    def put(self, mentor: Mentor) -> None:
        """Keep them, in the place of what was kept for this person and component."""
        fields = values(mentor)
        statement = insert(mentor_table).values(workspace_id=self.workspace_id, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(mentor_table.primary_key), set_=fields)
        )

    def remove(self, component_id: int, user_id: str) -> bool:
        """Forget them; False when they didn't mentor it."""
        removed = self.connection.execute(
            delete(mentor_table).where(
                mentor_table.c.workspace_id == self.workspace_id,
                mentor_table.c.component_id == component_id,
                mentor_table.c.user_id == user_id,
            )
        )
        return removed.rowcount > 0

    def get(self, component_id: int, user_id: str) -> Mentor | None:
        """Give the mentor of that component and person."""
        found = self._some(mentor_table.c.component_id == component_id, mentor_table.c.user_id == user_id)
        return next(iter(found), None)

    def of(self, component_id: int) -> Sequence[Mentor]:
        """Give a component's mentors, who offered themselves first first."""
        return self._some(mentor_table.c.component_id == component_id)

    def by(self, user_id: str) -> Sequence[Mentor]:
        """Give what a person offered to mentor, first first."""
        return self._some(mentor_table.c.user_id == user_id)

    def of_some(self, component_ids: Sequence[int]) -> Mapping[int, Sequence[Mentor]]:
        """Give the mentors of each; components without any are left out. In one query."""
        found: dict[int, list[Mentor]] = {}
        for mentor in self._some(mentor_table.c.component_id.in_(component_ids)) if component_ids else ():
            found.setdefault(mentor.component_id, []).append(mentor)
        return found

    def to_ask(self, *, before: datetime, limit: int) -> Sequence[Mentor]:
        """Give those of whom there was no sign of life since then, and who weren't asked since then either."""
        asked_at = mentor_table.c.asked_at
        unasked = or_(asked_at.is_(None), (asked_at < before) & mentor_table.c.offered_at.is_(None))
        # Each subquery stands for itself and is run once: beside each mentor it would read all lessons anew.
        seen = [mentor_table.c.user_id.in_(self._who_gave(who, at, since=before)) for who, at in SIGNS]
        return self._some(mentor_table.c.said_at < before, unasked, *map(not_, seen), limit=limit)

    def to_offer(self, *, asked_before: datetime, limit: int) -> Sequence[Mentor]:
        """Give those who were asked before then, of whom there was no sign since, and whose seat wasn't offered yet."""
        asked_at, offered_at = mentor_table.c.asked_at, mentor_table.c.offered_at
        seen = [
            exists().where(who.table.c.workspace_id == self.workspace_id, who == mentor_table.c.user_id, at >= asked_at)
            for who, at in SIGNS
        ]
        return self._some(asked_at < asked_before, offered_at.is_(None), *map(not_, seen), limit=limit)

    def _who_gave(self, who: Column[Any], at: Column[Any], *, since: datetime) -> Select[tuple[str]]:
        # Among NULLs nobody is "not in".
        return select(who).where(who.table.c.workspace_id == self.workspace_id, who.is_not(None), at >= since)

    def _some(self, *conditions: ColumnElement[bool], limit: int | None = None) -> Sequence[Mentor]:
        found = self.connection.execute(
            select(*columns(mentor_table))
            .where(mentor_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(*_FIRST_FIRST, mentor_table.c.component_id)
            .limit(limit)
        )
        return [Mentor(**row._asdict()) for row in found]
