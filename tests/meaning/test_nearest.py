import numpy as np
import pytest

from meaning import nearest
from meaning.nearest import Nearest
from meaning.values import Vectors


def vector(*parts: float) -> Vectors:
    """Give a vector of 64 dimensions that begins with these, of length 1."""
    row = np.zeros(64, dtype=np.float32)
    row[: len(parts)] = parts
    made: Vectors = row / np.linalg.norm(row)
    return made


def holding(*entries: tuple[int, Vectors, str | None]) -> Nearest:
    held = Nearest(64)
    for number, own, room in entries:
        held.put(number, own.astype(np.float16), room)
    return held


def alike(count: int, *, groups: int) -> Vectors:
    """Give vectors of 256 dimensions that lie in groups, as those of lessons do; the same ones each time."""
    made = np.random.default_rng(15)
    centres = made.normal(size=(groups, 256))
    rows = centres[made.integers(groups, size=count)] + 0.7 * made.normal(size=(count, 256))
    normed: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return normed


def test_the_nearest_come_first_and_no_more_than_wanted() -> None:
    held = holding((1, vector(0, 1), None), (2, vector(1, 0.1), None), (3, vector(1, 0.5), None))

    assert held.find(vector(1), rooms=set(), limit=2) == [2, 3]


def test_nothing_is_found_where_nothing_is_held() -> None:
    assert Nearest(64).find(vector(1), rooms=set(), limit=5) == []


def test_what_belongs_to_a_closed_room_is_found_only_by_those_in_it() -> None:
    held = holding((1, vector(1), "C0SECRET"), (2, vector(1, 1), None), (3, vector(1, 2), "C0OTHER"))

    assert held.find(vector(1), rooms=set(), limit=9) == [2]
    assert held.find(vector(1), rooms={"C0SECRET"}, limit=9) == [1, 2]
    assert held.find(vector(1), rooms={"C0NOBODY"}, limit=9) == [2]


def test_a_number_put_again_has_its_new_vector_and_room() -> None:
    held = holding((1, vector(1), "C0SECRET"), (1, vector(0, 1), None), (2, vector(1), None))

    assert held.find(vector(0, 1), rooms=set(), limit=9) == [1, 2]
    assert len(held) == 2


def test_what_was_removed_is_not_found_and_leaves_no_trace() -> None:
    held = holding((1, vector(1), None), (2, vector(0, 1), None), (3, vector(0, 0, 1), None))

    held.remove(1)
    held.remove(7)

    assert sorted(held.find(vector(1), rooms=set(), limit=9)) == [2, 3]
    assert not held._vectors[2:].any()
    assert not held._signs[2:].any()


def test_removing_and_putting_in_any_order_finds_what_is_there() -> None:
    rows = alike(300, groups=9)
    held = Nearest(256)
    for number, row in enumerate(rows):
        held.put(number, row.astype(np.float16), None)
    for number in range(0, 300, 3):
        held.remove(number)
    for number in range(0, 300, 6):
        held.put(number, rows[number].astype(np.float16), None)

    there = [number for number in range(300) if number % 3 or number % 6 == 0]
    expected = sorted(there, key=lambda number: -float(rows[number].astype(np.float16).astype(np.float32) @ rows[7]))

    assert held.find(rows[7], rooms=set(), limit=20) == expected[:20]


def test_among_very_many_the_signs_lead_to_nearly_all_of_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = alike(6_000, groups=300)
    held = Nearest(256)
    for number, row in enumerate(rows):
        held.put(number, row.astype(np.float16), None if number % 2 else "C0SECRET")
    found = [held.find(rows[asked], rooms=set(), limit=10) for asked in range(50)]

    monkeypatch.setattr(nearest, "MANY", 10_000)
    exact = [held.find(rows[asked], rooms=set(), limit=10) for asked in range(50)]

    shared = sum(len(set(ours) & set(theirs)) for ours, theirs in zip(found, exact, strict=True))
    assert shared >= 0.95 * 500
    assert all(number % 2 for numbers in found for number in numbers)
