"""The further channels of communities, and which communities overlap."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "link",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("channel_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_name", sa.String(), nullable=False),
        sa.Column("linked_by", sa.String(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_link_community", "link", ["workspace_id", "community_id"])
    op.create_table(
        "overlap",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("one_id", sa.BigInteger(), primary_key=True),
        sa.Column("other_id", sa.BigInteger(), primary_key=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_overlap_other", "overlap", ["workspace_id", "other_id"])
