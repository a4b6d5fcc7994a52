"""What the schemas can't say: lengths, counts, ids that must differ, choices that must exist."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.block_kit import charts, limits
from sandbox.block_kit.structure import problem

Part = dict[str, Any]

_TEXT_TYPES = frozenset({"plain_text", "mrkdwn"})
_FORMATS = {
    ("datepicker", "initial_date"): re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    ("timepicker", "initial_time"): re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
}


def problems(part: Part, pointer: str) -> Iterator[str]:
    """Give what is wrong with a block, an element or a view and with everything in it; its structure is right."""
    kind = str(part.get("type", ""))
    lengths = limits.LENGTHS.get(kind, {})
    counts = limits.COUNTS.get(kind, {})
    for name, value in part.items():
        here = f"{pointer}/{name}"
        longest = lengths.get(name) or limits.LENGTHS_ANYWHERE.get(name)
        if longest is not None:
            yield from _length(value, longest, here)
            continue
        if name in counts and isinstance(value, list):
            yield from _count(value, counts[name], here)
        expected = _FORMATS.get((kind, name))
        if expected is not None and not expected.fullmatch(str(value)):
            yield problem("invalid format", here)
        yield from _inside(kind, name, value, here)
    yield from _SPECIAL.get(kind, _nothing)(part, pointer)


def _inside(kind: str, name: str, value: object, pointer: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(kind, name, item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        if name in {"options", "initial_option", "initial_options"}:
            yield from _lengths(value, limits.OPTION_LENGTHS, pointer)
        elif name == "option_groups":
            yield from _lengths(value, limits.GROUP_LENGTHS, pointer)
            yield from _count(value.get("options", []), (1, 100), f"{pointer}/options")
            yield from _inside(kind, "options", value.get("options", []), f"{pointer}/options")
        elif name == "confirm":
            yield from _lengths(value, limits.CONFIRM_LENGTHS, pointer)
        elif value.get("type") in _TEXT_TYPES:
            longest = limits.SECTION_FIELD_LENGTH if (kind, name) == ("section", "fields") else limits.TEXT_LENGTH
            yield from _length(value, longest, pointer)
        else:
            yield from problems(value, pointer)


def _lengths(part: Part, lengths: dict[str, int], pointer: str) -> Iterator[str]:
    for name, longest in lengths.items():
        if name in part:
            yield from _length(part[name], longest, f"{pointer}/{name}")


def _length(value: object, longest: int, pointer: str) -> Iterator[str]:
    """Check a text or a text object; Slack takes no empty text where it takes a text object."""
    if isinstance(value, dict):
        text, pointer, shortest = value.get("text"), f"{pointer}/text", 1
    else:
        text, shortest = value, 0
    if not isinstance(text, str):
        return
    if len(text) > longest:
        yield problem(f"must be less than {longest + 1} characters", pointer)
    if len(text) < shortest:
        yield problem("must be more than 0 characters", pointer)


def _count(items: list[Any], least_and_most: tuple[int, int], pointer: str) -> Iterator[str]:
    least, most = least_and_most
    if len(items) > most:
        yield problem(f"no more than {most} items allowed", pointer)
    if len(items) < least:
        yield problem(f"no fewer than {least} items allowed", pointer)


def _nothing(part: Part, pointer: str) -> Iterator[str]:  # noqa: ARG001 - one shape for all of them
    yield from ()


def _section(part: Part, pointer: str) -> Iterator[str]:
    if "text" not in part and "fields" not in part:
        yield problem("must define either `text` or `fields`", pointer)


def _actions(part: Part, pointer: str) -> Iterator[str]:
    """The action ids of a block must differ, or Slack could not tell what was clicked."""
    seen: set[str] = set()
    elements = [*part.get("elements", []), part.get("accessory"), part.get("element")]
    for element in elements:
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id in seen:
            yield problem(f"action_id `{action_id}` already exists in this block", pointer)
        if action_id:
            seen.add(action_id)


def _options(part: Part) -> list[Part]:
    grouped = [option for group in part.get("option_groups", []) for option in group["options"]]
    return [*part.get("options", []), *grouped]


def _choice(part: Part, pointer: str) -> Iterator[str]:
    """What is chosen at first must be among the options, and every option has a value of its own."""
    options = _options(part)
    kind = part["type"]
    if kind in {"static_select", "multi_static_select"} and ("options" in part) == ("option_groups" in part):
        yield problem("must define either `options` or `option_groups`", pointer)
    if kind in {"radio_buttons", "checkboxes", "overflow"} and "options" not in part:
        yield problem("missing required field: options", pointer)
    values = [option.get("value") for option in options]
    if kind != "overflow" and None in values:
        yield problem("missing required field: value", f"{pointer}/options/{values.index(None)}")
    if len(set(values)) < len(values) and None not in values:
        yield problem("options must have unique values", f"{pointer}/options")
    initial = [part["initial_option"]] if "initial_option" in part else part.get("initial_options", [])
    if any(option not in options for option in initial):
        yield problem("must exactly match one of the provided options", f"{pointer}/initial_option")
    if kind == "multi_static_select" and part.get("max_selected_items", 1) < 1:
        yield problem("must be at least 1", f"{pointer}/max_selected_items")


def _plain_text_input(part: Part, pointer: str) -> Iterator[str]:
    longest, shortest = part.get("max_length", 3000), part.get("min_length", 0)
    if not 0 < longest <= 3000:
        yield problem("must be between 1 and 3000", f"{pointer}/max_length")
    if not 0 <= shortest <= 3000 or shortest > longest:
        yield problem("must be between 0 and max_length", f"{pointer}/min_length")
    if len(part.get("initial_value", "")) > longest:
        yield problem("must not be longer than max_length", f"{pointer}/initial_value")


def _table(part: Part, pointer: str) -> Iterator[str]:
    for index, row in enumerate(part["rows"]):
        yield from _count(row, (1, limits.TABLE_COLUMNS), f"{pointer}/rows/{index}")


def _datetime(part: Part, pointer: str) -> Iterator[str]:
    moment = part.get("initial_date_time")
    if moment is not None and not (isinstance(moment, int) and 1_000_000_000 <= moment <= 9_999_999_999):
        yield problem("must be a Unix time of ten digits", f"{pointer}/initial_date_time")


def _file_input(part: Part, pointer: str) -> Iterator[str]:
    # docs.slack.dev/reference/block-kit/block-elements/file-input-element: "Minimum of 1, maximum of 10".
    most = part.get("max_files", 10)
    if not (isinstance(most, int) and 1 <= most <= 10):
        yield problem("must be between 1 and 10", f"{pointer}/max_files")


def _image(part: Part, pointer: str) -> Iterator[str]:
    url = part.get("image_url")
    if url is not None and not url.startswith(("https://", "http://")):
        yield problem("must be a valid URL", f"{pointer}/image_url")


def _link(part: Part, pointer: str) -> Iterator[str]:
    url = part.get("url")
    if url is not None and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url):
        yield problem("must be a valid URL", f"{pointer}/url")


def _several(*checks: Any) -> Any:
    def check(part: Part, pointer: str) -> Iterator[str]:
        for each in checks:
            yield from each(part, pointer)

    return check


_SPECIAL: dict[str, Any] = {
    "section": _several(_section, _actions),
    "actions": _actions,
    "static_select": _choice,
    "multi_static_select": _choice,
    "radio_buttons": _choice,
    "checkboxes": _choice,
    "overflow": _choice,
    "plain_text_input": _plain_text_input,
    "table": _table,
    "data_visualization": charts.problems,
    "datetimepicker": _datetime,
    "file_input": _file_input,
    "image": _image,
    "button": _link,
}
