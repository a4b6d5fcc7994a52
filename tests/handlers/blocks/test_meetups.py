"""Places people wrote, as links that say where they go; and numbers and lengths in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import meetups
from handlers.blocks.text import inline_short


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
    assert meetups.place(written) == expected


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
    assert "<" not in meetups.place(written)


@given(st.text(max_size=700))
def test_a_place_is_never_much_longer_than_it_may_be(written: str) -> None:
    assert len(meetups.place(written)) <= 502


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_line_never_exceeds_its_limit_and_no_escape_is_cut(text: str, limit: int) -> None:
    shown = inline_short(text, limit)

    assert len(shown) <= limit
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(15, "15 minutes"), (60, "1 hour"), (90, "1 hour 30 minutes"), (120, "2 hours"), (485, "8 hours 5 minutes")],
)
def test_a_length_is_told_in_hours_and_minutes(minutes: int, expected: str) -> None:
    assert meetups.length(minutes) == expected


@pytest.mark.parametrize(("people", "expected"), [(0, ""), (1, "1 is coming"), (6, "6 are coming")])
def test_how_many_come_is_told_once_there_is_somebody(people: int, expected: str) -> None:
    assert meetups.count(people) == expected
