"""PostgreSQL: a pool of connections, a transaction a use case, several processes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import psycopg
from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.building import build_missing
from storage.errors import DatabaseClosed
from storage.migrating import check_version, migrate
from storage.rows import METADATA, compact_json
from storage.stores import Stores

T = TypeVar("T")

CONNECTIONS = 10
MOST_TRIES = 5

# Of PostgreSQL's errors these two alone say "nothing was done, do it again" (its manual, "Serialization Failure
# Handling"): serialization_failure and deadlock_detected.
_AGAIN = frozenset({"40001", "40P01"})

# One writer a workspace, as on SQLite: a rule that looks and then writes needs no further thought, and of several
# replicas one takes what is due while the others wait a moment and find it taken. Workspaces don't wait for each other.
_WRITE_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:workspace_id, 2069))")
_MIGRATE_ALONE = text("SELECT pg_advisory_xact_lock(20690001)")


class Postgres:
    """A database on a server."""

    def __init__(self, url: URL) -> None:
        self._engine: Engine = create_engine(
            url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True, json_serializer=compact_json
        )
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._workers: ThreadPoolExecutor | None = None
        self._is_read_only = False

    async def open(self) -> None:
        """Bring the tables to the newest version and be ready."""
        try:
            await asyncio.to_thread(self._migrate)
        except BaseException:
            self._engine.dispose()
            raise
        self._workers = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="database")

    async def open_for_reading(self) -> None:
        """Be ready to read, and leave the tables as they are."""
        try:
            await asyncio.to_thread(self._check)
        except BaseException:
            self._engine.dispose()
            raise
        self._workers = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="database")
        self._is_read_only = True

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work in a transaction; it is done again when PostgreSQL asks for that."""
        if self._is_read_only:
            raise DatabaseClosed("The database is open for reading only.")
        return await self._run(self._write, workspace_id, work)

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work on one state of the tables."""
        return await self._run(self._read, workspace_id, work)

    async def clear(self) -> bool:
        """Let the space be used again of what was deleted, which no query and no dump shows from its commit on."""
        await asyncio.to_thread(self._clear)
        return True

    async def close(self) -> None:
        """Finish what waits and let the connections go."""
        if self._workers is not None:
            workers, self._workers = self._workers, None
            await asyncio.to_thread(workers.shutdown)
        self._engine.dispose()

    async def _run(
        self, run: Callable[[str, Callable[[Stores], T]], T], workspace_id: str, work: Callable[[Stores], T]
    ) -> T:
        if self._workers is None:
            raise DatabaseClosed("The database is not open.")
        return await asyncio.get_running_loop().run_in_executor(self._workers, run, workspace_id, work)

    def _write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                with self._engine.begin() as connection:
                    connection.execute(_WRITE_ALONE, {"workspace_id": workspace_id})
                    return work(Stores(connection, workspace_id))
            except (DBAPIError, psycopg.Error) as error:
                # Prepared statements go around SQLAlchemy, and so do their errors.
                cause = error.orig if isinstance(error, DBAPIError) else error
                if not tries_left or getattr(cause, "sqlstate", None) not in _AGAIN:
                    raise
        raise AssertionError("the last try either returned or raised")

    def _read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        with self._reading.begin() as connection:
            return work(Stores(connection, workspace_id))

    def _check(self) -> None:
        with self._reading.begin() as connection:
            check_version(connection)

    def _clear(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in METADATA.tables:
                connection.execute(text(f'VACUUM "{name}"'))

    def _migrate(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(_MIGRATE_ALONE)
            migrate(connection, search="tsvector")
            build_missing(connection)
