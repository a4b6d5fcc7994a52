"""How lively communities are, week by week: who said something, never what, and for a quarter of a year only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from community.communities import State
from community.pulse import Asked, Heard, Week, week_of
from community.relearning import Verdict
from storage.activity import activity_table, asked_table, total_table
from storage.communities import community_table, member_table
from storage.hints import hint_table
from storage.lessons import lesson_table
from storage.meetups import meetup_table
from storage.prepared import Prepared
from storage.signs_of_life import open_lessons, signs_of_life, taken_up
from storage.spread import adoption_table
from storage.teams import teammate_table

_FIRST = insert(activity_table)
_HEARD = Prepared(
    _FIRST.on_conflict_do_update(
        index_elements=list(activity_table.primary_key),
        set_={"messages": activity_table.c.messages + 1, "last_at": _FIRST.excluded.last_at},
    )
)
_REPLIED = Prepared(
    update(asked_table)
    .where(
        asked_table.c.workspace_id == bindparam("of_workspace"),
        asked_table.c.channel_id == bindparam("in_channel"),
        asked_table.c.ts == bindparam("to"),
        asked_table.c.asked_by != bindparam("by"),
        asked_table.c.answered_at.is_(None),
    )
    .values(answered_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How lively the communities of one workspace are."""

    connection: Connection
    workspace_id: str

    def heard(self, said: Heard) -> None:
        """Count one message of a person in the week it was said."""
        own = {"week": week_of(said.at), "messages": 1, "last_at": said.at, "workspace_id": self.workspace_id}
        _HEARD.count(self.connection, own | {"community_id": said.community_id, "user_id": said.user_id})

    def asked(self, question: Asked) -> None:
        """Keep that somebody asked; one that is known stays as it is."""
        row = {
            "workspace_id": self.workspace_id,
            "channel_id": question.channel_id,
            "ts": question.ts,
            "community_id": question.community_id,
            "asked_by": question.user_id,
            "asked_at": question.at,
        }
        self.connection.execute(insert(asked_table).values(row).on_conflict_do_nothing())

    def replied(self, channel_id: str, ts: str, *, by: str, at: datetime) -> None:
        """Keep that a question was answered: by somebody else, or nothing is kept."""
        given = {"of_workspace": self.workspace_id, "in_channel": channel_id, "to": ts, "by": by, "at": at}
        _REPLIED.count(self.connection, given)

    def last_active(self, now: datetime, among: Sequence[int] | None = None) -> Mapping[int, datetime]:
        """Give each community's newest sign of life: a message, a lesson, a meetup held, an adoption, a new member.

        In a few queries over those, or over all for None; communities without any are left out.
        """
        newest: dict[int, datetime] = {}
        for which, statement in signs_of_life(self.workspace_id, now):
            chosen = statement if among is None else statement.where(which.in_(among))
            for community_id, at in self.connection.execute(chosen):
                if at is not None and (community_id not in newest or newest[community_id] < at):
                    newest[community_id] = at
        return newest

    def voices(self, community_ids: Sequence[int], *, since: datetime) -> Mapping[int, Sequence[int]]:
        """Give how much each of those who wrote since that week wrote, most first; communities without are left out."""
        said = func.sum(activity_table.c.messages)
        found = self.connection.execute(
            select(activity_table.c.community_id, said)
            .where(*self._since(since), activity_table.c.community_id.in_(community_ids))
            .group_by(activity_table.c.community_id, activity_table.c.user_id)
            .order_by(said.desc())
        )
        return _grouped(found)

    def people(self, community_id: int, *, since: datetime) -> int:
        """Count the members who wrote since that week."""
        chosen = (
            select(func.count(activity_table.c.user_id.distinct()))
            .join(
                member_table,
                (member_table.c.workspace_id == activity_table.c.workspace_id)
                & (member_table.c.community_id == activity_table.c.community_id)
                & (member_table.c.user_id == activity_table.c.user_id),
            )
            .where(*self._since(since), activity_table.c.community_id == community_id)
        )
        counted: int = self.connection.execute(chosen).scalar_one()
        return counted

    def weeks(self, community_id: int, *, since: datetime) -> Sequence[Week]:
        """Give the weeks since then in which anybody wrote, oldest first."""
        found = self.connection.execute(
            select(activity_table.c.week, func.sum(activity_table.c.messages), func.count())
            .where(*self._since(since), activity_table.c.community_id == community_id)
            .group_by(activity_table.c.week)
            .order_by(activity_table.c.week)
        )
        return [Week(*row) for row in found]

    def answered(self, community_id: int, *, since: datetime) -> int:
        """Count the questions asked since then that somebody else answered, or a lesson that was shown did."""
        was_learnt = exists().where(
            hint_table.c.workspace_id == asked_table.c.workspace_id,
            hint_table.c.channel_id == asked_table.c.channel_id,
            hint_table.c.ts == asked_table.c.ts,
            hint_table.c.community_id == asked_table.c.community_id,
            hint_table.c.verdict == Verdict.SAME.value,
        )
        counted: int = self.connection.execute(
            select(func.count()).where(
                asked_table.c.workspace_id == self.workspace_id,
                asked_table.c.community_id == community_id,
                asked_table.c.asked_at >= since,
                or_(asked_table.c.answered_at.is_not(None), was_learnt),
            )
        ).scalar_one()
        return counted

    def lessons(self, community_ids: Sequence[int], *, since: datetime) -> Mapping[int, Sequence[datetime]]:
        """Give when lessons were captured in each of them, oldest first; communities without are left out."""
        found = self.connection.execute(
            select(lesson_table.c.community_id, lesson_table.c.captured_at)
            .where(
                *open_lessons(self.workspace_id),
                lesson_table.c.community_id.in_(community_ids),
                lesson_table.c.captured_at >= since,
            )
            .order_by(lesson_table.c.captured_at)
        )
        return _grouped(found)

    def adoptions(self, community_id: int, *, since: datetime) -> Sequence[datetime]:
        """Give when teams took up its lessons for the first time, oldest first."""
        first = func.min(adoption_table.c.at)
        found = self.connection.execute(
            taken_up(self.workspace_id, first)
            .where(lesson_table.c.community_id == community_id)
            .group_by(adoption_table.c.number, adoption_table.c.team_id)
            .having(first >= since)
            .order_by(first)
        )
        return found.scalars().all()

    def held(
        self, community_ids: Sequence[int], *, since: datetime, until: datetime
    ) -> Mapping[int, Sequence[datetime]]:
        """Give the ends of the meetups each of them held, oldest first; communities without are left out."""
        found = self.connection.execute(
            select(meetup_table.c.community_id, meetup_table.c.ends_at)
            .where(
                meetup_table.c.workspace_id == self.workspace_id,
                meetup_table.c.community_id.in_(community_ids),
                meetup_table.c.ends_at >= since,
                meetup_table.c.ends_at < until,
                meetup_table.c.cancelled_at.is_(None),
            )
            .order_by(meetup_table.c.ends_at, meetup_table.c.id)
        )
        return _grouped(found)

    def presence(self, community_ids: Sequence[int] | None = None) -> Mapping[int, Mapping[int, int]]:
        """Give by community how many of its members are in which team, by team id; of all open ones for None."""
        chosen = (
            select(member_table.c.community_id, teammate_table.c.team_id, func.count())
            .join(
                teammate_table,
                (teammate_table.c.workspace_id == member_table.c.workspace_id)
                & (teammate_table.c.user_id == member_table.c.user_id),
            )
            .where(member_table.c.workspace_id == self.workspace_id)
            .group_by(member_table.c.community_id, teammate_table.c.team_id)
        )
        if community_ids is None:
            own = community_table.c.workspace_id == self.workspace_id
            opened = select(community_table.c.id).where(own, community_table.c.state == State.OPEN.value)
            chosen = chosen.where(member_table.c.community_id.in_(opened))
        else:
            chosen = chosen.where(member_table.c.community_id.in_(community_ids))
        found: dict[int, dict[int, int]] = {}
        for community_id, team_id, people in self.connection.execute(chosen):
            found.setdefault(community_id, {})[team_id] = people
        return found

    def prune(self, *, before: datetime) -> int:
        """Forget who did something in the weeks before, keep those weeks' totals, and tell how many rows went."""
        rows, week = activity_table.c, week_of(before)
        is_old = (rows.workspace_id == self.workspace_id) & (rows.week < week)
        sums = (func.sum(rows.messages), func.count(), func.max(rows.last_at))
        totals = select(rows.workspace_id, rows.community_id, rows.week, *sums).where(is_old)
        self.connection.execute(
            insert(total_table)
            .from_select(
                ["workspace_id", "community_id", "week", "messages", "people", "last_at"],
                totals.group_by(rows.workspace_id, rows.community_id, rows.week),
            )
            .on_conflict_do_nothing()
        )
        own = asked_table.c.workspace_id == self.workspace_id
        gone = self.connection.execute(delete(activity_table).where(is_old)).rowcount
        return gone + self.connection.execute(delete(asked_table).where(own, asked_table.c.asked_at < week)).rowcount

    def _since(self, moment: datetime) -> tuple[ColumnElement[bool], ...]:
        return activity_table.c.workspace_id == self.workspace_id, activity_table.c.week >= week_of(moment)


def _grouped(found: Any) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for community_id, value in found:
        grouped.setdefault(community_id, []).append(value)
    return grouped
