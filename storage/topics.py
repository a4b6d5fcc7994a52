"""What communities want to talk about, and who wants it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    Select,
    and_,
    delete,
    func,
    select,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.meetups import Meetup
from community.topics import NewTopic, Topic, Wanted
from storage.counters import next_number
from storage.meetups import as_meetup, meetup_table, of_a_meetup
from storage.rows import Row, columns, fields_of, table, values

# A meetup that began longer ago was slept through: its agenda is of no use any more.
_FROZEN_WITHIN = timedelta(days=1)


def _of_a_topic() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", "topic_id"], ["topic.workspace_id", "topic.id"], ondelete="CASCADE")


class TopicRow(Row, table=True):
    """Something a community wants to talk about."""

    __tablename__ = "topic"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
        Index("ix_topic_community", "workspace_id", "community_id"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    community_id: int = Field(sa_type=BigInteger)
    words: str
    proposed_by: str
    proposed_at: datetime
    champion: str | None
    reached_at: datetime | None


class TopicVoteRow(Row, table=True):
    """One person who wants to talk about a topic."""

    __tablename__ = "topic_vote"
    __table_args__ = (_of_a_topic(),)

    topic_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    voted_at: datetime


class MeetupTopicRow(Row, table=True):
    """A topic on a meetup's agenda; `place` counts from 0."""

    __tablename__ = "meetup_topic"
    __table_args__ = (of_a_meetup(), _of_a_topic())

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    topic_id: int = Field(primary_key=True, sa_type=BigInteger)
    place: int


class FrozenAgendaRow(Row, table=True):
    """A meetup that began: its agenda stays as it was then."""

    __tablename__ = "frozen_agenda"
    __table_args__ = (of_a_meetup(),)

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)


topic_table = table(TopicRow)
topic_vote_table = table(TopicVoteRow)
meetup_topic_table = table(MeetupTopicRow)
frozen_agenda_table = table(FrozenAgendaRow)


@dataclass(frozen=True, slots=True)
class Topics:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, topic: NewTopic) -> Topic:
        """Keep it under the next id."""
        added = Topic(**fields_of(topic), id=next_number(self.connection, self.workspace_id, "topic"))
        self.connection.execute(insert(topic_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def hold(self, topic_id: int) -> Topic | None:
        """Give it; nobody else changes it meanwhile, since one transaction a workspace writes."""
        found = select(*columns(topic_table)).where(*self._topic(topic_id))
        row = self.connection.execute(found).one_or_none()
        return None if row is None else Topic(**row._asdict())

    def update(self, topic: Topic) -> None:
        """Keep the topic as it is now."""
        self.connection.execute(update(topic_table).where(*self._topic(topic.id)).values(values(topic)))

    def remove(self, topic_id: int) -> None:
        """Forget it with its votes; it is on no agenda any more."""
        self.connection.execute(delete(topic_table).where(*self._topic(topic_id)))

    def open_in(self, community_id: int) -> Sequence[Wanted]:
        """Give those not talked about yet: most wanted first, then the oldest."""
        found = self._wanted().where(
            topic_table.c.community_id == community_id,
            topic_table.c.reached_at.is_(None),
        )
        return _told(self.connection.execute(found).all())

    def vote(self, topic_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this person wants it; False when they said so already."""
        voted = self.connection.execute(
            insert(topic_vote_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, topic_id=topic_id, user_id=user_id, voted_at=now)
            .returning(topic_vote_table.c.user_id)
        )
        return voted.one_or_none() is not None

    def take_back(self, topic_id: int, user_id: str) -> bool:
        """Forget that this person wants it; False when they had not said so."""
        unsaid = self.connection.execute(
            delete(topic_vote_table).where(
                topic_vote_table.c.workspace_id == self.workspace_id,
                topic_vote_table.c.topic_id == topic_id,
                topic_vote_table.c.user_id == user_id,
            )
        )
        return unsaid.rowcount == 1

    def voted(self, topic_ids: Sequence[int], user_id: str) -> Set[int]:
        """Give which of these the person wants."""
        found = self.connection.execute(
            select(topic_vote_table.c.topic_id).where(
                topic_vote_table.c.workspace_id == self.workspace_id,
                topic_vote_table.c.topic_id.in_(topic_ids),
                topic_vote_table.c.user_id == user_id,
            )
        )
        return set(found.scalars())

    def choose(self, meetup_id: int, topic_ids: Sequence[int]) -> None:
        """Put these on the meetup's agenda, in this order, and nothing else."""
        self.connection.execute(
            delete(meetup_topic_table).where(
                meetup_topic_table.c.workspace_id == self.workspace_id, meetup_topic_table.c.meetup_id == meetup_id
            )
        )
        rows = [
            {"workspace_id": self.workspace_id, "meetup_id": meetup_id, "topic_id": topic_id, "place": place}
            for place, topic_id in enumerate(topic_ids)
        ]
        if rows:
            self.connection.execute(insert(meetup_topic_table), rows)

    def on_agenda(self, meetup_id: int) -> Sequence[Wanted]:
        """Give what was put on the agenda, in its order."""
        is_there = and_(
            meetup_topic_table.c.workspace_id == topic_table.c.workspace_id,
            meetup_topic_table.c.topic_id == topic_table.c.id,
        )
        found = (
            self._wanted()
            .join(meetup_topic_table, is_there)
            .where(meetup_topic_table.c.meetup_id == meetup_id)
            .order_by(None)
            .order_by(meetup_topic_table.c.place)
        )
        return _told(self.connection.execute(found).all())

    def to_freeze(self, now: datetime, *, limit: int) -> Sequence[Meetup]:
        """Give meetups that have begun, within the last day, and whose agenda isn't frozen."""
        is_frozen = select(frozen_agenda_table.c.meetup_id).where(
            frozen_agenda_table.c.workspace_id == self.workspace_id,
            frozen_agenda_table.c.meetup_id == meetup_table.c.id,
        )
        found = self.connection.execute(
            select(*columns(meetup_table))
            .where(
                meetup_table.c.workspace_id == self.workspace_id,
                meetup_table.c.ends_at > now - _FROZEN_WITHIN,
                meetup_table.c.starts_at <= now,
                meetup_table.c.cancelled_at.is_(None),
                meetup_table.c.community_id.is_not(None),
                ~is_frozen.exists(),
            )
            .order_by(meetup_table.c.starts_at, meetup_table.c.id)
            .limit(limit)
        )
        return [as_meetup(row) for row in found]

    def freeze(self, meetup_id: int) -> None:
        """Remember that the meetup's agenda stays as it is."""
        self.connection.execute(
            insert(frozen_agenda_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, meetup_id=meetup_id)
        )

    def _topic(self, topic_id: int) -> tuple[ColumnElement[bool], ...]:
        return (topic_table.c.workspace_id == self.workspace_id, topic_table.c.id == topic_id)

    def _wanted(self) -> Select[Any]:
        votes = (
            select(func.count())
            .select_from(topic_vote_table)
            .where(
                topic_vote_table.c.workspace_id == topic_table.c.workspace_id,
                topic_vote_table.c.topic_id == topic_table.c.id,
            )
            .scalar_subquery()
            .label("votes")
        )
        return (
            select(*columns(topic_table), votes)
            .where(
                topic_table.c.workspace_id == self.workspace_id,
                topic_table.c.words != "",  # who wrote them may have taken them back
            )
            .order_by(votes.desc(), topic_table.c.proposed_at, topic_table.c.id)
        )


def _told(rows: Sequence[Result[Any]]) -> Sequence[Wanted]:
    told = [row._asdict() for row in rows]
    return [Wanted(votes=fields.pop("votes"), topic=Topic(**fields)) for fields in told]
