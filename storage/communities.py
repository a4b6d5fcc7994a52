"""Communities and their members."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    Select,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.communities import Aim, ChannelTaken, Community, Member, NameTaken, NewCommunity, State
from community.schedule import Period
from storage.counters import next_number
from storage.linking import link_table
from storage.periods import periods_table, within
from storage.prepared import Prepared
from storage.rows import Row, columns, fields_of, table, values


class CommunityRow(Row, table=True):
    """One community."""

    __tablename__ = "community"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name", name="uq_community_name"),
        UniqueConstraint("workspace_id", "channel_id", name="uq_community_channel"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    state: str
    name: str
    topic: str
    purpose: str
    aim: str
    channel_name: str
    channel_id: str | None
    is_linked: bool
    started_by: str
    started_at: datetime
    zone: str
    welcome_ts: str | None
    hints: bool
    state_since: datetime | None
    merged_into: int | None = Field(sa_type=BigInteger)


class MemberRow(Row, table=True):
    """One person in one community."""

    __tablename__ = "member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
        Index("ix_member_user", "workspace_id", "user_id"),
        Index("ix_member_joined", "workspace_id", "community_id", "joined_at"),
    )

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    joined_at: datetime


community_table = table(CommunityRow)
member_table = table(MemberRow)


_OF_THIS_WORKSPACE = community_table.c.workspace_id == bindparam("workspace_id")
_BY_ID, _BY_NAME = (
    Prepared(select(*columns(community_table)).where(_OF_THIS_WORKSPACE, column == bindparam("wanted")))
    for column in (community_table.c.id, community_table.c.name)
)
# Every message in every channel asks this, so both halves are found by a key; of a channel that is both, home counts.
_MET_IN = community_table.alias("met_in")
_BY_CHANNEL = Prepared(
    select(*columns(community_table)).where(
        _OF_THIS_WORKSPACE,
        community_table.c.id
        == func.coalesce(
            select(_MET_IN.c.id)
            .where(_MET_IN.c.workspace_id == bindparam("workspace_id"), _MET_IN.c.channel_id == bindparam("wanted"))
            .scalar_subquery(),
            select(link_table.c.community_id)
            .where(
                link_table.c.workspace_id == bindparam("workspace_id"),
                link_table.c.channel_id == bindparam("wanted"),
                link_table.c.is_open,
            )
            .scalar_subquery(),
        ),
    )
)
_COUNT = Prepared(
    select(func.count())
    .select_from(member_table)
    .where(
        member_table.c.workspace_id == bindparam("workspace_id"),
        member_table.c.community_id == bindparam("community_id"),
    )
)
_JOIN = Prepared(insert(member_table).on_conflict_do_nothing().returning(member_table.c.user_id))
_LEAVE = Prepared(
    delete(member_table).where(
        member_table.c.workspace_id == bindparam("workspace_id"),
        member_table.c.community_id == bindparam("community_id"),
        member_table.c.user_id == bindparam("user_id"),
    )
)
_COLUMNS = [column.name for column in columns(community_table)]


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, community: NewCommunity) -> Community:
        """Keep it, FORMING when it has no channel yet, else OPEN.

        Its name and its channel must be free: NameTaken or ChannelTaken otherwise, with who has it.
        """
        added = Community(
            **fields_of(community),
            id=next_number(self.connection, self.workspace_id, "community"),
            state=State.FORMING if community.channel_id is None else State.OPEN,
        )
        inserted = self.connection.execute(
            insert(community_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, **values(added))
            .returning(community_table.c.id)
        )
        if inserted.one_or_none() is None:
            raise self._refusal(community)
        return added

    def get(self, community_id: int) -> Community | None:
        """Give the community of that id."""
        return self._one(_BY_ID, community_id)

    def some(self, community_ids: Sequence[int]) -> Mapping[int, Community]:
        """Give those that are there, by id, in one query."""
        return {community.id: community for community in self._many(community_table.c.id.in_(community_ids))}

    def named(self, name: str) -> Community | None:
        """Give the community of that name."""
        return self._one(_BY_NAME, name)

    def in_channel(self, channel_id: str) -> Community | None:
        """Give the community that meets in that channel, or has it as an open further one."""
        return self._one(_BY_CHANNEL, channel_id)

    def all(self) -> Sequence[Community]:
        """Give all that are open, by topic."""
        return self._many(community_table.c.state == State.OPEN.value)

    def every(self) -> Sequence[Community]:
        """Give all whose channel was there once, in whatever state: resting and closed ones too, by topic."""
        return self._many(community_table.c.state != State.FORMING.value)

    def of(self, user_id: str) -> Sequence[Community]:
        """Give the open ones this person joined, by topic."""
        joined = select(member_table.c.community_id).where(
            member_table.c.workspace_id == self.workspace_id, member_table.c.user_id == user_id
        )
        return self._many(community_table.c.state == State.OPEN.value, community_table.c.id.in_(joined))

    def update(self, community: Community) -> None:
        """Keep the community as it is now."""
        self.connection.execute(
            update(community_table)
            .where(community_table.c.workspace_id == self.workspace_id, community_table.c.id == community.id)
            .values(values(community))
        )

    def remove(self, community_id: int) -> None:
        """Forget the community, its members and its digests; its lessons and meetups stay."""
        self.connection.execute(
            delete(community_table).where(
                community_table.c.workspace_id == self.workspace_id, community_table.c.id == community_id
            )
        )

    def _one(self, statement: Prepared, wanted: str | int) -> Community | None:
        row = statement.row(self.connection, {"workspace_id": self.workspace_id, "wanted": wanted})
        return None if row is None else _community(row)

    def _many(self, *conditions: ColumnElement[bool]) -> Sequence[Community]:
        found = self.connection.execute(
            select(*columns(community_table))
            .where(community_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(community_table.c.id)
        )
        # Databases differ in what comes first, é or z; here it is the same on all.
        return sorted((_community(row) for row in found), key=lambda community: community.topic.casefold())

    def _refusal(self, community: NewCommunity) -> NameTaken | ChannelTaken:
        if (of_that_name := self.named(community.name)) is not None:
            return NameTaken(community.name, of_that_name)
        there = None if community.channel_id is None else self.in_channel(community.channel_id)
        if there is None:
            raise RuntimeError(f"community {community.name!r} was neither kept nor in the way of another")
        return ChannelTaken(there)


@dataclass(frozen=True, slots=True)
class Members:
    """Who joined which community of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, member: Member) -> bool:
        """Keep the member; False when they had joined already."""
        return _JOIN.row(self.connection, {"workspace_id": self.workspace_id, **fields_of(member)}) is not None

    def remove(self, community_id: int, user_id: str) -> bool:
        """Forget the member; False when they were none."""
        left = {"workspace_id": self.workspace_id, "community_id": community_id, "user_id": user_id}
        return _LEAVE.count(self.connection, left) == 1

    def remove_all(self, user_id: str) -> Sequence[int]:
        """Let a person be in no community, and give the ids of those they were in."""
        left = self.connection.execute(
            delete(member_table)
            .where(member_table.c.workspace_id == self.workspace_id, member_table.c.user_id == user_id)
            .returning(member_table.c.community_id)
        )
        return sorted(left.scalars())

    def of(self, community_id: int) -> Sequence[Member]:
        """Give the members, who joined first first."""
        found = self.connection.execute(self._members().where(member_table.c.community_id == community_id))
        return [Member(*row) for row in found]

    def count(self, community_id: int) -> int:
        """Give the number of a community's members."""
        [(members,)] = _COUNT.rows(self.connection, {"workspace_id": self.workspace_id, "community_id": community_id})
        return int(members)

    def counts(self) -> Mapping[int, int]:
        """Give the number of members by community id; communities without members are left out."""
        counted = self.connection.execute(
            select(member_table.c.community_id, func.count().label("members"))
            .where(member_table.c.workspace_id == self.workspace_id)
            .group_by(member_table.c.community_id)
        )
        return {row.community_id: row.members for row in counted}

    def joined(self, periods: Mapping[int, Period]) -> Mapping[int, Sequence[Member]]:
        """Give who joined, by community id and each in its own period, who joined first first; in one query.

        Communities nobody joined are left out.
        """
        if not periods:
            return {}
        own = periods_table(periods)
        is_in_own = within(own, member_table.c.community_id, member_table.c.joined_at)
        found: dict[int, list[Member]] = {}
        for row in self.connection.execute(self._members().join(own, is_in_own)):
            found.setdefault(row.community_id, []).append(Member(*row))
        return found

    def _members(self) -> Select[Any]:
        return (
            select(*columns(member_table))
            .where(member_table.c.workspace_id == self.workspace_id)
            .order_by(member_table.c.joined_at, member_table.c.user_id)
        )


def _community(row: Iterable[Any]) -> Community:
    fields = dict(zip(_COLUMNS, row, strict=True))
    return Community(**fields | {"state": State(fields["state"]), "aim": Aim(fields["aim"])})
