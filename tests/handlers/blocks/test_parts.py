"""The parts of messages, modals and Homes: each within Slack's limits, whatever is put in."""

from typing import Any

import pytest

from handlers.blocks import parts
from handlers.blocks.parts import Message

LONG = "x" * 5000


def test_a_message_needs_a_text_that_stands_alone() -> None:
    with pytest.raises(ValueError, match="stands alone"):
        Message("", [parts.divider()])


def test_a_message_holds_fifty_blocks() -> None:
    Message("x", [parts.divider()] * 50)

    with pytest.raises(ValueError, match="at most 50 blocks, got 51"):
        Message("x", [parts.divider()] * 51)


@pytest.mark.parametrize("given", [{"title": "x" * 25}, {"submit": "x" * 25}, {"close": "x" * 25}])
def test_a_modals_words_are_short(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="at most 24 characters"):
        parts.modal(**({"callback_id": "c", "title": "t", "blocks": []} | given))  # type: ignore[arg-type]


def test_a_view_holds_a_hundred_blocks() -> None:
    blocks = [parts.divider()] * 101

    assert len(parts.home(blocks).payload["blocks"]) == 100
    assert len(parts.modal(callback_id="c", title="t", blocks=blocks).payload["blocks"]) == 100


def test_a_modal_without_submit_has_none() -> None:
    view = parts.modal(callback_id="c", title="t", blocks=[])

    assert "submit" not in view.payload
    assert view.payload["close"]["text"] == "Close"


@pytest.mark.parametrize(
    ("part", "path", "limit"),
    [
        (parts.section(LONG), ("text", "text"), 3000),
        (parts.header(LONG), ("text", "text"), 150),
        (parts.button(LONG, "a"), ("text", "text"), 75),
        (parts.option(LONG, "v", LONG), ("text", "text"), 75),
        (parts.option(LONG, "v", LONG), ("description", "text"), 75),
        (parts.text_input("a", initial=LONG, max_length=200), ("initial_value",), 200),
        (parts.text_input("a", placeholder=LONG), ("placeholder", "text"), 150),
        (parts.input_block("b", LONG, {}), ("label", "text"), 2000),
        (parts.input_block("b", "x", {}, hint=LONG), ("hint", "text"), 2000),
    ],
)
def test_what_is_too_long_is_cut(part: dict[str, Any], path: tuple[str, ...], limit: int) -> None:
    found: Any = part
    for step in path:
        found = found[step]

    assert len(found) == limit
    assert found.endswith("…")


def test_mrkdwn_is_verbatim_so_that_slack_makes_no_mentions_of_plain_words() -> None:
    assert parts.mrkdwn("#general") == {"type": "mrkdwn", "text": "#general", "verbatim": True}


def test_a_quotation_marks_every_line_and_escapes_it() -> None:
    block = parts.quoted("one <!here>\n> two\n\nthree")

    assert block["text"]["text"] == ">one &lt;!here&gt;\n&gt;&gt; two\n>\n>three"


def test_an_empty_quotation_is_still_a_block_slack_takes() -> None:
    assert parts.quoted("")["text"]["text"]


def test_small_print_holds_ten_texts_and_a_row_twenty_five_buttons() -> None:
    assert len(parts.context(*["x"] * 12)["elements"]) == 10
    assert len(parts.actions(*[parts.button("x", f"a{n}") for n in range(30)])["elements"]) == 25


def test_a_button_carries_what_it_is_given_and_nothing_else() -> None:
    assert parts.button("Go", "a") == {
        "type": "button",
        "text": {"type": "plain_text", "text": "Go", "emoji": True},
        "action_id": "a",
    }
    full = parts.button("Go", "a", 7, style="danger", url="https://x.example")
    assert (full["value"], full["style"], full["url"]) == ("7", "danger", "https://x.example")
