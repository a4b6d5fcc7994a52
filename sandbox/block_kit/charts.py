"""The `data_visualization` block, which is newer than the schemas (June 2026).

Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
"""

from collections.abc import Iterator
from typing import Any

from sandbox.block_kit.structure import Schema, problem

TITLE = 50
LABEL = 20
CATEGORIES = 20
#: Slices of a pie, series of the others.
PARTS = 6
CHARTS_A_MESSAGE = 2

_TEXT: Schema = {"type": "string"}
_POINT: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["label", "value"],
    "properties": {"label": _TEXT, "value": {"type": "number"}},
}
_AXIS: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["categories"],
    "properties": {"categories": {"type": "array", "items": _TEXT}, "x_label": _TEXT, "y_label": _TEXT},
}
_SERIES: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "data"],
    "properties": {"name": _TEXT, "data": {"type": "array", "items": _POINT}},
}


def _chart(kind: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["type", *properties],
        "properties": {"type": {"const": kind}, **properties},
    }


_PLOTTED: dict[str, Schema] = {"series": {"type": "array", "items": _SERIES}, "axis_config": _AXIS}

BLOCK: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "title", "chart"],
    "properties": {
        "type": {"const": "data_visualization"},
        "title": _TEXT,
        "block_id": _TEXT,
        "chart": {
            "anyOf": [
                _chart("pie", segments={"type": "array", "items": _POINT}),
                *(_chart(kind, **_PLOTTED) for kind in ("bar", "area", "line")),
            ]
        },
    },
}


def problems(block: dict[str, Any], pointer: str) -> Iterator[str]:
    """Give what is wrong with a chart whose structure is right: lengths, counts, labels that fit the axis."""
    yield from _long(block["title"], TITLE, f"{pointer}/title")
    chart, here = block["chart"], f"{pointer}/chart"
    if chart["type"] == "pie":
        yield from _many(chart["segments"], PARTS, f"{here}/segments")
        for index, segment in enumerate(chart["segments"]):
            yield from _long(segment["label"], LABEL, f"{here}/segments/{index}/label")
            if segment["value"] <= 0:
                yield problem("must be more than 0", f"{here}/segments/{index}/value")
        return
    series, categories = chart["series"], chart["axis_config"]["categories"]
    yield from _many(series, PARTS, f"{here}/series")
    yield from _many(categories, CATEGORIES, f"{here}/axis_config/categories")
    for index, category in enumerate(categories):
        yield from _long(category, LABEL, f"{here}/axis_config/categories/{index}")
    if len({each["name"] for each in series}) < len(series):
        yield problem("series must have unique names", f"{here}/series")
    for index, each in enumerate(series):
        yield from _long(each["name"], LABEL, f"{here}/series/{index}/name")
        if sorted(point["label"] for point in each["data"]) != sorted(categories):
            yield problem("labels must match the categories", f"{here}/series/{index}/data")


def _long(text: str, longest: int, pointer: str) -> Iterator[str]:
    if len(text) > longest:
        yield problem(f"must be less than {longest + 1} characters", pointer)


def _many(items: list[Any], most: int, pointer: str) -> Iterator[str]:
    if not 0 < len(items) <= most:
        yield problem(f"must have 1 to {most} items", pointer)
