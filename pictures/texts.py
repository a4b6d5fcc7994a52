"""Texts in pictures: any name in any writing, on one line, short enough, and only with signs that a font has."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

# The first is part of matplotlib and so always there; the others help where a machine has them.
_WANTED = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
)
_UNKNOWN_LETTER = "□"
# Signs that add nothing to a name when no font has them: emoji, what joins them, marks above letters.
_DROPPED = {"So", "Sk", "Mn", "Me", "Cf", "Cn", "Co", "Cs", "Cc"}


@cache
def families() -> Sequence[str]:
    """Give the fonts to draw with, each for what those before it lack."""
    there = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in _WANTED if name in there]


def line(text: str, limit: int) -> str:
    """Give the text on one line, in at most `limit` characters, without any sign that can't be drawn."""
    one_line = " ".join(unicodedata.normalize("NFC", text).split())
    # Twice what fits is looked at: enough even when half of it can't be drawn, and never all of a very long text.
    drawable = " ".join("".join(map(_drawable, one_line[: 2 * limit])).split())
    if len(drawable) <= limit and len(one_line) <= 2 * limit:
        return drawable or "…"
    return f"{drawable[: limit - 1].rstrip()}…"


def _drawable(sign: str) -> str:
    if sign == " " or ord(sign) in _signs():
        return sign
    return "" if unicodedata.category(sign) in _DROPPED else _UNKNOWN_LETTER


@cache
def _signs() -> frozenset[int]:
    # What only orders or hides text has a glyph in some fonts, and no business in a name.
    found: set[int] = set()
    for name in families():
        found |= FT2Font(font_manager.findfont(name)).get_charmap().keys()
    return frozenset(sign for sign in found if unicodedata.category(chr(sign)) not in {"Cf", "Cc", "Zl", "Zp"})
