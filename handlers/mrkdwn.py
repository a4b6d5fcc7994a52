"""Slack's text as a person reads it: mentions as names, links as words and addresses, no escapes.

Source: docs.slack.dev/messaging/formatting-message-text. Formatting marks such as `*bold*` and code stay: people type
them in plain text too, and taking them away would spoil code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.payloads import Payload

_MARKED = re.compile(r"<([^<>\n]+)>")
_ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
# The categories Cc and Cs of Unicode, but for line feeds and tabs.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPE = re.compile("|".join(_ESCAPES))

SOMEONE = "someone"
PRIVATE_CHANNEL = "a private channel"


@dataclass(frozen=True, slots=True)
class Names:
    """What mentions are called, by id. A channel whose name isn't for everybody is None."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Whom and what a text mentions, each once, in the order of the text."""

    user_ids: Sequence[str]
    channel_ids: Sequence[str]


def mentioned(text: str) -> Mentioned:
    """Give the people and channels a text mentions."""
    marks = [found[1].partition("|")[0] for found in _MARKED.finditer(text)]
    return Mentioned(
        user_ids=tuple(dict.fromkeys(mark[1:] for mark in marks if mark.startswith("@"))),
        channel_ids=tuple(dict.fromkeys(mark[1:] for mark in marks if mark.startswith("#"))),
    )


def without_channels(text: str) -> str:
    """Give the text without the channels it mentions."""
    return re.sub(r"<#[^<>\n]+>", " ", text).strip()


def plain(text: str, names: Names | None = None) -> str:
    """Give the text without Slack's markup; a name that isn't known is the label Slack gave, else "someone"."""
    known = names or Names()
    pieces = []
    end = 0
    for found in _MARKED.finditer(text):
        pieces += [_unescaped(text[end : found.start()]), _read(found[1], known)]
        end = found.end()
    pieces.append(_unescaped(text[end:]))
    return keepable("".join(pieces)).strip()


def keepable(text: str) -> str:
    """Give the text without what no table can hold: half a character pair, control characters but breaks and tabs."""
    return _UNKEEPABLE.sub("", text)


def words(message: Payload) -> str:
    """Give what a message says, still as mrkdwn: its text, else the texts of its blocks, else of its attachments.

    Apps often leave `text` empty and say all in blocks or, older ones, in attachments. "" when it says nothing.
    """
    if text := str(message.get("text") or "").strip():
        return text
    if said := _joined(_block_texts(message)):
        return said
    return _joined(text for attachment in message.get("attachments") or () for text in _attachment_texts(attachment))


def _read(mark: str, names: Names) -> str:
    """Give the words for what stands between `<` and `>`."""
    target, _, label = mark.partition("|")
    label = _unescaped(label)
    match target[:1]:
        case "@":
            return f"@{names.people.get(target[1:]) or label.removeprefix('@') or SOMEONE}"
        case "#":
            name = names.channels.get(target[1:], label.removeprefix("#"))
            return f"#{name}" if name else PRIVATE_CHANNEL
        case "!":
            return _group(target[1:], label)
    return _link(_unescaped(target), label)


def _group(target: str, label: str) -> str:
    name = target.partition("^")[0]
    if name in {"here", "channel", "everyone"}:
        return f"@{name}"
    if name == "subteam":
        return f"@{label.removeprefix('@') or 'a group'}"
    return label  # a date's words for who can't see it in their own zone, and whatever is invented next


def _link(address: str, label: str) -> str:
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in {address, bare}:
        return bare
    if not bare:
        return label
    # Slack makes links of plain "docs.example/x", keeping what was typed as the label.
    if address.rstrip("/") in {f"http://{label.rstrip('/')}", f"https://{label.rstrip('/')}"}:
        return label
    return f"{label} ({bare})"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _joined(texts: Iterator[str]) -> str:
    return "\n".join(filter(None, (text.strip() for text in texts)))


def _block_texts(message: Payload) -> Iterator[str]:
    for block in message.get("blocks") or ():
        for part in (block.get("text"), *(block.get("fields") or ())):
            if isinstance(part, Mapping) and isinstance(part.get("text"), str):
                yield part["text"]


def _attachment_texts(attachment: Payload) -> Iterator[str]:
    texts = [str(attachment.get(part) or "") for part in ("pretext", "title", "text")]
    if any(texts):
        yield from texts
    elif said := _joined(_block_texts(attachment)):
        yield said
    else:
        yield str(attachment.get("fallback") or "")
