"""Lines and lengths, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import meetups
from handlers.blocks.text import inline_short


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
