from community.ranking import fused


def test_without_meaning_the_order_is_that_of_words() -> None:
    assert fused([3, 1, 2], []) == [3, 1, 2]


def test_what_also_means_it_comes_before_what_only_says_it() -> None:
    # 1/62 + 0.3/61 = 0.0210 is more than 1/61 = 0.0164.
    assert fused([1, 2, 3], [2]) == [2, 1, 3]


def test_meaning_alone_stands_below_all_that_says_it() -> None:
    # 0.3/61 = 0.0049 is less than 1/110, the fiftieth of words.
    words = list(range(1, 51))

    assert fused(words, [99])[-1] == 99


def test_between_equals_that_of_words_decides() -> None:
    assert fused([], [7, 8]) == [7, 8]
    assert fused([1], []) == [1]
