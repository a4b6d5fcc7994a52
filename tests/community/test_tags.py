import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.lessons import MOST_TAGS
from community.tags import TAG_LIMIT, WrongTags, hashtags, read, written


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        (" , ;", ()),
        ("pacts", ("pacts",)),
        ("Pacts ci", ("pacts", "ci")),
        ("Contract testing, CI", ("contract-testing", "ci")),
        ("contract testing,", ("contract", "testing")),  # one comma at the end parts nothing
        ("#pacts #ci", ("pacts", "ci")),
        ("pacts, Pacts, PACTS", ("pacts",)),
        ("C++; c#", ("cplusplus", "csharp")),
        ("prüfen Straße", ("prüfen", "strasse")),
        ("テスト, 契約", ("テスト", "契約")),
    ],
)
def test_tags_are_read_as_people_type_them(typed: str, expected: tuple[str, ...]) -> None:
    assert read(typed) == expected


def test_six_tags_are_one_too_many() -> None:
    with pytest.raises(WrongTags, match="These are 6 tags; the best 5 are enough"):
        read("one two three four five six")


def test_a_sentence_is_no_tag() -> None:
    with pytest.raises(WrongTags, match="a tag holds 30"):
        read("publish the contract before you deploy, ci")


@given(st.text(max_size=200))
def test_any_text_gives_few_short_tags_or_none_at_all(typed: str) -> None:
    try:
        found = read(typed)
    except WrongTags:
        return
    assert len(found) <= MOST_TAGS
    assert all(0 < len(tag) <= TAG_LIMIT for tag in found)
    assert read(written(found)) == found


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Publish first #pacts #CI", ("pacts", "ci")),
        ("(#pacts)", ("pacts",)),
        ("See <#C123|pacts> and <https://x.example/#part|the part>", ()),  # a channel, and a place in a page
        ("https://x.example/#part", ()),
        ("`#include` and ```#define X```", ()),
        ("the blue is #a1b2c3, the grey #eee", ()),
        ("fixed in #123 and C#", ()),
        ("# Heading", ()),
        ("#one #two #three #four #five #six", ("one", "two", "three", "four", "five")),
    ],
)
def test_hashtags_are_those_a_person_typed(raw: str, expected: tuple[str, ...]) -> None:
    assert hashtags(raw) == expected
