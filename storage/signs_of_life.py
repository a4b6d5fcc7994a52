"""Signs of life of communities, each kind with a query of its own, and what counts as a lesson and as taking one up."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, func, or_, select

from community.spread import USES
from storage.activity import activity_table, total_table
from storage.communities import community_table, member_table
from storage.lessons import lesson_table
from storage.meetups import meetup_table
from storage.spread import adoption_table


def signs_of_life(workspace_id: str, now: datetime) -> Iterator[tuple[Column[int], Select[Any]]]:
    """Give for each kind of sign the column of communities and a query of them with their newest one."""
    rows, others, ids = activity_table.c, activity_table.alias().c, community_table.c.id
    # By the key's order the newest week is one step away, however many weeks and people there are. Both stand in
    # the list of columns: in a join SQLite looks through all weeks of all communities instead.
    is_its = (others.workspace_id == workspace_id) & (others.community_id == ids)
    newest = select(func.max(others.week)).where(is_its).correlate(community_table).scalar_subquery()
    in_it = (rows.workspace_id == workspace_id) & (rows.community_id == ids)
    last = select(func.max(rows.last_at)).where(in_it, rows.week == newest).correlate(community_table)
    is_own = community_table.c.workspace_id == workspace_id
    yield ids, select(ids, last.scalar_subquery()).where(is_own)
    yield _newest(workspace_id, total_table, "last_at")
    yield _newest(workspace_id, member_table, "joined_at")
    yield _newest(workspace_id, lesson_table, "captured_at", *open_lessons(workspace_id))
    yield _newest(
        workspace_id, meetup_table, "ends_at", meetup_table.c.ends_at <= now, meetup_table.c.cancelled_at.is_(None)
    )
    its = lesson_table.c.community_id
    yield its, taken_up(workspace_id, its, func.max(adoption_table.c.at)).group_by(its)


def _newest(
    workspace_id: str, rows: Table, at: str, *conditions: ColumnElement[bool]
) -> tuple[Column[int], Select[Any]]:
    its = rows.c.community_id
    is_own = (rows.c.workspace_id == workspace_id) & its.is_not(None)
    return its, select(its, func.max(rows.c[at])).where(is_own, *conditions).group_by(its)


def taken_up(workspace_id: str, *what: ColumnElement[Any]) -> Select[Any]:
    """Choose of the times another team took up an open lesson of a community."""
    return (
        select(*what)
        .select_from(adoption_table)
        .join(
            lesson_table,
            (lesson_table.c.workspace_id == adoption_table.c.workspace_id)
            & (lesson_table.c.number == adoption_table.c.number),
        )
        .where(
            adoption_table.c.workspace_id == workspace_id,
            adoption_table.c.answer.in_([answer.value for answer in USES]),
            or_(lesson_table.c.team_id.is_(None), lesson_table.c.team_id != adoption_table.c.team_id),
            *open_lessons(workspace_id),
        )
    )


def open_lessons(workspace_id: str) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions for lessons of communities that stand and are for everybody."""
    rows = lesson_table.c
    is_open = (rows.withdrawn_at.is_(None), rows.closed_in.is_(None), rows.community_id.is_not(None))
    return (rows.workspace_id == workspace_id, *is_open)
