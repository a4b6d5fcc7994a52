"""The sender: makes the deliveries of the outbox in Slack, each once, in order within a lane, at Slack's pace."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import calls
from bot.calls import Denied, Later, Made, Unknown
from bot.clock import Clock
from bot.lookup import Absence, Found, Looked, Lookup
from bot.outcomes import Outcomes
from bot.rates import Rates
from bot.slack import Identity
from bot.work import Pace, Work
from community.delivery import Delivery, Refused, Sent
from handlers.deps import Deps
from handlers.table import Feature
from storage.database import Database
from storage.outbox import OutboxEntry
from storage.stores import Stores

log = structlog.get_logger(__name__)

AT_ONCE = 32
POLL_SECONDS = 5.0
# What is put within this time is claimed together: in a rush a claim for each would take more than the sending.
GATHER_SECONDS = 0.01
# A call takes at most 10 s and looking into it at most a minute; what is left after this was left by the dead.
LEASE = timedelta(minutes=3)
# A post may arrive after its connection broke, so it must be missed twice before it is called absent.
LOOK_AFTER_SECONDS = (1.0, 5.0, 15.0, 30.0, 60.0)
LONGEST_PAUSE = timedelta(minutes=5)
# What can't be made for a day is for an operator to decide: it may make no sense any more.
GIVE_UP_AFTER = timedelta(days=1)
FEWEST_TRIES = 10
MOST_UNKNOWN = 5

_ABSENT = "nobody knew whether it was made, and it was not found"

T = TypeVar("T")

Sleep = Callable[[float], Awaitable[None]]


class Sender:
    """Makes the deliveries of one workspace."""

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        identity: Identity,
        clock: Clock,
        *,
        name: str,
        table: Feature,
        make_deps: Callable[[], Deps],
        outcomes: Outcomes,
        rates: Rates | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._database = database
        self._client = client
        self._workspace_id = identity.workspace_id
        self._clock = clock
        self._name = name
        self._table = table
        self._make_deps = make_deps
        self._outcomes = outcomes
        self._rates = rates or Rates()
        self._sleep = sleep
        self._lookup = Lookup(client, identity, self._turn, self._is_used)
        self._work = Work(AT_ONCE)
        self._pace = Pace()
        self._is_stopping = False

    def wake(self) -> None:
        """Say that something was put into the outbox."""
        self._work.wake()

    async def run(self) -> None:
        """Send until told to stop."""
        await self._take_over(own=True)
        taken_over_at = monotonic()
        while not self._is_stopping:
            async with self._pace.asking():
                await self._claim()
                idle_seconds = await self._idle_seconds()
            await self._work.until_woken(idle_seconds)
            await asyncio.sleep(GATHER_SECONDS)
            if monotonic() - taken_over_at > POLL_SECONDS:
                await self._take_over()
                taken_over_at = monotonic()
        await self._work.finish()

    def stop(self) -> None:
        """Start nothing more; `run` returns when what is being sent has its answer."""
        self._is_stopping = True
        self._work.wake()

    async def cut_short(self) -> None:
        """Stop even what is being sent: whoever runs next looks into it."""
        await self._work.cancel()

    async def _claim(self) -> None:
        while (room := self._work.room) and not self._is_stopping:
            claim = partial(self._claimed, now=self._clock.now(), limit=room, resting=self._rates.resting())
            claimed = await self._write(claim)
            for entry in claimed:
                self._work.start(entry.id, partial(self._send, entry))
            if len(claimed) < room:
                return

    def _claimed(self, stores: Stores, *, now: datetime, limit: int, resting: Collection[str]) -> Sequence[OutboxEntry]:
        return stores.outbox.claim(sender=self._name, now=now, lease=LEASE, limit=limit, without_methods=resting)

    async def _take_over(self, *, own: bool = False) -> None:
        """Look into what was being sent when its sender vanished."""
        now = self._clock.now()
        left = await self._write(
            lambda stores: stores.outbox.take_over(sender=self._name, now=now, lease=LEASE, limit=AT_ONCE, own=own)
        )
        for entry in left:
            # A moved clock can end a lease early: what is being sent here goes on.
            if not self._work.is_running(entry.id):
                log.info("A delivery was left open and is looked into.", **_fields(entry))
                self._work.start(entry.id, partial(self._resolve, entry))

    async def _send(self, entry: OutboxEntry) -> None:
        delivery = entry.delivery
        await self._turn(delivery.method, _channel_id(delivery))
        if self._is_stopping:
            await self._again(entry, at_once=True, error=entry.error or "")
            return
        match await calls.make(self._client, delivery, entry.id):
            case Made(answer):
                await self._made(entry, answer)
            case Denied("name_taken") if entry.error == _ABSENT:
                # The first try may have made that channel after all.
                await self._resolve(entry, is_there=True)
            case Denied(error, answer):
                await self._refused(entry, error, answer)
            case Later(error, after):
                await self._later(entry, error, after)
            case Unknown(error):
                log.warning("Nobody knows whether a delivery was made.", error=error, **_fields(entry))
                await self._resolve(entry)

    async def _resolve(self, entry: OutboxEntry, *, is_there: bool = False) -> None:
        """Find out what became of a delivery and end it one way or the other; never send it blindly.

        When Slack can't be asked it stays as it is, and whoever finds it after its lease asks again.
        """
        if entry.delivery.method in calls.REPEATABLE:
            await self._again(entry, at_once=entry.tries < MOST_UNKNOWN, error="it was not answered")
            return
        missed = 0
        for pause in LOOK_AFTER_SECONDS:
            await self._sleep(pause)
            looked = await self._look(entry)
            if isinstance(looked, Found):
                log.info("A delivery had been made.", **_fields(entry))
                await self._made(entry, looked.answer)
                return
            if looked is Absence.UNCLEAR:
                await self._park(entry, "it may have been made or not, and that cannot be told")
                return
            missed += looked is Absence.SURE
            if missed == 2:
                await self._missed(entry, is_there=is_there)
                return

    async def _look(self, entry: OutboxEntry) -> Looked | None:
        try:
            return await self._lookup.look(entry.delivery, entry.id, entry.put_at)
        except SlackApiError as error:
            reason = calls.judged(entry.delivery.method, error)
            if isinstance(reason, Later) and reason.after:
                await self._sleep(reason.after.total_seconds())
            return None if isinstance(reason, Later | Unknown) else Absence.UNCLEAR
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None

    async def _missed(self, entry: OutboxEntry, *, is_there: bool) -> None:
        if is_there:
            await self._park(entry, "the name is taken, perhaps by the channel this was to make")
        elif entry.tries >= MOST_UNKNOWN:
            await self._park(entry, f"it was not answered {entry.tries} times")
        else:
            await self._again(entry, at_once=True, error=_ABSENT)

    async def _made(self, entry: OutboxEntry, answer: Mapping[str, Any]) -> None:
        # The message comes back with all its text; its place is all that is ever asked of it.
        kept = {key: value for key, value in answer.items() if key not in {"message", "response_metadata"}}
        now = self._clock.now()

        def settle(stores: Stores) -> Sent | None:
            sent = stores.outbox.mark_sent(entry.id, kept, now=now)
            take = self._table.sent.get(entry.delivery.purpose)
            if sent is not None and take is not None:
                take(stores, sent, now)
            return sent

        try:
            sent = await self._write(settle)
        except Exception:  # a fault of the feature's; doing it in Slack once more would not mend it
            log.exception("A delivery was made, but nothing could be done with the answer.", **_fields(entry))
            await self._park(entry, "it was made, but nothing could be done with the answer")
            return
        if sent is not None:
            log.info("A delivery was made.", **_fields(entry))
            self._outcomes.tell(sent)

    async def _refused(self, entry: OutboxEntry, error: str, answer: Mapping[str, Any]) -> None:
        log.warning("Slack refused a delivery.", error=error, **_fields(entry))
        told = await self._told(Refused(entry.id, entry.delivery, error, answer))
        now = self._clock.now()

        def settle(stores: Stores) -> Refused | None:
            refused = stores.outbox.mark_refused(entry.id, error, answer, now=now)
            if refused is not None:
                told(stores)
            return refused

        try:
            refused = await self._write(settle)
        except Exception:  # a fault of the feature's; the refusal stands all the same
            log.exception("Nothing could be done about a refusal.", **_fields(entry))
            refused = await self._write(lambda stores: stores.outbox.mark_refused(entry.id, error, answer, now=now))
        if refused is not None:
            self._outcomes.tell(refused)

    async def _told(self, refused: Refused) -> Callable[[Stores], None]:
        tell = self._table.refused.get(refused.delivery.purpose)
        if tell is None:
            return _nothing
        try:
            return await tell(refused, self._make_deps(), self._outcomes.is_awaited(refused.id))
        except Exception:  # a fault of the feature's; the refusal stands all the same
            log.exception("Nobody could be told of a refusal.", delivery_id=refused.id)
            return _nothing

    async def _later(self, entry: OutboxEntry, error: str, after: timedelta | None) -> None:
        if after is not None:
            self._rates.hold(entry.delivery.method, after.total_seconds(), _channel_id(entry.delivery))
        elif entry.tries >= FEWEST_TRIES and self._clock.now() - entry.put_at > GIVE_UP_AFTER:
            await self._park(entry, f"it could not be made for a day ({error})")
            return
        await self._again(entry, after=after, error=error)

    async def _again(
        self, entry: OutboxEntry, *, error: str, after: timedelta | None = None, at_once: bool = False
    ) -> None:
        pause = (
            timedelta(0) if at_once else after or min(LONGEST_PAUSE, timedelta(seconds=2 ** min(entry.tries, 10) / 2))
        )
        log.info("A delivery is tried again.", seconds=pause.total_seconds(), error=error, **_fields(entry))
        at = self._clock.now() + pause
        await self._write(lambda stores: stores.outbox.retry(entry.id, at=at, error=error))

    async def _park(self, entry: OutboxEntry, reason: str) -> None:
        log.error("A delivery was parked: `yokoten outbox` lists it.", error=reason, **_fields(entry))
        now = self._clock.now()
        await self._write(lambda stores: stores.outbox.park(entry.id, error=reason, now=now))

    async def _is_used(self, channel_id: str) -> bool:
        found = await self._database.read(self._workspace_id, lambda stores: stores.communities.in_channel(channel_id))
        return found is not None

    async def _turn(self, method: str, channel_id: str = "") -> None:
        """Wait until Slack's rates allow the call, and count it."""
        while (pause := self._rates.pause(method, channel_id)) > 0 and not self._is_stopping:
            await self._sleep(pause)
        self._rates.count(method, channel_id)

    async def _idle_seconds(self) -> float:
        if not self._work.room:
            return POLL_SECONDS
        next_try = await self._database.read(self._workspace_id, lambda stores: stores.outbox.next_try())
        if next_try is None:
            return POLL_SECONDS
        return min(POLL_SECONDS, max(0.05, (next_try - self._clock.now()).total_seconds()))

    async def _write(self, work: Callable[[Stores], T]) -> T:
        return await self._database.write(self._workspace_id, work)


def _nothing(_: Stores) -> None:
    pass


def _channel_id(delivery: Delivery) -> str:
    return str(delivery.arguments.get("channel", ""))


def _fields(entry: OutboxEntry) -> dict[str, Any]:
    delivery = entry.delivery
    return {"delivery_id": entry.id, "method": delivery.method, "purpose": delivery.purpose, "lane": delivery.lane}
