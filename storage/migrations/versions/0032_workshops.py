"""What is asked after meetups, and what design workshops are about."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meetup_question",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notes_mark", sa.String(), nullable=False),
        _of_a_meetup(),
    )
    op.create_index("ix_meetup_question_thread", "meetup_question", ["workspace_id", "thread_ts"])
    op.create_table(
        "workshop",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True),
        sa.Column("component_id", sa.BigInteger(), nullable=False),
        sa.Column("is_prepared", sa.Boolean(), nullable=False),
        _of_a_meetup(),
        sa.ForeignKeyConstraint(
            ["workspace_id", "component_id"], ["component.workspace_id", "component.id"], ondelete="CASCADE"
        ),
    )


def _of_a_meetup() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"
    )
