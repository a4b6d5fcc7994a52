"""Slack's three seconds: what isn't ready in time is acknowledged without it and told as soon as it is there.

Source: docs.slack.dev/interactivity/handling-user-interaction, "Acknowledgment response".
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")

# The acknowledgement has to travel too.
IN_TIME_SECONDS = 2.5


class Late:
    """Runs what answers a person, and knows what is still running."""

    def __init__(self, in_time_seconds: float = IN_TIME_SECONDS) -> None:
        self._in_time_seconds = in_time_seconds
        self._running: set[asyncio.Task[Any]] = set()
        self._unwatched: set[asyncio.Task[Any]] = set()

    @property
    def still_open(self) -> int:
        """How much runs that nobody waits for."""
        return len(self._unwatched)

    async def answer(
        self, work: Coroutine[Any, Any, T], *, otherwise: Callable[[T], Awaitable[None]] | None = None
    ) -> T | None:
        """Give what the work answers; None when that takes too long: then `otherwise` is called once it is there."""
        task = asyncio.create_task(work)
        self._track(task)
        await asyncio.wait({task}, timeout=self._in_time_seconds)
        if task.done():
            return task.result()
        if otherwise is not None:
            self.begin(_afterwards(task, otherwise))
        return None

    def begin(self, work: Awaitable[None]) -> None:
        """Let something run that nobody waits for."""
        task = asyncio.create_task(_unwatched(work))
        self._track(task)
        self._unwatched.add(task)
        task.add_done_callback(self._unwatched.discard)

    async def finish(self) -> None:
        """Return when nothing is running any more."""
        while self._running:
            await asyncio.wait(self._running)

    def _track(self, task: asyncio.Task[Any]) -> None:
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _afterwards(task: "asyncio.Task[T]", otherwise: Callable[[T], Awaitable[None]]) -> None:
    await otherwise(await task)


async def _unwatched(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:  # nobody is there any more to be told
        log.exception("What was to follow an answer could not be done.")
