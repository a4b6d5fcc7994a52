"""Moving: everything that is kept of a channel follows it when Slack gives it another id."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Table, UniqueConstraint, and_, delete, select, update

from storage.rows import METADATA

# Lessons are found by an index of their own, so `Lessons.move` moves them one by one.
_ELSEWHERE = {"lesson"}
_NAMES = ("channel_id", "own_channel_id", "closed_in")


def move(connection: Connection, workspace_id: str, channel_id: str, new_id: str) -> None:
    """Let the rows of every table that names the channel name it by its new id; twice is once.

    What is there under the new id already, since the bot heard of that first, stays as it is.
    """
    for rows, column in _columns():
        old = and_(rows.c.workspace_id == workspace_id, column == channel_id)
        for key in _keys(rows, column):
            taken = rows.alias()
            same = [taken.c[part.name] == part for part in key if part is not column]
            is_there = select(taken.c.workspace_id).where(taken.c[column.name] == new_id, *same).exists()
            connection.execute(delete(rows).where(old, is_there))
        connection.execute(update(rows).where(old).values({column: new_id}))


def _columns() -> Iterator[tuple[Table, Column[str]]]:
    for rows in METADATA.sorted_tables:
        if rows.name not in _ELSEWHERE:
            yield from ((rows, rows.c[name]) for name in _NAMES if name in rows.c)


def _keys(rows: Table, column: Column[str]) -> Iterator[list[Column[str]]]:
    """Give the keys of the table that the column is a part of."""
    unique = [constraint.columns for constraint in rows.constraints if isinstance(constraint, UniqueConstraint)]
    yield from (list(key) for key in (rows.primary_key.columns, *unique) if column.name in key)
