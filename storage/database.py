"""The database: the only place that asks which one it is."""

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, Self, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import UnsupportedDatabase
from storage.inbox import Event
from storage.keeper import Keeper
from storage.sqlite import Sqlite
from storage.stores import Stores

T = TypeVar("T")


class _Kind(Protocol):
    async def open(self) -> None: ...
    async def open_for_reading(self) -> None: ...
    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T: ...
    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T: ...
    async def clear(self) -> bool: ...
    async def close(self) -> None: ...


class Database:
    """Where everything is kept. `work` is an ordinary function; it may be run again, so it changes its stores only."""

    def __init__(self, url: str) -> None:
        self._kind = _kind(url)
        self._keeper = Keeper(self._kind.write)

    async def open(self) -> Self:
        """Bring the tables to the newest version and be ready for use from this event loop.

        Raises a StorageError, whose text is for the operator, when the database can't be used.
        """
        await self._kind.open()
        return self

    async def open_for_reading(self) -> Self:
        """Be ready to read beside a process that has it open, and change nothing, not even the version of the tables.

        Raises a StorageError when it can't be read, or when its tables are not of this program's version. Writing then
        raises DatabaseClosed.
        """
        await self._kind.open_for_reading()
        return self

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work in one transaction and give its result once that is safe on disk.

        What the work raises is raised here, and nothing of it is kept. A caller who is cancelled can't know whether
        the work was done; it is done wholly or not at all.
        """
        return await self._kind.write(workspace_id, _without_stop(work))

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work on one state of the tables and give its result; it can't change anything."""
        return await self._kind.read(workspace_id, _without_stop(work))

    async def keep(self, workspace_id: str, event: Event) -> bool:
        """Put an event into the inbox and give, once it is safe on disk, whether it is new.

        The fast way for events: those that wait are written together.
        """
        return await self._keeper.keep(workspace_id, event)

    async def clear(self) -> bool:
        """Leave nothing on disk of what was deleted, as far as the database can; False when it is to be tried again.

        Takes as long as writing the whole file anew, and nobody writes meanwhile.
        """
        return await self._kind.clear()

    async def close(self) -> None:
        """Finish what was begun, then let go; closing twice is no error."""
        await self._keeper.finish()
        await self._kind.close()


def _without_stop(work: Callable[[Stores], T]) -> Callable[[Stores], T]:
    """Let no StopIteration out: it is the one exception a future doesn't take, so its caller would wait for ever."""

    def run(stores: Stores) -> T:
        try:
            return work(stores)
        except StopIteration as error:
            raise RuntimeError("the work raised StopIteration") from error

    return run


def _kind(given: str) -> _Kind:
    try:
        url = make_url(given)
    except ArgumentError:
        raise UnsupportedDatabase(_sentence(given.partition(":")[0])) from None
    if url.drivername == "sqlite":
        return Sqlite(url)
    if url.drivername == "postgresql+psycopg":
        # Loaded by who uses it: with its driver it takes some megabytes.
        postgres: _Kind = import_module("storage.postgres").Postgres(url)
        return postgres
    raise UnsupportedDatabase(_sentence(url.drivername))


def _sentence(scheme: str) -> str:
    # The scheme alone: what follows it can hold a password.
    return f'DATABASE_URL starts with "{scheme}"; use sqlite:/// or postgresql+psycopg://'
