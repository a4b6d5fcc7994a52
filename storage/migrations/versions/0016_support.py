"""What communities ask for, and what they were given."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ask",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("by", sa.String()),
        sa.Column("minor", sa.BigInteger()),
        sa.Column("currency", sa.String()),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("own_channel_id", sa.String()),
        sa.Column("own_ts", sa.String()),
        sa.Column("ts", sa.String()),
        sa.Column("spent_minor", sa.BigInteger()),
        sa.Column("spent_currency", sa.String()),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("learnt", sa.String(), nullable=False),
        sa.Column("told_by", sa.String()),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_ask_community", "ask", ["workspace_id", "community_id"])
    op.create_table(
        "help",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("ask_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("minor", sa.BigInteger()),
        sa.Column("currency", sa.String()),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_help_ask", "help", ["workspace_id", "ask_id"])
