"""The arguments of one call, as Slack takes them: texts in a form or a query, typed values in JSON."""

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from sandbox.models import SlackError

_TS = re.compile(r"\d{1,12}(\.\d{1,6})?")

# slack-bolt 1.30 puts the team's id into every call of the client that it hands to listeners.
EVERYWHERE = frozenset({"team_id"})


def invalid_arguments(message: str) -> SlackError:
    """Make the refusal `invalid_arguments` with Slack's own way of saying why."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}"]})


class Arguments:
    """Reads the arguments of a call; a value of the wrong kind is `invalid_arguments` with a sentence.

    From a form or a query everything is text, and lists and objects are JSON in it; from JSON values have their type,
    and Slack takes the texts of them too.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        # A null in JSON and an empty text in a form both mean "not given", except that `blocks: []` is a value.
        self._values = {name: value for name, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def check(self, *, known: list[str], required: list[str]) -> None:
        """Refuse arguments the method does not have, and the lack of those it needs.

        Slack itself ignores an unknown argument; here it is an error, since it is nearly always a misspelt one.
        """
        for name in self._values:
            if name not in known and name not in EVERYWHERE:
                near = get_close_matches(name, known, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise SlackError(
                    "invalid_arg_name", response_metadata={"messages": [f"[ERROR] unknown argument: {name}{hint}"]}
                )
        missing = [name for name in required if name not in self._values]
        if missing:
            messages = [f"[ERROR] missing required field: {name}" for name in missing]
            raise SlackError("invalid_arguments", response_metadata={"messages": messages})

    def text(self, name: str, default: str = "") -> str:
        """Give a text; numbers are taken as their text, as Slack does with ids and times."""
        value = self._values.get(name, default)
        if isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        raise invalid_arguments(f"must provide a string [json-pointer:/{name}]")

    def optional(self, name: str) -> str | None:
        """Give a text, or None if it is missing or empty."""
        return self.text(name) or None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Give a truth value: true, 1, "true" and "1", or false, 0, "false", "0" and empty."""
        value = self._values.get(name, default)
        if isinstance(value, bool):
            return value
        if str(value).lower() in {"1", "true"}:
            return True
        if str(value).lower() in {"0", "false", ""}:
            return False
        raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")

    def whole(self, name: str, default: int) -> int:
        """Give a whole number."""
        value = self._values.get(name, default)
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,9}", str(value)):
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]")
        return int(value)

    def ts(self, name: str, *, error: str) -> str | None:
        """Give a ts, or None if it is missing; `error` for what is none."""
        value = self.optional(name)
        if value is not None and not _TS.fullmatch(value):
            raise SlackError(error)
        return value

    def ids(self, name: str) -> list[str]:
        """Give ids from a comma-separated text or a JSON list."""
        value = self._values.get(name, "")
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        if isinstance(value, str):
            return [item.strip() for item in value.split(",") if item.strip()]
        raise invalid_arguments(f"must be a comma-separated list [json-pointer:/{name}]")

    def decoded(self, name: str, *, error: str) -> Any:
        """Give a JSON value that may come as text; None if it is missing or empty, `error` if it is no JSON."""
        value = self._values.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                return json.loads(value)
            except ValueError:
                raise SlackError(error) from None
        return value

    def objects(self, name: str, *, error: str) -> list[dict[str, Any]] | None:
        """Give a list of JSON objects; None if it is missing."""
        value = self.decoded(name, error=error)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise SlackError(error)
        return value

    def object(self, name: str, *, error: str) -> dict[str, Any] | None:
        """Give a JSON object; None if it is missing."""
        value = self.decoded(name, error=error)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise SlackError(error)
        return value
