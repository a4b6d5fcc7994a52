"""Building search indexes anew, many lessons at once: when the way of indexing changed, or they were never built."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, delete, insert, select

from community.lessons import Lesson
from storage.counters import counter
from storage.lessons import lesson_of, lesson_table
from storage.postings import BLOCK, packed
from storage.rows import columns
from storage.search_index import OPEN
from storage.search_tables import index_table, indexed_table, posting_table
from storage.weighing import VERSION, Indexed

BLOCKS_AT_ONCE = 32  # in memory; no row has words of two blocks


def build_missing(connection: Connection) -> None:
    """Build the indexes of workspaces that have none of this version; quick when there is nothing to do."""
    # A workspace without a lesson number has no lessons; counting those of all workspaces would take long.
    having = select(counter.c.workspace_id).where(counter.c.name == "lesson")
    built = select(index_table.c.workspace_id).where(index_table.c.version == VERSION)
    missing = connection.execute(having.where(counter.c.workspace_id.not_in(built))).scalars().all()
    for workspace_id in missing:
        build(connection, workspace_id)


def build(connection: Connection, workspace_id: str) -> None:
    """Build the index of a workspace from its lessons."""
    for rows in (posting_table, indexed_table, index_table):
        connection.execute(delete(rows).where(rows.c.workspace_id == workspace_id))
    for lessons in _by_blocks(_lessons(connection, workspace_id)):
        _index(connection, workspace_id, lessons)
    connection.execute(insert(index_table).values(workspace_id=workspace_id, version=VERSION))


def _index(connection: Connection, workspace_id: str, lessons: Sequence[Lesson]) -> None:
    kept = []
    entries: dict[tuple[str, str, int], dict[int, int]] = defaultdict(dict)
    for lesson in lessons:
        room, indexed = lesson.closed_in or OPEN, Indexed.of(lesson)
        block, place = divmod(lesson.number, BLOCK)
        kept.append({"workspace_id": workspace_id, "number": lesson.number, "room": room, "words": indexed.kept()})
        for word, weight in indexed.weights().items():
            entries[room, word, block][place] = weight
    connection.execute(insert(indexed_table), kept)
    # In the order of their key, which is the order they lie in.
    connection.execute(
        insert(posting_table),
        [
            {"workspace_id": workspace_id, "room": room, "word": word, "block": block, "entries": packed(weights)}
            for (room, word, block), weights in sorted(entries.items())
        ],
    )


def _by_blocks(lessons: Iterator[Lesson]) -> Iterator[Sequence[Lesson]]:
    for _, some in groupby(lessons, key=lambda lesson: lesson.number // (BLOCK * BLOCKS_AT_ONCE)):
        yield list(some)


def _lessons(connection: Connection, workspace_id: str) -> Iterator[Lesson]:
    after = 0
    while True:
        rows = connection.execute(
            select(*columns(lesson_table))
            .where(
                lesson_table.c.workspace_id == workspace_id,
                lesson_table.c.withdrawn_at.is_(None),
                lesson_table.c.number > after,
            )
            .order_by(lesson_table.c.number)
            .limit(BLOCK)
        ).all()
        yield from map(lesson_of, rows)
        if len(rows) < BLOCK:
            return
        after = rows[-1].number
