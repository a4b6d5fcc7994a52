"""When people are reminded of meetups, and how each wants to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Index, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.coming import Said
from community.reminders import How, Reminder
from storage.coming import meetup_answer_table
from storage.meetups import of_a_meetup
from storage.rows import Row, table, values


class ReminderRow(Row, table=True):
    """One reminder, `lead` minutes before its meetup; claimed ones stay, so that none comes a second time."""

    __tablename__ = "reminder"
    __table_args__ = (of_a_meetup(), Index("ix_reminder_due", "workspace_id", "is_claimed", "due_at"))

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    lead: int = Field(primary_key=True)
    due_at: datetime = Field(primary_key=True)
    is_claimed: bool = False


class ReminderChoiceRow(Row, table=True):
    """How one person wants to be reminded."""

    __tablename__ = "reminder_choice"

    user_id: str = Field(primary_key=True)
    how: str


reminder_table = table(ReminderRow)
reminder_choice_table = table(ReminderChoiceRow)


@dataclass(frozen=True, slots=True)
class Reminders:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def keep(self, reminders: Sequence[Reminder]) -> None:
        """Keep these; one that is there already, claimed or not, stays as it is."""
        rows = [{"workspace_id": self.workspace_id, **values(reminder), "is_claimed": False} for reminder in reminders]
        if rows:
            self.connection.execute(insert(reminder_table).on_conflict_do_nothing(), rows)

    def drop_waiting(self, meetup_id: int) -> None:
        """Forget the meetup's reminders that nobody claimed."""
        self.connection.execute(
            delete(reminder_table).where(
                reminder_table.c.workspace_id == self.workspace_id,
                reminder_table.c.meetup_id == meetup_id,
                reminder_table.c.is_claimed.is_(False),
            )
        )

    def due(self, now: datetime, *, limit: int) -> Sequence[int]:
        """Give the ids of meetups with a reminder that is due and that nobody claimed, the longest due first."""
        longest = func.min(reminder_table.c.due_at)
        found = self.connection.execute(
            select(reminder_table.c.meetup_id)
            .where(
                reminder_table.c.workspace_id == self.workspace_id,
                reminder_table.c.is_claimed.is_(False),
                reminder_table.c.due_at <= now,
            )
            .group_by(reminder_table.c.meetup_id)
            .order_by(longest, reminder_table.c.meetup_id)
            .limit(limit)
        )
        return found.scalars().all()

    def claim(self, meetup_id: int, now: datetime) -> Sequence[Reminder]:
        """Take the right to send or drop all of the meetup's that are due; none when somebody has it already."""
        claimed = self.connection.execute(
            update(reminder_table)
            .where(
                reminder_table.c.workspace_id == self.workspace_id,
                reminder_table.c.meetup_id == meetup_id,
                reminder_table.c.is_claimed.is_(False),
                reminder_table.c.due_at <= now,
            )
            .values(is_claimed=True)
            .returning(reminder_table.c.lead, reminder_table.c.due_at)
        )
        return sorted((Reminder(meetup_id, row.lead, row.due_at) for row in claimed), key=lambda one: one.due_at)

    def how(self, user_id: str) -> How:
        """Give how the person wants to be reminded: in the channel until they choose otherwise."""
        kept = self.connection.execute(
            select(reminder_choice_table.c.how).where(
                reminder_choice_table.c.workspace_id == self.workspace_id,
                reminder_choice_table.c.user_id == user_id,
            )
        ).scalar_one_or_none()
        return How.CHANNEL if kept is None else How(kept)

    def choose(self, user_id: str, how: How) -> None:
        """Keep how the person wants to be reminded."""
        self.connection.execute(
            insert(reminder_choice_table)
            .values(workspace_id=self.workspace_id, user_id=user_id, how=how.value)
            .on_conflict_do_update(index_elements=list(reminder_choice_table.primary_key), set_={"how": how.value})
        )

    def to_write_to(self, meetup_id: int) -> Sequence[tuple[str, Said]]:
        """Give the user ids of those who come, or maybe do, and want a direct message, with what they said."""
        found = self.connection.execute(
            select(meetup_answer_table.c.user_id, meetup_answer_table.c.said)
            .join(
                reminder_choice_table,
                (reminder_choice_table.c.workspace_id == meetup_answer_table.c.workspace_id)
                & (reminder_choice_table.c.user_id == meetup_answer_table.c.user_id),
            )
            .where(
                meetup_answer_table.c.workspace_id == self.workspace_id,
                meetup_answer_table.c.meetup_id == meetup_id,
                meetup_answer_table.c.said.in_([Said.COMING.value, Said.MAYBE.value]),
                reminder_choice_table.c.how == How.DIRECT.value,
            )
            .order_by(meetup_answer_table.c.turn)
        )
        return [(row.user_id, Said(row.said)) for row in found]
