import asyncio
import runpy
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

import storage
from community.coming import Said
from community.people import Person
from community.reminders import USUAL, Reminder
from storage.database import Database
from storage.errors import NewerDatabase
from storage.stores import METADATA, Stores
from tests.storage.times import DAY, MINUTE, NOON

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


@pytest.mark.parametrize("search", ["fts5", pytest.param("tsvector", marks=pytest.mark.postgres)])
async def test_who_came_to_a_meetup_comes_still_and_its_reminders_are_as_they_were(
    request: pytest.FixtureRequest, tmp_path: Path, search: str
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}" if search == "fts5" else request.getfixturevalue("empty_postgres_url")
    await asyncio.to_thread(_with_a_meetup_of_the_twenty_third_version, url, search)

    database = await Database(url).open()

    def read(stores: Stores) -> object:
        meetup = stores.meetups.get(7)
        return meetup and meetup.reminders, stores.coming.who(7, Said.COMING), stores.reminders.due(NOON, limit=9)

    assert await database.read("T1", read) == (USUAL, ["U2", "U1"], [7])
    assert await database.write("T1", lambda stores: stores.reminders.claim(7, NOON)) == [
        Reminder(7, 10, NOON - 10 * MINUTE)
    ]
    await database.close()


def _with_a_meetup_of_the_twenty_third_version(url: str, search: str) -> None:
    def moment(at: datetime) -> object:
        return f"{at:%Y-%m-%d %H:%M:%S.%f}" if search == "fts5" else at

    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes.update(connection=connection, search=search)
        command.upgrade(config, "0023")
        connection.execute(
            text(
                "INSERT INTO meetup (workspace_id, id, title, channel_id, starts_at, ends_at, zone, minutes, place,"
                " planned_by, planned_at, is_updating) VALUES ('T1', 7, 'Owls', 'C1', :at, :at, 'UTC', 60, '', 'U1',"
                " :at, :no)"
            ),
            {"at": moment(NOON), "no": False},
        )
        for user_id, said_at in (("U1", NOON), ("U2", NOON - MINUTE)):
            connection.execute(
                text("INSERT INTO comer (workspace_id, meetup_id, user_id, said_at) VALUES ('T1', 7, :user_id, :at)"),
                {"user_id": user_id, "at": moment(said_at)},
            )
        for before, due_at, is_claimed in (("a day", NOON - DAY, True), ("ten minutes", NOON - 10 * MINUTE, False)):
            connection.execute(
                text(
                    "INSERT INTO reminder (workspace_id, meetup_id, before, due_at, is_claimed)"
                    " VALUES ('T1', 7, :before, :at, :is_claimed)"
                ),
                {"before": before, "at": moment(due_at), "is_claimed": is_claimed},
            )
    engine.dispose()


def test_each_migration_is_named_for_its_revision_and_goes_on_from_the_one_before() -> None:
    folder = Path(storage.__file__).parent / "migrations" / "versions"
    found = [runpy.run_path(str(path)) for path in sorted(folder.glob("0*.py"))]

    revisions = [one["revision"] for one in found]
    assert revisions == sorted(VERSIONS)
    assert [one["down_revision"] for one in found] == [None, *revisions[:-1]]
