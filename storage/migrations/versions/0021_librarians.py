"""Who looks after lessons and what waits for them, which lessons go on in others, and what coaches offer."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _librarians()
    _merges()
    _coaches()


def _librarians() -> None:
    op.create_table(
        "librarian",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "queue_item",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("twin_of", sa.BigInteger(), primary_key=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "queue_skip",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("twin_of", sa.BigInteger(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "highlight",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_highlight_community", "highlight", ["workspace_id", "community_id", "at"])


def _merges() -> None:
    op.create_table(
        "merge",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_merge_kept", "merge", ["workspace_id", "kept"])
    op.create_table(
        "moved",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("key", sa.BigInteger(), primary_key=True),
    )


def _coaches() -> None:
    op.create_table(
        "coach_offer",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String()),
        sa.Column("declined_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_coach_offer_community", "coach_offer", ["workspace_id", "community_id", "coach_id"])
    op.create_table(
        "coach_talk",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("offer_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
