"""Finding among a million lessons of 100 workspaces, beside a limit and beside plain FTS5, on the same disk.

Words are drawn as often as real lessons have them. One workspace has a tenth of all; the others have about 10,000 each.
"""

import random
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import psycopg

from benchmarks import judged
from benchmarks.report import Figure
from community.finding import Sought
from community.lessons import Found, Lesson
from community.readers import NO_ROOMS
from storage.database import Database
from storage.postings import BLOCK, packed
from storage.stores import Stores
from storage.weighing import VERSION, Indexed
from storage.words import SLIGHT, read
from tests import postgres

LIMIT_MS = 50
# For each millisecond of FTS5. A word that few lessons have is its easiest case, and ours takes as long for any word.
WANTED = {"a rare word": 5}
WORKSPACES = 100
BLOCKS_OF_BIGGEST = 196  # 100,352 lessons
BLOCKS_OF_OTHERS = 18  # 9,216 each, which makes 1,012,736 in all
ASKED = 200  # queries of each kind
ASKED_OF_PEER = 5
TIMES = 3  # each; the middle one counts, so that a figure is the query's and not what else the machine was doing
PAGE = 5
_START = datetime(2020, 1, 1, tzinfo=UTC)

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Block:
    """BLOCK lessons in a row: what is kept of them, and for each word its packed weights."""

    texts: Sequence[tuple[str, str]]  # title and what was learnt
    kept: Sequence[str]
    postings: Sequence[tuple[str, bytes]]


class Corpus:
    """Lessons drawn from the words of real ones, as often as they are there."""

    def __init__(self) -> None:
        self._random = random.Random(2069)
        real = judged.lessons()
        titles = [read(lesson.title)[0] for lesson in real]
        texts = [read(lesson.learnt)[0] for lesson in real]
        self.counts = Counter(word for text in (*titles, *texts) for word in text)
        self._titles = self._drawn(titles)
        self._texts = self._drawn(texts)

    def block(self, number: int) -> Block:
        """Draw a block of lessons."""
        lessons = [self._lesson(number * BLOCK + place) for place in range(BLOCK)]
        indexed = [Indexed.of(lesson) for lesson in lessons]
        weights: dict[str, dict[int, int]] = defaultdict(dict)
        for place, each in enumerate(indexed):
            for word, weight in each.weights().items():
                weights[word][place] = weight
        return Block(
            [(lesson.title, lesson.learnt) for lesson in lessons],
            [each.kept() for each in indexed],
            [(word, packed(entries)) for word, entries in sorted(weights.items())],
        )

    def queries(self) -> Mapping[str, Sequence[str]]:
        """Give what is asked, by what is hard about it."""
        telling = [word for word, _ in self.counts.most_common() if word not in SLIGHT]
        everyday, common, rare = telling[:30], telling[100:500], telling[5_000:]
        choose = self._random.choices
        return {
            "a rare word": choose(rare, k=ASKED),
            "a common word": choose(common, k=ASKED),
            "three common words": [" ".join(self._random.sample(common[:100], 3)) for _ in range(ASKED)],
            "three everyday words": [" ".join(self._random.sample(everyday, 3)) for _ in range(ASKED)],
            "the commonest word": [self.counts.most_common(1)[0][0]] * ASKED,
        }

    def _lesson(self, number: int) -> Lesson:
        at = _START + timedelta(minutes=number)
        return Lesson(
            title=" ".join(islice(self._titles, self._random.randint(3, 9))),
            learnt=" ".join(islice(self._texts, min(600, int(self._random.lognormvariate(4.6, 0.6))))),
            author_id=f"U{self._random.randint(1, 100)}",
            author_name="Ben",
            captured_by="U1",
            captured_at=at,
            said_at=at,
            source=None,
            community_id=self._random.randint(1, 20),
            adopters=max(0, int(self._random.expovariate(1)) - 1),
            number=number,
        )

    def _drawn(self, texts: Sequence[Sequence[str]]) -> Iterator[str]:
        words, counts = zip(*Counter(word for text in texts for word in text).items(), strict=True)
        while True:
            yield from self._random.choices(words, counts, k=100_000)


def workspaces(blocks: Sequence[Block]) -> Iterator[tuple[str, Sequence[Block]]]:
    """Give each workspace's blocks: the biggest has all of them, each other one some of them."""
    chance = random.Random(2069)
    yield "T0", blocks
    for number in range(1, WORKSPACES):
        yield f"T{number}", chance.sample(blocks, BLOCKS_OF_OTHERS)


async def sqlite(folder: Path) -> Sequence[Figure]:
    """Measure on SQLite."""
    corpus = Corpus()
    blocks = [corpus.block(number) for number in range(BLOCKS_OF_BIGGEST)]
    await (await Database(f"sqlite:///{folder}/ours.db").open()).close()
    _load_sqlite(folder / "ours.db", blocks)
    _load_peer(folder / "peer.db", blocks)
    return await _figures("SQLite", f"sqlite:///{folder}/ours.db", corpus, _Peer(folder / "peer.db"))


async def on_postgres(folder: Path) -> Sequence[Figure]:
    """Measure on PostgreSQL, beside SQLite."""
    corpus = Corpus()
    blocks = [corpus.block(number) for number in range(BLOCKS_OF_BIGGEST)]
    await (await Database(f"sqlite:///{folder}/ours.db").open()).close()
    _load_sqlite(folder / "ours.db", blocks)
    queries = corpus.queries()
    database = await Database(f"sqlite:///{folder}/ours.db").open()
    beside = {kind: await _times(database, "T0", words) for kind, words in queries.items()}
    await database.close()
    with postgres.server() as server, postgres.new_database(server) as url:
        address = url.render_as_string(hide_password=False)
        await (await Database(address).open()).close()
        _load_postgres(url.set(drivername="postgresql").render_as_string(hide_password=False), blocks)
        database = await Database(address).open()
        figures: list[Figure] = []
        for kind, words in queries.items():
            ours = await _times(database, "T0", words)
            figures += _both(f"PostgreSQL, {kind}, 100,000 lessons", ours, beside[kind], "SQLite", wanted=5)
        await database.close()
    return figures


async def _figures(what: str, url: str, corpus: Corpus, peer: "_Peer") -> Sequence[Figure]:
    database = await Database(url).open()
    figures: list[Figure] = []
    for kind, words in corpus.queries().items():
        for workspace_id, size in (("T7", "10,000"), ("T0", "100,000")):
            ours = await _times(database, workspace_id, words)
            theirs = peer.times(workspace_id, words[:ASKED_OF_PEER])
            figures += _both(f"{what}, {kind}, {size} lessons", ours, theirs, "FTS5", wanted=WANTED.get(kind, 1))
    await database.close()
    return figures


def _both(what: str, ours: Sequence[float], theirs: Sequence[float], peer: str, *, wanted: float) -> Sequence[Figure]:
    return [
        Figure(f"{what}: p99", _p99(ours), LIMIT_MS, "ms", 1, is_limit=True),
        Figure(f"{what}: p50, beside {peer}", _p50(ours), _p50(theirs), "ms", wanted, is_limit=True),
    ]


async def _times(database: Database, workspace_id: str, queries: Sequence[str]) -> Sequence[float]:
    taken = []
    for words in queries:
        own = []
        for _ in range(TIMES):
            started = time.perf_counter()
            found = await database.read(workspace_id, partial(_search, Sought(words=words)))
            own.append(1000 * (time.perf_counter() - started))
            assert len(found.lessons) == min(PAGE, found.total)
        taken.append(median(own))
    return taken


def _search(sought: Sought, stores: Stores) -> Found:
    return stores.lessons.search(sought, rooms=NO_ROOMS, limit=PAGE)


class _Peer:
    """Plain FTS5 with the workspace as a column to filter by."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)

    def times(self, workspace_id: str, queries: Sequence[str]) -> Sequence[float]:
        taken = []
        for words in queries:
            quoted = " ".join(f'"{word}"' for word in words.split())
            asked = (f"{quoted}*", workspace_id)
            started = time.perf_counter()
            self._connection.execute(
                "SELECT rowid, title, text FROM peer WHERE peer MATCH ? AND workspace_id = ? ORDER BY rank LIMIT 5",
                asked,
            ).fetchall()
            self._connection.execute(
                "SELECT count(*) FROM peer WHERE peer MATCH ? AND workspace_id = ?", asked
            ).fetchone()
            taken.append(1000 * (time.perf_counter() - started))
        return taken


def _load_peer(path: Path, blocks: Sequence[Block]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE VIRTUAL TABLE peer USING fts5(title, text, workspace_id UNINDEXED)")
    for workspace_id, own in workspaces(blocks):
        rows = ((title, text, workspace_id) for block in own for title, text in block.texts)
        connection.executemany("INSERT INTO peer (title, text, workspace_id) VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()


_LESSON = (
    "workspace_id, number, title, learnt, happened, to_try, tags, author_name, captured_by, captured_at, said_at, "
    "adopters"
)


def _lesson_rows(workspace_id: str, own: Sequence[Block], at: object) -> Iterator[Row]:
    for number, (title, learnt) in enumerate(text for block in own for text in block.texts):
        yield workspace_id, number, title, learnt, "", "", "", "Ben", "U1", at, at, 0


def _indexed_rows(workspace_id: str, own: Sequence[Block]) -> Iterator[Row]:
    for number, kept in enumerate(kept for block in own for kept in block.kept):
        yield workspace_id, number, "", kept


def _posting_rows(workspace_id: str, own: Sequence[Block]) -> Sequence[Row]:
    return sorted(
        (workspace_id, "", word, number, entries)
        for number, block in enumerate(own)
        for word, entries in block.postings
    )


def _load_sqlite(path: Path, blocks: Sequence[Block]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    at = _START.strftime("%Y-%m-%d %H:%M:%S.000000")
    for workspace_id, own in workspaces(blocks):
        for table, columns, rows in _tables(workspace_id, own, at):
            places = ", ".join("?" * len(columns.split(", ")))
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608
        connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _load_postgres(url: str, blocks: Sequence[Block]) -> None:
    with psycopg.connect(url) as connection:
        for workspace_id, own in workspaces(blocks):
            for table, columns, rows in _tables(workspace_id, own, _START):
                with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            connection.commit()
        connection.execute("ANALYZE")


def _tables(
    workspace_id: str, own: Sequence[Block], at: object
) -> Iterator[tuple[str, str, Iterator[Row] | Sequence[Row]]]:
    yield "lesson", _LESSON, _lesson_rows(workspace_id, own, at)
    yield "indexed", "workspace_id, number, room, words", _indexed_rows(workspace_id, own)
    yield "posting", "workspace_id, room, word, block, entries", _posting_rows(workspace_id, own)
    yield "search_index", "workspace_id, version", [(workspace_id, VERSION)]


def _p50(taken: Sequence[float]) -> float:
    return quantiles(taken, n=100)[49]


def _p99(taken: Sequence[float]) -> float:
    return quantiles(taken, n=100)[98]
