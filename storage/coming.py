"""Who comes to which meetup, and who waits for a seat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Index, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.meetups import of_a_meetup
from storage.rows import Row, table


class ComerRow(Row, table=True):
    """One person who said that they are coming."""

    __tablename__ = "comer"
    __table_args__ = (of_a_meetup(), Index("ix_comer_user", "workspace_id", "user_id"))

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    said_at: datetime


comer_table = table(ComerRow)


@dataclass(frozen=True, slots=True)
class Coming:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def come(self, meetup_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this person is coming; False when they said so already."""
        said = self.connection.execute(
            insert(comer_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, meetup_id=meetup_id, user_id=user_id, said_at=now)
            .returning(comer_table.c.user_id)
        )
        return said.one_or_none() is not None

    def stay_away(self, meetup_id: int, user_id: str) -> bool:
        """Forget that this person is coming; False when they had not said so."""
        unsaid = self.connection.execute(
            delete(comer_table).where(
                comer_table.c.workspace_id == self.workspace_id,
                comer_table.c.meetup_id == meetup_id,
                comer_table.c.user_id == user_id,
            )
        )
        return unsaid.rowcount == 1

    def comers(self, meetup_id: int) -> Sequence[str]:
        """Give the user ids of who is coming, who said so first first."""
        return (
            self.connection.execute(
                select(comer_table.c.user_id)
                .where(comer_table.c.workspace_id == self.workspace_id, comer_table.c.meetup_id == meetup_id)
                .order_by(comer_table.c.said_at, comer_table.c.user_id)
            )
            .scalars()
            .all()
        )

    def counts(self, meetup_ids: Sequence[int]) -> Mapping[int, int]:
        """Give how many are coming by meetup id, in one query; meetups nobody comes to are left out."""
        counted = self.connection.execute(
            select(comer_table.c.meetup_id, func.count().label("comers"))
            .where(comer_table.c.workspace_id == self.workspace_id, comer_table.c.meetup_id.in_(meetup_ids))
            .group_by(comer_table.c.meetup_id)
        )
        return {row.meetup_id: row.comers for row in counted}
