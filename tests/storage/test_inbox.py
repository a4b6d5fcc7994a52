from datetime import datetime

from storage.database import Database
from storage.inbox import Event, InboxEntry
from tests.storage.times import HOUR, MINUTE, NOON, SECOND

PAYLOAD = {"event": {"type": "reaction_added", "reaction": "bulb"}, "nothing": None}


def event(event_id: str, *, lane: str = "C1", received_at: datetime = NOON) -> Event:
    return Event(event_id, lane, PAYLOAD, received_at)


async def claimed(database: Database, *, worker: str = "a", now: datetime = NOON, limit: int = 10) -> list[InboxEntry]:
    return list(
        await database.write("T1", lambda stores: stores.inbox.claim(worker=worker, now=now, lease=MINUTE, limit=limit))
    )


def ids(entries: list[InboxEntry]) -> list[str]:
    return [entry.event.event_id for entry in entries]


async def test_an_event_comes_out_as_it_went_in(database: Database) -> None:
    await database.keep("T1", event("E1"))

    [entry] = await claimed(database)

    assert entry == InboxEntry(event("E1"), tries=1, next_try_at=NOON, error=None)


async def test_an_event_that_is_sent_again_is_kept_once(database: Database) -> None:
    first = await database.keep("T1", event("E1"))
    again = await database.keep("T1", event("E1"))

    assert (first, again) == (True, False)
    assert ids(await claimed(database)) == ["E1"]


async def test_of_several_events_kept_at_once_the_new_ones_are_told(database: Database) -> None:
    await database.keep("T1", event("E1"))

    new = await database.write(
        "T1", lambda stores: stores.inbox.keep([event("E1"), event("E2"), event("E3"), event("E2")])
    )

    assert new == {"E2", "E3"}


async def test_keeping_nothing_is_no_error(database: Database) -> None:
    assert await database.write("T1", lambda stores: stores.inbox.keep([])) == frozenset()


async def test_a_lane_gives_one_event_at_a_time_in_order_and_lanes_do_not_wait_for_each_other(
    database: Database,
) -> None:
    for event_id, lane in (("E1", "C1"), ("E2", "C1"), ("E3", "C2")):
        await database.keep("T1", event(event_id, lane=lane))

    first = ids(await claimed(database))
    meanwhile = ids(await claimed(database))
    await database.write("T1", lambda stores: stores.inbox.done("E1", now=NOON))
    then = ids(await claimed(database))

    assert (first, meanwhile, then) == (["E1", "E3"], [], ["E2"])


async def test_a_failed_event_comes_again_when_its_time_has_come_and_its_lane_waits(database: Database) -> None:
    await database.keep("T1", event("E1"))
    await database.keep("T1", event("E2"))
    await claimed(database)

    await database.write("T1", lambda stores: stores.inbox.retry("E1", at=NOON + MINUTE, error="KeyError"))

    assert await claimed(database, now=NOON + 59 * SECOND) == []
    [again] = await claimed(database, now=NOON + MINUTE)
    assert (again.event.event_id, again.tries, again.error) == ("E1", 2, "KeyError")


async def test_an_event_set_aside_lets_its_lane_go_on_and_can_be_replayed(database: Database) -> None:
    await database.keep("T1", event("E1"))
    await database.keep("T1", event("E2"))
    await claimed(database)

    await database.write("T1", lambda stores: stores.inbox.set_aside("E1", error="KeyError: 'ts'"))

    assert ids(await claimed(database)) == ["E2"]
    [aside] = await database.read("T1", lambda stores: stores.inbox.aside(limit=10))
    assert (aside.event, aside.error) == (event("E1"), "KeyError: 'ts'")
    assert await database.write("T1", lambda stores: stores.inbox.replay("E1", now=NOON))
    assert not await database.write("T1", lambda stores: stores.inbox.replay("E1", now=NOON))
    await database.write("T1", lambda stores: stores.inbox.done("E2", now=NOON))
    [again] = await claimed(database)
    assert (again.event.event_id, again.tries, again.error) == ("E1", 1, None)


async def test_what_is_done_stays_done_when_its_worker_fails_afterwards(database: Database) -> None:
    await database.keep("T1", event("E1"))
    await claimed(database)
    await database.write("T1", lambda stores: stores.inbox.done("E1", now=NOON))

    await database.write("T1", lambda stores: stores.inbox.retry("E1", at=NOON, error="late"))
    await database.write("T1", lambda stores: stores.inbox.set_aside("E1", error="late"))

    assert await claimed(database) == []
    assert await database.read("T1", lambda stores: stores.inbox.is_done("E1"))
    assert await database.read("T1", lambda stores: stores.inbox.aside(limit=10)) == []


async def test_a_worker_that_starts_again_frees_what_it_held_but_nothing_of_others(database: Database) -> None:
    await database.keep("T1", event("E1", lane="C1"))
    await claimed(database, worker="a")
    await database.keep("T1", event("E2", lane="C2"))
    await claimed(database, worker="b")

    freed = await database.write("T1", lambda stores: stores.inbox.release(worker="a", now=NOON))

    assert freed == 1
    assert ids(await claimed(database, worker="a")) == ["E1"]


async def test_what_a_vanished_worker_held_is_freed_when_its_lease_has_run_out(database: Database) -> None:
    await database.keep("T1", event("E1"))
    await claimed(database, worker="a")

    early = await database.write("T1", lambda stores: stores.inbox.release(worker="b", now=NOON + 59 * SECOND))
    late = await database.write("T1", lambda stores: stores.inbox.release(worker="b", now=NOON + MINUTE))

    assert (early, late) == (0, 1)


async def test_what_could_be_handled_now_is_counted(database: Database) -> None:
    for event_id, lane in (("E1", "C1"), ("E2", "C2"), ("E3", "C3"), ("E4", "C4")):
        await database.keep("T1", event(event_id, lane=lane))
    await claimed(database, limit=3)
    await database.write("T1", lambda stores: stores.inbox.done("E1", now=NOON))
    await database.write("T1", lambda stores: stores.inbox.retry("E2", at=NOON + HOUR, error="later"))

    # E3 is being handled, E4 waits for it; E2 waits for its time.
    assert await database.read("T1", lambda stores: stores.inbox.count_due(NOON)) == 2
    assert await database.read("T1", lambda stores: stores.inbox.count_due(NOON + HOUR)) == 3
    assert await database.read("T1", lambda stores: stores.inbox.next_try()) == NOON


async def test_what_was_received_in_a_lane_can_be_asked_for(database: Database) -> None:
    for event_id, lane in (("E1", "C1"), ("E2", "C2"), ("E3", "C1")):
        await database.keep("T1", Event(event_id, lane, {"event_id": event_id}, NOON))
    await claimed(database, limit=1)
    await database.write("T1", lambda stores: stores.inbox.done("E1", now=NOON))

    found = await database.read("T1", lambda stores: stores.inbox.about("C1"))

    assert found == [{"event_id": "E1"}, {"event_id": "E3"}]


async def test_nothing_waiting_has_no_next_try(database: Database) -> None:
    assert await database.read("T1", lambda stores: stores.inbox.next_try()) is None


async def test_only_what_was_handled_long_ago_is_pruned(database: Database) -> None:
    for event_id in ("E1", "E2", "E3"):
        await database.keep("T1", event(event_id, lane=event_id))
    await claimed(database)
    await database.write("T1", lambda stores: stores.inbox.done("E1", now=NOON))
    await database.write("T1", lambda stores: stores.inbox.done("E2", now=NOON + MINUTE))

    pruned = await database.write("T1", lambda stores: stores.inbox.prune(before=NOON + MINUTE))

    assert pruned == 1
    assert await database.keep("T1", event("E1"))
    assert not await database.keep("T1", event("E2"))
    assert not await database.keep("T1", event("E3"))


async def test_several_events_are_marked_as_handled_at_once(database: Database) -> None:
    for event_id, lane in (("E1", "C1"), ("E2", "C2"), ("E3", "C3")):
        await database.keep("T1", event(event_id, lane=lane))

    await database.write("T1", lambda stores: stores.inbox.all_done(["E1", "E3"], now=NOON))
    await database.write("T1", lambda stores: stores.inbox.all_done([], now=NOON))

    assert ids(await claimed(database)) == ["E2"]


async def test_what_was_received_of_a_lane_is_given_handled_or_not(database: Database) -> None:
    for event_id, lane in (("E1", "C1"), ("E2", "C1"), ("E3", "C2")):
        await database.keep("T1", event(event_id, lane=lane))
    await database.write("T1", lambda stores: stores.inbox.done("E1", now=NOON))

    received = await database.read("T1", lambda stores: stores.inbox.about("C1"))

    assert received == [PAYLOAD, PAYLOAD]
