"""How places look: what people wrote, with web addresses as links that say where they go."""

from urllib.parse import urlsplit

from community.meetups import PLACE_LIMIT, Meetup
from handlers.blocks.text import inline_short


def place_sentence(meetup: Meetup) -> str:
    """Say where it is; "" when that isn't known yet."""
    where = place(meetup.place)
    return f"Where: {where}" if where else ""


def place(text: str) -> str:
    """Give a place with its web addresses as links that say where they go, and everything else as plain words."""
    parts: list[str] = []
    room = PLACE_LIMIT
    for word in text.split():
        shown = _link(word) or inline_short(word, PLACE_LIMIT)
        room -= len(shown) + 1
        if room < 0:
            return " ".join([*parts, "…"])
        parts.append(shown)
    return " ".join(parts)


def _link(word: str) -> str | None:
    """Give a link for a plain web address; None for anything that could hide where it goes."""
    if not word.isascii() or not word.isprintable() or any(mark in word for mark in "<>|\"'`\\"):
        return None
    try:
        address = urlsplit(word)
        host = address.hostname
    except ValueError:  # such as "http://[x"
        return None
    if address.scheme not in {"http", "https"} or not host or "@" in address.netloc:
        return None
    shown = host if address.path in {"", "/"} else f"{host}/…"
    return f"<{word.replace('&', '&amp;')}|{inline_short(shown, 100)}>"
