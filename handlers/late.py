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
            self._track(asyncio.create_task(_afterwards(task, otherwise)))
        return None

    async def finish(self) -> None:
        """Return when nothing is running any more."""
        while self._running:
            await asyncio.wait(self._running)

    def _track(self, task: asyncio.Task[Any]) -> None:
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _afterwards(task: "asyncio.Task[T]", otherwise: Callable[[T], Awaitable[None]]) -> None:
    try:
        await otherwise(await task)
    except Exception:  # nobody is there any more to be told
        log.exception("A late answer could not be given.")
