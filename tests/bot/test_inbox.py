"""The inbox: kept once, handled in order, tried again, set aside, gone on with after a crash."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import SettableClock
from bot.inbox import Inbox, lane
from storage.database import Database
from storage.inbox import Event, InboxEntry
from tests.bot.running import NOON, PATIENCE, standing_clock


def reaction(event_id: str, *, ts: str = "1.0", channel: str = "C1") -> dict[str, Any]:
    item = {"type": "message", "channel": channel, "ts": ts}
    return {
        "type": "event_callback",
        "event_id": event_id,
        "event": {"type": "reaction_added", "user": "U1", "reaction": "bulb", "item": item},
    }


def kept(payload: dict[str, Any]) -> Event:
    return Event(payload["event_id"], lane(payload), payload, NOON)


class App:
    """Stands where the Bolt app stands: handles events as it is told to, and marks them done."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.handled: list[str] = []
        self.failing: set[str] = set()
        self.waiting: dict[str, asyncio.Event] = {}
        self._changed = asyncio.Event()

    async def handle(self, payload: Mapping[str, Any]) -> bool:
        event_id = str(payload["event_id"])
        self.handled.append(event_id)
        self._changed.set()
        if event_id in self.waiting:
            await self.waiting[event_id].wait()
        if event_id in self.failing:
            raise RuntimeError("it is broken")
        await self._database.write("T1", lambda stores: stores.inbox.done(event_id, now=NOON))
        return True

    async def until_handled(self, times: int) -> None:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while len(self.handled) < times:
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database(sqlite_url).open()
    yield opened
    await opened.close()


@pytest.fixture
def app(database: Database) -> App:
    return App(database)


@pytest.fixture
def clock() -> SettableClock:
    return standing_clock()


@asynccontextmanager
async def working(database: Database, app: App, clock: SettableClock) -> AsyncIterator[Inbox]:
    inbox = Inbox(database, "T1", clock, worker="w", handle=app.handle)
    task = asyncio.create_task(inbox.run())
    try:
        yield inbox
    finally:
        inbox.stop()
        await task


async def set_aside(database: Database) -> list[InboxEntry]:
    return list(await database.read("T1", lambda stores: stores.inbox.aside(limit=10)))


async def open_events(database: Database, clock: SettableClock) -> int:
    return await database.read("T1", lambda stores: stores.inbox.count_due(clock.now()))


async def test_a_kept_event_is_handled_at_once(database: Database, app: App, clock: SettableClock) -> None:
    async with working(database, app, clock) as inbox:
        is_new = await inbox.keep(reaction("E1"))
        await app.until_handled(1)

    assert is_new
    assert app.handled == ["E1"]
    assert await open_events(database, clock) == 0


async def test_an_event_that_slack_sends_again_is_handled_once(
    database: Database, app: App, clock: SettableClock
) -> None:
    async with working(database, app, clock) as inbox:
        await inbox.keep(reaction("E1"))
        await app.until_handled(1)
        is_new = await inbox.keep(reaction("E1"))
        await inbox.keep(reaction("E2"))
        await app.until_handled(2)

    assert not is_new
    assert app.handled == ["E1", "E2"]


async def test_events_about_one_message_wait_for_each_other_and_no_others_do(
    database: Database, app: App, clock: SettableClock
) -> None:
    app.waiting["E1"] = asyncio.Event()

    async with working(database, app, clock) as inbox:
        await inbox.keep(reaction("E1", ts="1.0"))
        await app.until_handled(1)
        await inbox.keep(reaction("E2", ts="1.0"))
        await inbox.keep(reaction("E3", ts="2.0"))
        await app.until_handled(2)
        before = list(app.handled)
        app.waiting["E1"].set()
        await app.until_handled(3)

    assert before == ["E1", "E3"]
    assert app.handled == ["E1", "E3", "E2"]


async def test_an_event_that_fails_is_tried_five_times_with_growing_pauses_and_then_set_aside(
    database: Database, app: App, clock: SettableClock
) -> None:
    app.failing.add("E1")
    pauses = []

    async with working(database, app, clock) as inbox:
        await inbox.keep(reaction("E1"))
        for tries in range(1, 5):
            await app.until_handled(tries)
            while (next_try := await database.read("T1", lambda stores: stores.inbox.next_try())) is None:  # noqa: ASYNC110
                await asyncio.sleep(0)
            pauses.append(next_try - clock.now())
            clock.set(next_try)
            inbox.wake()
        await app.until_handled(5)

    [entry] = await set_aside(database)
    assert pauses == [timedelta(seconds=seconds) for seconds in (1, 10, 60, 600)]
    assert (entry.event.event_id, entry.tries, entry.error) == ("E1", 5, "RuntimeError: it is broken")


async def test_what_was_set_aside_can_be_replayed(database: Database, app: App, clock: SettableClock) -> None:
    await database.keep("T1", kept(reaction("E1")))
    await database.write("T1", lambda stores: stores.inbox.set_aside("E1", error="x"))

    async with working(database, app, clock) as inbox:
        await database.write("T1", lambda stores: stores.inbox.replay("E1", now=NOON))
        inbox.wake()
        await app.until_handled(1)

    assert await set_aside(database) == []


async def test_an_event_whose_handling_wrote_nothing_is_over(database: Database, clock: SettableClock) -> None:
    taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def nobody(_: Mapping[str, Any]) -> bool:
        taken.set_result(None)
        return False

    inbox = Inbox(database, "T1", clock, worker="w", handle=nobody)
    task = asyncio.create_task(inbox.run())
    await inbox.keep(reaction("E1"))
    await taken
    inbox.stop()
    await task

    assert await database.read("T1", lambda stores: stores.inbox.is_done("E1"))


async def test_of_a_handled_message_nothing_stays_but_that_it_came(database: Database, clock: SettableClock) -> None:
    taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    said = {"type": "message", "channel": "C1", "ts": "1.2", "user": "U1", "text": "See lesson #12"}

    async def nobody(_: Mapping[str, Any]) -> bool:
        taken.set_result(None)
        return False

    inbox = Inbox(database, "T1", clock, worker="w", handle=nobody)
    task = asyncio.create_task(inbox.run())
    assert await inbox.keep({"event_id": "E1", "event": said})
    await taken
    inbox.stop()
    await task

    assert await database.read("T1", lambda stores: stores.inbox.about("C1:1.2")) == [{"event": {}}]
    assert not await inbox.keep({"event_id": "E1", "event": said})


async def test_a_message_that_concerns_nobody_is_not_kept(database: Database, clock: SettableClock) -> None:
    async def handle(_: Mapping[str, Any]) -> bool:
        return False

    inbox = Inbox(database, "T1", clock, worker="w", handle=handle)
    said = {"type": "message", "channel": "C1", "ts": "1.2", "user": "U1", "text": "Good morning"}

    assert not await inbox.keep({"event_id": "Ev1", "event": said})
    assert await database.read("T1", lambda stores: stores.inbox.about("C1:1.2")) == []


async def test_of_small_talk_where_everybody_reads_no_word_is_ever_kept(
    database: Database, clock: SettableClock
) -> None:
    async def handle(_: Mapping[str, Any]) -> bool:
        return False

    inbox = Inbox(database, "T1", clock, worker="w", handle=handle)
    own = {"type": "message", "channel": "C1", "channel_type": "channel", "ts": "1.2", "user": "U1"}

    assert await inbox.keep({"event_id": "Ev1", "event": own | {"text": "Good morning", "blocks": []}})

    assert await database.read("T1", lambda stores: stores.inbox.about("C1:1.2")) == [{"event_id": "Ev1", "event": own}]


async def test_what_was_being_handled_when_the_process_died_is_handled_at_the_next_start(
    database: Database, app: App, clock: SettableClock
) -> None:
    await database.keep("T1", kept(reaction("E1")))
    await database.write(
        "T1", lambda stores: stores.inbox.claim(worker="w", now=NOON, lease=timedelta(hours=1), limit=1)
    )

    async with working(database, app, clock):
        await app.until_handled(1)

    assert app.handled == ["E1"]


async def test_a_clock_that_is_moved_past_the_lease_handles_nothing_twice(
    database: Database, app: App, clock: SettableClock
) -> None:
    app.waiting["E1"] = asyncio.Event()

    async with working(database, app, clock) as inbox:
        await inbox.keep(reaction("E1"))
        await app.until_handled(1)
        clock.set(NOON + timedelta(days=7))
        await database.write("T1", lambda stores: stores.inbox.release(worker="", now=clock.now()))
        await inbox.keep(reaction("E2", ts="2.0"))
        await app.until_handled(2)
        app.waiting["E1"].set()

    assert app.handled == ["E1", "E2"]


async def test_stopping_waits_for_what_is_being_handled(database: Database, app: App, clock: SettableClock) -> None:
    app.waiting["E1"] = asyncio.Event()
    inbox = Inbox(database, "T1", clock, worker="w", handle=app.handle)
    task = asyncio.create_task(inbox.run())
    await inbox.keep(reaction("E1"))
    await app.until_handled(1)

    inbox.stop()
    app.waiting["E1"].set()
    await task

    assert await database.read("T1", lambda stores: stores.inbox.is_done("E1"))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "reaction_added", "user": "U1", "item": {"type": "message", "channel": "C1", "ts": "1.2"}}, "C1:1.2"),
        ({"type": "message", "channel": "C1", "ts": "1.2", "user": "U1"}, "C1:1.2"),
        ({"type": "message", "channel": "C1", "ts": "1.9", "message": {"ts": "1.2"}}, "C1:1.2"),
        ({"type": "message", "channel": "C1", "ts": "1.9", "previous_message": {"ts": "1.2"}}, "C1:1.2"),
        ({"type": "channel_rename", "channel": {"id": "C1", "name": "x"}}, "C1"),
        ({"type": "channel_archive", "channel": "C1", "user": "U1"}, "C1"),
        ({"type": "team_join", "user": {"id": "U1"}}, "U1"),
        ({"type": "app_home_opened", "user": "U1", "channel": "D1"}, "D1"),
        ({"type": "emoji_changed"}, "E1"),
    ],
)
def test_events_about_the_same_thing_share_a_lane(event: dict[str, Any], expected: str) -> None:
    assert lane({"event_id": "E1", "event": event}) == expected
