"""The names of the emoji that every workspace has."""

import json
from functools import cache
from pathlib import Path


@cache
def standard_names() -> frozenset[str]:
    """Give every name of every standard emoji, aliases included, without skin tones."""
    table = json.loads((Path(__file__).parent / "page" / "emoji.json").read_text(encoding="utf-8"))
    return frozenset(name for rows in table.values() for row in rows for name in row[0].split())
