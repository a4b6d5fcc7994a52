import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

from storage.stores import METADATA

# The search index is made of what each database has for that; alembic keeps its own table.
NOT_ROWS = ("lesson_search", "alembic_version")


@pytest.fixture
def engine(database_url: str) -> Engine:
    return create_engine(database_url)


def is_row_table(name: str | None, kind: str, parents: object) -> bool:
    return kind != "table" or not str(name).startswith(NOT_ROWS)


def test_the_migrations_make_the_tables_the_rows_describe(engine: Engine) -> None:
    with engine.connect() as connection:
        opened = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_row_table})

        differences = compare_metadata(opened, METADATA)

    engine.dispose()
    assert differences == []


def test_every_key_and_index_begins_with_the_workspace(engine: Engine) -> None:
    found = inspect(engine)
    names = [name for name in found.get_table_names() if is_row_table(name, "table", None)]

    keys = {name: found.get_pk_constraint(name)["constrained_columns"] for name in names}
    uniques = [key["column_names"] for name in names for key in found.get_unique_constraints(name)]
    indexes = [index["column_names"] for name in names for index in found.get_indexes(name)]

    engine.dispose()
    assert len(names) == len(METADATA.tables) >= 14
    assert [name for name, columns in keys.items() if columns[0] != "workspace_id"] == []
    assert [columns for columns in uniques + indexes if columns[0] != "workspace_id"] == []
