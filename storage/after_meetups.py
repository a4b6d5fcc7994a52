"""Which meetups were asked what was learnt, and whose notes stand in a canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Index, Select, and_, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.after_meetups import ASKED_AFTER, ASKED_WITHIN
from community.meetups import Meetup
from storage.meetups import as_meetup, meetup_table, of_a_meetup
from storage.rows import Row, columns, table


class MeetupQuestionRow(Row, table=True):
    """A meetup that was asked what was learnt; `notes_mark` is "" until its notes stand in the canvas."""

    __tablename__ = "meetup_question"
    __table_args__ = (of_a_meetup(), Index("ix_meetup_question_thread", "workspace_id", "thread_ts"))

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    thread_ts: str
    asked_at: datetime
    notes_mark: str = ""


meetup_question_table = table(MeetupQuestionRow)
_IS_OF_IT = and_(
    meetup_question_table.c.workspace_id == meetup_table.c.workspace_id,
    meetup_question_table.c.meetup_id == meetup_table.c.id,
)


@dataclass(frozen=True, slots=True)
class AfterMeetups:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def to_ask(self, now: datetime, *, limit: int) -> Sequence[Meetup]:
        """Give communities' announced meetups that are over, lately, and weren't asked, the longest over first."""
        found = (
            self._meetups()
            .where(
                meetup_table.c.ends_at <= now - ASKED_AFTER,
                meetup_table.c.ends_at > now - ASKED_WITHIN,
                meetup_table.c.cancelled_at.is_(None),
                meetup_table.c.announced_ts.is_not(None),
                meetup_table.c.community_id.is_not(None),
                ~exists().where(_IS_OF_IT),
            )
            .order_by(meetup_table.c.ends_at, meetup_table.c.id)
            .limit(limit)
        )
        return [as_meetup(row) for row in self.connection.execute(found)]

    def ask(self, meetup: Meetup, *, now: datetime) -> bool:
        """Take the right to ask in the meetup's thread; False when somebody has it already."""
        row = {
            "workspace_id": self.workspace_id,
            "meetup_id": meetup.id,
            "thread_ts": meetup.announced_ts or "",
            "asked_at": now,
            "notes_mark": "",
        }
        taken = self.connection.execute(
            insert(meetup_question_table)
            .on_conflict_do_nothing()
            .values(row)
            .returning(meetup_question_table.c.meetup_id)
        )
        return taken.one_or_none() is not None

    def asked_in(self, channel_id: str, thread_ts: str) -> Meetup | None:
        """Give the meetup that was asked in this thread."""
        found = (
            self._meetups()
            .join(meetup_question_table, _IS_OF_IT)
            .where(meetup_question_table.c.thread_ts == thread_ts, meetup_table.c.channel_id == channel_id)
        )
        row = self.connection.execute(found.limit(1)).one_or_none()
        return None if row is None else as_meetup(row)

    def note(self, meetup_id: int, mark: str) -> None:
        """Keep that its notes stand in the canvas, and a mark that tells these notes from others."""
        self.connection.execute(
            update(meetup_question_table)
            .where(
                meetup_question_table.c.workspace_id == self.workspace_id,
                meetup_question_table.c.meetup_id == meetup_id,
            )
            .values(notes_mark=mark)
        )

    def mark(self, meetup_id: int) -> str:
        """Give the mark of the notes that stand in the canvas, "" when none do."""
        found = self.connection.execute(
            select(meetup_question_table.c.notes_mark).where(
                meetup_question_table.c.workspace_id == self.workspace_id,
                meetup_question_table.c.meetup_id == meetup_id,
            )
        )
        return found.scalar_one_or_none() or ""

    def noted(self, community_id: int, *, limit: int) -> Sequence[Meetup]:
        """Give the meetups whose notes stand in the community's canvas, the newest meetup first."""
        found = (
            self._meetups()
            .join(meetup_question_table, _IS_OF_IT)
            .where(meetup_table.c.community_id == community_id, meetup_question_table.c.notes_mark != "")
            .order_by(meetup_table.c.starts_at.desc(), meetup_table.c.id.desc())
            .limit(limit)
        )
        return [as_meetup(row) for row in self.connection.execute(found)]

    def with_notes(self) -> Sequence[int]:
        """Give the ids of communities in whose canvas notes stand."""
        found = (
            select(meetup_table.c.community_id)
            .distinct()
            .join(meetup_question_table, _IS_OF_IT)
            .where(
                meetup_table.c.workspace_id == self.workspace_id,
                meetup_table.c.community_id.is_not(None),
                meetup_question_table.c.notes_mark != "",
            )
            .order_by(meetup_table.c.community_id)
        )
        return self.connection.execute(found).scalars().all()

    def _meetups(self) -> Select[Any]:
        return select(*columns(meetup_table)).where(meetup_table.c.workspace_id == self.workspace_id)
