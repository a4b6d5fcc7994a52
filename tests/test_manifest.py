"""The manifest asks for what the code does: no command, event or scope more, and none less."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from handlers.blocks import help as told
from handlers.features import TABLE

ROOT = Path(__file__).parent.parent
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
METHODS: dict[str, dict[str, Any]] = json.loads((ROOT / "sandbox/slack/api-ref.json").read_text(encoding="utf-8"))
# Slack lists a scope for each kind of conversation; these are called for one kind only.
# Source: docs.slack.dev/reference/scopes/im.write, "Start direct messages with people".
for _method, _scope in {"conversations.open": "im:write", "conversations.create": "channels:manage"}.items():
    METHODS[_method]["scope"] = [_scope]
# Opening a conversation of several people is another right: docs.slack.dev/reference/scopes/mpim.write.
_OPEN_SEVERAL = "conversations.open, several"
METHODS[_OPEN_SEVERAL] = {"scope": ["mpim:write"]}
# Without it people come without addresses, and no error tells so: docs.slack.dev/reference/methods/users.list.
_LIST_WITH_ADDRESSES = "users.list, with addresses"
METHODS[_LIST_WITH_ADDRESSES] = {"scope": ["users:read.email"]}
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])

# What an event asks for. Source: docs.slack.dev/reference/events, "Required scopes" on each event's page.
EVENT_SCOPES = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_id_changed": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_shared": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "channel_unshared": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read"},
    "member_left_channel": {"channels:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "user_change": {"users:read"},
}


def _as_called() -> dict[str, str]:
    """Give the methods by the names slack_sdk's client has for them, such as `views_open`."""
    called = {}
    for method in METHODS:
        called["".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in method).replace(".", "_")] = method
        called[method.replace(".", "_")] = method
    return called


def _methods_called() -> Iterator[str]:
    """Give every Web API method the bot calls: its name given to a call or kept for one, or a call of the client.

    Tables that know more methods than are called, such as those of rates and errors, name them as keys and in sets.
    """
    as_called = _as_called()
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in as_called:
                    yield as_called[node.attr]
                yield from (name for name in _strings_given(node) if name in METHODS)


def _strings_given(node: ast.AST) -> Iterator[str]:
    given: list[ast.expr] = []
    if isinstance(node, ast.Call):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
    elif isinstance(node, ast.Assign):
        given = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


CALLED = sorted({*_methods_called(), _OPEN_SEVERAL, _LIST_WITH_ADDRESSES})


def test_the_manifest_is_one_that_slack_takes() -> None:
    schema = json.loads((ROOT / "tests/data/slack-schemas/manifest.json").read_text(encoding="utf-8"))

    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(MANIFEST)] == []


def test_the_methods_the_bot_lives_by_were_found() -> None:
    # Otherwise the tests below would hold against an empty list.
    assert {"auth.test", "chat.postMessage", "conversations.create", "users.info", "views.open"} <= set(CALLED)


@pytest.mark.parametrize("method", CALLED)
def test_each_method_called_has_a_scope_it_takes(method: str) -> None:
    takes = set(METHODS[method]["scope"])

    assert not takes or takes & SCOPES


def test_no_scope_is_asked_for_that_nothing_needs() -> None:
    needed = {"commands"}
    for method in CALLED:
        needed |= set(METHODS[method]["scope"])
    for event in EVENTS:
        needed |= EVENT_SCOPES[event]

    assert sorted(SCOPES - needed) == []


def test_every_method_would_miss_something_without_one_of_the_scopes() -> None:
    spare = []
    for scope in SCOPES - {"commands"}:
        fewer = SCOPES - {scope}
        methods_fit = all(not METHODS[method]["scope"] or set(METHODS[method]["scope"]) & fewer for method in CALLED)
        events_fit = all(EVENT_SCOPES[event] <= fewer for event in EVENTS)
        if methods_fit and events_fit:
            spare.append(scope)

    assert spare == []


def test_each_event_is_handled_and_none_is_asked_for_in_vain() -> None:
    # Messages are asked for by the kind of conversation, and all come as "message".
    assert set(TABLE.events) == {event.partition(".")[0] for event in EVENTS}


def test_each_event_has_its_scope() -> None:
    assert {event: EVENT_SCOPES[event] - SCOPES for event in EVENTS} == {event: set() for event in EVENTS}


def test_each_command_is_handled_and_told_in_the_same_words() -> None:
    commands = MANIFEST["features"]["slash_commands"]

    assert {command["command"] for command in commands} == set(TABLE.commands)
    assert [(command["command"], command["description"], command["usage_hint"]) for command in commands] == [
        (command.name, command.description, command.hint) for command in told.COMMANDS
    ]
    assert all(command["should_escape"] for command in commands)


def test_each_shortcut_is_handled() -> None:
    shortcuts = MANIFEST["features"].get("shortcuts", [])

    assert {shortcut["callback_id"] for shortcut in shortcuts} == set(TABLE.shortcuts)


def test_the_bot_can_be_written_to_by_nobody_and_clicked_by_everybody() -> None:
    assert MANIFEST["settings"]["interactivity"] == {"is_enabled": True}
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }
