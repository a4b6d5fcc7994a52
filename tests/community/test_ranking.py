from community.ranking import fused


def test_what_both_found_comes_first_then_by_place() -> None:
    assert fused([1, 2, 3], [3, 4]) == [3, 1, 2, 4]


def test_between_equals_the_words_decide() -> None:
    assert fused([1, 2], [2, 1]) == [1, 2]
    assert fused([1], [2]) == [1, 2]


def test_one_order_alone_stays_as_it_is() -> None:
    assert fused([3, 1, 2], []) == [3, 1, 2]
    assert fused([], [3, 1]) == [3, 1]
    assert fused([], []) == []
