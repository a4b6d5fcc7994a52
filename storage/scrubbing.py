"""Scrubbing: taking texts out of what was kept for Slack, such as the blocks of a message."""

from collections.abc import Sequence
from typing import Any

PLACEHOLDER = "…"
# A text is shown whole, shortened, escaped or in pieces; so much of its beginning tells it from all others.
_TELLING = 24
_SHORTEST = 8  # "Yes." stands in many messages; what is shorter than this is nobody's
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def needles(texts: Sequence[str]) -> Sequence[str]:
    """Give what the texts are known by, wherever they stand: the beginning of each of their lines, as Slack has it.

    A short line is told from others only when it is all that was said.
    """
    found: dict[str, None] = {}
    for text in texts:
        for line in text.splitlines():
            beginning = _escaped(line.strip())[:_TELLING]
            is_whole = len(beginning) >= _SHORTEST and beginning == _escaped(text.strip())
            if len(beginning) == _TELLING or is_whole:
                found[beginning] = None
    return list(found)


def without(value: Any, found: Sequence[str]) -> Any:
    """Give the value, of any JSON, with a placeholder for each string that holds one of these."""
    if isinstance(value, str):
        return PLACEHOLDER if any(needle in value for needle in found) else value
    if isinstance(value, dict):
        return {key: without(part, found) for key, part in value.items()}
    if isinstance(value, list):
        return [without(part, found) for part in value]
    return value


def _escaped(text: str) -> str:
    for sign, escape in _ESCAPES:
        text = text.replace(sign, escape)
    return text
