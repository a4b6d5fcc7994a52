"""What communities ask themselves, what quiet ones were asked, who has gone, and who looks after their lessons."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and widen lessons."""
    _make_agreements()
    op.create_table(
        "quiet_question",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        _of_a_community(),
    )
    op.create_table(
        "departure",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("departed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column("lesson", sa.Column("caretaker", sa.String()))


def _make_agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger()),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        _of_a_community(),
    )
    op.create_index("ix_agreement_due", "agreement", ["workspace_id", "outcome", "ends_at"])
    op.create_table(
        "agreement_post",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("agreement_id", sa.BigInteger(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String()),
        _of_an_agreement(),
    )
    op.create_table(
        "agreement_answer",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("agreement_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        _of_an_agreement(),
    )


def _of_a_community() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
    )


def _of_an_agreement() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "agreement_id"], ["agreement.workspace_id", "agreement.id"], ondelete="CASCADE"
    )
