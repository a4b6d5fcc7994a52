import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.capture import NotCaptured, Obstacle, beginning, is_too_long, says_something


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_refusal_says_that_nothing_was_kept_and_what_one_can_do(obstacle: Obstacle) -> None:
    said = str(NotCaptured(obstacle))

    assert "nothing was stored" in said or "nothing to keep" in said
    assert "/lesson add" in said


def test_a_text_of_three_thousand_characters_is_kept_whole() -> None:
    text = "a" * 3000

    assert not is_too_long(text)
    assert beginning(text) == text


def test_of_a_longer_text_the_beginning_is_kept_up_to_a_word() -> None:
    text = "learnt " * 500  # 3,500 characters

    kept = beginning(text)

    assert is_too_long(text)
    assert kept == "learnt " * 427 + "learnt…"


@given(st.text(max_size=40).map(lambda piece: piece * 100))
def test_any_beginning_fits_and_is_one(text: str) -> None:
    kept = beginning(text)

    assert len(kept) <= 3000
    assert text.startswith(kept.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", True), ("7", True), ("🎉", True), ("?", True), ("", False), (" \n\t", False), ("\u200b\u2060", False)],
)
def test_only_what_can_be_seen_says_something(text: str, expected: bool) -> None:
    assert says_something(text) is expected
