"""The ticker: asks every feature every 15 seconds what is due."""

import asyncio
from collections.abc import Callable, Mapping

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from handlers.deps import Deps
from handlers.table import OnTick

log = structlog.get_logger(__name__)

TICK_SECONDS = 15


class Ticker:
    """Runs all ticks one after the other; one that fails holds up none, and no two rounds overlap."""

    def __init__(self, ticks: Mapping[str, OnTick], make_deps: Callable[[], Deps]) -> None:
        self._ticks = ticks
        self._make_deps = make_deps
        self._round = asyncio.Lock()
        # In memory and in UTC: what is due stands in the tables, and this is only the hand that knocks.
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Tick from now on."""
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=TICK_SECONDS, timezone="UTC"),
            coalesce=True,
            max_instances=1,
            # APScheduler 3.11 drops a run that is a second late; a late look at what is due is as good as one in time.
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def tick(self) -> None:
        """Ask every feature once."""
        async with self._round:
            for name, tick in self._ticks.items():
                try:
                    await tick(self._make_deps())
                except Exception:  # one feature's fault must not stop the others, nor the next round
                    log.exception("A tick failed; it runs again in the next round.", tick=name)

    async def stop(self) -> None:
        """Tick no more, once the round that is open has ended."""
        # Shutting down at once would cancel the round that is open: APScheduler 3.11 cancels its coroutines.
        if self._scheduler.running:
            self._scheduler.pause()
        async with self._round:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)
