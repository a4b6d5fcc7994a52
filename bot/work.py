"""Pieces of work that run at the same time: how many, which, woken by whom, and finished before the end."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

log = structlog.get_logger(__name__)


# Of the time, asking for work takes at most a quarter: with much work waiting each asking takes long, and whoever
# brings more wants the database too.
PAUSE_PER_ASKING = 3.0


class Pace:
    """Keeps asking for work from being all that is done. The first asking after a while need not wait."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._not_before = 0.0

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        """Wait for the turn, and measure how long the asking takes."""
        await asyncio.sleep(max(0.0, self._not_before - self._monotonic()))
        started = self._monotonic()
        try:
            yield
        finally:
            ended = self._monotonic()
            self._not_before = ended + PAUSE_PER_ASKING * (ended - started)


class Work:
    """Runs at most so many pieces at once, each under a key."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._running: dict[object, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()

    @property
    def room(self) -> int:
        """How many more pieces may be started."""
        return max(0, self._at_once - len(self._running))

    def wake(self) -> None:
        """Say that there may be something to do."""
        self._woken.set()

    async def until_woken(self, seconds: float) -> None:
        """Return when somebody calls `wake`, when a piece ended, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        finally:
            self._woken.clear()

    def is_running(self, key: object) -> bool:
        """Whether a piece of that key is running."""
        return key in self._running

    def start(self, key: object, piece: Callable[[], Awaitable[None]]) -> None:
        """Run this piece beside the others, but after the one of the same key, if one is running."""
        self._running[key] = asyncio.create_task(self._run(key, piece, self._running.get(key)))

    async def finish(self) -> None:
        """Return when every piece has ended."""
        while self._running:
            await asyncio.wait(self._running.values())

    async def cancel(self) -> None:
        """Stop every piece where it stands."""
        for task in self._running.values():
            task.cancel()
        await self.finish()

    async def _run(self, key: object, piece: Callable[[], Awaitable[None]], before: asyncio.Task[None] | None) -> None:
        try:
            if before is not None:
                await asyncio.wait([before])
            await piece()
        except Exception:  # the loop that started it must outlive it
            log.exception("A piece of work failed.", key=str(key))
        finally:
            if self._running.get(key) is asyncio.current_task():
                del self._running[key]
            self._woken.set()
