"""Who coordinates, and what they said of practising."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "coordinator",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("channel_id", sa.String()),
        sa.Column("card_ts", sa.String()),
        sa.Column("sharing_since", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id", "user_id"],
            ["member.workspace_id", "member.community_id", "member.user_id"],
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_coordinator_user", "coordinator", ["workspace_id", "user_id"])
    op.create_table(
        "seat_support",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("coordinator", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id", "coordinator"],
            ["coordinator.workspace_id", "coordinator.community_id", "coordinator.user_id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id", "user_id"],
            ["member.workspace_id", "member.community_id", "member.user_id"],
            ondelete="CASCADE",
        ),
    )
    _of_the_community()
    op.create_table(
        "seat_question",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("about", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "practice",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("works", sa.String()),
        sa.Column("week", sa.String()),
        sa.Column("shares_works", sa.Boolean(), nullable=False),
        sa.Column("shares_week", sa.Boolean(), nullable=False),
    )


def _of_the_community() -> None:
    op.create_table(
        "seat_told",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
    )
    op.create_table(
        "handover",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("left_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_handover_community", "handover", ["workspace_id", "community_id"])
