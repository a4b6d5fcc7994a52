"""How far lessons went: what teams answered, where lessons were shared, who went to see, what was proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Index, Select, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.spread import USES, Adoption, Answer, NewProposal, Position, Proposal, Share, Visit
from storage.counters import next_number
from storage.lessons import lesson_table
from storage.rows import Row, columns, fields_of, table, values
from storage.search_index import SearchIndex


class AdoptionRow(Row, table=True):
    """One answer of a team; the newest of a team counts."""

    __tablename__ = "adoption"
    __table_args__ = (Index("ix_adoption_lesson", "workspace_id", "number", "id"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    number: int = Field(sa_type=BigInteger)
    team_id: int = Field(sa_type=BigInteger)
    answer: str
    words: str
    user_id: str
    at: datetime


class ShareRow(Row, table=True):
    """One lesson in one other community."""

    __tablename__ = "share"
    __table_args__ = (Index("ix_share_post", "workspace_id", "channel_id", "ts"),)

    number: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    shared_by: str
    shared_at: datetime
    channel_id: str
    ts: str | None
    words: str


class VisitRow(Row, table=True):
    """One person who asked to see."""

    __tablename__ = "visit"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    asked_by: str = Field(primary_key=True)
    hosts: str
    asked_at: datetime
    channel_id: str | None


class ProposalRow(Row, table=True):
    """One proposal."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_lesson", "workspace_id", "number"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    number: int = Field(sa_type=BigInteger)
    community_id: int = Field(sa_type=BigInteger)
    words: str
    proposed_by: str
    proposed_at: datetime
    channel_id: str
    ts: str | None


class PositionRow(Row, table=True):
    """What one team said to a proposal; the newest of a team counts."""

    __tablename__ = "position"
    __table_args__ = (Index("ix_position_proposal", "workspace_id", "proposal_id", "id"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    proposal_id: int = Field(sa_type=BigInteger)
    team_id: int = Field(sa_type=BigInteger)
    words: str
    user_id: str
    at: datetime


adoption_table = table(AdoptionRow)
share_table = table(ShareRow)
visit_table = table(VisitRow)
proposal_table = table(ProposalRow)
position_table = table(PositionRow)
# A reaction's answer counts from when it was put on, which may be heard of later than what was said after it.
_NEWEST_LAST = (adoption_table.c.at, adoption_table.c.id)


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of one workspace's lessons."""

    connection: Connection
    workspace_id: str

    def answer(self, adoption: Adoption) -> None:
        """Keep a team's answer beside those before it, and how many teams use the lesson with the lesson."""
        self._add(adoption_table, id=self._next("adoption"), **values(adoption))
        count_adopters(self.connection, self.workspace_id, adoption.number)

    def take_back(
        self, number: int, team_id: int, answer: Answer, *, by: str, since: datetime, until: datetime
    ) -> bool:
        """Forget the newest time this person gave this answer for the team, within this span; False when they didn't.

        The answer before it counts then, and how many use the lesson is kept.
        """
        given = self._all(adoption_table, number=number, team_id=team_id, answer=answer.value, user_id=by)
        at = adoption_table.c.at
        found = self.connection.execute(given.where(at >= since, at <= until).order_by(*_NEWEST_LAST)).all()
        if not found:
            return False
        self._remove(adoption_table, id=found[-1].id)
        count_adopters(self.connection, self.workspace_id, number)
        return True

    def adoptions(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Adoption]]:
        """Give each lesson's newest answer a team, in the order of the teams' first answers; in one query."""
        if not numbers:
            return {}
        newest: dict[int, dict[int, Adoption]] = {}
        chosen = self._all(adoption_table).where(adoption_table.c.number.in_(numbers)).order_by(*_NEWEST_LAST)
        for row in self.connection.execute(chosen):
            adoption = _adoption(row._asdict())
            newest.setdefault(adoption.number, {})[adoption.team_id] = adoption
        return {number: tuple(by_team.values()) for number, by_team in newest.items()}

    def history(self, number: int) -> Sequence[Adoption]:
        """Give every answer of every team to one lesson, oldest first, those that were changed later too."""
        found = self.connection.execute(self._all(adoption_table, number=number).order_by(*_NEWEST_LAST))
        return [_adoption(row._asdict()) for row in found]

    def all_adoptions(self) -> Sequence[Adoption]:
        """Give every answer of every team, oldest first, those that were changed later too."""
        found = self.connection.execute(self._all(adoption_table).order_by(*_NEWEST_LAST))
        return [_adoption(row._asdict()) for row in found]

    def share(self, share: Share) -> bool:
        """Keep it; False when the lesson was shared to that community before."""
        return self._add(share_table, **values(share))

    def unshare(self, number: int, community_id: int) -> None:
        """Forget a share whose post Slack did not take, so that it can be shared again."""
        self._remove(share_table, number=number, community_id=community_id)

    def place_share(self, number: int, community_id: int, ts: str) -> None:
        """Keep which message shows the share."""
        self._set(share_table, {"number": number, "community_id": community_id}, ts=ts)

    def shares(self, number: int) -> Sequence[Share]:
        """Give where the lesson was shared, first first."""
        return self._shares(number=number)

    def all_shares(self) -> Sequence[Share]:
        """Give every share, first first."""
        return self._shares()

    def shared_at(self, channel_id: str, ts: str) -> Share | None:
        """Give the share whose post that message is."""
        return next(iter(self._shares(channel_id=channel_id, ts=ts)), None)

    def visit(self, visit: Visit) -> bool:
        """Keep it; False when this person asked for this lesson before."""
        return self._add(visit_table, **(values(visit) | {"hosts": " ".join(visit.hosts)}))

    def unvisit(self, number: int, asked_by: str) -> None:
        """Forget a visit that Slack opened no conversation for, so that it can be asked for again."""
        self._remove(visit_table, number=number, asked_by=asked_by)

    def place_visit(self, number: int, asked_by: str, channel_id: str) -> None:
        """Keep in which conversation they meet."""
        self._set(visit_table, {"number": number, "asked_by": asked_by}, channel_id=channel_id)

    def visits(self, number: int) -> Sequence[Visit]:
        """Give who asked to see the lesson, first first."""
        chosen = self._all(visit_table).where(visit_table.c.number == number)
        found = self.connection.execute(chosen.order_by(visit_table.c.asked_at, visit_table.c.asked_by))
        return [replace(Visit(**row._asdict()), hosts=tuple(row.hosts.split())) for row in found]

    def propose(self, proposal: NewProposal) -> Proposal:
        """Keep the proposal."""
        added = Proposal(**fields_of(proposal), id=self._next("proposal"))
        self._add(proposal_table, **values(added))
        return added

    def unpropose(self, proposal_id: int) -> None:
        """Forget a proposal whose card Slack did not take, so that it can be made again."""
        self._remove(proposal_table, id=proposal_id)

    def proposal(self, proposal_id: int) -> Proposal | None:
        """Give the proposal of that id."""
        return next(iter(self._proposals(id=proposal_id)), None)

    def proposals(self, number: int) -> Sequence[Proposal]:
        """Give how the lesson was proposed, first first."""
        return self._proposals(number=number)

    def unanswered(self, community_id: int, team_id: int) -> Sequence[Proposal]:
        """Give a community's proposals that this team said nothing to yet, newest first."""
        answered = select(position_table.c.proposal_id).where(
            position_table.c.workspace_id == self.workspace_id, position_table.c.team_id == team_id
        )
        chosen = self._all(proposal_table, community_id=community_id).where(proposal_table.c.id.not_in(answered))
        found = self.connection.execute(chosen.order_by(proposal_table.c.id.desc()))
        return [Proposal(**row._asdict()) for row in found]

    def proposed_in(self, community_id: int, *, since: datetime, limit: int) -> Sequence[Proposal]:
        """Give what this community proposed since then, newest first."""
        chosen = self._all(proposal_table, community_id=community_id).where(proposal_table.c.proposed_at >= since)
        found = self.connection.execute(chosen.order_by(proposal_table.c.id.desc()).limit(limit))
        return [Proposal(**row._asdict()) for row in found]

    def place_proposal(self, proposal_id: int, ts: str) -> None:
        """Keep which message shows the proposal."""
        self._set(proposal_table, {"id": proposal_id}, ts=ts)

    def take_position(self, position: Position) -> None:
        """Keep what a team says, beside what it said before."""
        self._add(position_table, id=self._next("position"), **values(position))

    def positions(self, proposal_id: int) -> Sequence[Position]:
        """Give each team's newest, in the order of their first ones."""
        chosen = self._all(position_table).where(position_table.c.proposal_id == proposal_id)
        newest: dict[int, Position] = {}
        for row in self.connection.execute(chosen.order_by(position_table.c.id)):
            newest[row.team_id] = Position(row.proposal_id, row.team_id, row.words, row.user_id, row.at)
        return tuple(newest.values())

    def _shares(self, **wanted: object) -> Sequence[Share]:
        found = self.connection.execute(
            self._all(share_table, **wanted).order_by(share_table.c.shared_at, share_table.c.community_id)
        )
        return [Share(**row._asdict()) for row in found]

    def _proposals(self, **wanted: object) -> Sequence[Proposal]:
        found = self.connection.execute(self._all(proposal_table, **wanted).order_by(proposal_table.c.id))
        return [Proposal(**row._asdict()) for row in found]

    def _all(self, rows: Table, **wanted: object) -> Select[Any]:
        conditions = [rows.c[name] == value for name, value in wanted.items()]
        return select(*columns(rows)).where(rows.c.workspace_id == self.workspace_id, *conditions)

    def _add(self, rows: Table, **fields: object) -> bool:
        # On PostgreSQL the count of an insert's rows isn't told, so the row itself is asked for.
        statement = insert(rows).values(workspace_id=self.workspace_id, **fields).on_conflict_do_nothing()
        return self.connection.execute(statement.returning(rows.c.workspace_id)).first() is not None

    def _set(self, rows: Table, which: Mapping[str, object], **fields: object) -> None:
        conditions = [rows.c[name] == value for name, value in which.items()]
        self.connection.execute(
            update(rows).where(rows.c.workspace_id == self.workspace_id, *conditions).values(**fields)
        )

    def _remove(self, rows: Table, **which: object) -> None:
        conditions = [rows.c[name] == value for name, value in which.items()]
        self.connection.execute(delete(rows).where(rows.c.workspace_id == self.workspace_id, *conditions))

    def _next(self, name: str) -> int:
        return next_number(self.connection, self.workspace_id, name)


def count_adopters(connection: Connection, workspace_id: str, number: int) -> None:
    """Keep with the lesson how many teams use it, by the newest answer of each."""
    answers = Spread(connection, workspace_id).adoptions([number]).get(number, ())
    adopters = sum(one.answer in USES for one in answers)
    connection.execute(
        update(lesson_table)
        .where(lesson_table.c.workspace_id == workspace_id, lesson_table.c.number == number)
        .values(adopters=adopters)
    )
    SearchIndex(connection, workspace_id).adopted(number, adopters)


def _adoption(fields: Mapping[str, Any]) -> Adoption:
    return Adoption(
        fields["number"], fields["team_id"], Answer(fields["answer"]), fields["words"], fields["user_id"], fields["at"]
    )
