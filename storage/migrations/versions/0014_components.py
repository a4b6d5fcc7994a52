"""Components, their mentors, what is asked of them, and notes on their health."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_components()
    _make_mentors()
    _make_mentoring()
    _make_health_notes()


def _make_components() -> None:
    _create(
        "component",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_by", sa.String(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("workspace_id", "name", name="uq_component_name"),
    )
    _create(
        "component_version",
        sa.Column("component_id", sa.BigInteger(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
    )


def _make_mentors() -> None:
    _create(
        "mentor",
        sa.Column("component_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("teaches", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("offered_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_mentor_user", "mentor", ["workspace_id", "user_id"])


def _make_mentoring() -> None:
    _create(
        "mentoring",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("component_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("is_question", sa.Boolean(), nullable=False),
        sa.Column("channel_id", sa.String()),
        sa.Column("ts", sa.String()),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("noted_at", sa.DateTime(timezone=True)),
        sa.Column("repeated_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_mentoring_component", "mentoring", ["workspace_id", "component_id", "ended_at"])
    op.create_index("ix_mentoring_asked_by", "mentoring", ["workspace_id", "asked_by", "ended_at"])
    op.create_index("ix_mentoring_unanswered", "mentoring", ["workspace_id", "ended_at", "asked_at"])


def _make_health_notes() -> None:
    _create(
        "health_note",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("component_id", sa.BigInteger(), nullable=False),
        sa.Column("mood", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_health_note_component", "health_note", ["workspace_id", "component_id", "id"])


def _create(name: str, *columns: "sa.schema.SchemaItem") -> None:
    op.create_table(name, sa.Column("workspace_id", sa.String(), primary_key=True), *columns)
