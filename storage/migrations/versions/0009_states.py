"""Since when a community is as it is, and which one goes on with what it learnt."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen communities."""
    op.add_column("community", sa.Column("state_since", sa.DateTime(timezone=True)))
    op.add_column("community", sa.Column("merged_into", sa.BigInteger()))
