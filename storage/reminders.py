"""When people are reminded of meetups, and how each wants to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Index, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.reminders import Before, Reminder
from storage.meetups import of_a_meetup
from storage.rows import Row, table, values


class ReminderRow(Row, table=True):
    """One reminder; claimed ones stay, so that none comes a second time."""

    __tablename__ = "reminder"
    __table_args__ = (of_a_meetup(), Index("ix_reminder_due", "workspace_id", "is_claimed", "due_at"))

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    before: str = Field(primary_key=True)
    due_at: datetime = Field(primary_key=True)
    is_claimed: bool = False


reminder_table = table(ReminderRow)


@dataclass(frozen=True, slots=True)
class Reminders:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def keep(self, reminders: Sequence[Reminder]) -> None:
        """Keep these reminders; one that is there already, claimed or not, stays as it is."""
        rows = [{"workspace_id": self.workspace_id, **values(reminder), "is_claimed": False} for reminder in reminders]
        if rows:
            self.connection.execute(insert(reminder_table).on_conflict_do_nothing(), rows)

    def due(self, now: datetime, *, limit: int) -> Sequence[Reminder]:
        """Give the reminders whose time has come and that nobody claimed, the longest due first."""
        found = self.connection.execute(
            select(reminder_table.c.meetup_id, reminder_table.c.before, reminder_table.c.due_at)
            .where(
                reminder_table.c.workspace_id == self.workspace_id,
                reminder_table.c.is_claimed.is_(False),
                reminder_table.c.due_at <= now,
            )
            .order_by(reminder_table.c.due_at, reminder_table.c.meetup_id)
            .limit(limit)
        )
        return [Reminder(row.meetup_id, Before(row.before), row.due_at) for row in found]

    def claim(self, reminder: Reminder) -> bool:
        """Take the right to send or drop this reminder; False when somebody has it already."""
        claimed = self.connection.execute(
            update(reminder_table)
            .where(
                reminder_table.c.workspace_id == self.workspace_id,
                reminder_table.c.meetup_id == reminder.meetup_id,
                reminder_table.c.before == reminder.before.value,
                reminder_table.c.due_at == reminder.due_at,
                reminder_table.c.is_claimed.is_(False),
            )
            .values(is_claimed=True)
        )
        return claimed.rowcount == 1
