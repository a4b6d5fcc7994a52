"""The parts messages, modals and Homes are made of, each within Slack's limits.

Source of the limits: docs.slack.dev/reference/block-kit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.blocks.text import escaped_short, short

Block = dict[str, Any]

SECTION_LIMIT = 3000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted. `text` stands alone: notifications show it and screen readers read it. It may hold mrkdwn."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a message needs a text that stands alone")
        if len(self.blocks) > MESSAGE_BLOCKS:
            raise ValueError(f"a message holds at most {MESSAGE_BLOCKS} blocks, got {len(self.blocks)}")


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home, as `views.open` and `views.publish` take it."""

    payload: Mapping[str, Any]


def modal(
    *,
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    submit: str | None = None,
    close: str = "Close",
    private_metadata: str = "",
) -> View:
    """Make a modal; a title, submit or close over 24 characters is a mistake of ours: ValueError."""
    for words in filter(None, (title, submit, close)):
        if len(words) > 24:
            raise ValueError(f"a modal's title and buttons hold at most 24 characters, got {words!r}")
    payload: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "close": plain(close),
        "blocks": list(blocks[:VIEW_BLOCKS]),
        "private_metadata": private_metadata,
    }
    if submit:
        payload["submit"] = plain(submit)
    return View(payload)


def home(blocks: Sequence[Block]) -> View:
    """Make an App Home."""
    return View({"type": "home", "blocks": list(blocks[:VIEW_BLOCKS])})


def plain(text: str, limit: int = 3000) -> Block:
    """Make a plain_text object; Slack escapes nothing in it and parses only emoji, which stay as typed."""
    return {"type": "plain_text", "text": short(text, limit), "emoji": True}


def mrkdwn(text: str) -> Block:
    """Make a mrkdwn object from text whose person-written parts are escaped; longer than a section holds is cut.

    `verbatim` keeps Slack from turning plain words such as #general or @here into links and mentions.
    """
    return {
        "type": "mrkdwn",
        "text": text if len(text) <= SECTION_LIMIT else short(text, SECTION_LIMIT),
        "verbatim": True,
    }


def quoted(text: str, limit: int = 600) -> Block:
    """Make a section that shows person-written text as a quotation."""
    lines = escaped_short(text, limit).splitlines() or [""]
    return section("\n".join(f"&gt;{line}" if line.startswith("&gt;") else f">{line}" for line in lines))


def section(text: str, *, accessory: Block | None = None, block_id: str | None = None) -> Block:
    """Make a section of mrkdwn."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def sections(lines: Sequence[str]) -> list[Block]:
    """Give the lines in as many sections as they need, no line in two."""
    held: list[str] = []
    for line in lines:
        if held and len(held[-1]) + len(line) < SECTION_LIMIT:
            held[-1] = f"{held[-1]}\n{line}"
        else:
            held.append(line)
    return [section(text) for text in held]


def header(text: str) -> Block:
    """Make a header, which is plain text of at most 150 characters."""
    return {"type": "header", "text": plain(text, 150)}


def context(*texts: str) -> Block:
    """Make a line of small print from at most 10 texts."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def divider() -> Block:
    """Make a line across."""
    return {"type": "divider"}


def button(
    text: str, action_id: str, value: str | int = "", *, style: str | None = None, url: str | None = None
) -> Block:
    """Make a button; `value` comes back with the click. Style is "primary" or "danger"."""
    element: Block = {"type": "button", "text": plain(text, 75), "action_id": action_id}
    if value != "":
        element["value"] = str(value)
    if style:
        element["style"] = style
    if url:
        element["url"] = url
    return element


def actions(*elements: Block, block_id: str | None = None) -> Block:
    """Make a row of at most 25 buttons and menus."""
    block: Block = {"type": "actions", "elements": list(elements[:25])}
    if block_id:
        block["block_id"] = block_id
    return block


def option(label: str, value: str, description: str | None = None) -> Block:
    """Make an option of a menu or of radio buttons."""
    made: Block = {"text": plain(label, 75), "value": value}
    if description:
        made["description"] = plain(description, 75)
    return made


def select(action_id: str, options: Sequence[Block], *, chosen: str | None = None, placeholder: str = "") -> Block:
    """Make a menu of which one is chosen, of at most 100 options; what isn't among them is not chosen."""
    element: Block = {"type": "static_select", "action_id": action_id, "options": list(options[:100])}
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    if (initial := next((given for given in element["options"] if given["value"] == chosen), None)) is not None:
        element["initial_option"] = initial
    return element


def radios(action_id: str, options: Sequence[Block], *, chosen: str) -> Block:
    """Make radio buttons, at most 10, of which one is chosen."""
    initial = next(given for given in options if given["value"] == chosen)
    return {"type": "radio_buttons", "action_id": action_id, "options": list(options[:10]), "initial_option": initial}


def overflow(action_id: str, *does: tuple[str, str, str | int]) -> Block:
    """Make the menu behind "…" of at most 5 things to do: each has its label, its action id and its value.

    A chosen one comes back as if its own button was clicked: `payloads.action` takes the two apart.
    """
    options = [option(label, f"{does_id} {value}".strip()) for label, does_id, value in does[:5]]
    return {"type": "overflow", "action_id": action_id, "options": options}


def input_block(
    block_id: str, label: str, element: Block, *, hint: str | None = None, is_optional: bool = False
) -> Block:
    """Make an input; its element's `action_id` is how the value is found in a submission."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    if hint:
        block["hint"] = plain(hint, 2000)
    if is_optional:
        block["optional"] = True
    return block


def text_input(
    action_id: str,
    *,
    initial: str = "",
    placeholder: str = "",
    is_multiline: bool = False,
    max_length: int = 3000,
) -> Block:
    """Make a text input; what is prefilled is cut to what it may hold."""
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": max_length}
    if is_multiline:
        element["multiline"] = True
    if initial:
        element["initial_value"] = short(initial, max_length)
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return element
