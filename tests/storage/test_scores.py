import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import scores

COLUMN = st.lists(st.integers(0, 63), min_size=40, max_size=40).map(bytes)


def test_a_rare_word_matters_more_than_a_common_one() -> None:
    rare, common, everywhere = scores.importances([1, 50, 100], 100)

    assert rare > common > everywhere >= 1
    assert rare + common + everywhere <= scores.MOST_IMPORTANCE


@pytest.mark.parametrize("frequencies", [[0], [0] * 16, [5] * 16, [1, *[1000] * 40]])
def test_importances_never_sum_up_to_more_than_lanes_hold(frequencies: list[int]) -> None:
    assert sum(scores.importances(frequencies, 1000)) * 63 < 2**16


@given(st.lists(COLUMN, min_size=1, max_size=5), st.data())
def test_sums_of_columns_are_those_of_each_lesson(columns: list[bytes], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(1, 200), min_size=len(columns), max_size=len(columns)))

    lanes = scores.total(columns, weights).to_bytes(80, "little")

    for number in range(40):
        by_hand = sum(column[number] * weight for column, weight in zip(columns, weights, strict=True))
        assert int.from_bytes(lanes[2 * number : 2 * number + 2], "little") == by_hand


@given(COLUMN, COLUMN, COLUMN, st.integers(1, 50))
def test_the_best_are_by_match_then_adoption_then_match_then_age(
    column: bytes, adoption: bytes, among: bytes, limit: int
) -> None:
    adopted = bytes(min(one, 15) for one in adoption)
    flagged = scores.flags(among)

    found = scores.best(scores.ordered(scores.total([column], [1000]), adopted), flagged, 40, limit=limit)

    def order(number: int) -> tuple[int, ...]:
        score = column[number] * 1000
        return (score // 4096, adopted[number], score % 4096 // 16, number)

    assert found == sorted((number for number in range(40) if among[number]), key=order, reverse=True)[:limit]
    assert scores.newest(flagged, 40, limit=limit) == [number for number in range(39, -1, -1) if among[number]][:limit]


@given(COLUMN, COLUMN)
def test_columns_are_laid_over_and_cut_out_lesson_by_lesson(first: bytes, second: bytes) -> None:
    assert scores.over(first, second) == bytes(one or other for one, other in zip(first, second, strict=True))
    assert scores.within(scores.flags(second), first) == bytes(
        one if other else 0 for one, other in zip(first, second, strict=True)
    )


@given(COLUMN, COLUMN)
def test_close_to_the_best_is_a_share_of_it(column: bytes, among: bytes) -> None:
    lanes = scores.total([column], [16])
    best = max((column[number] for number in range(40) if among[number]), default=0)

    found = scores.numbers_of(scores.close_to_best(lanes, scores.flags(among), 40, share=0.5), 40)

    assert all(among[number] and column[number] * 2 >= best - 1 for number in found)
    assert {number for number in range(40) if among[number] and column[number] == best > 0} <= set(found)
