"""Meetups that come again, and kinds of meetups."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a meetup says of itself."""
    op.add_column("meetup", sa.Column("kind", sa.String(), nullable=False, server_default="meetup"))
    op.add_column("meetup", sa.Column("what_for", sa.String(), nullable=False, server_default=""))
    op.add_column("meetup", sa.Column("seats", sa.Integer()))
    op.add_column("meetup", sa.Column("series_id", sa.BigInteger()))
    op.add_column("meetup", sa.Column("occurs_on", sa.Date()))
    op.add_column("meetup", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
