"""Pages with cursors, as Slack gives them: sometimes shorter than asked, and never a promise of more."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from sandbox.models import SlackError

Item = TypeVar("Item")


def encode(key: str) -> str:
    """Make the cursor that begins at the item of this key."""
    return base64.b64encode(f"next:{key}".encode()).decode()


def decode(cursor: str) -> str:
    """Give the key of the item a page begins at; `invalid_cursor` for what is no cursor."""
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if not text.startswith("next:"):
        raise SlackError("invalid_cursor")
    return text.removeprefix("next:")


def page(
    items: Sequence[Item], *, key: Callable[[Item], str], cursor: str, limit: int, may_be_short: bool = True
) -> tuple[list[Item], str]:
    """Give one page of items and the cursor of the next, empty at the end.

    docs.slack.dev/apis/web-api/pagination: "fewer than the requested number of items may be returned, even if the end
    … hasn't been reached". So every second page of several is cut to half here, and a caller that counts is caught.
    """
    start = 0
    if cursor:
        wanted = decode(cursor)
        keys = [key(item) for item in items]
        if wanted not in keys:
            raise SlackError("invalid_cursor")
        start = keys.index(wanted)
    size = limit
    if may_be_short and start and limit > 1 and (start // limit) % 2:
        size = max(1, limit // 2)
    end = start + size
    next_cursor = encode(key(items[end])) if end < len(items) else ""
    return list(items[start:end]), next_cursor
