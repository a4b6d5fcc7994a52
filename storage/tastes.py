"""What communities and people want more or less of in their digests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Index, and_, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.tastes import OWN, Taste
from storage.communities import member_table
from storage.rows import Row, columns, table, values


class TasteRow(Row, table=True):
    """One person's word on one lesson in one digest; `community_id` 0 is their own."""

    __tablename__ = "taste"
    __table_args__ = (Index("ix_taste_user", "workspace_id", "user_id"),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    is_more: bool
    at: datetime


taste_table = table(TasteRow)


@dataclass(frozen=True, slots=True)
class Tastes:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def say(self, taste: Taste) -> None:
        """Keep a person's word on a lesson; what they said of it in the same digest before goes."""
        statement = insert(taste_table).values(workspace_id=self.workspace_id, **values(taste))
        said = {"is_more": taste.is_more, "at": taste.at}
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(taste_table.primary_key), set_=said)
        )

    def unsay(self, taste: Taste) -> bool:
        """Forget a person's word on a lesson; False when there was none."""
        gone = self.connection.execute(
            delete(taste_table).where(
                taste_table.c.workspace_id == self.workspace_id,
                taste_table.c.community_id == taste.community_id,
                taste_table.c.user_id == taste.user_id,
                taste_table.c.number == taste.number,
            )
        )
        return gone.rowcount == 1

    def of_communities(self, community_ids: Sequence[int], *, since: datetime) -> Mapping[int, Sequence[Taste]]:
        """Give what members of these said since then and are members still, by community id; in one query."""
        is_member = and_(
            member_table.c.workspace_id == taste_table.c.workspace_id,
            member_table.c.community_id == taste_table.c.community_id,
            member_table.c.user_id == taste_table.c.user_id,
        )
        chosen = (
            select(*columns(taste_table))
            .join(member_table, is_member)
            .where(
                taste_table.c.workspace_id == self.workspace_id,
                taste_table.c.community_id.in_(community_ids),
                taste_table.c.at >= since,
            )
            .order_by(taste_table.c.at, taste_table.c.user_id, taste_table.c.number)
        )
        found: dict[int, list[Taste]] = {}
        for row in self.connection.execute(chosen):
            found.setdefault(row.community_id, []).append(Taste(**row._asdict()))
        return found

    def of_people(self, user_ids: Sequence[str], *, since: datetime) -> Mapping[str, Sequence[Taste]]:
        """Give what these people said of their own digests since then; in one query."""
        chosen = (
            select(*columns(taste_table))
            .where(
                taste_table.c.workspace_id == self.workspace_id,
                taste_table.c.community_id == OWN,
                taste_table.c.user_id.in_(user_ids),
                taste_table.c.at >= since,
            )
            .order_by(taste_table.c.at, taste_table.c.number)
        )
        found: dict[str, list[Taste]] = {}
        for row in self.connection.execute(chosen):
            found.setdefault(row.user_id, []).append(Taste(**row._asdict()))
        return found

    def prune(self, *, before: datetime) -> int:
        """Forget what was said before that instant and give how many."""
        return self.connection.execute(
            delete(taste_table).where(taste_table.c.workspace_id == self.workspace_id, taste_table.c.at < before)
        ).rowcount
