"""What is asked of component mentors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.mentoring import Kind, NewRequest, Request
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values


class MentoringRow(Row, table=True):
    """One request."""

    __tablename__ = "mentoring"
    __table_args__ = (
        Index("ix_mentoring_component", "workspace_id", "component_id", "ended_at"),
        Index("ix_mentoring_asked_by", "workspace_id", "asked_by", "ended_at"),
        Index("ix_mentoring_unanswered", "workspace_id", "ended_at", "asked_at"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    component_id: int = Field(sa_type=BigInteger)
    kind: str
    asked_by: str
    asked_at: datetime
    words: str
    wish: str
    asked: str
    is_question: bool
    channel_id: str | None
    ts: str | None
    taken_by: str
    ended_at: datetime | None
    noted_at: datetime | None
    repeated_at: datetime | None


request_table = table(MentoringRow)
_OPEN = request_table.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Mentoring:
    """What was asked of the component mentors of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, request: NewRequest) -> Request:
        """Keep it."""
        added = Request(**fields_of(request), id=next_number(self.connection, self.workspace_id, "mentoring"))
        self.connection.execute(insert(request_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, request_id: int) -> Request | None:
        """Give the request of that id."""
        return next(iter(self._some(request_table.c.id == request_id)), None)

    def update(self, request: Request) -> None:
        """Keep the request as it is now."""
        self.connection.execute(
            update(request_table)
            .where(request_table.c.workspace_id == self.workspace_id, request_table.c.id == request.id)
            .values(values(request))
        )

    def remove(self, request_id: int) -> None:
        """Forget a request that reached nobody."""
        self.connection.execute(
            delete(request_table).where(
                request_table.c.workspace_id == self.workspace_id, request_table.c.id == request_id
            )
        )

    def asked_by(self, user_id: str) -> Sequence[Request]:
        """Give what this person asked and is open still, oldest first."""
        return self._some(_OPEN, request_table.c.asked_by == user_id)

    def open_for(self, component_ids: Sequence[int]) -> Sequence[Request]:
        """Give what is open still of these components, oldest first."""
        return self._some(_OPEN, request_table.c.component_id.in_(component_ids)) if component_ids else ()

    def ask_all(self, component_id: int, *, instead_of: str) -> None:
        """Let what is open and was asked of this one person be asked of all who mentor the component."""
        for request in self._some(
            _OPEN, request_table.c.component_id == component_id, request_table.c.asked == instead_of
        ):
            self.update(replace(request, asked=""))

    def unanswered(self, *, before: datetime, limit: int) -> Sequence[Request]:
        """Give what was asked before then, is open still, and of which who asked wasn't told so; oldest first."""
        return self._some(_OPEN, request_table.c.noted_at.is_(None), request_table.c.asked_at <= before)[:limit]

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Request]:
        found = self.connection.execute(
            select(*columns(request_table))
            .where(request_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(request_table.c.asked_at, request_table.c.id)
        )
        return [Request(**row._asdict() | {"kind": Kind(row.kind)}) for row in found]
