"""The page's table of emoji: made from the source as described, and holding what people type."""

import json
from typing import Any

from sandbox.emoji_table import CATEGORIES, TABLE, compact


def entry(name: str, unified: str, order: int, **more: Any) -> dict[str, Any]:
    return {
        "short_names": [name],
        "unified": unified,
        "category": "Objects",
        "sort_order": order,
        **more,
    }


def test_rows_stand_in_the_sources_order_with_what_may_follow_them() -> None:
    source = [
        entry("two", "1F4A1", 2),
        entry("one", "1F44D", 1, skin_variations={"1F3FB": {}}, short_names=["one", "uno"]),
        entry("pair", "1F46B", 3, skin_variations={"1F3FB-1F3FC": {}}),
        entry("old", "2764-FE0F", 4, obsoleted_by="x"),
    ]

    table = json.loads(compact(source))

    assert table["Objects"] == [["one uno", "👍", 1], ["two", "💡"], ["pair", "👫"], ["old", "❤️", 2]]
    assert list(table) == list(CATEGORIES)


def test_the_table_knows_slacks_names_and_aliases() -> None:
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    symbols = {name: row[1] for rows in table.values() for row in rows for name in row[0].split()}

    names = ("bulb", "+1", "thumbsup", "white_check_mark", "tada", "de", "flag-de", "heart")
    assert [symbols[name] for name in names] == ["💡", "👍", "👍", "✅", "🎉", "🇩🇪", "🇩🇪", "❤️"]
    assert sum(len(rows) for rows in table.values()) == 1911


def test_its_licence_stands_beside_it() -> None:
    assert "MIT License" in (TABLE.parent / "NOTICE").read_text(encoding="utf-8")
