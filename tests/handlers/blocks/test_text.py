"""Person-written text: whatever it is, repeating it mentions nobody and breaks nothing."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks.text import date, escape, escaped_short, in_markdown, inline, inline_short, short

# Pieces from which mentions, links and dates could be made, between ordinary characters.
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<!channel>",
                "<!here|here>",
                "<!everyone>",
                "<!subteam^S012345>",
                "<@U012345>",
                "<#C012345|general>",
                "<!date^0^{date}|x>",
                "<http://evil.example|good.example>",
                "@channel",
                "@here",
                "@everyone",
                "@Channel",
                "@group",
                "<",
                ">",
                "&",
                "&lt;",
                "&amp;lt;!channel&gt;",
                "!",
                "@",
                "\u2060",
                "\u202e",
                "*",
                "_",
                "~",
                "`",
                "\n",
                ">",
                "😀",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=20,
).map("".join)

# What Slack takes for something other than text: docs.slack.dev/messaging/formatting-message-text.
CONTROL = re.compile(r"[<>]|&(?!amp;|lt;|gt;)")
GROUP = re.compile(r"@(?:channel|here|everyone|group)", re.IGNORECASE)


@given(PIECES)
def test_no_text_can_mention_anyone_or_any_group(text: str) -> None:
    for shown in (escape(text), inline(text), escaped_short(text, 40), inline_short(text, 40)):
        assert not CONTROL.search(shown)
        assert not GROUP.search(shown)


@given(PIECES)
def test_what_is_escaped_is_shown_as_it_was_typed(text: str) -> None:
    shown = escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert shown.replace("\u2060", "") == text.replace("\u2060", "")


@given(PIECES, st.integers(min_value=1, max_value=60))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    assert len(short(text, limit)) <= limit
    assert len(escaped_short(text, limit)) <= limit
    assert len(inline_short(text, limit)) <= limit


@given(PIECES)
def test_what_stands_inside_a_line_is_one_line(text: str) -> None:
    assert len(inline(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("R&D <3 > x", "R&amp;D &lt;3 &gt; x"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("&lt;", "&amp;lt;"),
        ("ask @here or @Hereford", "ask @\u2060here or @\u2060Hereford"),
        ("a@example.org", "a@example.org"),
    ],
)
def test_slacks_control_characters_are_escaped_and_group_words_parted(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("wrens nest low", 14, "wrens nest low"),
        ("wrens nest low", 13, "wrens nest…"),
        ("wrens", 3, "wr…"),
        ("wrens", 1, "…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_at_a_word_where_that_costs_little(text: str, limit: int, shown: str) -> None:
    assert short(text, limit) == shown


def test_nothing_is_cut_inside_an_escape() -> None:
    assert escaped_short("&&&&", 10) == "&amp;…"


def test_a_moment_is_shown_in_the_readers_zone_with_words_for_who_cannot_see_it() -> None:
    moment = datetime(2026, 3, 30, 7, tzinfo=UTC)

    assert date(moment, "{time}", "9:00 <Berlin>") == "<!date^1774854000^{time}|9:00 &lt;Berlin&gt;>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fridays, 10:00 *sharp*", "Fridays, 10:00 *sharp*"),
        ("one\n# two\n\n> three", "one # two > three"),
        ("![](@U0EVIL)", "![]\u2060(@\u2060U0EVIL)"),
        ("[free](https://evil.example)", "[free]\u2060(https://evil.example)"),
        ("[a]: https://evil.example", "[a]\u2060: https://evil.example"),
        ("<https://evil.example> <b>", "<\u2060https://evil.example> <\u2060b>"),
        ("&lt;@U0EVIL&gt;", "&\u2060lt;@\u2060U0EVIL&\u2060gt;"),
    ],
)
def test_in_a_line_of_markdown_a_text_is_only_shown(text: str, shown: str) -> None:
    assert in_markdown(text) == shown
