"""Secret addresses under which calendars and feeds are read, and what is read there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    case,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.coming import CONCERNED, Said
from community.meetups import Meetup
from community.secret_addresses import Gives, Publication, SecretAddress, Wanted
from storage.coming import meetup_answer_table
from storage.communities import member_table
from storage.meetups import as_meetup, meetup_table
from storage.rooms import room_table
from storage.rows import Row, columns, table, values


class SecretAddressRow(Row, table=True):
    """One address of one person; the key to `member` ends it when they leave the community it is of."""

    __tablename__ = "secret_address"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id", "user_id"],
            ["member.workspace_id", "member.community_id", "member.user_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(["workspace_id", "meetup_id"], ["meetup.workspace_id", "meetup.id"], ondelete="CASCADE"),
        Index("ix_secret_address_user", "workspace_id", "user_id"),
    )

    fingerprint: str = Field(primary_key=True)
    seed: str
    gives: str
    user_id: str
    community_id: int | None = Field(sa_type=BigInteger)
    meetup_id: int | None = Field(sa_type=BigInteger)
    made_at: datetime


class PublicationRow(Row, table=True):
    """That one community publishes."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("workspace_id", "fingerprint", name="uq_publication_fingerprint"),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    fingerprint: str
    seed: str
    switched_by: str
    switched_at: datetime


secret_address_table = table(SecretAddressRow)
publication_table = table(PublicationRow)


@dataclass(frozen=True, slots=True)
class SecretAddresses:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, address: SecretAddress) -> None:
        """Keep it. One of a community ends when the person leaves that, as one of a meetup does with the meetup."""
        fields = values(address.wanted) | {name: getattr(address, name) for name in ("seed", "fingerprint", "made_at")}
        self.connection.execute(insert(secret_address_table).values(workspace_id=self.workspace_id, **fields))

    def of(self, user_id: str) -> Sequence[SecretAddress]:
        """Give a person's."""
        return self._addresses(secret_address_table.c.user_id == user_id)

    def find(self, fingerprint: str) -> SecretAddress | None:
        """Give the one a token was made for."""
        return next(iter(self._addresses(secret_address_table.c.fingerprint == fingerprint)), None)

    def remove(self, fingerprint: str) -> None:
        """Let it be read no more."""
        self._remove(secret_address_table.c.fingerprint == fingerprint)

    def remove_all(self, user_id: str) -> None:
        """Let none of a person's be read any more."""
        self._remove(secret_address_table.c.user_id == user_id)

    def remove_of(self, community_id: int) -> None:
        """End every person's address of this community's calendar."""
        self._remove(secret_address_table.c.community_id == community_id)

    def remove_over(self, now: datetime) -> None:
        """Forget the links to the files of meetups that are over by now."""
        over = select(meetup_table.c.id).where(
            meetup_table.c.workspace_id == self.workspace_id, meetup_table.c.ends_at <= now
        )
        self._remove(secret_address_table.c.meetup_id.in_(over))

    def publish(self, publication: Publication) -> None:
        """Keep that a community publishes."""
        self.connection.execute(insert(publication_table).values(workspace_id=self.workspace_id, **values(publication)))

    def publication(self, community_id: int) -> Publication | None:
        """Give what a community publishes under, None while it does not."""
        return self._publication(publication_table.c.community_id == community_id)

    def published(self, fingerprint: str) -> Publication | None:
        """Give the one a token was made for."""
        return self._publication(publication_table.c.fingerprint == fingerprint)

    def unpublish(self, community_id: int) -> bool:
        """Forget that a community publishes; False when it did not."""
        gone = self.connection.execute(
            delete(publication_table).where(
                publication_table.c.workspace_id == self.workspace_id,
                publication_table.c.community_id == community_id,
            )
        )
        return gone.rowcount == 1

    def unpublish_all(self) -> None:
        """Let no community publish."""
        self.connection.execute(delete(publication_table).where(publication_table.c.workspace_id == self.workspace_id))

    def meetups(self, wanted: Wanted, *, since: datetime, limit: int) -> Sequence[Meetup]:
        """Give the meetups to be read under an address that are not over since then, cancelled ones too.

        Soonest first. Those in private channels are left out, and of what is published those in shared ones too.
        """
        found = (
            select(*(column for column in columns(meetup_table)))
            .where(*self._readable(wanted, since))
            .order_by(meetup_table.c.starts_at, meetup_table.c.id)
            .limit(limit)
        )
        return [as_meetup(row) for row in self.connection.execute(found)]

    def version(self, wanted: Wanted, *, since: datetime) -> tuple[object, ...]:
        """Give what is different whenever what `meetups` gives changed for calendars, without reading it all.

        Each change raises a meetup's revision. The squares tell two that took each other's place.
        """
        meetup = meetup_table.c
        counted = self._counted(
            *_sums(meetup.id),
            func.sum(meetup.revision),
            func.count(meetup.announced_ts),
            func.count(meetup.cancelled_at),
            func.max(func.coalesce(meetup.changed_at, meetup.planned_at)),
            where=self._readable(wanted, since),
        )
        return counted if wanted.gives is not Gives.MINE else (*counted, *self._answered(wanted.user_id))

    def _answered(self, user_id: str) -> tuple[object, ...]:
        answer = meetup_answer_table.c
        is_sure = case((answer.said == Said.COMING.value, answer.meetup_id), else_=0)
        return self._counted(*_sums(answer.meetup_id), *_sums(is_sure), where=self._said(user_id))

    def _counted(self, *what: ColumnElement[Any], where: Sequence[ColumnElement[bool]]) -> tuple[object, ...]:
        # As texts, since sums are of other kinds in other databases.
        return tuple(str(value) for value in self.connection.execute(select(func.count(), *what).where(*where)).one())

    def _readable(self, wanted: Wanted, since: datetime) -> Sequence[ColumnElement[bool]]:
        """Say which meetups are read under an address."""
        not_for_them: ColumnElement[bool] = room_table.c.is_closed
        if wanted.gives is Gives.PUBLISHED:
            not_for_them = or_(not_for_them, room_table.c.is_shared)
        closed = select(room_table.c.channel_id).where(room_table.c.workspace_id == self.workspace_id, not_for_them)
        return (
            meetup_table.c.workspace_id == self.workspace_id,
            meetup_table.c.ends_at > since,
            meetup_table.c.channel_id.not_in(closed),
            self._meant(wanted),
        )

    def _meant(self, wanted: Wanted) -> ColumnElement[bool]:
        if wanted.meetup_id is not None:
            return meetup_table.c.id == wanted.meetup_id
        if wanted.community_id is not None:
            return meetup_table.c.community_id == wanted.community_id
        theirs = select(member_table.c.community_id).where(
            member_table.c.workspace_id == self.workspace_id, member_table.c.user_id == wanted.user_id
        )
        said = select(meetup_answer_table.c.meetup_id).where(*self._said(wanted.user_id))
        return or_(meetup_table.c.community_id.in_(theirs), meetup_table.c.id.in_(said))

    def _said(self, user_id: str) -> Sequence[ColumnElement[bool]]:
        """Say of which meetups this person said that they come, or may."""
        answer = meetup_answer_table.c
        is_theirs = answer.said.in_([said.value for said in CONCERNED])
        return (answer.workspace_id == self.workspace_id, answer.user_id == user_id, is_theirs)

    def _addresses(self, *which: ColumnElement[bool]) -> Sequence[SecretAddress]:
        found = (
            select(secret_address_table)
            .where(secret_address_table.c.workspace_id == self.workspace_id, *which)
            .order_by(secret_address_table.c.made_at, secret_address_table.c.fingerprint)
        )
        return [_address(row) for row in self.connection.execute(found)]

    def _remove(self, *which: ColumnElement[bool]) -> None:
        self.connection.execute(
            delete(secret_address_table).where(secret_address_table.c.workspace_id == self.workspace_id, *which)
        )

    def _publication(self, which: ColumnElement[bool]) -> Publication | None:
        row = self.connection.execute(
            select(*columns(publication_table)).where(publication_table.c.workspace_id == self.workspace_id, which)
        ).one_or_none()
        return None if row is None else Publication(**row._asdict())


def _address(row: Result[Any]) -> SecretAddress:
    wanted = Wanted(row.user_id, Gives(row.gives), row.community_id, row.meetup_id)
    return SecretAddress(wanted, row.seed, row.fingerprint, row.made_at)


def _sums(ids: ColumnElement[int]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return func.sum(ids), func.sum(ids * ids)
