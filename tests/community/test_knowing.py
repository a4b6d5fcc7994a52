import pytest

from community import knowing


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("who has done contract testing?", ["contract", "testing"]),
        ("Someone who knows C++", ["cplusplus"]),
        ("Wer kennt Kafka?", ["kafka"]),
        ("certified in CLP", ["clp"]),
        ("who can help", ["who", "can", "help"]),
        ("?!", []),
    ],
)
def test_the_words_of_a_question_are_not_looked_for(typed: str, expected: list[str]) -> None:
    assert knowing.wanted(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("who has done contract  testing?", "contract testing"),
        ("Who knows C++ and Kafka", "C++ Kafka"),
        ("who can help?", "who can help?"),
        ("", ""),
    ],
)
def test_what_a_question_is_about_is_told_in_its_own_words(typed: str, expected: str) -> None:
    assert knowing.subject(typed) == expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("contract testing", "Contract tests", 1.0),
        ("contract testing", "Testing in production", 0.5),
        ("java", "JavaScript", 0.0),
        ("react", "reach", 0.0),
        ("bill", "Billing", 1.0),
        ("testing", "", 0.0),
        ("pacts", "one " * 40 + "pact", 1.0),
    ],
)
def test_a_text_fits_by_how_many_of_the_words_it_has(typed: str, text: str, expected: float) -> None:
    assert knowing.fit(knowing.wanted(typed), text) == expected
