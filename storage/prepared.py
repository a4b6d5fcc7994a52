"""Statements that every request runs: compiled once for a database, then handed straight to its driver.

SQLAlchemy 2.1 spends about 50 µs around a statement that SQLite runs in 3. For the few that run all the time that is
most of what a request costs; all others go the ordinary way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | Insert | Update | Delete
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in one database's words; a conversion is None where the driver takes or gives the value as it is."""

    sql: str
    fixed: Mapping[str, Any]
    places: Sequence[str] | None  # parameters by their place, None where they go by name
    into: Sequence[tuple[str, _Convert]]
    out_of: Sequence[_Convert | None]


class Prepared:
    """A statement whose parameters are always the same ones, with other values."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Run it and give the rows it answers with, in the order of the statement's columns."""
        compiled, cursor = self._run(connection, parameters)
        out_of = compiled.out_of
        if not any(out_of):
            return [tuple(row) for row in cursor.fetchall()]
        return [
            tuple(
                value if convert is None or value is None else convert(value)
                for convert, value in zip(out_of, row, strict=True)
            )
            for row in cursor.fetchall()
        ]

    def row(self, connection: Connection, parameters: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it and give its only row; None when it has none."""
        found = self.rows(connection, parameters)
        if len(found) > 1:
            raise ValueError(f"expected one row at most, got {len(found)}")
        return found[0] if found else None

    def count(self, connection: Connection, parameters: Mapping[str, Any]) -> int:
        """Run it and give how many rows it changed."""
        _, cursor = self._run(connection, parameters)
        changed: int = cursor.rowcount
        return changed

    def _run(self, connection: Connection, parameters: Mapping[str, Any]) -> tuple[_Compiled, Any]:
        compiled = self._compiled.get(connection.dialect.name)
        if compiled is None:
            compiled = _compile(self._statement, connection.dialect, list(parameters))
            self._compiled[connection.dialect.name] = compiled
        given = {**compiled.fixed, **parameters}
        for name, convert in compiled.into:
            given[name] = convert(given[name])
        driver: Any = connection.connection.driver_connection
        places = compiled.places
        return compiled, driver.execute(compiled.sql, given if places is None else [given[name] for name in places])


def _compile(statement: Statement, dialect: Dialect, names: list[str]) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    into = {name: _processor(bind.type, dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    columns = statement.exported_columns if statement.is_select or (statement.is_dml and _returns(statement)) else ()
    return _Compiled(
        sql=str(compiled),
        fixed={name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
        places=list(compiled.positiontup) if compiled.positional else None,
        into=[(name, convert) for name, convert in into.items() if convert is not None],
        out_of=[_processor(column.type, dialect).result_processor(dialect, None) for column in columns],
    )


def _returns(statement: Any) -> bool:
    return bool(statement.returning_column_descriptions)


def _processor(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
