"""Digests: when they are due, which went out, what they said, and what they are chosen from."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.choosing import Recent
from community.digest import DigestSchedule, Run, Said
from community.news import Question
from community.pulse import week_of
from community.relearning import Verdict
from community.schedule import Period, Weekly
from community.spread import USES, Adoption, Answer
from storage.activity import asked_table
from storage.communities import community_table
from storage.hints import hint_table
from storage.lessons import lesson_table
from storage.periods import periods_table, within
from storage.rows import Row, columns, table
from storage.spread import adoption_table, proposal_table, share_table

_TURNS = 1_009  # a prime, so that what is near in one week is far in another
_AT_ONCE = 1_000  # rows read at once of those that are read one by one
_TELLING = 600  # so many characters of what a lesson says tell what it is about
_ADOPTION = ("number", "team_id", "answer", "words", "user_id", "at")


def _of_a_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
    )


class DigestScheduleRow(Row, table=True):
    """When a community's digest goes out."""

    __tablename__ = "digest_schedule"
    __table_args__ = (_of_a_community(), Index("ix_digest_schedule_next", "workspace_id", "next_at"))

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    weekday: int
    at: time
    zone: str
    next_at: datetime | None
    since: datetime


class DigestRunRow(Row, table=True):
    """A period of a community that was claimed: what starts where another started is the same digest.

    `said` is what it was made of, by ids; None when there was nothing to say. `again_at` is when it was sent again.
    """

    __tablename__ = "digest_run"
    __table_args__ = (_of_a_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    period_start: datetime = Field(primary_key=True)
    period_end: datetime
    claimed_at: datetime
    said: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    again_at: datetime | None = None


class DigestShownRow(Row, table=True):
    """A lesson that a community's digest showed, its own or from elsewhere."""

    __tablename__ = "digest_shown"
    __table_args__ = (_of_a_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    shown_at: datetime


schedule_table = table(DigestScheduleRow)
run_table = table(DigestRunRow)
shown_table = table(DigestShownRow)


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of one workspace."""

    connection: Connection
    workspace_id: str

    def schedule(self, community_id: int) -> DigestSchedule | None:
        """Give when this community's digest goes out; None when that was never said."""
        row = self.connection.execute(
            select(*columns(schedule_table)).where(
                schedule_table.c.workspace_id == self.workspace_id, schedule_table.c.community_id == community_id
            )
        ).one_or_none()
        return None if row is None else _schedule(row)

    def save(self, schedule: DigestSchedule) -> None:
        """Keep when this community's digest goes out from now on."""
        when = {
            "weekday": schedule.weekly.weekday,
            "at": schedule.weekly.at,
            "zone": schedule.weekly.zone,
            "next_at": schedule.next_at,
            "since": schedule.since,
        }
        self.connection.execute(
            insert(schedule_table)
            .values(workspace_id=self.workspace_id, community_id=schedule.community_id, **when)
            .on_conflict_do_update(index_elements=list(schedule_table.primary_key), set_=when)
        )

    def going(self) -> Sequence[DigestSchedule]:
        """Give those that are on, by community."""
        found = self.connection.execute(
            select(*columns(schedule_table))
            .where(schedule_table.c.workspace_id == self.workspace_id, schedule_table.c.next_at.is_not(None))
            .order_by(schedule_table.c.community_id)
        )
        return [_schedule(row) for row in found]

    def due(self, now: datetime, *, limit: int) -> Sequence[DigestSchedule]:
        """Give those whose `next_at` has come, the longest due first.

        Most communities want theirs at the same time: of those the order is another one each week, so that none is
        always the last.
        """
        turn = (schedule_table.c.community_id * 31 + week_of(now).toordinal() // 7 * 389) % _TURNS
        found = self.connection.execute(
            select(*columns(schedule_table))
            .where(schedule_table.c.workspace_id == self.workspace_id, schedule_table.c.next_at <= now)
            .order_by(schedule_table.c.next_at, turn, schedule_table.c.community_id)
            .limit(limit)
        )
        return [_schedule(row) for row in found]

    def claim(self, community_id: int, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's digest; False when somebody has it already."""
        claimed = self.connection.execute(
            insert(run_table)
            .on_conflict_do_nothing()
            .values(
                workspace_id=self.workspace_id,
                community_id=community_id,
                period_start=period.start,
                period_end=period.end,
                claimed_at=now,
            )
            .returning(run_table.c.community_id)
        )
        return claimed.one_or_none() is not None

    def keep(self, community_id: int, period: Period, said: Said, *, now: datetime) -> None:
        """Keep what the digest of a claimed period said; its lessons were shown from now on."""
        self.connection.execute(
            update(run_table)
            .where(*self._is_run(community_id, period))
            .values(said={name: value for name, value in asdict(said).items() if value})
        )
        first = [said.highlight] if said.highlight is not None else []
        rows = [
            {"workspace_id": self.workspace_id, "community_id": community_id, "number": number, "shown_at": now}
            for number in (*first, *said.lessons, *said.elsewhere)
        ]
        if rows:
            self.connection.execute(insert(shown_table).on_conflict_do_nothing(), rows)

    def last(self, community_id: int) -> Run | None:
        """Give the newest digest that said something."""
        row = self.connection.execute(
            select(*columns(run_table))
            .where(
                run_table.c.workspace_id == self.workspace_id,
                run_table.c.community_id == community_id,
                run_table.c.said.is_not(None),
            )
            .order_by(run_table.c.period_start.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return None
        return Run(row.community_id, Period(row.period_start, row.period_end), Said(**row.said), row.again_at)

    def sent_again(self, run: Run, *, now: datetime) -> bool:
        """Keep that it is sent again now; False when somebody did so since `run` was read."""
        again = run_table.c.again_at
        is_as_read = again.is_(None) if run.again_at is None else again == run.again_at
        kept = self.connection.execute(
            update(run_table).where(*self._is_run(run.community_id, run.period), is_as_read).values(again_at=now)
        )
        return kept.rowcount == 1

    def seen(self, community_ids: Sequence[int], *, since: int) -> Mapping[int, Set[int]]:
        """Give the lessons, from this number on, that these communities had before; in one query."""
        parts = [
            select(rows.c.community_id, rows.c.number).where(
                rows.c.workspace_id == self.workspace_id,
                rows.c.community_id.in_(community_ids),
                rows.c.number >= since,
            )
            for rows in (shown_table, share_table, proposal_table)
        ]
        found: dict[int, set[int]] = {}
        for community_id, number in self.connection.execute(union(*parts)):
            found.setdefault(community_id, set()).add(number)
        return found

    def recent(self, period: Period, *, limit: int) -> Iterator[Recent]:
        """Give what anybody may see of the lessons captured in the period, newest first; to be read one by one."""
        lesson = lesson_table.c
        chosen = (
            select(
                lesson.number,
                lesson.community_id,
                community_table.c.topic,
                lesson.channel_id,
                lesson.captured_at,
                lesson.tags,
                lesson.kind,
                lesson.adopters,
                (lesson.title + " " + func.substr(lesson.learnt, 1, _TELLING)).label("text"),
            )
            .join(
                community_table,
                (community_table.c.workspace_id == lesson.workspace_id) & (community_table.c.id == lesson.community_id),
                isouter=True,
            )
            .where(
                lesson.workspace_id == self.workspace_id,
                lesson.withdrawn_at.is_(None),
                lesson.closed_in.is_(None),
                lesson.captured_at >= period.start,
                lesson.captured_at < period.end,
            )
            .order_by(lesson.captured_at.desc(), lesson.number.desc())
            .limit(limit)
        )
        for row in self.connection.execute(chosen.execution_options(yield_per=_AT_ONCE)):
            fields = row._asdict()
            yield Recent(**fields | {"topic": row.topic or "", "tags": tuple(row.tags.split())})

    def taken_up(self, periods: Mapping[int, Period], *, limit: int) -> Mapping[int, Mapping[int, Sequence[Adoption]]]:
        """Give by community, and by number, which other teams took up its lessons in its own period and use them still.

        At most so many lessons each, those used by the newest answer first; of a lesson the first answer first.
        """
        if not periods:
            return {}
        own, answer, later = periods_table(periods), adoption_table.c, adoption_table.alias("later").c
        is_newest = ~exists().where(
            later.workspace_id == answer.workspace_id,
            later.number == answer.number,
            later.team_id == answer.team_id,
            or_(later.at > answer.at, (later.at == answer.at) & (later.id > answer.id)),
        )
        ours = select(lesson_table.c.number).where(
            lesson_table.c.workspace_id == self.workspace_id,
            lesson_table.c.community_id.in_(select(own.c.community_id)),
        )
        chosen = (
            select(lesson_table.c.community_id, *(column for column in adoption_table.c if column.name in _ADOPTION))
            .join(
                lesson_table,
                (lesson_table.c.workspace_id == answer.workspace_id) & (lesson_table.c.number == answer.number),
            )
            .join(own, within(own, lesson_table.c.community_id, answer.at))
            .where(
                answer.workspace_id == self.workspace_id,
                answer.number.in_(ours),  # so that not all answers there ever were are looked through
                answer.answer.in_([use.value for use in USES]),
                or_(lesson_table.c.team_id.is_(None), lesson_table.c.team_id != answer.team_id),
                lesson_table.c.withdrawn_at.is_(None),
                lesson_table.c.closed_in.is_(None),
                is_newest,
            )
            .order_by(answer.at.desc(), answer.id.desc())
        )
        found: dict[int, dict[int, list[Adoption]]] = {}
        for row in self.connection.execute(chosen):
            some = found.setdefault(row.community_id, {})
            if row.number in some or len(some) < limit:
                said = Adoption(row.number, row.team_id, Answer(row.answer), row.words, row.user_id, row.at)
                some.setdefault(row.number, []).insert(0, said)
        return found

    def unanswered(self, periods: Mapping[int, Period]) -> Mapping[int, Sequence[Question]]:
        """Give what was asked of each community in its own period and nobody answered, newest first; in one query."""
        if not periods:
            return {}
        own, asked = periods_table(periods), asked_table.c
        was_learnt = exists().where(
            hint_table.c.workspace_id == asked.workspace_id,
            hint_table.c.channel_id == asked.channel_id,
            hint_table.c.ts == asked.ts,
            hint_table.c.verdict == Verdict.SAME.value,
        )
        chosen = (
            select(asked.community_id, asked.channel_id, asked.ts, asked.asked_at)
            .join(own, within(own, asked.community_id, asked.asked_at))
            .where(asked.workspace_id == self.workspace_id, asked.answered_at.is_(None), ~was_learnt)
            .order_by(asked.asked_at.desc(), asked.ts.desc())
        )
        found: dict[int, list[Question]] = {}
        for row in self.connection.execute(chosen):
            found.setdefault(row.community_id, []).append(Question(row.channel_id, row.ts, row.asked_at))
        return found

    def _is_run(self, community_id: int, period: Period) -> Sequence[ColumnElement[bool]]:
        run = run_table.c
        return (
            run.workspace_id == self.workspace_id,
            run.community_id == community_id,
            run.period_start == period.start,
        )


def _schedule(row: Result[Any]) -> DigestSchedule:
    return DigestSchedule(row.community_id, Weekly(row.weekday, row.at, row.zone), row.next_at, row.since)
