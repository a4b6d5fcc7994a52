"""Questions a community asks itself, and what its members said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, ForeignKeyConstraint, Index, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.agreements import Agreement, Kind, NewAgreement, Outcome, Posted, Say
from storage.communities import member_table
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values


def _of_an_agreement() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "agreement_id"], ["agreement.workspace_id", "agreement.id"], ondelete="CASCADE"
    )


class AgreementRow(Row, table=True):
    """One question; `outcome` is NULL while it is asked."""

    __tablename__ = "agreement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
        Index("ix_agreement_due", "workspace_id", "outcome", "ends_at"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    community_id: int = Field(sa_type=BigInteger)
    other_id: int | None = Field(sa_type=BigInteger)
    asked_by: str
    asked_at: datetime
    ends_at: datetime
    outcome: str | None
    ended_at: datetime | None


class AgreementPostRow(Row, table=True):
    """The message of a question in one community."""

    __tablename__ = "agreement_post"
    __table_args__ = (_of_an_agreement(),)

    agreement_id: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    channel_id: str
    ts: str | None


class AgreementAnswerRow(Row, table=True):
    """What one person said."""

    __tablename__ = "agreement_answer"
    __table_args__ = (_of_an_agreement(),)

    agreement_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    say: str
    said_at: datetime


agreement_table = table(AgreementRow)
post_table = table(AgreementPostRow)
answer_table = table(AgreementAnswerRow)
_FIELDS = [column for column in columns(agreement_table) if column.name != "ended_at"]


@dataclass(frozen=True, slots=True)
class Agreements:
    """Questions a community asks itself, and what its members said, of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, agreement: NewAgreement) -> Agreement:
        """Keep it under the next id."""
        added = Agreement(**fields_of(agreement), id=next_number(self.connection, self.workspace_id, "agreement"))
        self.connection.execute(insert(agreement_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, agreement_id: int) -> Agreement | None:
        """Give the question of that id."""
        return next(iter(self._some(agreement_table.c.id == agreement_id)), None)

    def open_in(self, community_id: int) -> Agreement | None:
        """Give what the community is asked at the moment, alone or with another one."""
        concerned = (agreement_table.c.community_id == community_id) | (agreement_table.c.other_id == community_id)
        return next(iter(self._some(agreement_table.c.outcome.is_(None), concerned)), None)

    def open_for(self, user_id: str) -> Sequence[Agreement]:
        """Give what this person's communities are asked and they haven't answered, what ends first first."""
        theirs = select(member_table.c.community_id).where(
            member_table.c.workspace_id == self.workspace_id, member_table.c.user_id == user_id
        )
        answered = select(answer_table.c.agreement_id).where(
            answer_table.c.workspace_id == self.workspace_id, answer_table.c.user_id == user_id
        )
        return self._some(
            agreement_table.c.outcome.is_(None),
            agreement_table.c.community_id.in_(theirs) | agreement_table.c.other_id.in_(theirs),
            agreement_table.c.id.not_in(answered),
        )

    def open_by(self, user_id: str) -> Sequence[Agreement]:
        """Give what this person asked and is open still."""
        return self._some(agreement_table.c.outcome.is_(None), agreement_table.c.asked_by == user_id)

    def not_agreed_at(self, kind: Kind, community_id: int, other_id: int | None = None) -> datetime | None:
        """Give when these communities, in either order, were last asked this in vain; None when never.

        What was dropped before it stood in any channel doesn't count.
        """
        rows = agreement_table.c
        stood = select(post_table.c.agreement_id).where(
            post_table.c.workspace_id == self.workspace_id, post_table.c.ts.is_not(None)
        )
        same = [(rows.community_id == community_id) & (rows.other_id.is_not_distinct_from(other_id))]
        if other_id is not None:
            same.append((rows.community_id == other_id) & (rows.other_id == community_id))
        in_vain = (rows.outcome == Outcome.NOT_AGREED.value) | (
            (rows.outcome == Outcome.DROPPED.value) & rows.id.in_(stood)
        )
        newest = select(func.max(rows.ended_at)).where(
            rows.workspace_id == self.workspace_id, rows.kind == kind.value, or_(*same), in_vain
        )
        found: datetime | None = self.connection.execute(newest).scalar_one()
        return found

    def due(self, now: datetime, *, limit: int) -> Sequence[Agreement]:
        """Give those whose time has come and that have no outcome yet, the longest due first."""
        return self._some(agreement_table.c.outcome.is_(None), agreement_table.c.ends_at <= now, limit=limit)

    def answer(self, agreement_id: int, user_id: str, say: Say, *, now: datetime) -> None:
        """Keep a person's answer in the place of the one they gave before."""
        said = {"say": say.value, "said_at": now}
        self.connection.execute(
            insert(answer_table)
            .values(workspace_id=self.workspace_id, agreement_id=agreement_id, user_id=user_id, **said)
            .on_conflict_do_update(index_elements=list(answer_table.primary_key), set_=said)
        )

    def answers(self, agreement_id: int) -> Mapping[str, Say]:
        """Give everybody's newest answer, by user id."""
        found = self.connection.execute(
            select(answer_table.c.user_id, answer_table.c.say).where(
                answer_table.c.workspace_id == self.workspace_id, answer_table.c.agreement_id == agreement_id
            )
        )
        return {row.user_id: Say(row.say) for row in found}

    def end(self, agreement_id: int, outcome: Outcome, *, now: datetime) -> bool:
        """Keep the outcome; False when there is one already."""
        ended = self.connection.execute(
            update(agreement_table)
            .where(
                agreement_table.c.workspace_id == self.workspace_id,
                agreement_table.c.id == agreement_id,
                agreement_table.c.outcome.is_(None),
            )
            .values(outcome=outcome.value, ended_at=now)
        )
        return ended.rowcount == 1

    def post(self, posted: Posted) -> None:
        """Keep where the question stands in a community, in the place of what was known before."""
        kept = values(posted)
        self.connection.execute(
            insert(post_table)
            .values(workspace_id=self.workspace_id, **kept)
            .on_conflict_do_update(
                index_elements=list(post_table.primary_key), set_={"channel_id": posted.channel_id, "ts": posted.ts}
            )
        )

    def posts(self, agreement_id: int) -> Sequence[Posted]:
        """Give where the question stands, by community."""
        found = self.connection.execute(
            select(*columns(post_table))
            .where(post_table.c.workspace_id == self.workspace_id, post_table.c.agreement_id == agreement_id)
            .order_by(post_table.c.community_id)
        )
        return [Posted(**row._asdict()) for row in found]

    def _some(self, *conditions: ColumnElement[bool], limit: int | None = None) -> Sequence[Agreement]:
        found = self.connection.execute(
            select(*_FIELDS)
            .where(agreement_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(agreement_table.c.ends_at, agreement_table.c.id)
            .limit(limit)
        )
        return [_agreement(row._asdict()) for row in found]


def _agreement(fields: Mapping[str, object]) -> Agreement:
    outcome = fields["outcome"]
    kinds = {"kind": Kind(str(fields["kind"])), "outcome": None if outcome is None else Outcome(str(outcome))}
    return Agreement(**{**fields, **kinds})  # type: ignore[arg-type]  # a row's values are of its columns' types
