"""The sandbox's clock: real time, moved ahead when someone asks for it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the workspace's time in UTC. It runs like a real clock and can be moved ahead, never back.

    Give `start` to begin at another moment, and `seconds` (a count of seconds that never goes back) to stand still in
    a test.
    """

    def __init__(self, start: datetime | None = None, *, seconds: Callable[[], float] = time.time) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError(f"a clock starts at a time with a zone, got {start}")
        self._seconds = seconds
        self._origin = seconds()
        self._start = (start or datetime.fromtimestamp(time.time(), UTC)).astimezone(UTC)
        self._moved = asyncio.Event()
        self._listeners: list[Callable[[datetime], None]] = []

    def now(self) -> datetime:
        """Give the workspace's time, aware and in UTC."""
        return self._start + timedelta(seconds=self._seconds() - self._origin)

    def move_to(self, moment: datetime) -> datetime:
        """Move ahead to `moment` and give the new time. ValueError when it has no zone or lies in the past."""
        if moment.tzinfo is None:
            raise ValueError(
                f"the time to move to needs a zone, like 2026-03-30T09:00:00+02:00; got {moment.isoformat()}"
            )
        return self.advance(moment - self.now())

    def advance(self, by: timedelta) -> datetime:
        """Move ahead by `by` and give the new time. ValueError when that would go back."""
        if by < timedelta(0):
            raise ValueError(f"the clock only moves ahead; it is {self.now().isoformat()} already")
        self._start += by
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        for listener in self._listeners:
            listener(self.now())
        return self.now()

    def subscribe(self, listener: Callable[[datetime], None]) -> None:
        """Call `listener` with the new time after every move."""
        self._listeners.append(listener)

    async def wait_until(self, moment: datetime) -> None:
        """Return when the clock shows `moment`, be it by waiting or by being moved."""
        while (left := (moment - self.now()).total_seconds()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._moved.wait()
            except TimeoutError:
                continue
