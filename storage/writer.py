"""One thread that writes: use cases that wait are done in one transaction, each in its own savepoint.

A commit waits for the disk, so one for all of them is what makes SQLite fast with many writers (group commit).
"""

import asyncio
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from storage.errors import DatabaseClosed

T = TypeVar("T")

MOST_TOGETHER = 256


class _UseCase:
    """Work that waits for its turn, then its outcome, which nobody hears of before the commit."""

    __slots__ = ("answer", "error", "is_alone", "result", "work")

    def __init__(
        self, work: Callable[[Connection], Any], answer: asyncio.Future[Any], *, is_alone: bool = False
    ) -> None:
        self.work = work
        self.is_alone = is_alone
        self.answer = answer
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, connection: Connection) -> None:
        """Do the work; what it changed is undone when it fails."""
        # Straight to the driver: SQLAlchemy would take ten times as long as SQLite for each of these.
        driver: Any = connection.connection.driver_connection
        driver.execute("SAVEPOINT use_case")
        try:
            self.result = self.work(connection)
        except BaseException as error:  # noqa: BLE001  # it goes to the caller; the others' work must go on
            self.error = error
            driver.execute("ROLLBACK TO use_case")
        driver.execute("RELEASE use_case")

    def run_alone(self, engine: Engine) -> None:
        """Do work that can't be done inside a transaction."""
        try:
            with engine.connect() as connection:
                self.result = self.work(connection)
        except Exception as error:  # noqa: BLE001  # it goes to the caller; the thread lives on
            self.error = error

    def tell(self) -> None:
        """Answer the caller, who may have been cancelled meanwhile."""
        if self.answer.done():
            return
        if self.error is None:
            self.answer.set_result(self.result)
        else:
            self.answer.set_exception(self.error)


class Writer:
    """The writing thread of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[_UseCase | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._is_closing = False
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do the work in a transaction and give its result once that is committed.

        A caller who is cancelled can't know whether the work was done; it is done wholly or not at all.
        """
        result: T = await self._done(_UseCase(work, self._loop.create_future()))
        return result

    async def do_alone(self, work: Callable[[Connection], T]) -> T:
        """Do what can't be done inside a transaction, while nobody writes; the work speaks to the driver itself."""
        result: T = await self._done(_UseCase(work, self._loop.create_future(), is_alone=True))
        return result

    async def _done(self, use_case: _UseCase) -> Any:
        if self._is_closing:
            raise DatabaseClosed("The database was closed; nothing can be written to it any more.")
        self._waiting.put(use_case)
        return await use_case.answer

    async def close(self) -> None:
        """Finish what waits, then end the thread."""
        if not self._is_closing:
            self._is_closing = True
            self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        is_last = False
        while not is_last:
            together, is_last = self._next_together()
            self._commit(together)
            try:
                self._loop.call_soon_threadsafe(_tell, together)
            except RuntimeError:  # the event loop was closed, so nobody waits for an answer
                return

    def _next_together(self) -> tuple[Sequence[_UseCase], bool]:
        """Wait for a use case, and give it with all that wait by now; True when they are the last."""
        together: list[_UseCase] = []
        next_one = self._waiting.get()
        while next_one is not None:
            # Who was cancelled before their turn wants nothing any more.
            if not next_one.answer.cancelled():
                together.append(next_one)
            if len(together) == MOST_TOGETHER:
                return together, False
            try:
                next_one = self._waiting.get_nowait()
            except Empty:
                return together, False
        return together, True

    def _commit(self, together: Sequence[_UseCase]) -> None:
        sharing = [use_case for use_case in together if not use_case.is_alone]
        if sharing:
            self._commit_sharing(sharing)
        for use_case in together:
            if use_case.is_alone:
                use_case.run_alone(self._engine)

    def _commit_sharing(self, together: Sequence[_UseCase]) -> None:
        try:
            with self._engine.begin() as connection:
                for use_case in together:
                    use_case.run(connection)
        except Exception as error:  # noqa: BLE001  # nothing was kept, so all of them fail; the thread lives on
            for use_case in together:
                use_case.error = error


def _tell(together: Sequence[_UseCase]) -> None:
    for use_case in together:
        use_case.tell()
