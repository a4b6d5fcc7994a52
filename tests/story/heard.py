"""What the bot was asked over the wire, by the names under which the table of handlers answers: read off the log."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers import payloads
from handlers.table import Feature

Entry = Mapping[str, Any]

FAULT = "the fault is mine"


@dataclass
class Heard:
    """Collects from the logs of the stories of one test run."""

    names: set[str] = field(default_factory=set)

    def listen(self, log: Iterable[Entry], table: Feature) -> None:
        """Add what was delivered and acknowledged; an apology for a fault of the bot's own is a failure."""
        for entry in log:
            assert FAULT not in f"{entry['request']}{entry['response']}", entry
            if entry["direction"] == "to_bot" and (payload := _taken(entry)) is not None:
                self.names.add(_name(payload, table))


def answered(table: Feature) -> Iterator[str]:
    """Give the name of everything a person or Slack can ask for."""
    for command, words in table.commands.items():
        yield from (f"{command} {word}".strip() for word in words)
    yield from (f"click {action_id}" for action_id in table.actions)
    yield from (f"submit {callback_id}" for callback_id in table.views)
    yield from (f"close {callback_id}" for callback_id in table.closed)
    yield from (f"shortcut {callback_id}" for callback_id in table.shortcuts)
    yield from (f"event {kind}" for kind in table.events)


def _taken(entry: Entry) -> Mapping[str, Any] | None:
    """Give what the envelope carried, None when it is none or nobody took it."""
    is_http = entry["kind"] == "http"
    payload = entry["request"].get("body" if is_http else "payload")
    response = entry["response"] or {"error": "it was not answered"}
    return None if "error" in response or (is_http and response["status"] != 200) else payload


def _name(payload: Mapping[str, Any], table: Feature) -> str:
    match payload.get("type", "command"):
        case "command":
            command = payloads.command(payload)
            word = command.word if command.word in table.commands.get(command.name, {}) else ""
            return f"{command.name} {word}".strip()
        case "block_actions":
            return f"click {payloads.action(payload).action_id}"
        case "view_submission":
            return f"submit {payload['view']['callback_id']}"
        case "view_closed":
            return f"close {payload['view']['callback_id']}"
        case "event_callback":
            return f"event {payload['event']['type']}"
        case _:
            return f"shortcut {payload['callback_id']}"
