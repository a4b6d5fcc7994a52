"""Places people wrote, as links that say where they go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import places


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("Room Heron, 2nd floor", "Room Heron, 2nd floor"),
        ("https://meet.example.org/abc", "<https://meet.example.org/abc|meet.example.org/…>"),
        ("http://meet.example.org", "<http://meet.example.org|meet.example.org>"),
        ("https://m.example/a?x=1&y=2", "<https://m.example/a?x=1&amp;y=2|m.example/…>"),
        ("Heron or https://meet.example.org/", "Heron or <https://meet.example.org/|meet.example.org>"),
    ],
)
def test_web_addresses_become_links_and_the_rest_stays_words(written: str, expected: str) -> None:
    assert places.place(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "slack://open",
        "https://",
        "https:///path",
        "https://[half",
        "https://good.example@evil.example/",  # shows one host and goes to another
        "https://evil.example|good.example",
        "https://evil.example>",
        "<https://evil.example|good.example>",
        "https://еxample.org",  # a Cyrillic е
        "meet.example.org",
    ],
)
def test_what_could_hide_where_it_goes_stays_words(written: str) -> None:
    assert "<" not in places.place(written)


@given(st.text(max_size=700))
def test_a_place_is_never_much_longer_than_it_may_be(written: str) -> None:
    assert len(places.place(written)) <= 502
