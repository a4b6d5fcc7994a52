"""Visits to other teams, open doors and travelers."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "door",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("team_id", sa.BigInteger()),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("times", sa.String(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("guests", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_door_last_day", "door", ["workspace_id", "last_day"])
    op.create_table(
        "door_guest",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("door_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        _of("door"),
    )
    op.create_table(
        "door_shown",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("door_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        _of("door"),
        _of("community"),
    )
    op.create_table(
        "scouted",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_scouted_team", "scouted", ["workspace_id", "team_id"])


def _of(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", f"{name}_id"], [f"{name}.workspace_id", f"{name}.id"], ondelete="CASCADE"
    )
