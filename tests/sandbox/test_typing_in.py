"""What people type and choose gets Slack's shape, or the sentence the client would show."""

from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.elements import initial_values
from sandbox.typing_in import InputError, Typist, check_required
from tests.sandbox.running import MONDAY, small_workspace


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


ONE, TWO = option("one"), option("two")
OPTIONS = {"options": [ONE, TWO]}

WORKSPACE = small_workspace(Clock(MONDAY))
PEOPLE = {user.name: user.id for user in WORKSPACE.users.values()}
ROOMS = {channel.name: channel.id for channel in WORKSPACE.channels.values()}


def typist() -> Typist:
    return Typist(WORKSPACE, PEOPLE["ana"])


@pytest.mark.parametrize(
    ("element", "value", "state"),
    [
        ({"type": "plain_text_input"}, "hello", {"value": "hello"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "email_text_input"}, "a@b.example", {"value": "a@b.example"}),
        ({"type": "url_text_input"}, "https://example.com/x", {"value": "https://example.com/x"}),
        ({"type": "number_input", "is_decimal_allowed": False}, 7, {"value": "7"}),
        ({"type": "number_input", "is_decimal_allowed": True}, "7.5", {"value": "7.5"}),
        ({"type": "datepicker"}, "2026-03-30", {"selected_date": "2026-03-30"}),
        ({"type": "timepicker"}, "9:30".zfill(5), {"selected_time": "09:30"}),
        (
            {"type": "timepicker", "timezone": "Europe/Berlin"},
            "09:30",
            {"selected_time": "09:30", "timezone": "Europe/Berlin"},
        ),
        ({"type": "datetimepicker"}, 1774854000, {"selected_date_time": 1774854000}),
        ({"type": "datetimepicker"}, "2026-03-30T09:00:00+02:00", {"selected_date_time": 1774854000}),
        ({"type": "static_select", **OPTIONS}, "two", {"selected_option": TWO}),
        ({"type": "static_select", **OPTIONS}, "Two", {"selected_option": TWO}),
        ({"type": "static_select", "option_groups": [OPTIONS]}, "one", {"selected_option": ONE}),
        ({"type": "static_select", "options": [ONE | {"description": TWO["text"]}]}, "one", {"selected_option": ONE}),
        ({"type": "external_select"}, ONE, {"selected_option": ONE}),
        ({"type": "radio_buttons", **OPTIONS}, "one", {"selected_option": ONE}),
        ({"type": "checkboxes", **OPTIONS}, ["two", "one"], {"selected_options": [TWO, ONE]}),
        ({"type": "checkboxes", **OPTIONS}, "two", {"selected_options": [TWO]}),
        ({"type": "checkboxes", **OPTIONS}, [], {"selected_options": []}),
        ({"type": "multi_static_select", **OPTIONS}, ["one"], {"selected_options": [ONE]}),
        ({"type": "users_select"}, "@ben", {"selected_user": PEOPLE["ben"]}),
        ({"type": "multi_users_select"}, ["ben", PEOPLE["caro"]], {"selected_users": [PEOPLE["ben"], PEOPLE["caro"]]}),
        ({"type": "channels_select"}, "#birds", {"selected_channel": ROOMS["birds"]}),
        ({"type": "conversations_select"}, "birds", {"selected_conversation": ROOMS["birds"]}),
        ({"type": "multi_conversations_select"}, None, {"selected_conversations": []}),
        (
            {"type": "rich_text_input"},
            "hi",
            {
                "rich_text_value": {
                    "type": "rich_text",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hi"}]}],
                }
            },
        ),
        ({"type": "rich_text_input"}, "", {}),
    ],
)
def test_a_plain_value_gets_slacks_shape(element: dict[str, Any], value: object, state: dict[str, Any]) -> None:
    assert typist().fill(element, value) == {"type": element["type"], **state}


@pytest.mark.parametrize(
    ("element", "value", "sentence"),
    [
        ({"type": "plain_text_input", "max_length": 3}, "four", "at most 3 characters, got 4"),
        ({"type": "plain_text_input", "min_length": 3}, "no", "at least 3 characters, got 2"),
        ({"type": "plain_text_input"}, "x" * 3_001, "at most 3000"),
        ({"type": "plain_text_input"}, ["a"], "takes a text"),
        ({"type": "email_text_input"}, "nobody", "not an email address"),
        ({"type": "url_text_input"}, "example.com", "not a web address"),
        ({"type": "number_input", "is_decimal_allowed": False}, "7.5", "not a number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1.5", "min_value 2"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "3", "max_value 2"),
        ({"type": "datepicker"}, "30.3.2026", "not a date"),
        ({"type": "timepicker"}, "nine", "not a time"),
        ({"type": "datetimepicker"}, "2026-03-30T09:00:00", "with a zone"),
        ({"type": "static_select", **OPTIONS}, "three", "'one', 'two'"),
        ({"type": "checkboxes", **OPTIONS}, ["three"], "no option 'three'"),
        ({"type": "multi_static_select", "max_selected_items": 1, **OPTIONS}, ["one", "two"], "at most 1"),
        ({"type": "users_select"}, "dora", "no person 'dora'"),
        ({"type": "channels_select"}, "nest", "not a public channel"),
        ({"type": "external_select"}, "one", "as the app offered it"),
    ],
)
def test_what_the_client_would_not_take_is_refused(element: dict[str, Any], value: object, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        typist().fill(element, value)


def test_an_empty_required_input_is_refused() -> None:
    with pytest.raises(InputError, match="required"):
        check_required(typist().fill({"type": "plain_text_input"}, ""))
    check_required(typist().fill({"type": "plain_text_input"}, "x"))


def test_a_form_begins_with_what_it_shows() -> None:
    blocks: list[dict[str, Any]] = [
        {
            "type": "input",
            "block_id": "i",
            "element": {"type": "plain_text_input", "action_id": "a", "initial_value": "x"},
        },
        {
            "type": "actions",
            "block_id": "j",
            "elements": [
                {"type": "button", "action_id": "b"},
                {"type": "checkboxes", "action_id": "c", **OPTIONS, "initial_options": [TWO]},
            ],
        },
        {
            "type": "section",
            "block_id": "k",
            "accessory": {"type": "static_select", "action_id": "d", **OPTIONS, "initial_option": ONE},
        },
        {"type": "divider", "block_id": "l"},
    ]

    assert initial_values(blocks) == {
        "i": {"a": {"type": "plain_text_input", "value": "x"}},
        "j": {"c": {"type": "checkboxes", "selected_options": [TWO]}},
        "k": {"d": {"type": "static_select", "selected_option": ONE}},
    }
