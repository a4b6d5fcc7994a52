"""A PostgreSQL for the tests: one that is there, or the machine's own program run in a temporary folder."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

SUPERUSER = "postgres"
ORDINARY_USER = "nobody"  # who runs it when the tests run as root


class NoPostgres(Exception):
    """There is none, and none can be started."""


@contextmanager
def server() -> Iterator[URL]:
    """Give the address of a server in which databases may be made.

    `TEST_POSTGRES_URL` names it; in CI it is at 127.0.0.1:5432; else one is started for these tests alone.
    """
    if named := os.environ.get("TEST_POSTGRES_URL"):
        yield make_url(named).set(drivername="postgresql+psycopg")
    elif os.environ.get("CI") == "true":
        yield URL.create("postgresql+psycopg", username=SUPERUSER, host="127.0.0.1", port=5432, database="postgres")
    else:
        with _own_server() as url:
            yield url


@contextmanager
def new_database(server_url: URL) -> Iterator[URL]:
    """Give a database of its own name, and drop it afterwards."""
    name = f"yokoten_test_{secrets.token_hex(8)}"
    _execute(server_url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield server_url.set(database=name)
    finally:
        _execute(server_url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(url: URL) -> None:
    """Take all rows out of the database's tables, and whoever a failed test left connected out of it."""
    # A hundred times quicker than a new database for each test.
    _execute(
        url,
        sql.SQL(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
            DO $$
            DECLARE name text;
            BEGIN
                SET LOCAL session_replication_role = replica;  -- in any order, whatever refers to what
                FOR name IN
                    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
                LOOP
                    EXECUTE format('DELETE FROM %I', name);
                END LOOP;
            END $$
            """
        ),
    )


def _execute(url: URL, statement: sql.SQL | sql.Composed) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def _own_server() -> Iterator[URL]:
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # Not pytest's folder: PostgreSQL refuses to run as root, and whoever it runs as must be able to get there.
    folder = Path(tempfile.mkdtemp(prefix="yokoten-pg-"))
    data, log = folder / "data", folder / "log"
    # No port, only a socket in the folder; no fsync, since nobody needs the data after the tests.
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ORDINARY_USER)
        _run(initdb, "-D", data, "-U", SUPERUSER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        _run(pg_ctl, "start", "--wait", "--silent", "-D", data, "-l", log, "-o", options)
        try:
            yield URL.create("postgresql+psycopg", username=SUPERUSER, database="postgres", query={"host": str(folder)})
        finally:
            _run(pg_ctl, "stop", "--silent", "--mode=fast", "-D", data)
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str | Path) -> None:
    done = subprocess.run(
        [program, *arguments],
        user=ORDINARY_USER if os.geteuid() == 0 else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        raise NoPostgres(f"{Path(program).name} failed: {done.stderr.strip()}")


def _program(name: str) -> str:
    # Debian keeps them outside the PATH.
    places = [os.environ.get("PATH", ""), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        raise NoPostgres(f"there is no {name} on this machine")
    return found
