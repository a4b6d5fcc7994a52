"""Holds what is shown against what Slack takes: its schemas, slack_sdk's own validators, and the documented limits."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View as SdkView

from handlers.blocks.parts import Message
from tests.handlers.blocks.surfaces import Shown

SCHEMAS = Path(__file__).parents[2] / "data" / "slack-schemas"

Part = Mapping[str, Any]

# How long each part may be and how many it may hold. Source: docs.slack.dev/reference/block-kit, each part's own page.
LENGTHS = {
    "any": {"block_id": 255, "action_id": 255, "placeholder": 150},
    "plain_text": {"text": 3000},
    "mrkdwn": {"text": 3000},
    "header": {"text": 150},
    "button": {"text": 75, "value": 2000, "url": 3000},
    "input": {"label": 2000, "hint": 2000},
    "option": {"text": 75, "value": 150, "description": 75},
    "option group": {"label": 75},
    "confirm": {"title": 100, "text": 300, "confirm": 30, "deny": 30},
}
# Parts that say no type, by the key that only they have.
UNTYPED = {
    "value": "option",
    "deny": "confirm",
    "options": "option group",
    "trigger_actions_on": "dispatch action configuration",
}
COUNTS = {
    "section": {"fields": (1, 10)},
    "context": {"elements": (1, 10)},
    "actions": {"elements": (1, 25)},
    "static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "multi_static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "option group": {"options": (1, 100)},
    "radio_buttons": {"options": (1, 10)},
    "checkboxes": {"options": (1, 10)},
    "overflow": {"options": (1, 5)},
    "dispatch action configuration": {"trigger_actions_on": (1, 2)},
    "plain_text": {"text": (1, 3000)},
    "mrkdwn": {"text": (1, 3000)},
}
_WORDS = {"text", "value", "initial_value", "url", "alt_text", "private_metadata"}
# Newer than the schemas and slack_sdk 3.47; the Slack on this machine checks them by their documentation.
_NEWER = {"data_visualization"}
_TOKEN = re.compile(r"<[^<>]*>")
# What the bot itself may write: where a channel is, a moment in the reader's zone, a link on words.
_OURS = re.compile(r"<(#[CG][A-Z0-9]+|@[UW][A-Z0-9]+|!date\^\d+\^[^|>]+\|[^>]+|https?://[^|>]+\|[^>]+)>")
_HALF_ESCAPE = re.compile(r"&(?!amp;|lt;|gt;)")
_BARE_GROUP = re.compile(r"@(channel|here|everyone)\b", re.IGNORECASE)


def problems(shown: Shown) -> list[str]:
    """Give all that Slack would refuse, and all that a person's text would do there."""
    return [*_form(shown), *_limits(shown), *_deeds(shown)]


def _form(shown: Shown) -> Iterator[str]:
    if isinstance(shown, Message):
        blocks = [block for block in shown.blocks if block["type"] not in _NEWER]
        posted = {"channel": "C1", "text": shown.text} | ({"blocks": blocks} if blocks else {})
        yield from _schema("chat.postMessage", posted)
    else:
        yield from _schema(str(shown.payload["type"]), shown.payload)
        blocks = list(shown.payload["blocks"])
        yield from _sdk(lambda: SdkView(**json.loads(json.dumps(shown.payload))).to_dict())
    for block in blocks:
        yield from _sdk(lambda block=block: _strict(block))


def _strict(block: Part) -> None:
    parsed = Block.parse(dict(block))
    if parsed is None:
        raise SlackObjectFormationError(f"slack_sdk knows no block {block.get('type')}")
    parsed.to_dict()


def _sdk(check: Any) -> Iterator[str]:
    try:
        check()
    except SlackObjectFormationError as error:
        yield f"slack_sdk: {error}"


@cache
def _validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


def _schema(name: str, value: object) -> Sequence[str]:
    return _schema_of_shape(name, json.dumps(_shape(value)))


@cache
def _schema_of_shape(name: str, shape: str) -> Sequence[str]:
    return [
        f"schema {name}: at {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in _validator(name).iter_errors(json.loads(shape))
    ]


def _shape(value: Any) -> Any:
    """Give the value without its words: the schemas see parts and types, so what differs in words is checked once."""
    if isinstance(value, Mapping):
        return {
            key: "words" if key in _WORDS and isinstance(part, str) else _shape(part) for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_shape(part) for part in value]
    return value


def _limits(shown: Shown) -> Iterator[str]:
    if isinstance(shown, Message):
        yield from _most("text", len(shown.text), 4000)
        yield from _most("blocks", len(shown.blocks), 50)
        yield from _most("all texts together", sum(len(text["text"]) for text in _texts(shown.blocks)), 12_000)
        blocks: Any = [block for block in shown.blocks if block["type"] not in _NEWER]
    else:
        blocks = shown.payload["blocks"]
        yield from _most("blocks", len(blocks), 100)
        yield from _most("view", len(json.dumps(shown.payload, ensure_ascii=False).encode()), 250_000)
        yield from _most("private_metadata", len(shown.payload.get("private_metadata", "")), 3000)
        for part in ("title", "submit", "close"):
            yield from _most(part, len(shown.payload.get(part, {"text": ""})["text"]), 24)
    named = [block["block_id"] for block in blocks if "block_id" in block]
    if len(named) != len(set(named)):
        yield f"a block_id twice: {named}"
    for block in blocks:
        yield from _block(block)


def _block(block: Part) -> Iterator[str]:
    acting = [part["action_id"] for part in parts_of(block) if "action_id" in part]
    if len(acting) != len(set(acting)):
        yield f"an action_id twice in one block: {acting}"
    for part in parts_of(block):
        kind = str(part.get("type") or next((name for key, name in UNTYPED.items() if key in part), "nothing"))
        if kind == "nothing":
            yield f"nothing of a kind: {part}"
        if kind == "plain_text_input":
            yield from _most("initial_value", len(part.get("initial_value", "")), int(part.get("max_length", 3000)))
        for key in part.keys() & (LENGTHS.get(kind, {}).keys() | LENGTHS["any"].keys()):
            length = len(part[key]["text"] if isinstance(part[key], dict) else part[key])
            yield from _most(f"{kind}'s {key}", length, {**LENGTHS["any"], **LENGTHS.get(kind, {})}[key])
        for key, (least, most) in COUNTS.get(kind, {}).items():
            if key in part and not least <= len(part[key]) <= most:
                yield f"{kind}'s {key}: {len(part[key])}, from {least} to {most}"


def _deeds(shown: Shown) -> Iterator[str]:
    """Give what a text would do other than be read."""
    parts: Any = shown.blocks if isinstance(shown, Message) else shown.payload["blocks"]
    written = [part for part in _texts(parts) if part["type"] == "mrkdwn"]
    for part in written:
        if part.get("verbatim") is not True:
            yield f"mrkdwn without verbatim: {part['text'][:80]!r}"
    texts = [part["text"] for part in written] + ([shown.text] if isinstance(shown, Message) else [])
    for text in texts:
        for token in _TOKEN.findall(text):
            if not _OURS.fullmatch(token) or "evil" in token.casefold():
                yield f"does something: {token[:80]!r}"
        if "<" in _TOKEN.sub("", text) or _HALF_ESCAPE.search(text):
            yield f"an escape cut in half or missing: …{text[-60:]!r}"
        if _BARE_GROUP.search(text):
            yield f"would call a whole group: {text[:80]!r}"
    if isinstance(shown, Message) and not shown.text.strip():
        yield "no text that stands alone"


def _texts(value: object) -> Iterator[dict[str, Any]]:
    return (part for part in parts_of(value) if part.get("type") in {"plain_text", "mrkdwn"})


def parts_of(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parts_of(inner)


def _most(what: str, count: int, most: int) -> Iterator[str]:
    if count > most:
        yield f"{what}: {count}, at most {most}"
