"""Lessons as JSON Lines: one object a line. A file that is one JSON list is read too."""

import json
from collections.abc import Iterator, Mapping, Sequence

from community.exchange import Bad, Copy, Raw, as_fields


def write(copies: Sequence[Copy]) -> str:
    """Give the file's text."""
    return "".join(f"{json.dumps(as_fields(copy), ensure_ascii=False)}\n" for copy in copies)


def read(text: str) -> Iterator[Raw | Bad]:
    """Give each line's entry, in the order of the file."""
    if text.lstrip().startswith("["):
        yield from _read_list(text)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _entry(f"line {number}", line)


def _read_list(text: str) -> Iterator[Raw | Bad]:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Bad("the file", f"it is not JSON ({_short(error)})")
        return
    for number, entry in enumerate(entries, start=1):
        yield _as_raw(f"entry {number}", entry)


def _entry(where: str, line: str) -> Raw | Bad:
    try:
        return _as_raw(where, json.loads(line))
    except (ValueError, RecursionError) as error:
        return Bad(where, f"it is not JSON ({_short(error)})")


def _as_raw(where: str, entry: object) -> Raw | Bad:
    if isinstance(entry, Mapping):
        return Raw(where, entry)
    return Bad(where, 'it is no JSON object; each lesson is one, such as {"title": "…", "learnt": "…"}')


def _short(error: Exception) -> str:
    return str(error)[:80]
