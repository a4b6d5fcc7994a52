"""Feeds and calendars of the wider network."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _feeds()
    _items()
    _reporting()


def _feeds() -> None:
    op.create_table(
        "feed",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String()),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("whole_at", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_feed_address", "feed", ["workspace_id", "address"], unique=True)
    op.create_index("ix_feed_next", "feed", ["workspace_id", "next_at"])
    op.create_table(
        "follow",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("feed_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("followed_by", sa.String(), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_until", sa.BigInteger(), nullable=False),
        _of("feed"),
        _of("community"),
    )
    op.create_index("ix_follow_feed", "follow", ["workspace_id", "feed_id"])
    op.create_table(
        "look",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_look_next", "look", ["workspace_id", "next_at"])


def _items() -> None:
    op.create_table(
        "feed_item",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("feed_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String()),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True)),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.Column("is_all_day", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_news", sa.Boolean(), nullable=False),
        sa.Column("missing_since", sa.DateTime(timezone=True)),
        sa.Column("gone_at", sa.DateTime(timezone=True)),
        _of("feed"),
    )
    op.create_index("ix_feed_item_key", "feed_item", ["workspace_id", "feed_id", "key"], unique=True)
    op.create_table(
        "feed_item_told",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("item_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"], ["feed_item.workspace_id", "feed_item.id"], ondelete="CASCADE"
        ),
        _of("community"),
    )
    op.create_index("ix_feed_item_told_item", "feed_item_told", ["workspace_id", "item_id"])


def _reporting() -> None:
    op.create_table(
        "outside_meetup",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("item_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
        _of("meetup"),
    )
    op.create_index("ix_outside_meetup_item", "outside_meetup", ["workspace_id", "item_id"])
    op.create_table(
        "reporter",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.BigInteger()),
        sa.Column("is_claimed", sa.Boolean(), nullable=False),
        _of("meetup"),
    )
    op.create_index("ix_reporter_due", "reporter", ["workspace_id", "is_claimed", "due_at"])


def _of(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", f"{name}_id"], [f"{name}.workspace_id", f"{name}.id"], ondelete="CASCADE"
    )
