import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import near

WORD = st.text("abc", min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("contract", "contract", 0),
        ("contract", "contrct", 1),
        ("contract", "contracts", 1),
        ("contract", "cnotract", 1),
        ("contract", "kontrakt", 2),
        ("deployment", "deplyomnet", 2),
        ("ca", "abc", 3),  # Damerau's own would be 2: a letter is not changed twice here
        ("", "abc", 3),
    ],
)
def test_mistakes_are_counted(one: str, other: str, mistakes: int) -> None:
    assert near.distance(one, other) == near.distance(other, one) == mistakes


@given(WORD, WORD)
def test_one_mistake_away_is_at_distance_one(one: str, other: str) -> None:
    assert (other in near.one_mistake(one)) == (near.distance(one, other) == 1)


@given(WORD, st.lists(WORD))
def test_two_mistakes_away_is_at_distance_two_at_most(word: str, among: list[str]) -> None:
    assert near.two_mistakes(word, among) == [other for other in among if near.distance(word, other) <= 2]
