"""Checks a value against Slack's JSON schemas, choosing among alternatives by their `type`.

A general validator tries each of twenty kinds of block and reports all twenty failures; going by `type` finds the one
that was meant, says what is wrong with it, and takes a fraction of a millisecond. The schemas use few keywords, all
known here; tests hold this against the jsonschema library.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

_FOLDER = Path(__file__).parent.parent / "slack"
_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "must provide a string"),
    "boolean": ((bool,), "must be a boolean"),
    "number": ((int, float), "must be a number"),
    "array": ((list,), "must provide an array"),
    "object": ((dict,), "must provide an object"),
}


def problem(message: str, pointer: str) -> str:
    """Say what is wrong and where, the way Slack does in `response_metadata.messages`."""
    return f"{message} [json-pointer:{pointer or '/'}]"


@cache
def definitions(name: str) -> dict[str, Schema]:
    """Give the named definitions of one of the schema files."""
    loaded: dict[str, Schema] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))["definitions"]
    return loaded


class Structure:
    """The checks of one schema file."""

    def __init__(self, file: str, *, newer_blocks: Sequence[Schema] = ()) -> None:
        """Read a schema file; `newer_blocks` are known besides those in it."""
        self._definitions = definitions(file)
        known = self._definitions["KnownBlock"]
        self._definitions = self._definitions | {"KnownBlock": {"anyOf": [*known["anyOf"], *newer_blocks]}}
        self._alternatives: dict[int, list[Schema]] = {}

    def problems(self, definition: str, value: object, pointer: str) -> Iterator[str]:
        """Give what is wrong with a value that should be as this definition says."""
        yield from self._check(self._definitions[definition], value, pointer)

    def _resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._definitions[schema["$ref"].removeprefix("#/definitions/")]
        return schema

    def _check(self, schema: Schema, value: object, pointer: str) -> Iterator[str]:
        schema = self._resolve(schema)
        if "anyOf" in schema:
            yield from self._check_any(schema, value, pointer)
            return
        if "const" in schema and value != schema["const"]:
            yield problem(f"must be {schema['const']!r}", pointer)
            return
        if "enum" in schema and value not in schema["enum"]:
            yield problem(f"must be one of: {', '.join(map(str, schema['enum']))}", pointer)
            return
        wanted = schema.get("type")
        if isinstance(wanted, str) and wanted in _KINDS:
            types, message = _KINDS[wanted]
            # In Python a bool is an int, in JSON it is no number.
            if not isinstance(value, types) or (wanted == "number" and isinstance(value, bool)):
                yield problem(message, pointer)
                return
        if isinstance(value, dict):
            yield from self._check_object(schema, value, pointer)
        elif isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                yield from self._check(schema["items"], item, f"{pointer}/{index}")

    def _check_object(self, schema: Schema, value: dict[str, Any], pointer: str) -> Iterator[str]:
        properties: dict[str, Schema] = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield problem(f"missing required field: {name}", pointer)
        others = schema.get("additionalProperties", True)
        for name, part in value.items():
            if name in properties:
                yield from self._check(properties[name], part, f"{pointer}/{name}")
            elif others is False:
                yield problem(f"invalid additional property: {name}", pointer)
            elif isinstance(others, dict):
                yield from self._check(others, part, f"{pointer}/{name}")

    def _check_any(self, schema: Schema, value: object, pointer: str) -> Iterator[str]:
        candidates = self._leaves(schema)
        if isinstance(value, dict):
            typed = [c for c in candidates if _type_of(c)]
            if typed and len(typed) == len(candidates):
                if not isinstance(value.get("type"), str):
                    yield problem("missing required field: type", pointer)
                    return
                candidates = [c for c in typed if value["type"] in _type_of(c)]
                if not candidates:
                    yield problem(f"unsupported type: {value['type']}", f"{pointer}/type")
                    return
        found = [list(self._check(candidate, value, pointer)) for candidate in candidates]
        yield from min(found, key=len)

    def _leaves(self, schema: Schema) -> list[Schema]:
        """Give the alternatives of a schema, nested ones taken apart, without the SDK's catch-all `Block`."""
        known = self._alternatives.get(id(schema))
        if known is None:
            known = []
            for alternative in schema["anyOf"]:
                resolved = self._resolve(alternative)
                if resolved is self._definitions.get("Block"):
                    continue
                known.extend(self._leaves(resolved) if "anyOf" in resolved else [resolved])
            self._alternatives[id(schema)] = known
        return known


def _type_of(schema: Schema) -> list[str]:
    kind = schema.get("properties", {}).get("type", {})
    return [kind["const"]] if "const" in kind else list(kind.get("enum", []))
