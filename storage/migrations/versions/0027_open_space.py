"""Open Spaces."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "open_space",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("spaces", sa.String(), nullable=False),
        sa.Column("slots", sa.String(), nullable=False),
        sa.Column("wants_channel", sa.Boolean(), nullable=False),
        sa.Column("has_channel", sa.Boolean(), nullable=False),
        sa.Column("market_ts", sa.String()),
        sa.Column("is_updating", sa.Boolean(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_open_space_done", "open_space", ["workspace_id", "is_done"])
    op.create_index("ix_open_space_channel", "open_space", ["workspace_id", "channel_id"])
    op.create_table(
        "open_space_told",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slot", sa.Integer()),
        sa.Column("space", sa.Integer()),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("message_ts", sa.String()),
        sa.Column("is_posting", sa.Boolean(), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("workspace_id", "meetup_id", "slot", "space", name="uq_session_place"),
    )
    op.create_index("ix_session_meetup", "session", ["workspace_id", "meetup_id", "withdrawn_at"])
    op.create_table(
        "session_host",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("session_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("turn", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_session_host_user", "session_host", ["workspace_id", "user_id"])
    op.create_table(
        "session_interest",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("session_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_session_interest_meetup", "session_interest", ["workspace_id", "meetup_id", "session_id"])
