"""Who comes, maybe or not, waits for a seat, and how people are reminded."""

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
