from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

import storage
from community.people import Person
from storage.database import Database
from storage.errors import NewerDatabase
from storage.stores import METADATA
from tests.storage.times import NOON

# Alembic keeps its own table.
VERSIONS = [path.name[:4] for path in Path(storage.__file__).parent.glob("migrations/versions/0*.py")]
NOT_ROWS = ("alembic_version",)


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


async def test_a_database_of_a_later_version_is_left_alone_with_a_sentence(database_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase, match="The database is at version 9999, this program knows versions up to 0"):
        await Database(database_url).open()

    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": max(VERSIONS)})
    engine.dispose()


async def test_opening_again_changes_no_table_and_loses_no_row(database_url: str) -> None:
    first = await Database(database_url).open()
    await first.write("T1", lambda stores: stores.people.save(Person("U1", "Lea", "UTC"), now=NOON))
    await first.close()

    again = await Database(database_url).open()

    assert await again.read("T1", lambda stores: stores.people.get("U1")) == Person("U1", "Lea", "UTC")
    await again.close()
