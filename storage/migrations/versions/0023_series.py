"""Meetups that come again, and kinds of meetups."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a meetup says of itself, and the series it may be of."""
    op.add_column("meetup", sa.Column("kind", sa.String(), nullable=False, server_default="meetup"))
    op.add_column("meetup", sa.Column("what_for", sa.String(), nullable=False, server_default=""))
    op.add_column("meetup", sa.Column("seats", sa.Integer()))
    op.add_column("meetup", sa.Column("series_id", sa.BigInteger()))
    op.add_column("meetup", sa.Column("occurs_on", sa.Date()))
    op.add_column("meetup", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    # One meetup a day of a series, however many processes want to make it; meetups of no series don't count.
    op.create_index("ix_meetup_series", "meetup", ["workspace_id", "series_id", "occurs_on"], unique=True)
    op.create_table(
        "series",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("turn", sa.Integer()),
        sa.Column("until", sa.Date()),
        sa.Column("count", sa.Integer()),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what_for", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer()),
        sa.Column("planned_by", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.String(), nullable=False),
        sa.Column("country", sa.String()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.String(), nullable=False),
        sa.Column("holidays", sa.String(), nullable=False),
        sa.Column("holidays_until", sa.Date()),
        sa.Column("made_on", sa.Date()),
        sa.Column("next_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_series_due", "series", ["workspace_id", "next_at"])
    op.create_index("ix_series_community", "series", ["workspace_id", "community_id"])
