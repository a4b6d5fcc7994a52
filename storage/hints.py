"""Older lessons that were shown to people, and what they said to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Index, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.relearning import Hint, NewHint, Relearnings, Verdict
from storage.counters import count_to, last_number, next_number
from storage.lessons import lesson_table
from storage.rows import Row, columns, fields_of, table, values


class HintRow(Row, table=True):
    """One older lesson shown to one person."""

    __tablename__ = "hint"
    __table_args__ = (
        Index("ix_hint_about", "workspace_id", "about"),
        Index("ix_hint_verdict", "workspace_id", "verdict", "community_id"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    number: int = Field(sa_type=BigInteger)
    user_id: str
    shown_at: datetime
    closeness: float
    about: int | None = Field(sa_type=BigInteger)
    community_id: int | None = Field(sa_type=BigInteger)
    channel_id: str | None
    ts: str | None
    verdict: str | None
    answered_at: datetime | None


hint_table = table(HintRow)
_LOOKED_AT = "lesson looked at"


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, hint: NewHint) -> Hint:
        """Keep that the lesson was shown."""
        added = Hint(**fields_of(hint), id=next_number(self.connection, self.workspace_id, "hint"))
        self.connection.execute(insert(hint_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, hint_id: int) -> Hint | None:
        """Give the hint of that id."""
        return next(iter(self._some(id=hint_id)), None)

    def answer(self, hint_id: int, verdict: Verdict, *, now: datetime) -> None:
        """Keep what the person said; what they say last counts."""
        self.connection.execute(
            update(hint_table)
            .where(hint_table.c.workspace_id == self.workspace_id, hint_table.c.id == hint_id)
            .values(verdict=verdict.value, answered_at=now)
        )

    def about(self, number: int) -> Sequence[Hint]:
        """Give the hints shown for a captured lesson, first first."""
        return self._some(about=number)

    def beside(self, hint: Hint) -> Sequence[Hint]:
        """Give the hints that were shown together with this one, itself too, first first."""
        shown = {"user_id": hint.user_id, "about": hint.about, "channel_id": hint.channel_id, "ts": hint.ts}
        return self._some(**shown)

    def next_to_look_at(self, *, since: datetime, limit: int) -> Sequence[int]:
        """Give the numbers of lessons captured since then that nobody looked at for older ones, lowest first."""
        found = self.connection.execute(
            select(lesson_table.c.number)
            .where(
                lesson_table.c.workspace_id == self.workspace_id,
                lesson_table.c.captured_at >= since,
                lesson_table.c.number > last_number(self.connection, self.workspace_id, _LOOKED_AT),
            )
            .order_by(lesson_table.c.number)
            .limit(limit)
        )
        return found.scalars().all()

    def looked_at(self, number: int) -> None:
        """Remember that this lesson and those before it were looked at."""
        count_to(self.connection, self.workspace_id, _LOOKED_AT, number)

    def relearnings(self, community_id: int | None) -> Relearnings:
        """Count for one community, or for the workspace when it is None."""
        chosen = select(hint_table.c.verdict, func.count().label("times")).where(
            hint_table.c.workspace_id == self.workspace_id,
            hint_table.c.verdict.in_([Verdict.SAME.value, Verdict.BUILDS_ON.value]),
        )
        if community_id is not None:
            chosen = chosen.where(hint_table.c.community_id == community_id)
        counts: dict[str, int] = {
            row.verdict: row.times for row in self.connection.execute(chosen.group_by(hint_table.c.verdict))
        }
        return Relearnings(seen=sum(counts.values()), avoided=counts.get(Verdict.SAME.value, 0))

    def _some(self, **wanted: object) -> Sequence[Hint]:
        conditions = [hint_table.c[name] == value for name, value in wanted.items()]
        found = self.connection.execute(
            select(*columns(hint_table))
            .where(hint_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(hint_table.c.id)
        )
        return [_hint(row._asdict()) for row in found]


def _hint(fields: Mapping[str, Any]) -> Hint:
    verdict = fields["verdict"]
    return Hint(**{**fields, "verdict": Verdict(verdict) if verdict else None})
