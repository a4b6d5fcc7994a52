import json
from pathlib import Path

import pytest

from benchmarks import judged, ranking
from benchmarks.judged import Judged
from benchmarks.ranking import Quality

FLOOR = json.loads(Path(judged.__file__).with_name("floor.json").read_text(encoding="utf-8"))


async def test_lessons_are_found_no_worse_than_before(tmp_path: Path) -> None:
    queries = judged.queries()

    quality = Quality.of(await ranking.shipped(tmp_path, [each.query for each in queries]), queries)

    found = {name: round(getattr(quality, name), 3) for name in FLOOR}
    assert {name: value for name, value in found.items() if value < FLOOR[name]} == {}
    assert found == FLOOR, "better than before: write the new figures into floor.json, so that they stay"


def test_the_queries_are_many_and_their_lessons_are_there() -> None:
    titles = {number: lesson.title for number, lesson in enumerate(judged.lessons(), start=1)}

    lines = (Path(judged.__file__).with_name("queries.jsonl")).read_text(encoding="utf-8").splitlines()
    named = [json.loads(line)["relevant"] for line in lines]

    assert len({each.query for each in judged.queries()}) == len(lines) >= 60
    assert all(
        relevant and all(titles[int(number)] == title for number, title in relevant.items()) for relevant in named
    )


def test_quality_is_reckoned_by_hand() -> None:
    queries = [Judged("a", frozenset({1, 2})), Judged("b", frozenset({9}))]

    quality = Quality.of({"a": [5, 2, 1], "b": [1, 2]}, queries)

    # "a": none of one, both of two, the first at place 2; "b": nothing.
    assert (quality.recall_at_1, quality.recall_at_5, quality.mrr) == pytest.approx((0, 0.5, 0.25))
