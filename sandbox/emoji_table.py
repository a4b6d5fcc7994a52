"""Makes the page's table of emoji, `sandbox/page/emoji.json`, from `emoji.json` of the npm package emoji-datasource.

Run it again when a newer Unicode has emoji people miss: `python -m sandbox.emoji_table path/to/emoji.json`.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "page" / "emoji.json"
CATEGORIES = (
    "Smileys & Emotion",
    "People & Body",
    "Animals & Nature",
    "Food & Drink",
    "Travel & Places",
    "Activities",
    "Objects",
    "Symbols",
    "Flags",
    "Component",
)
TAKES_SKIN_TONE = 1
IS_OBSOLETE = 2
LIGHT_TONE = "1F3FB"


def compact(entries: Iterable[Mapping[str, Any]]) -> str:
    """Give the table as JSON, one emoji a line: `["+1 thumbsup", "👍", 1]`.

    The names stand as in the source, Slack's own name first. The number adds 1 when a skin tone may follow and 2 when
    a newer emoji replaced it (shown when met, left out of the picker); it is left out when 0.
    A toned emoji is not listed: its tone stands after the first code point, in place of a variation selector there.
    """
    rows: dict[str, list[str]] = {category: [] for category in CATEGORIES}
    for entry in sorted(entries, key=lambda entry: entry["sort_order"]):
        flags = TAKES_SKIN_TONE * (LIGHT_TONE in entry.get("skin_variations", {}))
        flags += IS_OBSOLETE * ("obsoleted_by" in entry)
        symbol = "".join(chr(int(code, 16)) for code in entry["unified"].split("-"))
        row = [" ".join(entry["short_names"]), symbol, *([flags] if flags else [])]
        rows[entry["category"]].append(json.dumps(row, ensure_ascii=False))
    parts = [f"{json.dumps(category)}: [\n" + ",\n".join(lines) + "\n]" for category, lines in rows.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TABLE.write_text(compact(source), encoding="utf-8")
