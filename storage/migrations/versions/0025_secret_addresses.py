"""Secret addresses under which calendars and feeds are read, and when a meetup changed for them."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("meetup", sa.Column("changed_at", sa.DateTime(timezone=True)))
    op.create_index("ix_meetup_community", "meetup", ["workspace_id", "community_id", "ends_at"])
    op.create_index("ix_meetup_answer_user", "meetup_answer", ["workspace_id", "user_id"])
    op.create_table(
        "secret_address",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("fingerprint", sa.String(), primary_key=True),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("gives", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("community_id", sa.BigInteger()),
        sa.Column("meetup_id", sa.BigInteger()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "community_id", "user_id"],
            ["member.workspace_id", "member.community_id", "member.user_id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_secret_address_user", "secret_address", ["workspace_id", "user_id"])
    op.create_table(
        "publication",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("community_id", sa.BigInteger(), primary_key=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("switched_by", sa.String(), nullable=False),
        sa.Column("switched_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "fingerprint", name="uq_publication_fingerprint"),
    )
    op.add_column("setting", sa.Column("may_publish", sa.Boolean(), nullable=False, server_default=sa.true()))
