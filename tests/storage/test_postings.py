from hypothesis import given
from hypothesis import strategies as st

from storage.postings import BLOCK, MOST_APART, changed, lay, packed

WEIGHTS = st.dictionaries(st.integers(0, BLOCK - 1), st.integers(1, 63), max_size=90)


def laid(entries: bytes) -> dict[int, int]:
    column = bytearray(2 * BLOCK)
    lay(entries, 1, column)
    assert not any(column[:BLOCK])
    return {place: weight for place, weight in enumerate(column[BLOCK:]) if weight}


@given(WEIGHTS)
def test_what_is_packed_is_laid_down_in_its_block(weights: dict[int, int]) -> None:
    assert laid(packed(weights)) == weights


def test_few_are_short_and_many_take_a_byte_a_place() -> None:
    assert len(packed(dict.fromkeys(range(MOST_APART), 1))) == 3 * MOST_APART
    assert len(packed(dict.fromkeys(range(MOST_APART + 1), 1))) == BLOCK


@given(WEIGHTS, st.integers(0, BLOCK - 1), st.integers(0, 63))
def test_a_change_is_as_if_it_had_been_so_from_the_start(weights: dict[int, int], place: int, weight: int) -> None:
    after = {**weights, place: weight}

    assert changed(packed(weights), place, weight) == packed({at: much for at, much in after.items() if much})


@given(WEIGHTS, WEIGHTS)
def test_what_is_there_stays(first: dict[int, int], second: dict[int, int]) -> None:
    column = bytearray(BLOCK)

    lay(packed(first), 0, column)
    lay(packed(second), 0, column)

    assert column == bytes((second | first).get(place, 0) for place in range(BLOCK))
