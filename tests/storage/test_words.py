import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.words import LONGEST_WORD, MOST_SOUGHT, MOST_WORDS, Term, query, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publish the Contract", ["publish", "the", "contract"]),
        ("Grüße aus Århus, ÀÉ", ["gruss", "aus", "arhus", "ae"]),  # no marks, ß is ss, and "-sse" looks like "class|es"
        ("C++ beats C# and g++", ["c++", "beat", "c#", "and", "g++"]),
        ("#42 and a#b", ["42", "and", "a", "b"]),
        ("pre-commit", ["pre", "commit", "precommit"]),
        ("snake_case __init__", ["snake", "case", "init", "snakecase"]),
        ("it's don’t", ["it", "s", "don", "t", "its", "dont"]),
        ("tests queries caches classes boxes sizes", ["test", "query", "cach", "class", "box", "siz"]),
        ("test query cache class box size", ["test", "query", "cach", "class", "box", "siz"]),
        ("status analysis bus gas", ["status", "analysis", "bus", "gas"]),
        ("契約テスト", ["契", "約", "テ", "ス", "ト"]),
        (":bulb: 🎉 … \x00 \ud800 ’", ["bulb"]),
        ("", []),
    ],
)
def test_a_text_is_read_as_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_last_word_typed_is_the_beginning_of_one() -> None:
    assert query("publish contr") == [[[Term("publish")]], [[Term("contr", is_beginning=True)]]]


@pytest.mark.parametrize("text", ["c", "publish ab", "the"])
def test_two_letters_or_a_slight_word_are_the_beginning_of_nothing(text: str) -> None:
    [[*_, last]] = query(text)[-1]

    assert not last.is_beginning


def test_a_word_that_is_followed_by_a_space_is_whole() -> None:
    assert query("contr ") == [[[Term("contr")]]]


def test_a_word_of_several_parts_is_sought_in_one_and_apart() -> None:
    assert query("e-mail now") == [
        [[Term("email")], [Term("e"), Term("mail")]],
        [[Term("now", is_beginning=True)]],
    ]


@given(st.text())
def test_any_text_has_safe_words_and_is_found_by_them(text: str) -> None:
    found = words(text)

    assert len(found) <= MOST_WORDS
    assert all(0 < len(word) <= LONGEST_WORD for word in found)
    assert all(character.isalnum() or character in "+#" for word in found for character in word)
    sought = query(text)
    assert len(sought) <= MOST_SOUGHT
    for spellings in sought:
        assert any(all(_is_there(term, found) for term in spelling) for spelling in spellings)


def _is_there(term: Term, found: object) -> bool:
    assert isinstance(found, list)
    if term.is_beginning:
        return any(word.startswith(term.word) for word in found)
    return term.word in found


def test_a_very_long_text_is_read_to_a_limit() -> None:
    assert len(words("word-by-word " * 5000)) == MOST_WORDS
    assert len(query("a b c " * 500)) == MOST_SOUGHT
