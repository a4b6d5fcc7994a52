"""What all tables have in common."""

import json
from collections.abc import Sequence
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Column, Table
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    """A row of one workspace: `workspace_id` comes first in every key, so tables can be spread over machines by it."""

    workspace_id: str = Field(primary_key=True)


METADATA = Row.metadata

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def table(row: type[Row]) -> Table:
    """Give the table of a row class, for statements without the ORM."""
    return cast("Table", row.__table__)  # type: ignore[attr-defined]  # SQLModel sets it without declaring it


def columns(rows: Table) -> Sequence[Column[Any]]:
    """Give the columns that the value of a row has fields for: all but the workspace."""
    return [column for column in rows.c if column.name != "workspace_id"]


def fields_of(value: "DataclassInstance") -> dict[str, Any]:
    """Give a value's fields, not those of the values in them."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def values(value: "DataclassInstance") -> dict[str, Any]:
    """Give a value's fields as they are stored."""
    return {name: _stored(field) for name, field in fields_of(value).items()}


# Writes JSON as short as it gets; a mapping of any kind is an object.
compact_json = json.JSONEncoder(separators=(",", ":"), default=dict).encode


def _stored(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
