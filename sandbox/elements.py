"""Block Kit's interactive elements: where they stand, what a person can choose in them, what Slack makes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Values = dict[str, dict[str, Any]]

#: Elements that send an action and hold nothing.
STATELESS = frozenset({"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in."""

    block: Mapping[str, Any]
    element: Mapping[str, Any]

    @property
    def block_id(self) -> str:
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))

    @property
    def is_input(self) -> bool:
        """Whether it stands in an input block, which only counts when the modal is submitted."""
        return self.block.get("type") == "input"

    @property
    def is_required(self) -> bool:
        """Whether a modal can't be submitted while it is empty."""
        return self.is_input and not self.block.get("optional", False)

    @property
    def label(self) -> str:
        """What a person reads beside it."""
        return str((self.block.get("label") or {}).get("text") or self.action_id)


def placed(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Placed]:
    """Give every interactive element with its block, in reading order."""
    for block in blocks:
        found = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in found:
            if isinstance(element, Mapping) and "action_id" in element:
                yield Placed(block, element)


def options(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the options of a select, of checkboxes, radio buttons or an overflow menu, groups opened up."""
    found = list(element.get("options") or ())
    for group in element.get("option_groups") or ():
        found += group["options"]
    return found


def initial_values(blocks: Sequence[Mapping[str, Any]]) -> Values:
    """Give the state a person meets before touching anything, as `view.state.values` has it."""
    values: Values = {}
    for place in placed(blocks):
        if place.type not in STATELESS:
            values.setdefault(place.block_id, {})[place.action_id] = _initial(place.element)
    return values


# For each type: the field of the state that holds its value, the field of the element that fills it at first, and what
# stands there while nothing is chosen. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
_FIELDS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "file_input": ("files", "initial_files", []),
}


def state_field(element_type: str) -> str:
    """Give the field that holds an element's value in the state and in its action. KeyError for other types."""
    return _FIELDS[element_type][0]


def state_of(element: Mapping[str, Any], value: object) -> dict[str, Any]:
    """Give an element's state with this value, in Slack's shape."""
    kind = str(element["type"])
    state: dict[str, Any] = {"type": kind, state_field(kind): value}
    if kind == "timepicker" and "timezone" in element:
        state["timezone"] = element["timezone"]
    # Slack leaves the field out of an empty rich text, where others hold null.
    return {"type": kind} if kind == "rich_text_input" and value is None else state


def is_empty(state: Mapping[str, Any]) -> bool:
    """Whether nothing is typed or chosen."""
    return state.get(state_field(str(state["type"]))) in (None, "", [])


def bare_option(option: Mapping[str, Any]) -> dict[str, Any]:
    """Give an option as states and actions carry it: its text and its value."""
    return {"text": option["text"], "value": option["value"]}


def _initial(element: Mapping[str, Any]) -> dict[str, Any]:
    _, name, nothing = _FIELDS[str(element["type"])]
    value = element.get(name, nothing)
    if name == "initial_option" and value is not None:
        value = bare_option(value)
    if name == "initial_options":
        value = [bare_option(option) for option in value]
    if element["type"] == "number_input" and value is not None:
        value = str(value)
    return state_of(element, value)
