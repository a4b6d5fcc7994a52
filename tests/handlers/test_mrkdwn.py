from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.mrkdwn import Mentioned, Names, mentioned, plain, words

NAMES = Names(people={"U1": "Lea", "W2": "Ben <3"}, channels={"C1": "general", "C9": None})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask <@U1> or <@W2>", "ask @Lea or @Ben <3"),
        ("ask <@U7|mia>", "ask @mia"),
        ("ask <@U7>", "ask @someone"),
        ("see <#C1> and <#C1|renamed>", "see #general and #general"),
        ("see <#C7|random>", "see #random"),
        ("see <#C7> or <#C7|>", "see a private channel or a private channel"),
        ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@testers> and <!subteam^S2>", "@testers and @a group"),
        ("due <!date^1392734382^{date}|18 February 2014>", "due 18 February 2014"),
    ],
)
def test_mentions_become_names(text: str, expected: str) -> None:
    assert plain(text, NAMES) == expected


def test_the_name_of_a_private_channel_is_not_repeated_even_if_slack_sends_it() -> None:
    assert plain("from <#C9|secret-plan>", NAMES) == "from a private channel"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<https://docs.example/a?b=1&amp;c=2|the docs>", "the docs (https://docs.example/a?b=1&c=2)"),
        ("<https://docs.example/a?b=1&amp;c=2>", "https://docs.example/a?b=1&c=2"),
        ("<https://docs.example/a|https://docs.example/a>", "https://docs.example/a"),
        ("<http://docs.example|docs.example>", "docs.example"),
        ("<mailto:lea@corp.example|lea@corp.example>", "lea@corp.example"),
        ("<tel:+4930|call>", "call (+4930)"),
    ],
)
def test_a_link_keeps_its_words_and_its_address(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("typed: &amp;lt;b&amp;gt;", "typed: &lt;b&gt;"),
        ("&lt;@U1&gt; is no mention", "<@U1> is no mention"),
        ("&quot; stays", "&quot; stays"),
        ("*bold* `x &lt; y`", "*bold* `x < y`"),
        ("<|label>", "label"),
    ],
)
def test_escapes_are_undone_once(text: str, expected: str) -> None:
    assert plain(text, NAMES) == expected


def test_what_no_table_can_hold_is_left_out() -> None:
    assert plain("a\x00b\ud83dc\td\ne\x1b") == "abc\td\ne"


def test_mentions_are_found_once_each_in_their_order() -> None:
    found = mentioned("<@U2> <@U1|lea> <#C1|general> <@U2> <https://a.example|@U3> <!here>")

    assert found == Mentioned(user_ids=("U2", "U1"), channel_ids=("C1",))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": " said ", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "other"}}]}, "said"),
        (
            {
                "text": "",
                "blocks": [
                    {"type": "header", "text": {"type": "plain_text", "text": "Build"}},
                    {"type": "divider"},
                    {"type": "section", "fields": [{"type": "mrkdwn", "text": "red"}]},
                ],
            },
            "Build\nred",
        ),
        ({"text": "", "attachments": [{"title": "Build", "text": "is red", "fallback": "x"}]}, "Build\nis red"),
        ({"attachments": [{"fallback": "Build is red"}]}, "Build is red"),
        ({"text": "", "files": [{"id": "F1", "name": "plan.png"}]}, ""),
        ({}, ""),
    ],
)
def test_the_words_of_a_message_are_where_its_writer_put_them(message: dict[str, Any], expected: str) -> None:
    assert words(message) == expected


@given(st.text(alphabet=st.characters(blacklist_characters="<>&", blacklist_categories=("Cc", "Cs"))))
def test_text_without_markup_is_left_as_it_is(text: str) -> None:
    assert plain(text) == text.strip()


@given(st.text(alphabet=st.sampled_from("<>&|@#!^CUag;lt \n")))
def test_any_text_can_be_read(text: str) -> None:
    assert "\x00" not in plain(text, NAMES)
