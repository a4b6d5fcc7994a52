"""What Slack sends, parsed: the raw payload goes no further than this file.

Shapes: docs.slack.dev/interactivity and docs.slack.dev/reference/events.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: `/community join tests` has the name `/community`, the word `join` and the rest `tests`."""

    name: str
    word: str
    rest: str
    text: str  # all that was typed after the name
    user_id: str
    channel_id: str
    channel_name: str
    trigger_id: str
    response_url: str


@dataclass(frozen=True, slots=True)
class Action:
    """A click or a choice. `channel_id` and `message_ts` are None in modals and in the App Home."""

    action_id: str
    value: str  # the button's value or the chosen option's
    user_id: str
    channel_id: str | None
    message_ts: str | None
    thread_ts: str | None
    trigger_id: str
    response_url: str | None
    view_id: str | None
    view_type: str | None  # "modal" or "home"
    private_metadata: str
    values: Mapping[str, str] = field(default_factory=dict)  # what stands in the modal around it, by block id
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # and what is chosen in its lists


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal; `values` are strings by block id (empty when nothing was given), `choices` the lists."""

    callback_id: str
    user_id: str
    private_metadata: str
    values: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    view_id: str
    trigger_id: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A global shortcut, or a message shortcut when `message_ts` is there."""

    callback_id: str
    user_id: str
    trigger_id: str
    channel_id: str | None
    message_ts: str | None
    response_url: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the Events API: `body` is what stands under `event`."""

    event_id: str
    type: str
    body: Payload


def command(body: Payload) -> Command:
    """Parse a slash command's body; white space around and between words doesn't count."""
    text = str(body.get("text") or "").strip()
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    return Command(
        name=body["command"],
        word=word.casefold(),
        rest=rest,
        text=text,
        user_id=body["user_id"],
        channel_id=body["channel_id"],
        channel_name=body.get("channel_name", ""),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
    )


def action(body: Payload) -> Action:
    """Parse a `block_actions` body; Slack sends one action at a time."""
    clicked = body["actions"][0]
    action_id, value = _deed(clicked)
    container = body.get("container") or {}
    message = body.get("message") or {}
    view = body.get("view") or {}
    return Action(
        action_id=action_id,
        value=value,
        user_id=body["user"]["id"],
        channel_id=(body.get("channel") or {}).get("id") or container.get("channel_id"),
        message_ts=container.get("message_ts") or message.get("ts"),
        thread_ts=container.get("thread_ts") or message.get("thread_ts"),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url") or None,  # Slack leaves it out or empty where there is no channel
        view_id=view.get("id"),
        view_type=view.get("type"),
        private_metadata=view.get("private_metadata") or "",
        values={block_id: _single(element).strip() for block_id, element in _elements(view).items()},
        choices={block_id: _several(element) for block_id, element in _elements(view).items()},
    )


def submission(body: Payload) -> Submission:
    """Parse a `view_submission` or `view_closed` body; a block holds one input, so its block id names the value."""
    view = body["view"]
    elements = _elements(view)
    return Submission(
        callback_id=view.get("callback_id", ""),
        user_id=body["user"]["id"],
        private_metadata=view.get("private_metadata") or "",
        values={block_id: _single(element).strip() for block_id, element in elements.items()},
        choices={block_id: _several(element) for block_id, element in elements.items()},
        view_id=view.get("id", ""),
        trigger_id=body.get("trigger_id", ""),
    )


def shortcut(body: Payload) -> Shortcut:
    """Parse a `shortcut` or `message_action` body."""
    return Shortcut(
        callback_id=body["callback_id"],
        user_id=body["user"]["id"],
        trigger_id=body.get("trigger_id", ""),
        channel_id=(body.get("channel") or {}).get("id"),
        message_ts=body.get("message_ts") or (body.get("message") or {}).get("ts"),
        response_url=body.get("response_url") or None,  # Slack leaves it out or empty where there is no channel
    )


def event(body: Payload) -> Event:
    """Parse an `event_callback` body."""
    return Event(event_id=body.get("event_id", ""), type=body["event"]["type"], body=body["event"])


def request_key(body: Payload) -> str | None:
    """Give what is the same when Slack sends the same request again, None when it has nothing of the kind.

    Source: a view's id and hash name one submission, `action_ts` one click, `trigger_id` one command or shortcut.
    """
    kind = body.get("type", "command")
    if kind in {"view_submission", "view_closed"}:
        view = body["view"]
        return f"{kind}:{view.get('id')}:{view.get('hash')}"
    if kind == "block_actions":
        clicked = body["actions"][0]
        return f"{kind}:{body['user']['id']}:{clicked.get('action_id')}:{clicked.get('action_ts')}"
    trigger_id = body.get("trigger_id")
    return f"{kind}:{trigger_id}" if trigger_id else None


def is_of_a_stranger(body: Payload) -> bool:
    """Tell whether somebody of another organisation asks, as people in a channel that is shared with it can.

    In an Enterprise Grid colleagues are of other workspaces too, so there it isn't told by the workspace.
    Source: docs.slack.dev/apis/slack-connect, "Users": `user.team_id` is the workspace the person is of.
    """
    user, team = body.get("user"), body.get("team")
    if not isinstance(user, Mapping) or not isinstance(team, Mapping) or team.get("enterprise_id"):
        return False
    return user.get("team_id") not in (None, "", team.get("id"))


def pack(**values: str | int | None) -> str:
    """Put small values into a modal's `private_metadata`."""
    return json.dumps({key: value for key, value in values.items() if value is not None}, separators=(",", ":"))


def unpack(private_metadata: str) -> Mapping[str, Any]:
    """Give back what `pack` put in; nothing when there is nothing."""
    return json.loads(private_metadata) if private_metadata else {}


def _elements(view: Payload) -> dict[str, Mapping[str, Any]]:
    """Give the state of a view's inputs by block id."""
    given = (view.get("state") or {}).get("values") or {}
    return {block_id: next(iter(by_action.values()), {}) for block_id, by_action in given.items()}


def _deed(clicked: Mapping[str, Any]) -> tuple[str, str]:
    """Give what was clicked and its value: an overflow menu's options are buttons, as `parts.overflow` makes them."""
    value = _single(clicked)
    if clicked.get("type") != "overflow":
        return clicked["action_id"], value
    does_id, _, of = value.partition(" ")
    return does_id, of


def _single(element: Mapping[str, Any]) -> str:
    chosen = element.get("selected_option")
    if isinstance(chosen, Mapping):
        return str(chosen.get("value", ""))
    for key in (
        "value",
        "selected_date",
        "selected_time",
        "selected_date_time",
        "selected_user",
        "selected_channel",
        "selected_conversation",
    ):
        if element.get(key) is not None:
            return str(element[key])
    return ""


def _several(element: Mapping[str, Any]) -> tuple[str, ...]:
    if "selected_options" in element:
        return tuple(str(chosen["value"]) for chosen in element["selected_options"] or ())
    if "files" in element:
        return tuple(str(file["id"]) for file in element["files"] or ())
    for key in ("selected_users", "selected_channels", "selected_conversations"):
        if key in element:
            return tuple(element[key] or ())
    return ()
