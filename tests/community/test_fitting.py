"""What fits a community."""

import pytest

from community.fitting import fit, interests, words_of
from tests import some


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contract tests", {"contract", "test"}),
        ("We learnt how to do it", {"learnt"}),
        ("Deployed, deploys, DEPLOYING", {"deploy"}),
        ("Проверки и тесты", {"проверки", "тесты"}),
        ("a 😀 — !", set()),
        ("", set()),
    ],
)
def test_words_are_what_a_text_is_about(text: str, expected: set[str]) -> None:
    assert words_of(text) == expected


def test_a_word_of_the_topic_fits_twice_as_well_as_one_of_the_purpose() -> None:
    wanted = interests(some.community(topic="Contract testing", purpose="Fewer surprises between teams with contracts"))

    assert fit(wanted, words_of("A contract")) == 2
    assert fit(wanted, words_of("Surprises")) == 1
    assert fit(wanted, words_of("Contract tests without surprises")) == 5
    assert fit(wanted, words_of("Cache keys")) == 0
