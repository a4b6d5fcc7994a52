"""What members did for their communities, counted over a span of time in a few grouped queries."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, FromClause, Select, func, select

from community.carrying import Carried, add_up
from community.schedule import Period
from storage.communities import member_table
from storage.lessons import lesson_table
from storage.meetups import meetup_table
from storage.spread import adoption_table, position_table, proposal_table


def carried(
    connection: Connection, workspace_id: str, community_ids: Sequence[int], period: Period
) -> Sequence[Carried]:
    """Give what each member did for these communities in the period; who did nothing is left out."""
    if not community_ids:
        return ()
    found = [
        Carried(row.community_id, row.user_id, **{what: row.times})
        for what, counted in _counted(workspace_id, period)
        for row in connection.execute(counted.where(member_table.c.community_id.in_(community_ids)))
    ]
    return add_up(found)


def _counted(workspace_id: str, period: Period) -> Iterator[tuple[str, Select[Any]]]:
    lesson, meetup = lesson_table.c, meetup_table.c
    stands = [lesson.workspace_id == workspace_id, lesson.withdrawn_at.is_(None), *_in(lesson.captured_at, period)]
    yield "lessons", _times(lesson_table, lesson.community_id, lesson.captured_by).where(*stands)
    # Who wrote it and had it captured by another did something for it too; who did both did one thing.
    by_others = _times(lesson_table, lesson.community_id, lesson.author_id).where(
        lesson.author_id != lesson.captured_by
    )
    yield "lessons", by_others.where(*stands)
    planned = _times(meetup_table, meetup.community_id, meetup.planned_by)
    took_place = [meetup.workspace_id == workspace_id, meetup.cancelled_at.is_(None), *_in(meetup.planned_at, period)]
    yield "meetups", planned.where(*took_place)
    adoption, position, proposal = adoption_table.c, position_table.c, proposal_table.c
    answered = adoption_table.join(
        lesson_table, (lesson.workspace_id == adoption.workspace_id) & (lesson.number == adoption.number)
    )
    own = [adoption.workspace_id == workspace_id, *_in(adoption.at, period)]
    yield "answers", _times(answered, lesson.community_id, adoption.user_id).where(*own)
    spoken = position_table.join(
        proposal_table, (proposal.workspace_id == position.workspace_id) & (proposal.id == position.proposal_id)
    )
    own = [position.workspace_id == workspace_id, *_in(position.at, period)]
    yield "answers", _times(spoken, proposal.community_id, position.user_id).where(*own)


def _times(rows: FromClause, community_id: Column[Any], user_id: Column[Any]) -> Select[Any]:
    """Count rows by community and member; what people did who are no members is left out."""
    is_member = (
        (member_table.c.workspace_id == community_id.table.c.workspace_id)
        & (member_table.c.community_id == community_id)
        & (member_table.c.user_id == user_id)
    )
    return (
        select(community_id.label("community_id"), user_id.label("user_id"), func.count().label("times"))
        .select_from(rows.join(member_table, is_member))
        .group_by(community_id, user_id)
    )


def _in(at: Column[Any], period: Period) -> Sequence[ColumnElement[bool]]:
    return (at >= period.start, at < period.end)
