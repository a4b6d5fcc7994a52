"""Who comes, maybe or not, waits for a seat, and how people are reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let people say more than that they come, and meetups have reminders of their own."""
    op.add_column("meetup", sa.Column("reminders", sa.String(), nullable=False, server_default="1440,10"))
    _answers()
    _reminders()
    op.create_table(
        "reminder_choice",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id"),
    )


def _answers() -> None:
    op.create_table(
        "meetup_answer",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "meetup_id", "user_id"),
        _of_a_meetup(),
    )
    op.execute(
        "INSERT INTO meetup_answer (workspace_id, meetup_id, user_id, said, turn, said_at) "
        "SELECT workspace_id, meetup_id, user_id, 'coming', "
        "ROW_NUMBER() OVER (PARTITION BY workspace_id, meetup_id ORDER BY said_at, user_id), said_at FROM comer"
    )
    op.drop_table("comer")


def _reminders() -> None:
    # A key can't be changed in place everywhere, so the rows go over to a new table under the old name.
    op.drop_index("ix_reminder_due", "reminder")
    op.rename_table("reminder", "reminder_before")
    op.create_table(
        "reminder",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_claimed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "meetup_id", "lead", "due_at", name="reminder_lead_pkey"),
        _of_a_meetup(),
    )
    op.create_index("ix_reminder_due", "reminder", ["workspace_id", "is_claimed", "due_at"])
    op.execute(
        "INSERT INTO reminder (workspace_id, meetup_id, lead, due_at, is_claimed) "
        "SELECT workspace_id, meetup_id, CASE before WHEN 'a day' THEN 1440 ELSE 10 END, due_at, is_claimed "
        "FROM reminder_before"
    )
    op.drop_table("reminder_before")


def _of_a_meetup() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"
    )
