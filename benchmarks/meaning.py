"""How good the hints are, and how quick: pairs of a text and the older lessons that are right for it, among real ones.

`make bench ARGS="hints meaning"`. The pairs were written by people who read a lesson and said the same in the words of
another team, or asked what it answers; a lesson that says it as well was added to what is right for a pair after
reading it. Some texts have nothing that is right for them.
"""

import json
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from re import findall

import numpy as np
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks import judged
from benchmarks.report import Figure
from bot.meaning import Meaning
from bot.slack import Identity
from bot.workshop import Workshop
from community.alike import saying
from community.readers import NO_ROOMS
from handlers import alike
from handlers.deps import Deps
from meaning.nearest import Nearest
from meaning.values import Vectors
from meaning.wordllama import DIMENSIONS, Wordllama
from storage.database import Database
from tests.bot.running import NOON, deps_of

_FOLDER = Path(__file__).parent / "judged"
WANTED_PERCENT = 80  # of the lessons that are shown are to be right
_WE = Identity("T1", "U0BOT", "B0BOT")


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody learnt or asks, and the numbers of the lessons that are right for it: none, for some."""

    text: str
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown for some pairs: lessons, right ones among them, and pairs whose right lesson was shown."""

    lessons: int
    right: int
    answered: int
    answerable: int

    @property
    def precision(self) -> float:
        """Of what is shown, the part that is right."""
        return self.right / self.lessons if self.lessons else 1.0

    @property
    def coverage(self) -> float:
        """Of the texts that something is right for, the part it is shown for."""
        return self.answered / self.answerable


def held_out() -> Sequence[Pair]:
    """Give the pairs that nothing was chosen on."""
    return _pairs("pairs_held_out.jsonl")


def for_thresholds() -> Sequence[Pair]:
    """Give the pairs that thresholds are chosen on."""
    return _pairs("pairs_for_thresholds.jsonl")


@asynccontextmanager
async def known(folder: Path) -> AsyncIterator[Deps]:
    """Give a workspace that knows the real lessons, with everything the bot has to find those that are alike."""
    database, workshop = await Database(f"sqlite:///{folder}/lessons.db").open(), Workshop()
    try:
        await database.write("T1", lambda stores: [stores.lessons.add(lesson) for lesson in judged.lessons()])
        meaning = Meaning(workshop, database, "T1")
        deps = replace(deps_of(database, _WE, AsyncWebClient(), NOON), meaning=meaning)
        await meaning.tick(deps)
        yield deps
    finally:
        await workshop.close()
        await database.close()


async def shown_for(deps: Deps, pairs: Sequence[Pair]) -> Shown:
    """Show what would be shown for each text, and judge it."""
    lessons = right = answered = 0
    for pair in pairs:
        found = [near.lesson.number for near in await alike.nearest(deps, pair.text, rooms=NO_ROOMS)]
        good = len(pair.right.intersection(found))
        lessons, right, answered = lessons + len(found), right + good, answered + bool(good)
    return Shown(lessons, right, answered, sum(bool(pair.right) for pair in pairs))


async def hints(folder: Path) -> Sequence[Figure]:
    """Measure what is shown for pairs that nothing was chosen on, and how well the right lesson is found."""
    plain = _plain_fts5()
    async with known(folder) as deps:
        for name, pairs in (("chosen on", for_thresholds()), ("held out", held_out())):
            ours, by_words = await shown_for(deps, pairs), await shown_for(replace(deps, meaning=None), pairs)
            recalls = {
                "plain FTS5": _recall(pairs, [_asked(plain, pair.text) for pair in pairs]),
                "wordllama": _recall(pairs, [await _meant(deps, pair.text) for pair in pairs]),
                "both, reranked by MiniLM": _recall(pairs, [await _reranked(deps, pair.text) for pair in pairs]),
            }
            _say(name, len(pairs), {"with models": ours, "words alone": by_words}, recalls)
    reranked, peer = recalls["both, reranked by MiniLM"], recalls["plain FTS5"]
    return [
        Figure("hints: right ones among those shown, held-out pairs", 100 * ours.precision, WANTED_PERCENT, "%", 1),
        Figure("hints: the same by words alone", 100 * by_words.precision, WANTED_PERCENT, "%", 1),
        Figure(
            "hints: texts whose right lesson is shown / words alone",
            100 * ours.coverage,
            100 * by_words.coverage,
            "%",
            1,
        ),
        Figure("hints: right lesson first / plain FTS5", 100 * reranked[0], 100 * peer[0], "%", 1.2),
        Figure("hints: right lesson among five / plain FTS5", 100 * reranked[1], 100 * peer[1], "%", 1.1),
    ]


async def speed(folder: Path) -> Sequence[Figure]:
    """Measure the models and the search among vectors, each beside what it may take."""
    del folder
    started = time.perf_counter()
    model = Wordllama()
    loading = time.perf_counter() - started
    texts = [saying(lesson) for lesson in judged.lessons()]
    started = time.perf_counter()
    real = model.vectors(texts)
    each = (time.perf_counter() - started) / len(texts)
    return [
        Figure("meaning: loading wordllama", loading * 1000, 500, "ms", 1, is_limit=True),
        Figure("meaning: a lesson's vector", each * 1000, 2, "ms", 1, is_limit=True),
        Figure("meaning: the ten nearest of 10,000", _near_ms(real, 10_000), 10, "ms", 1, is_limit=True),
        Figure("meaning: the ten nearest of 100,000", _near_ms(real, 100_000), 20, "ms", 1, is_limit=True),
    ]


def _pairs(name: str) -> Sequence[Pair]:
    numbers = {f"{lesson.tags[0]}: {lesson.title}": number for number, lesson in enumerate(judged.lessons(), start=1)}
    with (_FOLDER / name).open(encoding="utf-8") as lines:
        return [
            Pair(pair["text"], frozenset(numbers[title] for title in pair["right"])) for pair in map(json.loads, lines)
        ]


def _plain_fts5() -> sqlite3.Connection:
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE lesson USING fts5(title, learnt)")
    plain.executemany(
        "INSERT INTO lesson VALUES (?, ?)", [(lesson.title, lesson.learnt) for lesson in judged.lessons()]
    )
    return plain


def _asked(plain: sqlite3.Connection, text: str) -> Sequence[int]:
    words = " OR ".join(f'"{word}"' for word in findall(r"\w+", text))
    asked = "SELECT rowid FROM lesson WHERE lesson MATCH ? ORDER BY bm25(lesson) LIMIT 5"
    return [number for (number,) in plain.execute(asked, (words,))]


async def _meant(deps: Deps, text: str) -> Sequence[int]:
    assert deps.meaning is not None
    return await deps.meaning.near(text, rooms=NO_ROOMS, limit=alike.CANDIDATES)


async def _reranked(deps: Deps, text: str) -> Sequence[int]:
    assert deps.meaning is not None
    by_words = await deps.read(lambda stores: stores.lessons.alike(text, rooms=NO_ROOMS, limit=alike.CANDIDATES))
    numbers = list(dict.fromkeys([number for number, _ in by_words] + list(await _meant(deps, text))))
    lessons = await deps.read(lambda stores: stores.lessons.some(numbers))
    closeness = await deps.meaning.closeness(text, [saying(lessons[number]) for number in numbers])
    return [number for _, number in sorted(zip(closeness, numbers, strict=True), key=lambda each: -each[0])]


def _recall(pairs: Sequence[Pair], found: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Give for which part of the answerable texts a right lesson is the first, and among the first five."""
    answerable = [(pair.right, numbers) for pair, numbers in zip(pairs, found, strict=True) if pair.right]
    at = [sum(bool(right.intersection(numbers[:most])) for right, numbers in answerable) for most in (1, 5)]
    return at[0] / len(answerable), at[1] / len(answerable)


def _say(name: str, count: int, shown: dict[str, Shown], recalls: dict[str, tuple[float, float]]) -> None:
    print(f"{count} pairs {name}:", file=sys.stderr)
    for how, (first, five) in recalls.items():
        print(f"  {how:<26} recall@1 {first:.2f}  recall@5 {five:.2f}", file=sys.stderr)
    for how, each in shown.items():
        told = f"{each.lessons} shown, {each.right} right: precision {each.precision:.2f}, coverage {each.coverage:.2f}"
        print(f"  {how:<26} {told}", file=sys.stderr)


def _near_ms(real: Vectors, count: int) -> float:
    """Give the middle one of 30 searches among this many: real vectors, and more of them, each a little off."""
    made = np.random.default_rng(15)
    held = Nearest(DIMENSIONS)
    for number in range(count):
        row = real[number % len(real)] + (0 if number < len(real) else 0.03) * made.standard_normal(DIMENSIONS)
        held.put(number, row.astype(np.float16), None)
    took = []
    for asked in real[:30]:
        started = time.perf_counter()
        held.find(asked, rooms=NO_ROOMS, limit=10)
        took.append(time.perf_counter() - started)
    return sorted(took)[15] * 1000
