"""What digests said, and what is wanted more or less."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("digest_run", sa.Column("said", sa.JSON(), nullable=True))
    op.add_column("digest_run", sa.Column("again_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "taste",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("is_more", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_taste_user", "taste", ["workspace_id", "user_id"])
