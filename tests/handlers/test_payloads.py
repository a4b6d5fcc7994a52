"""What Slack sends, parsed."""

from typing import Any

import pytest

from handlers import payloads


def command(text: str) -> payloads.Command:
    return payloads.command(
        {"command": "/community", "text": text, "user_id": "U1", "channel_id": "C1", "channel_name": "general"}
    )


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("", "", ""),
        ("   ", "", ""),
        ("list", "list", ""),
        ("  JOIN   contract  testing ", "join", "contract  testing"),
        ("join\u00a0tests", "join", "tests"),
        ("join\ttests", "join", "tests"),
        ("Straße x", "strasse", "x"),
    ],
)
def test_a_commands_first_word_is_found_however_it_was_typed(text: str, word: str, rest: str) -> None:
    parsed = command(text)

    assert (parsed.word, parsed.rest) == (word, rest)


def test_all_that_was_typed_is_kept_too() -> None:
    assert command(" flaky  tests ").text == "flaky  tests"


def click(**given: Any) -> payloads.Action:
    action = {"type": "button", "action_id": "community.join", "block_id": "b", "value": "7"} | given.pop("action", {})
    return payloads.action({"type": "block_actions", "user": {"id": "U1"}, "actions": [action]} | given)


def test_a_click_in_a_channel_knows_its_message_and_thread() -> None:
    parsed = click(
        container={"type": "message", "message_ts": "3.4", "channel_id": "C1", "thread_ts": "1.2"},
        channel={"id": "C1"},
        response_url="https://x.example",
    )

    assert (parsed.channel_id, parsed.message_ts, parsed.thread_ts) == ("C1", "3.4", "1.2")
    assert (parsed.value, parsed.response_url, parsed.view_id) == ("7", "https://x.example", None)


def test_a_click_in_a_view_has_no_channel() -> None:
    parsed = click(view={"id": "V1", "type": "home", "private_metadata": "m"}, container={"type": "view"})

    assert (parsed.channel_id, parsed.message_ts, parsed.response_url) == (None, None, None)
    assert (parsed.view_id, parsed.view_type, parsed.private_metadata) == ("V1", "home", "m")


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "button"}, ""),
        ({"type": "button", "value": "7"}, "7"),
        ({"type": "static_select", "selected_option": {"text": {}, "value": "mon"}}, "mon"),
        ({"type": "static_select", "selected_option": None}, ""),
        ({"type": "radio_buttons", "selected_option": {"value": "learning"}}, "learning"),
        ({"type": "overflow", "selected_option": {"value": "edit"}}, "edit"),
        ({"type": "datepicker", "selected_date": "2026-03-30"}, "2026-03-30"),
        ({"type": "timepicker", "selected_time": "09:00"}, "09:00"),
        ({"type": "datetimepicker", "selected_date_time": 1774854000}, "1774854000"),
        ({"type": "users_select", "selected_user": "U1"}, "U1"),
        ({"type": "channels_select", "selected_channel": "C1"}, "C1"),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
        ({"type": "plain_text_input", "value": None}, ""),
        ({"type": "plain_text_input", "value": "  two words \n"}, "two words"),
    ],
)
def test_one_value_is_read_from_every_kind_of_input(element: dict[str, Any], value: str) -> None:
    assert _submitted({"block": {"action": element}}).values == {"block": value}


@pytest.mark.parametrize(
    ("element", "values"),
    [
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, ("a", "b")),
        ({"type": "checkboxes", "selected_options": []}, ()),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ("U1", "U2")),
        ({"type": "multi_channels_select", "selected_channels": ["C1"]}, ("C1",)),
        ({"type": "multi_conversations_select", "selected_conversations": None}, ()),
        ({"type": "plain_text_input", "value": "x"}, ()),
    ],
)
def test_several_values_are_read_from_every_kind_of_input(element: dict[str, Any], values: tuple[str, ...]) -> None:
    assert _submitted({"block": {"action": element}}).choices == {"block": values}


def _submitted(values: dict[str, Any]) -> payloads.Submission:
    view = {"id": "V1", "callback_id": "c", "private_metadata": "m", "state": {"values": values}}
    return payloads.submission({"type": "view_submission", "user": {"id": "U1"}, "view": view, "trigger_id": "1.2"})


def test_a_window_without_inputs_has_no_values() -> None:
    parsed = payloads.submission({"user": {"id": "U1"}, "view": {"id": "V1", "callback_id": "c", "state": None}})

    assert (parsed.values, parsed.choices, parsed.private_metadata) == ({}, {}, "")


def test_a_shortcut_on_a_message_knows_it_and_a_global_one_does_not() -> None:
    on_message = payloads.shortcut(
        {"callback_id": "note", "user": {"id": "U1"}, "channel": {"id": "C1"}, "message": {"ts": "3.4"}}
    )
    anywhere = payloads.shortcut({"callback_id": "note", "user": {"id": "U1"}})

    assert (on_message.channel_id, on_message.message_ts) == ("C1", "3.4")
    assert (anywhere.channel_id, anywhere.message_ts, anywhere.response_url) == (None, None, None)


def test_an_event_is_what_stands_under_event() -> None:
    parsed = payloads.event({"event_id": "Ev1", "event": {"type": "team_join", "user": {"id": "U1"}}})

    assert (parsed.event_id, parsed.type, parsed.body["user"]) == ("Ev1", "team_join", {"id": "U1"})


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"command": "/x", "trigger_id": "1.2"}, "command:1.2"),
        ({"type": "message_action", "trigger_id": "1.2"}, "message_action:1.2"),
        ({"command": "/x"}, None),
        ({"type": "view_submission", "view": {"id": "V1", "hash": "h"}}, "view_submission:V1:h"),
        ({"type": "view_closed", "view": {"id": "V1", "hash": "h"}}, "view_closed:V1:h"),
        (
            {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "a", "action_ts": "9.9"}]},
            "block_actions:U1:a:9.9",
        ),
    ],
)
def test_the_same_request_has_the_same_key(body: dict[str, Any], key: str | None) -> None:
    assert payloads.request_key(body) == key


def test_small_values_travel_in_a_window_and_come_back() -> None:
    packed = payloads.pack(community_id=12, channel_id="C1", thread_ts=None)

    assert packed == '{"community_id":12,"channel_id":"C1"}'
    assert payloads.unpack(packed) == {"community_id": 12, "channel_id": "C1"}
    assert payloads.unpack("") == {}


def test_what_is_chosen_from_an_overflow_menu_is_a_click_on_its_own_button() -> None:
    chosen = {"text": {"type": "plain_text", "text": "Adapted"}, "value": "spread.adapted 42"}
    clicked = {"type": "overflow", "action_id": "lesson.menu", "selected_option": chosen, "action_ts": "1.2"}

    action = payloads.action({"user": {"id": "U1"}, "actions": [clicked]})

    assert (action.action_id, action.value) == ("spread.adapted", "42")
