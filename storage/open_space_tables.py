"""The tables of Open Spaces."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, table


class OpenSpaceRow(Row, table=True):
    """What an Open Space has beside its meetup; its slots are kept by the minutes from the meetup's start."""

    __tablename__ = "open_space"
    __table_args__ = (
        Index("ix_open_space_done", "workspace_id", "is_done"),
        Index("ix_open_space_channel", "workspace_id", "channel_id"),
    )

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    channel_id: str
    spaces: str  # one a line
    slots: str
    wants_channel: bool
    has_channel: bool
    market_ts: str | None
    is_updating: bool
    is_done: bool


class OpenSpaceToldRow(Row, table=True):
    """A start or a summary that somebody dealt with, so that none comes twice."""

    __tablename__ = "open_space_told"

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    what: str = Field(primary_key=True)
    told_at: datetime


class SessionRow(Row, table=True):
    """One session; no two are in one place, and those that have none don't count."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("workspace_id", "meetup_id", "slot", "space", name="uq_session_place"),
        Index("ix_session_meetup", "workspace_id", "meetup_id", "withdrawn_at"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    meetup_id: int = Field(sa_type=BigInteger)
    title: str
    why: str
    proposed_by: str
    proposed_at: datetime
    slot: int | None
    space: int | None
    withdrawn_at: datetime | None
    message_ts: str | None
    is_posting: bool
    is_asked: bool


class HostRow(Row, table=True):
    """One host of a session; `turn` keeps their order."""

    __tablename__ = "session_host"
    __table_args__ = (Index("ix_session_host_user", "workspace_id", "user_id"),)

    session_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    turn: int = Field(sa_type=BigInteger)


class InterestRow(Row, table=True):
    """One person who is interested in a session."""

    __tablename__ = "session_interest"
    __table_args__ = (Index("ix_session_interest_meetup", "workspace_id", "meetup_id", "session_id"),)

    session_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    meetup_id: int = Field(sa_type=BigInteger)


open_space_table = table(OpenSpaceRow)
open_space_told_table = table(OpenSpaceToldRow)
session_table = table(SessionRow)
session_host_table = table(HostRow)
session_interest_table = table(InterestRow)
