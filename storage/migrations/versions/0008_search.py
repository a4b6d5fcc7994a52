"""One search index for every database, in plain tables; its words are put in when the bot starts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new index, and drop the old one with the numbers it knew workspaces by."""
    # Compared byte by byte, so that the words with one beginning lie side by side.
    bytewise = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "posting",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("room", sa.String(), primary_key=True),
        sa.Column("word", bytewise, primary_key=True),
        sa.Column("block", sa.Integer(), primary_key=True),
        sa.Column("entries", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "indexed",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_table(
        "search_index",
        sa.Column("workspace_id", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.drop_table("lesson_search")
    op.drop_table("workspace")
