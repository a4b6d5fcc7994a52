"""What communities ask the organisation for, and what became of it; amounts are whole numbers of the smallest unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.money import Money
from community.support import Ask, Help, Kind, NewAsk, State
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values


class AskRow(Row, table=True):
    """One ask; the day until which it would help is written as ISO 8601."""

    __tablename__ = "ask"
    __table_args__ = (Index("ix_ask_community", "workspace_id", "community_id"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(sa_type=BigInteger)
    kind: str
    purpose: str
    by: str | None
    minor: int | None = Field(sa_type=BigInteger)
    currency: str | None
    asked_by: str
    asked_at: datetime
    channel_id: str | None
    state: str
    own_channel_id: str | None
    own_ts: str | None
    ts: str | None
    spent_minor: int | None = Field(sa_type=BigInteger)
    spent_currency: str | None
    outcome: str
    learnt: str
    told_by: str | None
    told_at: datetime | None


class HelpRow(Row, table=True):
    """What one person said they give."""

    __tablename__ = "help"
    __table_args__ = (Index("ix_help_ask", "workspace_id", "ask_id"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    ask_id: int = Field(sa_type=BigInteger)
    user_id: str
    words: str
    minor: int | None = Field(sa_type=BigInteger)
    currency: str | None
    said_at: datetime


ask_table = table(AskRow)
help_table = table(HelpRow)
_OPEN_FIRST = (case((ask_table.c.state == State.OPEN.value, 0), else_=1), ask_table.c.id.desc())


@dataclass(frozen=True, slots=True)
class Support:
    """What communities ask the organisation for, and what became of it, of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, ask: NewAsk) -> Ask:
        """Keep the ask."""
        added = Ask(**fields_of(ask), id=next_number(self.connection, self.workspace_id, "ask"))
        self.connection.execute(insert(ask_table).values(workspace_id=self.workspace_id, **_fields(added)))
        return added

    def get(self, ask_id: int) -> Ask | None:
        """Give the ask of that id."""
        return next(iter(self._asks(ask_table.c.id == ask_id)), None)

    def update(self, ask: Ask) -> None:
        """Keep the ask as it is now."""
        own = (ask_table.c.workspace_id == self.workspace_id, ask_table.c.id == ask.id)
        self.connection.execute(update(ask_table).where(*own).values(_fields(ask)))

    def asks(self, community_ids: Sequence[int], *, limit: int, offset: int = 0) -> Sequence[Ask]:
        """Give what these communities asked for, open ones first, newest first; withdrawn ones are left out."""
        if not community_ids:
            return ()
        chosen = (ask_table.c.community_id.in_(community_ids), ask_table.c.state != State.WITHDRAWN.value)
        return self._asks(*chosen, limit=limit, offset=offset)

    def give(self, help_: Help) -> None:
        """Keep what a person can give, in the place of what they said to this ask before."""
        self.take_back(help_.ask_id, help_.user_id)
        fields = values(help_) | {"amount": None} | _money(help_.amount, "minor", "currency")
        del fields["amount"]
        number = next_number(self.connection, self.workspace_id, "help")
        self.connection.execute(insert(help_table).values(workspace_id=self.workspace_id, id=number, **fields))

    def take_back(self, ask_id: int, user_id: str) -> bool:
        """Forget what a person said they give; False when they said nothing."""
        own = (help_table.c.workspace_id == self.workspace_id, help_table.c.ask_id == ask_id)
        gone = delete(help_table).where(*own, help_table.c.user_id == user_id).returning(help_table.c.id)
        return self.connection.execute(gone).first() is not None

    def help_for(self, ask_id: int) -> Sequence[Help]:
        """Give what people said they can give, who said it first first."""
        return self.help_for_some([ask_id]).get(ask_id, ())

    def help_for_some(self, ask_ids: Sequence[int]) -> Mapping[int, Sequence[Help]]:
        """Give the same of many asks, by ask id, in one query; those nobody helps with are left out."""
        own = (help_table.c.workspace_id == self.workspace_id, help_table.c.ask_id.in_(ask_ids))
        found: dict[int, list[Help]] = {}
        for row in self.connection.execute(select(help_table).where(*own).order_by(help_table.c.id)):
            help_ = Help(row.ask_id, row.user_id, row.words, _amount(row.minor, row.currency), row.said_at)
            found.setdefault(row.ask_id, []).append(help_)
        return found

    def shown_in(self, user_id: str) -> Sequence[int]:
        """Give the ids of the asks that show this person: who asked, helps or told what became of it."""
        of_ask = (ask_table.c.asked_by == user_id) | (ask_table.c.told_by == user_id)
        asked = select(ask_table.c.id).where(ask_table.c.workspace_id == self.workspace_id, of_ask)
        own = (help_table.c.workspace_id == self.workspace_id, help_table.c.user_id == user_id)
        found = self.connection.execute(asked.union(select(help_table.c.ask_id).where(*own)))
        return sorted(found.scalars())

    def last_currency(self) -> str | None:
        """Give the currency somebody asked for money in last."""
        own = (ask_table.c.workspace_id == self.workspace_id, ask_table.c.currency.is_not(None))
        newest = select(ask_table.c.currency).where(*own).order_by(ask_table.c.id.desc()).limit(1)
        found: str | None = self.connection.execute(newest).scalar_one_or_none()
        return found

    def _asks(self, *conditions: ColumnElement[bool], limit: int | None = None, offset: int = 0) -> Sequence[Ask]:
        chosen = select(*columns(ask_table)).where(ask_table.c.workspace_id == self.workspace_id, *conditions)
        found = self.connection.execute(chosen.order_by(*_OPEN_FIRST).limit(limit).offset(offset))
        return [_ask(row._asdict()) for row in found]


def _fields(ask: Ask) -> dict[str, Any]:
    fields = values(ask) | {"by": ask.by and ask.by.isoformat()}
    fields |= _money(fields.pop("amount"), "minor", "currency")
    return fields | _money(fields.pop("spent"), "spent_minor", "spent_currency")


def _ask(fields: dict[str, Any]) -> Ask:
    amount = _amount(fields.pop("minor"), fields.pop("currency"))
    spent = _amount(fields.pop("spent_minor"), fields.pop("spent_currency"))
    by = date.fromisoformat(fields["by"]) if fields["by"] else None
    kinds = {"kind": Kind(fields["kind"]), "state": State(fields["state"])}
    return Ask(**{**fields, **kinds, "by": by, "amount": amount, "spent": spent})


def _money(amount: Money | None, minor: str, currency: str) -> dict[str, Any]:
    return {minor: amount and amount.minor, currency: amount and amount.currency}


def _amount(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)
