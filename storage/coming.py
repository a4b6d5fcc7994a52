"""Who comes to which meetup, and who waits for a seat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.coming import Numbers, Said
from storage.meetups import meetup_table, of_a_meetup
from storage.rows import Row, table


class MeetupAnswerRow(Row, table=True):
    """What one person said of one meetup; `turn` grows with each answer, and who waits has their seat by it."""

    __tablename__ = "meetup_answer"
    __table_args__ = (of_a_meetup(), Index("ix_meetup_answer_user", "workspace_id", "user_id"))

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    said: str
    turn: int = Field(sa_type=BigInteger)
    said_at: datetime


meetup_answer_table = table(MeetupAnswerRow)


@dataclass(frozen=True, slots=True)
class Coming:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def said(self, meetup_id: int, user_id: str) -> Said | None:
        """Give what this person said, None when they said nothing."""
        return self.said_of([meetup_id], user_id).get(meetup_id)

    def said_of(self, meetup_ids: Sequence[int], user_id: str) -> Mapping[int, Said]:
        """Give what this person said by meetup id, in one query; where they said nothing is left out."""
        found = self.connection.execute(
            select(meetup_answer_table.c.meetup_id, meetup_answer_table.c.said).where(
                meetup_answer_table.c.workspace_id == self.workspace_id,
                meetup_answer_table.c.meetup_id.in_(meetup_ids),
                meetup_answer_table.c.user_id == user_id,
            )
        )
        return {row.meetup_id: Said(row.said) for row in found}

    def say(self, meetup_id: int, user_id: str, said: Said, *, now: datetime) -> None:
        """Keep what a person says now, in the place of what they said; in a line they are the last."""
        last = self.connection.execute(
            select(func.coalesce(func.max(meetup_answer_table.c.turn), 0)).where(*self._of(meetup_id))
        ).scalar_one()
        fields = {"said": said.value, "turn": last + 1, "said_at": now}
        self.connection.execute(
            insert(meetup_answer_table)
            .values(workspace_id=self.workspace_id, meetup_id=meetup_id, user_id=user_id, **fields)
            .on_conflict_do_update(index_elements=list(meetup_answer_table.primary_key), set_=fields)
        )

    def seat(self, meetup_id: int, user_id: str) -> None:
        """Let somebody who waited come."""
        self.connection.execute(
            update(meetup_answer_table)
            .where(*self._of(meetup_id), meetup_answer_table.c.user_id == user_id)
            .values(said=Said.COMING.value)
        )

    def waiting(self, meetup_id: int, *, limit: int) -> Sequence[str]:
        """Give the user ids of who waits, who waits longest first."""
        return self._who(meetup_id, Said.WAITING, limit=limit)

    def turn(self, meetup_id: int, user_id: str) -> int | None:
        """Give the place in the line, from 1, of somebody who waits; None when they don't."""
        theirs = select(meetup_answer_table.c.turn).where(
            *self._of(meetup_id),
            meetup_answer_table.c.user_id == user_id,
            meetup_answer_table.c.said == Said.WAITING.value,
        )
        line = self.connection.execute(
            select(func.count()).where(
                *self._of(meetup_id),
                meetup_answer_table.c.said == Said.WAITING.value,
                meetup_answer_table.c.turn <= theirs.scalar_subquery(),
            )
        ).scalar_one()
        return line or None

    def who(self, meetup_id: int, said: Said) -> Sequence[str]:
        """Give the user ids of those who said this, who said so first first."""
        return self._who(meetup_id, said)

    def _who(self, meetup_id: int, said: Said, *, limit: int | None = None) -> Sequence[str]:
        found = self.connection.execute(
            select(meetup_answer_table.c.user_id)
            .where(*self._of(meetup_id), meetup_answer_table.c.said == said.value)
            .order_by(meetup_answer_table.c.turn)
            .limit(limit)
        )
        return found.scalars().all()

    def numbers(self, meetup_ids: Sequence[int]) -> Mapping[int, Numbers]:
        """Give how many said what by meetup id, in one query; meetups nobody said anything of are left out."""
        counted = self.connection.execute(
            select(meetup_answer_table.c.meetup_id, meetup_answer_table.c.said, func.count().label("people"))
            .where(
                meetup_answer_table.c.workspace_id == self.workspace_id, meetup_answer_table.c.meetup_id.in_(meetup_ids)
            )
            .group_by(meetup_answer_table.c.meetup_id, meetup_answer_table.c.said)
        )
        found: dict[int, dict[str, int]] = {}
        for row in counted:
            found.setdefault(row.meetup_id, {})[row.said] = row.people
        return {
            meetup_id: Numbers(*(people.get(said, 0) for said in (Said.COMING, Said.MAYBE, Said.WAITING)))
            for meetup_id, people in found.items()
        }

    def ahead_of(self, user_id: str, now: datetime) -> Sequence[int]:
        """Give the ids of meetups that aren't over and of which this person said something, the soonest first."""
        found = self.connection.execute(
            select(meetup_table.c.id)
            .join(meetup_answer_table, _IS_OF_IT)
            .where(
                meetup_table.c.workspace_id == self.workspace_id,
                meetup_answer_table.c.user_id == user_id,
                meetup_table.c.ends_at > now,
                meetup_table.c.cancelled_at.is_(None),
            )
            .order_by(meetup_table.c.starts_at, meetup_table.c.id)
        )
        return found.scalars().all()

    def with_waiting(self, now: datetime) -> Sequence[int]:
        """Give the ids of meetups that are neither over nor called off and for which somebody waits."""
        found = self.connection.execute(
            select(meetup_table.c.id)
            .distinct()
            .join(meetup_answer_table, _IS_OF_IT)
            .where(
                meetup_table.c.workspace_id == self.workspace_id,
                meetup_table.c.ends_at > now,
                meetup_table.c.cancelled_at.is_(None),
                meetup_answer_table.c.said == Said.WAITING.value,
            )
            .order_by(meetup_table.c.id)
        )
        return found.scalars().all()

    def over(self, before: datetime, *, limit: int) -> Sequence[int]:
        """Give the ids of meetups that were over by then and have answers still, the longest over first."""
        found = self.connection.execute(
            select(meetup_table.c.id)
            .join(meetup_answer_table, _IS_OF_IT)
            .where(meetup_table.c.workspace_id == self.workspace_id, meetup_table.c.ends_at < before)
            .group_by(meetup_table.c.id, meetup_table.c.ends_at)
            .order_by(meetup_table.c.ends_at, meetup_table.c.id)
            .limit(limit)
        )
        return found.scalars().all()

    def erase(self, meetup_id: int) -> None:
        """Forget all answers of a meetup."""
        self.connection.execute(delete(meetup_answer_table).where(*self._of(meetup_id)))

    def _of(self, meetup_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return meetup_answer_table.c.workspace_id == self.workspace_id, meetup_answer_table.c.meetup_id == meetup_id


_IS_OF_IT = and_(
    meetup_answer_table.c.workspace_id == meetup_table.c.workspace_id,
    meetup_answer_table.c.meetup_id == meetup_table.c.id,
)
