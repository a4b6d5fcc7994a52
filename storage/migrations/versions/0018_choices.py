"""What people say of themselves, and what they were asked to."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "profile",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "interest",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_index("ix_interest_words", "interest", ["workspace_id", "words"])
    op.create_table(
        "invitation",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("invited_by", sa.String(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_joined", sa.Boolean()),
    )
    op.create_index("ix_invitation_invited_at", "invitation", ["workspace_id", "invited_at"])
