"""What lets lessons travel: all they say and said, rooms, teams, spread, meanings, hints and suggestions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen lessons, communities and people, and make the new tables."""
    _widen()
    _make_lesson_tables()
    _make_team_tables()
    _make_spread_tables()
    _make_relearning_tables()


def _widen() -> None:
    op.execute("ALTER TABLE lesson RENAME COLUMN text TO learnt")
    op.execute("ALTER TABLE lesson RENAME COLUMN context TO happened")
    for column in (
        sa.Column("to_try", sa.String(), nullable=False, server_default=""),
        sa.Column("kind", sa.String()),
        sa.Column("tags", sa.String(), nullable=False, server_default=""),
        sa.Column("team_id", sa.BigInteger()),
        sa.Column("builds_on", sa.BigInteger()),
        sa.Column("closed_in", sa.String()),
        sa.Column("adopters", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("source_changed_at", sa.DateTime(timezone=True)),
        sa.Column("source_gone_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("lesson", column)
    op.create_index("ix_lesson_author", "lesson", ["workspace_id", "author_id"])
    op.create_index("ix_lesson_card", "lesson", ["workspace_id", "channel_id", "card_ts"])
    op.create_index("ix_lesson_closed", "lesson", ["workspace_id", "closed_in"])
    op.create_index("ix_lesson_thread", "lesson", ["workspace_id", "channel_id", "thread_ts"])
    op.add_column("community", sa.Column("hints", sa.Boolean(), nullable=False, server_default=sa.false()))


def _make_lesson_tables() -> None:
    _create(
        "lesson_version",
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("learnt", sa.String(), nullable=False),
        sa.Column("to_try", sa.String(), nullable=False),
        sa.Column("kind", sa.String()),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    _create(
        "room",
        sa.Column("channel_id", sa.String(), primary_key=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("captures", sa.Boolean(), nullable=False),
        sa.Column("switched_by", sa.String()),
        sa.Column("switched_at", sa.DateTime(timezone=True)),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
    )
    _create(
        "name_choice",
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    )
    _create(
        "first_time",
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _make_team_tables() -> None:
    _create(
        "team",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "name", name="uq_team_name"),
    )
    _create(
        "teammate",
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_teammate_team", "teammate", ["workspace_id", "team_id"])


def _make_spread_tables() -> None:
    _create(
        "adoption",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_adoption_lesson", "adoption", ["workspace_id", "number", "id"])
    _create(
        "share",
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("shared_by", sa.String(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String()),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_index("ix_share_post", "share", ["workspace_id", "channel_id", "ts"])
    _create(
        "visit",
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("asked_by", sa.String(), primary_key=True),
        sa.Column("hosts", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String()),
    )
    _create(
        "proposal",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String()),
    )
    op.create_index("ix_proposal_lesson", "proposal", ["workspace_id", "number"])
    _create(
        "position",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_position_proposal", "position", ["workspace_id", "proposal_id", "id"])


def _make_relearning_tables() -> None:
    _create(
        "meaning",
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("model", sa.String()),
        sa.Column("vector", sa.LargeBinary()),
        sa.Column("point", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_meaning_point", "meaning", ["workspace_id", "point"])
    _create(
        "hint",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closeness", sa.Float(), nullable=False),
        sa.Column("about", sa.BigInteger()),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("channel_id", sa.String()),
        sa.Column("ts", sa.String()),
        sa.Column("verdict", sa.String()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_hint_about", "hint", ["workspace_id", "about"])
    op.create_index("ix_hint_verdict", "hint", ["workspace_id", "verdict", "community_id"])
    _create(
        "suggestion",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("learnt", sa.String(), nullable=False),
        sa.Column("to_try", sa.String(), nullable=False),
        sa.Column("kind", sa.String()),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("kept_as", sa.BigInteger()),
    )


def _create(name: str, *columns: "sa.schema.SchemaItem") -> None:
    op.create_table(name, sa.Column("workspace_id", sa.String(), primary_key=True), *columns)
