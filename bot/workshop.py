"""The workshop: a process beside this one that draws and reads for meaning, so that nothing else waits for it."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Workshop:
    """One process, started when something is first to be done; one that dies is replaced."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._is_closed = False

    async def do(self, work: Callable[..., T], *given: object) -> T:
        """Give what the function makes of what it is given; what it raises is raised here.

        A process that died under it is replaced once: what it did may be done twice, so it must only compute.
        """
        pool = self._opened()
        try:
            return await self._done(pool, work, *given)
        except BrokenProcessPool:
            # Everything that waited hears of the same death; the first to hear replaces the process for all.
            if pool is self._pool:
                log.warning("The workshop's process died and is replaced.", work=work.__name__)
                self._let_go()
            return await self._done(self._opened(), work, *given)

    async def close(self) -> None:
        """Take nothing more, and end the process without waiting for what it is doing."""
        self._is_closed = True
        self._let_go()

    def _opened(self) -> ProcessPoolExecutor:
        if self._is_closed:
            raise RuntimeError("the workshop is closed")
        if self._pool is None:
            # Not forked: a fork would take this process's threads' locks along, held or not.
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle_in)
        return self._pool

    async def _done(self, pool: ProcessPoolExecutor, work: Callable[..., T], *given: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work, *given)

    def _let_go(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((pool._processes or {}).values())  # noqa: SLF001  # 3.14 has kill_workers() for this
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def _settle_in() -> None:
    """Be ready for work, as the first thing the process does."""
    # Control-C in a terminal goes to every process of the bot; the bot alone decides what ends when.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_bot, name="end with the bot", daemon=True).start()


def _end_with_the_bot() -> None:
    """End when the bot was killed: the pipe the process waits at has two ends here, so it would wait for ever."""
    bot = parent_process()
    if bot is not None:
        connection.wait([bot.sentinel])
        os._exit(1)
