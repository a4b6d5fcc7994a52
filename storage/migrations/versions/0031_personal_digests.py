"""Digests of people, of the hub and of the month."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_personal()
    _make_hub()


def _make_personal() -> None:
    op.create_table(
        "personal_digest",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        *_when(),
        sa.Column("tags", sa.String(), nullable=False),
    )
    op.create_index("ix_personal_digest_next", "personal_digest", ["workspace_id", "next_at"])
    for what in ("community", "component"):
        op.create_table(
            f"personal_{what}",
            sa.Column("workspace_id", sa.String(), primary_key=True),
            sa.Column(f"{what}_id", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("user_id", sa.String(), primary_key=True),
        )
    op.create_table(
        "personal_run",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        *_period(),
    )
    op.create_table(
        "personal_shown",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        *_shown(),
    )


def _make_hub() -> None:
    op.add_column("setting", sa.Column("hub_digest", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table("hub_digest", sa.Column("workspace_id", sa.String(), primary_key=True), *_when())
    op.create_table("hub_run", sa.Column("workspace_id", sa.String(), primary_key=True), *_period())
    op.create_table("hub_shown", sa.Column("workspace_id", sa.String(), primary_key=True), *_shown())
    op.create_table(
        "month_told",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("month", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("is_drawn", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_month_told_drawn", "month_told", ["workspace_id", "is_drawn"])
    op.create_table(
        "month_muted",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
    )


def _when() -> list[sa.Column[object]]:
    return [
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    ]


def _period() -> list[sa.Column[object]]:
    return [
        sa.Column("period_start", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("period_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _shown() -> list[sa.Column[object]]:
    return [
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
    ]
