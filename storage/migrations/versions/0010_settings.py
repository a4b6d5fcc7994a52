"""What the admins of a workspace chose."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "setting",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("capture_emoji", sa.String()),
        sa.Column("channel_prefix", sa.String()),
        sa.Column("digest_weekday", sa.Integer()),
        sa.Column("digest_at", sa.String()),
        sa.Column("hub_channel", sa.String()),
        sa.Column("supporters_channel", sa.String()),
        sa.Column("retention_days", sa.Integer()),
        sa.Column("may_create", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
