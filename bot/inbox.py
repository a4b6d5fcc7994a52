"""The inbox: events are kept before they are acknowledged, and worked off afterwards, in order, up to five times."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any

import structlog

from bot.clock import Clock
from bot.work import Pace, Work
from handlers import interest
from handlers.interest import PERSONAL
from storage.database import Database
from storage.inbox import Event, InboxEntry
from storage.stores import Stores

log = structlog.get_logger(__name__)

# Before the second, third, fourth and fifth try: long enough together to outlast a short outage of Slack's.
PAUSES = (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
LEASE = timedelta(minutes=5)
# Other replicas and later tries are looked for this often; what is kept here is worked off at once.
POLL_SECONDS = 5.0
AT_ONCE = 32

# Handles one event; False when it isn't marked as handled yet, since nothing was written. What goes wrong is raised.
Handle = Callable[[Mapping[str, Any]], Awaitable[bool]]


class Inbox:
    """Keeps events, and gives them to the app one after the other in each lane."""

    def __init__(self, database: Database, workspace_id: str, clock: Clock, *, worker: str, handle: Handle) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._clock = clock
        self._worker = worker
        self._handle = handle
        self._work = Work(AT_ONCE)
        self._pace = Pace()
        self._over: list[Event] = []
        self._is_stopping = False

    async def keep(self, payload: Mapping[str, Any]) -> bool:
        """Store an event; when this returns it will be handled. False: it was known already, or concerns nobody."""
        kept = interest.kept(payload["event"])
        if kept is None:
            return False
        event = Event(str(payload["event_id"]), lane(payload), {**payload, "event": kept}, self._clock.now())
        if not await self._database.keep(self._workspace_id, event):
            log.debug("An event came again.", event_id=event.event_id)
            return False
        self._work.wake()
        return True

    def wake(self) -> None:
        """Say that something may have become due."""
        self._work.wake()

    async def run(self) -> None:
        """Work events off until told to stop."""
        await self._release(self._worker)
        released_at = monotonic()
        while not self._is_stopping:
            async with self._pace.asking():
                await self._claim()
                idle_seconds = await self._idle_seconds()
            await self._work.until_woken(idle_seconds)
            if monotonic() - released_at > POLL_SECONDS:
                await self._release()
                released_at = monotonic()
        await self._work.finish()
        await self._mark_and_claim(0)

    def stop(self) -> None:
        """Begin nothing more; `run` returns when the events that are being handled have ended."""
        self._is_stopping = True
        self._work.wake()

    async def cut_short(self) -> None:
        """Stop even what is being handled: it is handled again by whoever runs next."""
        await self._work.cancel()

    async def _claim(self) -> None:
        while (room := self._work.room) >= AT_ONCE // 4 and not self._is_stopping:
            claimed = await self._mark_and_claim(room)
            for entry in claimed:
                # A moved clock can end a lease early: what is being handled is then given out a second time.
                is_second = self._work.is_running(entry.event.event_id)
                self._work.start(entry.event.event_id, partial(self._try, entry, is_second=is_second))
            if len(claimed) < room:
                return

    async def _mark_and_claim(self, limit: int) -> Sequence[InboxEntry]:
        now, over = self._clock.now(), self._over
        self._over = []

        def work(stores: Stores) -> Sequence[InboxEntry]:
            stores.inbox.all_done([event.event_id for event in over], now=now)
            stores.inbox.empty([event.event_id for event in over if event.payload["event"].get("type") in PERSONAL])
            return stores.inbox.claim(worker=self._worker, now=now, lease=LEASE, limit=limit) if limit else ()

        try:
            return await self._database.write(self._workspace_id, work)
        except BaseException:
            self._over = over + self._over
            raise

    async def _try(self, entry: InboxEntry, *, is_second: bool) -> None:
        event_id = entry.event.event_id
        if is_second and await self._database.read(self._workspace_id, lambda stores: stores.inbox.is_done(event_id)):
            return
        try:
            is_done = await self._handle(entry.event.payload)
        except Exception as error:  # noqa: BLE001  # one bad event must not stop the others
            await self._failed(entry, error)
        else:
            if not is_done:
                # Most events are of no concern; they are marked together, with the next claim.
                self._over.append(entry.event)

    async def _failed(self, entry: InboxEntry, error: Exception) -> None:
        event_id, reason = entry.event.event_id, f"{type(error).__name__}: {error}"
        if entry.tries > len(PAUSES):
            log.error("An event was set aside: `yokoten inbox` lists it.", event_id=event_id, exc_info=error)
            await self._database.write(
                self._workspace_id, lambda stores: stores.inbox.set_aside(event_id, error=reason)
            )
            return
        pause = PAUSES[entry.tries - 1]
        log.warning("An event failed and is tried again.", event_id=event_id, tries=entry.tries, exc_info=error)
        at = self._clock.now() + pause
        await self._database.write(self._workspace_id, lambda stores: stores.inbox.retry(event_id, at=at, error=reason))

    async def _release(self, worker: str = "") -> None:
        """Let be taken what was left behind: by whose lease ran out, and by this worker's earlier life."""
        now = self._clock.now()
        await self._database.write(self._workspace_id, lambda stores: stores.inbox.release(worker=worker, now=now))

    async def _idle_seconds(self) -> float:
        next_try = await self._database.read(self._workspace_id, lambda stores: stores.inbox.next_try())
        if next_try is None:
            return POLL_SECONDS
        return min(POLL_SECONDS, max(0.05, (next_try - self._clock.now()).total_seconds()))


def lane(payload: Mapping[str, Any]) -> str:
    """Say what an event is about: those about the same message, person or channel are handled in order."""
    event = payload["event"]
    item = event.get("item") or {}
    if item.get("ts"):
        return f"{item.get('channel')}:{item['ts']}"
    channel = event.get("channel")
    channel_id = channel.get("id") if isinstance(channel, Mapping) else channel
    if event["type"] == "message":
        inner = event.get("message") or event.get("previous_message") or event
        return f"{channel_id}:{inner.get('ts', '')}"
    user = event.get("user")
    user_id = user.get("id") if isinstance(user, Mapping) else user
    return str(channel_id or user_id or payload["event_id"])
