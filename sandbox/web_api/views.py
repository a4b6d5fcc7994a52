"""Modals and Homes: opened with a trigger, pushed, updated, published."""

import json
from typing import Any

from sandbox import block_kit, payloads
from sandbox.models import SlackError, View
from sandbox.web_api.arguments import invalid_arguments
from sandbox.web_api.call import Call, Method

# docs.slack.dev/reference/methods/views.open, `view_too_large`: over 250 kB.
MAX_BYTES = 250_000


def open_modal(call: Call) -> dict[str, Any]:
    """Open a modal for whoever just did something, within three seconds."""
    payload = _view(call, "modal")
    trigger = call.workspace.triggers.use(_trigger_id(call))
    return _answer(call, call.workspace.open_view(trigger.user_id, payload))


def push(call: Call) -> dict[str, Any]:
    """Put a modal on top of the one something was just done in."""
    payload = _view(call, "modal")
    trigger = call.workspace.triggers.use(_trigger_id(call))
    return _answer(call, call.workspace.push_view(trigger.user_id, payload))


def update(call: Call) -> dict[str, Any]:
    """Change an open view, named by Slack's id or by the app's own."""
    named = call.arguments.optional("view_id") or call.arguments.optional("external_id")
    if named is None:
        raise invalid_arguments("missing required field: view_id")
    current = call.workspace.find_view(named)
    payload = _view(call, current.type if current else "modal")
    if current is None:
        raise SlackError("not_found")
    updated = call.workspace.update_view(current.id, payload, view_hash=call.arguments.optional("hash"))
    return _answer(call, updated)


def publish(call: Call) -> dict[str, Any]:
    """Set someone's App Home."""
    if not call.has_home_tab:
        raise SlackError("not_enabled")
    payload = _view(call, "home")
    user_id = call.arguments.text("user_id")
    if user_id not in call.workspace.users:
        raise invalid_arguments("invalid user id [json-pointer:/user_id]")
    view = call.workspace.publish_home(user_id, payload, view_hash=call.arguments.optional("hash"))
    return _answer(call, view)


def _trigger_id(call: Call) -> str:
    trigger_id = call.arguments.optional("trigger_id") or call.arguments.optional("interactivity_pointer")
    if trigger_id is None:
        raise invalid_arguments("missing required field: trigger_id")
    return trigger_id


def _view(call: Call, kind: str) -> dict[str, Any]:
    payload = call.arguments.object("view", error="invalid_arguments")
    if payload is None:
        raise invalid_arguments("missing required field: view")
    if len(json.dumps(payload, ensure_ascii=False).encode()) > MAX_BYTES:
        raise SlackError("view_too_large")
    block_kit.check_view(payload, kind=kind)
    return block_kit.with_ids(payload, call.workspace.ids)


def _answer(call: Call, view: View) -> dict[str, Any]:
    return {"view": payloads.view(call.workspace, view)}


METHODS: dict[str, Method] = {
    "views.open": open_modal,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
