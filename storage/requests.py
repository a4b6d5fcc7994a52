"""Commands, actions and submissions that were handled, by their key."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Index, delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.prepared import Prepared
from storage.rows import Row, table


class RequestRow(Row, table=True):
    """One request that was handled."""

    __tablename__ = "request"
    __table_args__ = (Index("ix_request_age", "workspace_id", "claimed_at"),)

    key: str = Field(primary_key=True)
    claimed_at: datetime


request = table(RequestRow)

_CLAIM = Prepared(insert(request).on_conflict_do_nothing().returning(request.c.key))


@dataclass(frozen=True, slots=True)
class Requests:
    """The requests of one workspace."""

    connection: Connection
    workspace_id: str

    def claim(self, key: str, *, now: datetime) -> bool:
        """Take the right to handle this request; False when it was handled already."""
        asked = {"workspace_id": self.workspace_id, "key": key, "claimed_at": now}
        return _CLAIM.row(self.connection, asked) is not None

    def prune(self, *, before: datetime) -> int:
        """Forget what was handled before that instant and give how many."""
        return self.connection.execute(
            delete(request).where(request.c.workspace_id == self.workspace_id, request.c.claimed_at < before)
        ).rowcount
