"""What communities want to talk about, and what they learnt after."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "topic",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("champion", sa.String()),
        sa.Column("reached_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_topic_community", "topic", ["workspace_id", "community_id"])
    op.create_table(
        "topic_vote",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("topic_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        _of_a_topic(),
    )
    op.create_table(
        "meetup_topic",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True),
        sa.Column("topic_id", sa.BigInteger(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        _of_a_meetup(),
        _of_a_topic(),
    )
    op.create_table(
        "frozen_agenda",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("meetup_id", sa.BigInteger(), primary_key=True),
        _of_a_meetup(),
    )


def _of_a_topic() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id", "topic_id"], ["topic.workspace_id", "topic.id"], ondelete="CASCADE")


def _of_a_meetup() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"
    )
