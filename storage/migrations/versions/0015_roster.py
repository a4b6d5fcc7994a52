"""Who has which capability, as the roster says, and whom it leaves out."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "listed",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_listed_told", "listed", ["workspace_id", "told_at"])
    op.create_table(
        "listed_fact",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("issued_on", sa.Date()),
        sa.Column("said", sa.String()),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("shown_since", sa.DateTime(timezone=True)),
        sa.Column("told", sa.String(), nullable=False),
    )
    op.create_index("ix_listed_fact_told", "listed_fact", ["workspace_id", "told"])
    op.create_table(
        "listed_left_out",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("digest", sa.LargeBinary(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
