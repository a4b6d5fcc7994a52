"""Real lessons, and what people looking for something in them should find."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from community.lessons import NewLesson

_LESSONS = Path(__file__).parents[2] / "tests" / "data" / "lessons.jsonl"
_QUERIES = Path(__file__).with_name("queries.jsonl")
_NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """A query as somebody typed it, and the numbers of the lessons that answer it."""

    query: str
    relevant: frozenset[int]


def lessons() -> Sequence[NewLesson]:
    """Give the lessons in their order; the first one is number 1. What each is about is its tag."""
    with _LESSONS.open(encoding="utf-8") as lines:
        return [
            NewLesson(
                title=lesson["title"],
                learnt=lesson["text"],
                tags=(lesson["topic"],),
                author_id=None,
                author_name="Ben",
                captured_by="U1",
                captured_at=_NOON,
                said_at=_NOON,
                source=None,
            )
            for lesson in map(json.loads, lines)
        ]


def queries() -> Sequence[Judged]:
    """Give the judged queries; each names its lessons by number and title, for who reads the file."""
    with _QUERIES.open(encoding="utf-8") as lines:
        return [
            Judged(judged["query"], frozenset(int(number) for number in judged["relevant"]))
            for judged in map(json.loads, lines)
        ]
