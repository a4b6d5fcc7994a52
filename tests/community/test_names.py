"""Names: of communities, of channels, and what a person may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import names


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Contract testing", "contract-testing"),
        ("  #Contract   Testing! ", "contract-testing"),
        ("C", "c"),
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        ("R&D", "r-and-d"),
        ("Don't repeat", "dont-repeat"),
        ("Straße", "strasse"),
        ("Qualität & Tests", "qualität-and-tests"),
        ("Тестирование", "тестирование"),
        ("テスト 自動化", "テスト-自動化"),
        ("हिन्दी", "हिन्दी"),
        ("בדיקות", "בדיקות"),
        ("🎉 Release 🎉", "release"),
        ("❤️", ""),
        ("…", ""),
    ],
)
def test_a_topic_gives_a_name_in_lower_case_words(topic: str, expected: str) -> None:
    assert names.slug(topic) == expected


def test_a_long_topic_gives_a_name_cut_between_words() -> None:
    topic = "How we keep the very many contract tests of our very many teams fast and helpful"

    assert names.slug(topic) == "how-we-keep-the-very-many-contract-tests-of-our-very-many"


def test_one_long_word_is_cut_where_the_limit_is() -> None:
    assert names.slug("a" * 200) == "a" * 60


@given(st.text(max_size=200))
def test_a_channel_name_is_always_one_that_slack_may_take(topic: str) -> None:
    name = names.channel_name(topic, prefix="cop-")

    assert len(name) <= 80
    assert name == name.lower()
    assert not set(name) & set(" .,#@<>&!?/\\'\"\n")
    assert name == "" or name.startswith("cop-")


@given(st.text(max_size=200))
def test_a_name_is_the_name_of_itself(topic: str) -> None:
    name = names.slug(topic)

    assert names.slug(name) == name


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("#CoP Tests", "cop-tests"), ("cop_tests", "cop_tests"), ("cop-tests", "cop-tests"), ("  ", ""), ("a.b", "a-b")],
)
def test_a_typed_channel_name_is_put_right_as_slack_clients_do(typed: str, expected: str) -> None:
    assert names.as_channel_name(typed) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("contrct tesing", ["contract-testing"]),
        ("Contract", ["contract-testing"]),
        ("testing", ["contract-testing", "load-testing"]),
        ("build", ["build-and-deploy"]),
        ("gardening", []),
        ("", []),
        ("!?", []),
    ],
)
def test_the_nearest_names_are_suggested(wanted: str, expected: list[str]) -> None:
    known = ["build-and-deploy", "contract-testing", "load-testing"]

    assert names.nearest(wanted, known) == expected


def test_a_mistyped_word_finds_its_command() -> None:
    assert names.nearest("strat", ["start", "join", "leave", "list", "about", "digest", "help"])[0] == "start"
