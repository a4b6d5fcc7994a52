"""What a person types or chooses, checked as Slack's client checks it and brought into Slack's shape."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sandbox import payloads
from sandbox.elements import bare_option, is_empty, options, state_of
from sandbox.models import Channel, User
from sandbox.state import State

# "The maximum length of input allowed: 3000", https://docs.slack.dev/reference/block-kit/block-elements
MAX_TEXT = 3_000


class InputError(Exception):
    """Slack's client would not take this; the text is what it would show under the input."""


class Typist:
    """Turns plain values into the state of an element, for one person.

    A value is a text, a number or a list of texts; options are named by their value or by their text, people and
    channels by id or name. None and the empty text clear. A value in Slack's own shape is taken as it is.
    """

    def __init__(self, state: State, user_id: str) -> None:
        self._state = state
        self._user_id = user_id
        self._readers: dict[str, Callable[[Mapping[str, Any], Any], Any]] = {
            "plain_text_input": _text,
            "email_text_input": _email,
            "url_text_input": _url,
            "number_input": _number,
            "rich_text_input": _rich_text,
            "datepicker": _date,
            "timepicker": _time,
            "datetimepicker": _moment,
            "static_select": _option,
            "external_select": _external,
            "radio_buttons": _option,
            "users_select": lambda _, value: self._user(value).id,
            "channels_select": lambda _, value: self._channel(value, is_public=True).id,
            "conversations_select": lambda _, value: self._channel(value, is_public=False).id,
        }
        for kind, one in (("checkboxes", "radio_buttons"), *((f"multi_{kind}", kind) for kind in _MULTI)):
            self._readers[kind] = self._several(self._readers[one])
        self._readers["file_input"] = self._several(self._file)

    def fill(self, element: Mapping[str, Any], value: object) -> dict[str, Any]:
        """Give the element's state with this value. Raises InputError."""
        kind = str(element["type"])
        if value is None or value in ("", []):
            return state_of(element, [] if kind.startswith("multi_") or kind in ("checkboxes", "file_input") else None)
        return state_of(element, self._readers[kind](element, value))

    def _several(
        self, read_one: Callable[[Mapping[str, Any], Any], Any]
    ) -> Callable[[Mapping[str, Any], Any], list[Any]]:
        def read(element: Mapping[str, Any], value: object) -> list[Any]:
            items = value if isinstance(value, list) else [value]
            most = element.get("max_selected_items") or element.get("max_files")
            if most is not None and len(items) > most:
                raise InputError(f"Choose at most {most}.")
            return [read_one(element, item) for item in items]

        return read

    def _user(self, value: object) -> User:
        user = self._state.find_user(str(value))
        if user is None:
            raise InputError(f"There is no person {value!r}.")
        return user

    def _file(self, element: Mapping[str, Any], value: object) -> dict[str, Any]:
        """Give a file that this person uploaded, as `view_submission` carries it: the whole file object."""
        file = self._state.files.get(str(value))
        if file is None or file.user_id != self._user_id:
            raise InputError(f"There is no file {value!r} of this person.")
        types = [str(kind).casefold() for kind in element.get("filetypes") or ()]
        if types and file.name.rpartition(".")[2].casefold() not in types:
            raise InputError(f"This takes files of {', '.join(types)}, got {file.name!r}.")
        return payloads.file(self._state, file)

    def _channel(self, value: object, *, is_public: bool) -> Channel:
        channel = self._state.find_channel(str(value))
        if channel is None or not self._state.can_see(self._user_id, channel):
            raise InputError(f"There is no channel {value!r}.")
        if is_public and channel.kind != "public_channel":
            raise InputError(f"{value!r} is not a public channel.")
        return channel


_MULTI = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")


def check_required(state: Mapping[str, Any]) -> None:
    """Refuse an empty required input as Slack's client does. Raises InputError."""
    if is_empty(state):
        raise InputError("Please complete this required field.")


def _text(element: Mapping[str, Any], value: object) -> str:
    if not isinstance(value, str | int | float):
        raise InputError(f"This takes a text, got {value!r}.")
    text = str(value)
    most = min(element.get("max_length", MAX_TEXT), MAX_TEXT)
    if len(text) > most:
        raise InputError(f"This takes at most {most} characters, got {len(text)}.")
    if len(text) < element.get("min_length", 0):
        raise InputError(f"This takes at least {element['min_length']} characters, got {len(text)}.")
    return text


def _email(element: Mapping[str, Any], value: object) -> str:
    text = _text(element, value)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise InputError(f"{text!r} is not an email address.")
    return text


def _url(element: Mapping[str, Any], value: object) -> str:
    text = _text(element, value)
    if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+", text):
        raise InputError(f"{text!r} is not a web address.")
    return text


def _number(element: Mapping[str, Any], value: object) -> str:
    text = str(value)
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, text):
        raise InputError(f"{text!r} is not a number this takes.")
    for bound, is_outside in (("min_value", float.__lt__), ("max_value", float.__gt__)):
        if bound in element and is_outside(float(text), float(element[bound])):
            raise InputError(f"{text} is outside of what this takes ({bound} {element[bound]}).")
    return text


def _rich_text(_: Mapping[str, Any], value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


def _date(_: Mapping[str, Any], value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise InputError(f"{value!r} is not a date like 2026-03-30.") from None


def _time(_: Mapping[str, Any], value: object) -> str:
    try:
        return time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise InputError(f"{value!r} is not a time like 09:30.") from None


def _moment(_: Mapping[str, Any], value: object) -> int:
    if isinstance(value, int) or (isinstance(value, str) and value.isdigit()):
        return int(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InputError(f"{value!r} is neither a Unix time nor a time with a zone.")
    return int(moment.timestamp())


def _option(element: Mapping[str, Any], value: object) -> dict[str, Any]:
    return bare_option(choose(options(element), value))


def _external(_: Mapping[str, Any], value: object) -> dict[str, Any]:
    # Its options are the app's answers; whoever chooses brings the one that was offered.
    if isinstance(value, dict) and {"text", "value"} <= value.keys():
        return bare_option(value)
    raise InputError("This takes an option as the app offered it: {text, value}.")


def choose(offered: Sequence[Mapping[str, Any]], value: object) -> Mapping[str, Any]:
    """Give the option a person means, by its value or by its text. Raises InputError naming what there is."""
    if isinstance(value, Mapping):
        value = value.get("value")
    for option in offered:
        if option.get("value") == value:
            return option
    for option in offered:
        if option["text"]["text"] == value:
            return option
    raise InputError(f"There is no option {value!r}; there is {', '.join(repr(o.get('value')) for o in offered)}.")
