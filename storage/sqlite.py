"""SQLite: one process, one connection that writes, a few that read."""

import asyncio
import fcntl
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event

from storage.building import build_missing
from storage.errors import DatabaseClosed, DatabaseInUse, NoDatabase, UnsupportedDatabase
from storage.migrating import check_version, migrate
from storage.rows import compact_json
from storage.stores import Stores
from storage.writer import Writer

T = TypeVar("T")

READERS = 4


class Sqlite:
    """A database in one file."""

    def __init__(self, url: URL) -> None:
        if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
            raise UnsupportedDatabase(
                f'DATABASE_URL is "{url.render_as_string()}", which names no file; use sqlite:///data/yokoten.db'
            )
        self._path = Path(url.database)
        self._url = url
        self._lock = _Lock(self._path)
        self._writer: Writer | None = None
        self._readers: ThreadPoolExecutor | None = None
        self._engines: list[Engine] = []

    async def open(self) -> None:
        """Take the file, bring its tables to the newest version, and be ready."""
        await asyncio.to_thread(self._path.parent.mkdir, parents=True, exist_ok=True)
        self._lock.take()
        try:
            # SQLite up to 3.51.2 can damage the file when two connections write at once: there is one, ever.
            writing = self._engine(connections=1, begin="BEGIN IMMEDIATE", settings=_WRITING)
            reading = self._engine(connections=READERS, begin="BEGIN", settings=_READING)
            self._writer = Writer(writing)
            await self._writer.write(_bring_up)
            self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        except BaseException:
            await self.close()
            raise
        self._reading = reading

    async def open_for_reading(self) -> None:
        """Be ready to read, without the lock: the process that has it goes on."""
        if not self._path.is_file():
            raise NoDatabase(f"There is no database at {self._path} yet: run the bot once, or `yokoten init-db`.")
        # Opened as read-only, so that SQLite can't so much as bring the write-ahead log into the file.
        url = self._url.set(database=f"file:{quote(str(self._path))}", query={"mode": "ro", "uri": "true"})
        reading = self._engine(connections=READERS, begin="BEGIN", settings=_READING, url=url)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._reading = reading
        try:
            await asyncio.to_thread(self._check)
        except BaseException:
            await self.close()
            raise

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work in a transaction, together with others that wait."""
        if self._writer is None:
            raise DatabaseClosed("The database is not open for writing.")
        return await self._writer.write(lambda connection: work(Stores(connection, workspace_id)))

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work on one state of the tables."""
        if self._readers is None:
            raise DatabaseClosed("The database is not open.")
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, workspace_id, work)

    async def clear(self) -> bool:
        """Leave nothing in the file, nor in the log beside it, of what was deleted; False when others read just now."""
        if self._writer is None:
            raise DatabaseClosed("The database is not open for writing.")
        return await self._writer.do_alone(_clear)

    async def close(self) -> None:
        """Finish what waits and give the file back."""
        if self._writer is not None:
            await self._writer.close()
        if self._readers is not None:
            readers, self._readers = self._readers, None
            await asyncio.to_thread(readers.shutdown)
        # The last connection to go brings the write-ahead log into the file: that must be the one that writes.
        for engine in reversed(self._engines):
            engine.dispose()
        self._lock.give_back()

    def _read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        with self._reading.begin() as connection:
            return work(Stores(connection, workspace_id))

    def _check(self) -> None:
        with self._reading.begin() as connection:
            check_version(connection)

    def _engine(self, *, connections: int, begin: str, settings: tuple[str, ...], url: URL | None = None) -> Engine:
        engine = create_engine(url or self._url, pool_size=connections, max_overflow=0, json_serializer=compact_json)
        self._engines.append(engine)

        @event.listens_for(engine, "connect")
        def set_up(connection: Any, record: object) -> None:  # noqa: ARG001
            # Otherwise the driver begins by itself, too late: a savepoint opened first survives a rollback.
            connection.isolation_level = None
            for setting in settings:
                connection.execute(f"PRAGMA {setting}")

        @event.listens_for(engine, "begin")
        def begin_transaction(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def _bring_up(connection: Connection) -> None:
    migrate(connection, search="fts5")
    build_missing(connection)


_ALWAYS = ("busy_timeout = 5000", "foreign_keys = ON")
# FULL: what was committed survives a power cut. secure_delete: what was deleted can't be found in the file.
_WRITING = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", *_ALWAYS)
_READING = ("query_only = ON", *_ALWAYS)


def _clear(connection: Connection) -> bool:
    """Write the file anew and empty the log.

    `secure_delete` overwrites what is deleted, but pages that are rearranged keep stale copies of their cells: of 300
    deleted rows in no order 34 were still found (seen on 3.40). Only a new file is free of them.

    Source: sqlite.org/lang_vacuum.html and sqlite.org/pragma.html#pragma_wal_checkpoint.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("VACUUM")
    [(is_busy, *_)] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return not is_busy


class _Lock:
    """A lock on a file beside the database; the system gives it back when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._database = path
        self._path = path.with_name(f"{path.name}.lock")
        self._file: int | None = None

    def take(self) -> None:
        """Take the lock; raises DatabaseInUse when another process has it."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 20).decode(errors="replace") or "unknown"
            os.close(file)
            raise DatabaseInUse(
                f"{self._database} is in use by another process (number {holder}). Stop that one first, or give this "
                "one another DATABASE_URL: SQLite takes one process, PostgreSQL several."
            ) from None
        os.truncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        self._file = file

    def give_back(self) -> None:
        """Let another process have the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
