"""What is kept of what people say where a community meets: who did in which week, and who asked; never what."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlmodel import Field

from storage.rows import Row, table


def _of_a_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
    )


class ActivityRow(Row, table=True):
    """How much one person said in one community in one week."""

    __tablename__ = "activity"
    __table_args__ = (_of_a_community(), Index("ix_activity_week", "workspace_id", "week"))

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    week: datetime = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    messages: int
    last_at: datetime


class ActivityTotalRow(Row, table=True):
    """How much was said in one community in one week that is long ago, and by how many."""

    __tablename__ = "activity_total"
    __table_args__ = (_of_a_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    week: datetime = Field(primary_key=True)
    messages: int
    people: int
    last_at: datetime


class AskedRow(Row, table=True):
    """One message in which somebody asked everybody something; `answered_at` is when somebody else replied first."""

    __tablename__ = "asked"
    __table_args__ = (_of_a_community(), Index("ix_asked_at", "workspace_id", "community_id", "asked_at"))

    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    community_id: int = Field(sa_type=BigInteger)
    asked_by: str
    asked_at: datetime
    answered_at: datetime | None


activity_table = table(ActivityRow)
total_table = table(ActivityTotalRow)
asked_table = table(AskedRow)
