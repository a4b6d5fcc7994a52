import pytest

from community.matching import ranked, tokens

SAID = {
    1: {"contract": 8, "test": 8, "pact": 4, "break": 3},
    2: {"load": 8, "test": 8, "lantern": 4},
    3: {"observability": 8, "log": 3, "test": 3},
    4: {"mentor": 8, "grow": 3},
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("contract testing", [1]),
        ("testing", [1, 2, 3]),  # a topic weighs more than a purpose, and of equals the first is first
        ("pacts", [1]),  # a tag of its lessons
        ("obs", [3]),  # a beginning
        ("obsrvability", [3]),  # slips of the finger
        ("contrct tesing", [1]),
        ("lantren", [2]),
        ("mentoring", [4]),
        ("monitoring", []),  # like "mentoring", and something else
        ("testing gardening", [1, 2, 3]),  # nobody says all of it: who says most of it
        ("gardening", []),
        ("the", []),
        ("", []),
        ("🎉 !!", []),
    ],
)
def test_what_is_meant_is_found_best_first(typed: str, expected: list[int]) -> None:
    assert ranked(typed, SAID) == expected


def test_little_words_count_only_where_there_are_no_others() -> None:
    assert tokens("how to test the contracts") == ("test", "contract")
    assert tokens("how to") == ("how", "to")


def test_signs_that_make_a_name_stay_with_it() -> None:
    assert ranked("C++", {1: {"cplusplus": 8}, 2: {"csharp": 8}}) == [1]
