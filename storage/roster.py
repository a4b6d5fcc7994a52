"""Who is certified in what, as the organisation's roster says."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from sqlalchemy import ColumnElement, Connection, Index, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.roster import COACH, Fact, Kind, Listed
from storage.profiles import profile_table
from storage.rows import Row, table

# PostgreSQL and SQLite take many more values in one statement.
_AT_ONCE = 500


class ListedRow(Row, table=True):
    """One person on the roster."""

    __tablename__ = "listed"
    __table_args__ = (Index("ix_listed_told", "workspace_id", "told_at"),)

    user_id: str = Field(primary_key=True)
    team: str
    brought_at: datetime
    told_at: datetime | None


class FactRow(Row, table=True):
    """One thing the roster says of one person; `told` is it in their words, "" where others don't see it."""

    __tablename__ = "listed_fact"
    __table_args__ = (Index("ix_listed_fact_told", "workspace_id", "told"),)

    user_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    issued_on: date | None
    said: str | None
    is_hidden: bool
    shown_since: datetime | None
    told: str


class LeftOutRow(Row, table=True):
    """One person whom no list brings back, known by what is made of their id and leads back to it by guessing only."""

    __tablename__ = "listed_left_out"

    digest: bytes = Field(primary_key=True)
    at: datetime


listed_table = table(ListedRow)
fact_table = table(FactRow)
left_out_table = table(LeftOutRow)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is certified in what, as the organisation's roster says, of one workspace."""

    connection: Connection
    workspace_id: str

    def of(self, user_id: str) -> Listed | None:
        """Give what the list says of this person; None for who isn't on it."""
        return self.some([user_id]).get(user_id)

    def some(self, user_ids: Collection[str]) -> Mapping[str, Listed]:
        """Give those who are on it, by user id."""
        wanted = sorted(user_ids)
        found: dict[str, Listed] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            found |= {listed.user_id: listed for listed in self._some(listed_table.c.user_id.in_(some))}
        return found

    def put(self, listed: Listed) -> None:
        """Keep a person as they stand on it now."""
        own = {"workspace_id": self.workspace_id, "user_id": listed.user_id}
        fields = {"team": listed.team, "brought_at": listed.brought_at, "told_at": listed.told_at}
        statement = insert(listed_table).values(own | fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(listed_table.primary_key), set_=fields)
        )
        self.connection.execute(delete(fact_table).where(*self._own(fact_table.c.user_id == listed.user_id)))
        if listed.facts:
            self.connection.execute(insert(fact_table), [own | _stored(fact) for fact in listed.facts])

    def coaches(self) -> Sequence[str]:
        """Give the user ids of the Certified LeSS Coaches whom others may see as such.

        A person may put the list right about themselves, but what a coach sees and offers comes with the certificate:
        the list must say it too.
        """
        return self._people(
            fact_table.c.kind == Kind.CERTIFICATION.value,
            func.lower(fact_table.c.told) == COACH.lower(),
            func.lower(fact_table.c.what) == COACH.lower(),
        )

    def told(self) -> Mapping[Kind, Set[str]]:
        """Give all that others may see of anybody, each once, as the people it is about say it."""
        found = self.connection.execute(
            select(fact_table.c.kind, fact_table.c.told).where(*self._open(fact_table.c.told != "")).distinct()
        )
        told: dict[Kind, set[str]] = defaultdict(set)
        for kind, words in found:
            told[Kind(kind)].add(words)
        return told

    def who(self, told: Collection[str], *, limit: int) -> Sequence[str]:
        """Give the user ids of those of whom others may see one of these."""
        return self._people(fact_table.c.told.in_(set(told) - {""}))[:limit]

    def untold(self, *, limit: int) -> Sequence[Listed]:
        """Give those who weren't told yet of something, who was brought first first."""
        return self._some(listed_table.c.told_at.is_(None), limit=limit)

    def unshown(self, *, told_before: datetime, limit: int) -> Sequence[Listed]:
        """Give those who were told of something before then that others don't see yet."""
        waiting = select(fact_table.c.user_id).where(*self._own(fact_table.c.shown_since.is_(None)))
        return self._some(listed_table.c.told_at < told_before, listed_table.c.user_id.in_(waiting), limit=limit)

    def leave_out(self, user_id: str, *, now: datetime) -> None:
        """Take a person off it, and keep nothing but that no list brings them back."""
        for rows in (fact_table, listed_table):
            self.connection.execute(
                delete(rows).where(rows.c.workspace_id == self.workspace_id, rows.c.user_id == user_id)
            )
        values = {"workspace_id": self.workspace_id, "digest": self._digest(user_id), "at": now}
        self.connection.execute(insert(left_out_table).values(values).on_conflict_do_nothing())

    def left_out(self, user_ids: Collection[str]) -> Set[str]:
        """Give those of these people whom no list brings back."""
        kept = set(
            self.connection.execute(
                select(left_out_table.c.digest).where(left_out_table.c.workspace_id == self.workspace_id)
            ).scalars()
        )
        return {user_id for user_id in user_ids if self._digest(user_id) in kept} if kept else set()

    def let_in(self, user_id: str) -> None:
        """Let lists bring this person again."""
        self.connection.execute(
            delete(left_out_table).where(
                left_out_table.c.workspace_id == self.workspace_id, left_out_table.c.digest == self._digest(user_id)
            )
        )

    def _digest(self, user_id: str) -> bytes:
        return blake2b(user_id.encode(), key=self.workspace_id.encode()[:64], digest_size=16).digest()

    def _own(self, *conditions: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
        return (fact_table.c.workspace_id == self.workspace_id, *conditions)

    def _open(self, *conditions: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
        """Leave out those who want to be found by nobody."""
        hidden = select(profile_table.c.user_id).where(
            profile_table.c.workspace_id == self.workspace_id, profile_table.c.is_hidden.is_(True)
        )
        return self._own(*conditions, fact_table.c.user_id.not_in(hidden))

    def _people(self, *conditions: ColumnElement[bool]) -> Sequence[str]:
        found = select(fact_table.c.user_id).where(*self._open(*conditions)).distinct().order_by(fact_table.c.user_id)
        return self.connection.execute(found).scalars().all()

    def _some(self, *conditions: ColumnElement[bool], limit: int | None = None) -> Sequence[Listed]:
        rows = self.connection.execute(
            select(listed_table)
            .where(listed_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(listed_table.c.brought_at, listed_table.c.user_id)
            .limit(limit)
        ).all()
        facts = self._facts([row.user_id for row in rows])
        return [Listed(row.user_id, row.brought_at, tuple(facts[row.user_id]), row.team, row.told_at) for row in rows]

    def _facts(self, user_ids: Sequence[str]) -> Mapping[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        if user_ids:
            for row in self.connection.execute(
                select(fact_table)
                .where(*self._own(fact_table.c.user_id.in_(user_ids)))
                .order_by(fact_table.c.kind, func.lower(fact_table.c.what))
            ):
                found[row.user_id].append(
                    Fact(Kind(row.kind), row.what, row.issued_on, row.said, row.is_hidden, row.shown_since)
                )
        return found


def _stored(fact: Fact) -> dict[str, object]:
    return {
        "kind": fact.kind.value,
        "what": fact.what,
        "issued_on": fact.issued_on,
        "said": fact.said,
        "is_hidden": fact.is_hidden,
        "shown_since": fact.shown_since,
        "told": fact.told if fact.is_shown else "",
    }
