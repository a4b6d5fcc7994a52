"""What a lesson says, as columns: the same in each table that keeps it."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Row as Result

from community.lessons import Kind, Words
from storage.rows import values

W = TypeVar("W", bound=Words)


def stored(words: Words) -> dict[str, Any]:
    """Give what a lesson says as it is stored: its tags are slugs, so blanks part them."""
    own = values(words)
    return {name: own[name] for name in _NAMES} | {"tags": " ".join(words.tags)}


def said(kind_of_words: type[W], row: Result[Any], **more: Any) -> W:
    """Give the value of a row that holds what a lesson says; `more` are the fields it has besides."""
    own: dict[str, Any] = {name: getattr(row, name) for name in _NAMES}
    own["kind"] = Kind(own["kind"]) if own["kind"] else None
    own["tags"] = tuple(own["tags"].split())
    return kind_of_words(**own, **more)


_NAMES = tuple(field.name for field in fields(Words))
