"""How well lessons are found: hand-judged queries on real lessons, for words alone and for what ships."""

import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks import judged
from benchmarks.judged import Judged
from benchmarks.report import Figure
from community.finding import Sought
from community.lessons import Lesson
from community.ranking import fused
from community.readers import NO_ROOMS
from meaning.files import missing
from storage.building import build
from storage.database import Database
from storage.lessons import Lessons
from storage.search_index import SearchIndex
from storage.stores import Stores

DEEP = 50  # lessons looked at for each query
_WORKSPACE = "T1"

Answers = Mapping[str, Sequence[int]]
"""Numbers of lessons, best first, by query."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How good answers are: from 0 to 1, each the mean over all queries.

    `recall_at_1` and `recall_at_5`: of the lessons that answer the query, and of which no more than 1 or 5 can be among
    the first 1 or 5, how many are there. `mrr`: 1 by the place of the first one that does.
    """

    recall_at_1: float
    recall_at_5: float
    mrr: float

    @classmethod
    def of(cls, answers: Answers, judged_queries: Sequence[Judged]) -> "Quality":
        """Judge the answers."""
        pairs = [(answers[each.query], each.relevant) for each in judged_queries]
        return cls(
            mean(_recall(found, relevant, 1) for found, relevant in pairs),
            mean(_recall(found, relevant, 5) for found, relevant in pairs),
            mean(_reciprocal_rank(found, relevant) for found, relevant in pairs),
        )


async def ranking(folder: Path) -> Sequence[Figure]:
    """Measure what ships beside plain FTS5, and with meaning where its models are installed."""
    queries = judged.queries()
    plain = Quality.of(plain_fts5([each.query for each in queries]), queries)
    ours = await shipped(folder, [each.query for each in queries])
    figures = _figures("what ships", Quality.of(ours, queries), plain)
    if (by_meaning := meanings([each.query for each in queries])) is not None:
        together = {query: fused(ours[query], by_meaning[query]) for query in ours}
        figures += _figures("with meaning", Quality.of(together, queries), plain)
    else:
        print("the models are not installed, so nothing is found by meaning", file=sys.stderr)
    return figures


async def shipped(folder: Path, queries: Sequence[str]) -> Answers:
    """Give what the bot finds."""
    database = await Database(f"sqlite:///{folder}/lessons.db").open()
    await database.write(_WORKSPACE, _load)

    def ask(stores: Stores) -> Answers:
        return {
            query: [
                lesson.number
                for lesson in stores.lessons.search(Sought(words=query), rooms=NO_ROOMS, limit=DEEP).lessons
            ]
            for query in queries
        }

    found = await database.read(_WORKSPACE, ask)
    await database.close()
    return found


class _Unindexed(SearchIndex):
    """No index: it is quicker to build it for all lessons at once."""

    def put(self, lesson: Lesson) -> bool:
        """Leave it for later."""
        return lesson.withdrawn_at is None


def _load(stores: Stores) -> None:
    lessons = Lessons(stores.connection, _WORKSPACE, _Unindexed(stores.connection, _WORKSPACE))
    for lesson in judged.lessons():
        lessons.add(lesson)
    build(stores.connection, _WORKSPACE)


def plain_fts5(queries: Sequence[str]) -> Answers:
    """Give what FTS5 finds as it comes: any of the words, ranked by bm25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE peer USING fts5(title, text)")
    connection.executemany(
        "INSERT INTO peer (rowid, title, text) VALUES (?, ?, ?)",
        [(number, lesson.title, lesson.learnt) for number, lesson in enumerate(judged.lessons(), start=1)],
    )
    find = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT ?"
    found = {}
    for query in queries:
        expression = " OR ".join(f'"{word}"' for word in query.replace('"', " ").split())
        found[query] = [number for (number,) in connection.execute(find, (expression, DEEP))]
    connection.close()
    return found


def meanings(queries: Sequence[str]) -> Answers | None:
    """Give what is nearest in meaning; None where the models are not installed."""
    if missing():
        return None
    from meaning.wordllama import Wordllama  # noqa: PLC0415  # an extra

    model = Wordllama()
    vectors = model.vectors([f"{lesson.title}\n{lesson.learnt}" for lesson in judged.lessons()])
    closeness = model.vectors(list(queries)) @ vectors.T
    return {
        query: [int(place) + 1 for place in (-row).argsort()[:DEEP]]
        for query, row in zip(queries, closeness, strict=True)
    }


def _recall(found: Sequence[int], relevant: frozenset[int], depth: int) -> float:
    return len(relevant.intersection(found[:depth])) / min(depth, len(relevant))


def _reciprocal_rank(found: Sequence[int], relevant: frozenset[int]) -> float:
    return next((1 / place for place, number in enumerate(found, start=1) if number in relevant), 0.0)


def _figures(what: str, ours: Quality, plain: Quality) -> list[Figure]:
    measures: Mapping[str, Callable[[Quality], float]] = {
        "recall@1": lambda quality: quality.recall_at_1,
        "recall@5": lambda quality: quality.recall_at_5,
        "MRR": lambda quality: quality.mrr,
    }
    return [
        Figure(f"ranking {what}: {name}, beside plain FTS5", 100 * measure(ours), 100 * measure(plain), "%", 1)
        for name, measure in measures.items()
    ]
