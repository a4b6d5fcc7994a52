"""Digests of people who asked for one."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, Select, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.communities import State
from community.digest import DigestSchedule
from community.personal_digest import PersonalDigest
from community.schedule import Period, Weekly
from community.tastes import OWN
from storage.communities import community_table, member_table
from storage.rows import Row, columns, table


class PersonalDigestRow(Row, table=True):
    """When a person's own digest comes, and the words they want to hear of."""

    __tablename__ = "personal_digest"
    __table_args__ = (Index("ix_personal_digest_next", "workspace_id", "next_at"),)

    user_id: str = Field(primary_key=True)
    weekday: int
    at: time
    zone: str
    next_at: datetime | None
    since: datetime
    tags: str


class PersonalCommunityRow(Row, table=True):
    """A community a person's digest tells of; without any it tells of all they are in."""

    __tablename__ = "personal_community"

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)


class PersonalComponentRow(Row, table=True):
    """A component a person's digest tells of."""

    __tablename__ = "personal_component"

    component_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)


class PersonalRunRow(Row, table=True):
    """A period of a person's digest that was claimed: what starts where another started is the same one."""

    __tablename__ = "personal_run"

    user_id: str = Field(primary_key=True)
    period_start: datetime = Field(primary_key=True)
    period_end: datetime
    claimed_at: datetime


class PersonalShownRow(Row, table=True):
    """A lesson that a person's digest showed them."""

    __tablename__ = "personal_shown"

    user_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    shown_at: datetime


personal_table = table(PersonalDigestRow)
personal_community_table = table(PersonalCommunityRow)
personal_component_table = table(PersonalComponentRow)
personal_run_table = table(PersonalRunRow)
personal_shown_table = table(PersonalShownRow)
_CHOSEN = ((personal_community_table, "community_id"), (personal_component_table, "component_id"))


@dataclass(frozen=True, slots=True)
class PersonalDigests:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def get(self, user_id: str) -> PersonalDigest | None:
        """Give a person's; None when they never asked for one."""
        return next(iter(self._read(self._all().where(personal_table.c.user_id == user_id))), None)

    def save(self, one: PersonalDigest) -> None:
        """Keep when it comes, and what it tells of, from now on."""
        when = {**self._when(one.schedule), "tags": " ".join(one.tags)}
        self.connection.execute(
            insert(personal_table)
            .values(workspace_id=self.workspace_id, user_id=one.user_id, **when)
            .on_conflict_do_update(index_elements=list(personal_table.primary_key), set_=when)
        )
        for (rows, name), ids in zip(_CHOSEN, (one.communities, one.components), strict=True):
            self.connection.execute(delete(rows).where(*self._is(rows, one.user_id)))
            chosen = [{"workspace_id": self.workspace_id, "user_id": one.user_id, name: id_} for id_ in ids]
            if chosen:
                self.connection.execute(insert(rows).on_conflict_do_nothing(), chosen)

    def plan(self, one: PersonalDigest) -> None:
        """Keep when it comes from now on, and nothing else."""
        planned = update(personal_table).where(*self._is(personal_table, one.user_id))
        self.connection.execute(planned.values(self._when(one.schedule)))

    def end(self, user_id: str) -> None:
        """Let a person have none any more, and forget what they had."""
        for rows in (*(rows for rows, _ in _CHOSEN), personal_run_table, personal_shown_table, personal_table):
            self.connection.execute(delete(rows).where(*self._is(rows, user_id)))

    def due(self, now: datetime, *, limit: int) -> Sequence[PersonalDigest]:
        """Give those whose time has come, the longest due first; in three queries."""
        ordered = self._all().order_by(personal_table.c.next_at, personal_table.c.user_id)
        return self._read(ordered.where(personal_table.c.next_at <= now).limit(limit))

    def claim(self, user_id: str, period: Period, *, now: datetime) -> bool:
        """Take the right to send this period's digest; False when somebody has it already."""
        claimed = self.connection.execute(
            insert(personal_run_table)
            .on_conflict_do_nothing()
            .values(
                workspace_id=self.workspace_id,
                user_id=user_id,
                period_start=period.start,
                period_end=period.end,
                claimed_at=now,
            )
            .returning(personal_run_table.c.user_id)
        )
        return claimed.one_or_none() is not None

    def show(self, user_id: str, numbers: Sequence[int], *, now: datetime) -> None:
        """Keep that the person was shown these lessons."""
        rows = [
            {"workspace_id": self.workspace_id, "user_id": user_id, "number": number, "shown_at": now}
            for number in numbers
        ]
        if rows:
            self.connection.execute(insert(personal_shown_table).on_conflict_do_nothing(), rows)

    def seen(self, user_ids: Sequence[str], *, since: int) -> Mapping[str, Set[int]]:
        """Give the lessons, from this number on, that each was shown; in one query."""
        shown = personal_shown_table.c
        chosen = select(shown.user_id, shown.number).where(
            shown.workspace_id == self.workspace_id, shown.user_id.in_(user_ids), shown.number >= since
        )
        found: dict[str, set[int]] = {}
        for user_id, number in self.connection.execute(chosen):
            found.setdefault(user_id, set()).add(number)
        return found

    def joined(self, user_ids: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """Give the communities each is in that are open or rest, who joined first first; in one query."""
        member, community = member_table.c, community_table.c
        is_its = (community.workspace_id == member.workspace_id) & (community.id == member.community_id)
        chosen = (
            select(member.user_id, member.community_id)
            .join(community_table, is_its)
            .where(
                member.workspace_id == self.workspace_id,
                member.user_id.in_(user_ids),
                community.state.in_([State.OPEN.value, State.RESTING.value]),
            )
            .order_by(member.joined_at, member.community_id)
        )
        found: dict[str, list[int]] = {}
        for user_id, community_id in self.connection.execute(chosen):
            found.setdefault(user_id, []).append(community_id)
        return found

    def _read(self, chosen: Select[tuple[object, ...]]) -> Sequence[PersonalDigest]:
        rows = list(self.connection.execute(chosen))
        ids = [row.user_id for row in rows]
        communities, components = (self._ids(which, name, ids) if ids else {} for which, name in _CHOSEN)
        return [
            PersonalDigest(
                row.user_id,
                DigestSchedule(OWN, Weekly(row.weekday, row.at, row.zone), row.next_at, row.since),
                tuple(row.tags.split()),
                tuple(communities.get(row.user_id, ())),
                tuple(components.get(row.user_id, ())),
            )
            for row in rows
        ]

    def _ids(self, rows: Table, name: str, user_ids: Sequence[str]) -> Mapping[str, Sequence[int]]:
        chosen = (
            select(rows.c.user_id, rows.c[name])
            .where(rows.c.workspace_id == self.workspace_id, rows.c.user_id.in_(user_ids))
            .order_by(rows.c[name])
        )
        found: dict[str, list[int]] = {}
        for user_id, id_ in self.connection.execute(chosen):
            found.setdefault(user_id, []).append(id_)
        return found

    def _all(self) -> Select[tuple[object, ...]]:
        return select(*columns(personal_table)).where(personal_table.c.workspace_id == self.workspace_id)

    def _when(self, schedule: DigestSchedule) -> Mapping[str, object]:
        weekly = schedule.weekly
        when: dict[str, object] = {"weekday": weekly.weekday, "at": weekly.at, "zone": weekly.zone}
        return when | {"next_at": schedule.next_at, "since": schedule.since}

    def _is(self, rows: Table, user_id: str) -> Sequence[ColumnElement[bool]]:
        return (rows.c.workspace_id == self.workspace_id, rows.c.user_id == user_id)
