"""Databases for tests: real ones, migrated once, and without a row when a test begins."""

import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine

from storage.database import Database
from storage.migrating import migrate
from tests import postgres


def _only_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Fail whatever would leave this machine: a test that needs the network proves nothing here."""
    if event == "socket.connect" and isinstance(address := arguments[1], tuple):
        if not ip_address(address[0].partition("%")[0]).is_loopback:
            raise RuntimeError(f"a test wanted to connect to {address[0]}")
    elif event == "socket.getaddrinfo" and arguments[0] not in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0"):  # noqa: S104
        raise RuntimeError(f"a test wanted to look {arguments[0]!r} up")


sys.addaudithook(_only_this_machine)

# Named in the report of a run, so that CI can tell that none of them was left out.
KINDS = ("browser", "postgres", "process")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Write into each test's report what it needs beyond Python."""
    for item in items:
        item.user_properties.extend(("kind", kind) for kind in KINDS if item.get_closest_marker(kind))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """Give the address of a PostgreSQL server; where there is none, tests that need it are skipped, but not in CI."""
    with ExitStack() as running:
        try:
            url = running.enter_context(postgres.server())
        except postgres.NoPostgres as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"PostgreSQL is needed here: {error}")
            pytest.skip(f"PostgreSQL tests are left out: {error}")
        yield url


@pytest.fixture(scope="session")
def postgres_database(postgres_server: URL) -> Iterator[URL]:
    """Give a migrated database for the tests to take turns with."""
    with postgres.new_database(postgres_server) as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            migrate(connection, search="tsvector")
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated database file to copy."""
    path = tmp_path_factory.mktemp("template") / "yokoten.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, search="fts5")
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the URL of a migrated SQLite database without rows."""
    path = tmp_path / "yokoten.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_database: URL) -> str:
    """Give the URL of a migrated PostgreSQL database without rows."""
    postgres.empty(postgres_database)
    return postgres_database.render_as_string(hide_password=False)


@pytest.fixture
def empty_postgres_url(postgres_server: URL) -> Iterator[str]:
    """Give the URL of a PostgreSQL database without tables."""
    with postgres.new_database(postgres_server) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated database, on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give an open database, on SQLite and on PostgreSQL."""
    opened = await Database(database_url).open()
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """Give an open database on SQLite."""
    opened = await Database(sqlite_url).open()
    yield opened
    await opened.close()
