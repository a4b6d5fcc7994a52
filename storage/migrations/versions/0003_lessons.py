"""Lessons, the marks of people who found them worth keeping, and the search index."""

import sqlalchemy as sa
from alembic import context, op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SEARCH = {
    # The words come folded and separated by spaces. "ascii" takes everything beyond ASCII as part of a word.
    "fts5": [
        "CREATE VIRTUAL TABLE lesson_search USING fts5(title, text, context, tokenize = \"ascii tokenchars '+#'\")",
    ],
    "tsvector": [
        "CREATE TABLE lesson_search (workspace_id VARCHAR NOT NULL, number BIGINT NOT NULL, words TSVECTOR NOT NULL, "
        "PRIMARY KEY (workspace_id, number))",
        "CREATE INDEX ix_lesson_search_words ON lesson_search USING gin (words)",
    ],
}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "workspace",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id"),
    )
    op.create_table(
        "lesson",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("author_id", sa.String()),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("captured_by", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String()),
        sa.Column("ts", sa.String()),
        sa.Column("thread_ts", sa.String()),
        sa.Column("permalink", sa.String()),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_by", sa.String()),
        sa.Column("card_ts", sa.String()),
        sa.PrimaryKeyConstraint("workspace_id", "number"),
        sa.UniqueConstraint("workspace_id", "channel_id", "ts", name="uq_lesson_message"),
    )
    op.create_index("ix_lesson_captured", "lesson", ["workspace_id", "captured_at"])
    op.create_index("ix_lesson_community", "lesson", ["workspace_id", "community_id", "captured_at"])
    op.create_table(
        "mark",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("emoji", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", "ts", "user_id", "emoji"),
    )
    for statement in SEARCH[context.config.attributes["search"]]:
        op.execute(statement)
