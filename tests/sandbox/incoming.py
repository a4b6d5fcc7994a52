"""Slack's own types of what an app receives, as JSON Schemas, held against what the sandbox sent."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

SCHEMAS = Path(__file__).parent.parent / "data" / "slack-schemas"

#: Message events that Slack's types know under a name of their own.
_SUBTYPES = {
    "message_deleted": "MessageDeletedEvent",
    "thread_broadcast": "ThreadBroadcastMessageEvent",
    "file_share": "FileShareMessageEvent",
    "channel_topic": "ChannelTopicMessageEvent",
    "channel_purpose": "ChannelPurposeMessageEvent",
    "channel_name": "ChannelNameMessageEvent",
    "channel_leave": "ChannelLeaveMessageEvent",
    "channel_archive": "ChannelArchiveMessageEvent",
    "channel_unarchive": "ChannelUnarchiveMessageEvent",
}


@cache
def _validator(name: str, definition: str | None = None) -> Draft7Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text())
    if definition is not None:
        schema = {"$ref": f"#/definitions/{definition}", "definitions": schema["definitions"]}
    return Draft7Validator(schema)


def problem_with(payload: dict[str, Any]) -> str | None:
    """Say what Slack's types have against a payload; None when nothing, or when they know no such payload."""
    validator, part = _for(payload)
    if validator is None:
        return None
    found = best_match(validator.iter_errors(part))
    return None if found is None else f"{payload.get('type')}: {found.message} at {list(found.absolute_path)}: {part}"


def is_known(payload: dict[str, Any]) -> bool:
    """Whether Slack's types have anything to say about a payload."""
    return _for(payload)[0] is not None


def _for(payload: dict[str, Any]) -> tuple[Draft7Validator | None, Any]:
    if "command" in payload:
        return _validator("in.slash_command"), payload
    kind = payload["type"]
    if kind in ("view_submission", "view_closed"):
        return _validator(f"in.{kind}"), payload
    if kind == "block_actions":
        is_button = payload["actions"][0]["type"] == "button"
        return (_validator("in.block_actions"), payload) if is_button else (None, payload)
    if kind != "event_callback":
        return None, payload
    event = payload["event"]
    if event["type"] == "message":
        return _for_message(payload, event)
    names = ("app_home_opened", "app_mention", "reaction_added")
    return (_validator(f"in.event.{event['type']}"), payload) if event["type"] in names else (None, payload)


def _for_message(payload: dict[str, Any], event: dict[str, Any]) -> tuple[Draft7Validator | None, Any]:
    subtype = event.get("subtype")
    if subtype is None:
        return _validator("in.event.message"), payload
    if subtype == "message_changed":
        return _validator("in.event.message_changed"), payload
    name = "ChannelJoinMessageEvent" if subtype == "channel_join" and "inviter" in event else _SUBTYPES.get(subtype)
    return (None, event) if name is None else (_validator("in.event.message_changed", name), event)
