"""What coaches offered communities, and who took it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.coaching import NewOffer, Offer
from storage.counters import next_number
from storage.rows import Row, columns, fields_of, table, values


class OfferRow(Row, table=True):
    """One offer."""

    __tablename__ = "coach_offer"
    __table_args__ = (Index("ix_coach_offer_community", "workspace_id", "community_id", "coach_id"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(sa_type=BigInteger)
    coach_id: str
    words: str
    offered_at: datetime
    channel_id: str
    ts: str | None
    declined_at: datetime | None


class TalkRow(Row, table=True):
    """One member who took an offer up."""

    __tablename__ = "coach_talk"

    offer_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    at: datetime


offer_table = table(OfferRow)
talk_table = table(TalkRow)


@dataclass(frozen=True, slots=True)
class Coaching:
    """What coaches of one workspace offered."""

    connection: Connection
    workspace_id: str

    def add(self, offer: NewOffer) -> Offer:
        """Keep the offer."""
        added = Offer(**fields_of(offer), id=next_number(self.connection, self.workspace_id, "coach offer"))
        self.connection.execute(insert(offer_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, offer_id: int) -> Offer | None:
        """Give the offer of that id."""
        return self._one(offer_table.c.id == offer_id)

    def update(self, offer: Offer) -> None:
        """Keep the offer as it is now."""
        which = (*self._own(offer_table), offer_table.c.id == offer.id)
        self.connection.execute(update(offer_table).where(*which).values(values(offer)))

    def remove(self, offer_id: int) -> None:
        """Forget an offer whose message Slack did not take, so that it can be made again."""
        self.connection.execute(delete(offer_table).where(*self._own(offer_table), offer_table.c.id == offer_id))

    def newest(self, community_id: int, coach_id: str) -> Offer | None:
        """Give what this coach offered this community last."""
        return self._one(offer_table.c.community_id == community_id, offer_table.c.coach_id == coach_id)

    def of(self, coach_id: str) -> Sequence[Offer]:
        """Give what this coach offered, first first."""
        chosen = select(*columns(offer_table)).where(*self._own(offer_table), offer_table.c.coach_id == coach_id)
        return [Offer(**row._asdict()) for row in self.connection.execute(chosen.order_by(offer_table.c.id))]

    def take_up(self, offer_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this member took it up; False when they did before."""
        row = {"workspace_id": self.workspace_id, "offer_id": offer_id, "user_id": user_id, "at": now}
        kept = insert(talk_table).values(row).on_conflict_do_nothing().returning(talk_table.c.user_id)
        return self.connection.execute(kept).first() is not None

    def let_go(self, offer_id: int, user_id: str) -> None:
        """Forget it, since Slack opened no conversation, so that it can be taken up again."""
        which = (talk_table.c.offer_id == offer_id, talk_table.c.user_id == user_id)
        self.connection.execute(delete(talk_table).where(*self._own(talk_table), *which))

    def _one(self, *conditions: ColumnElement[bool]) -> Offer | None:
        """Give the newest of these."""
        chosen = select(*columns(offer_table)).where(*self._own(offer_table), *conditions)
        found = self.connection.execute(chosen.order_by(offer_table.c.id.desc()).limit(1)).one_or_none()
        return None if found is None else Offer(**found._asdict())

    def _own(self, rows: Table) -> tuple[ColumnElement[bool]]:
        return (rows.c.workspace_id == self.workspace_id,)
