from collections.abc import Sequence
from datetime import datetime

import pytest

from community.delivery import Delivery, Refused, Sent
from storage.database import Database
from storage.outbox import OutboxEntry
from storage.stores import Stores
from tests.storage.times import HOUR, MINUTE, NOON, SECOND


def post(text: str = "Hello", *, lane: str = "C1", method: str = "chat.postMessage") -> Delivery:
    return Delivery(method, {"channel": lane, "text": text, "blocks": [{"type": "divider"}]}, lane, "card", "42")


async def put(database: Database, *deliveries: Delivery) -> list[int]:
    return await database.write("T1", lambda stores: [stores.outbox.put(one, now=NOON) for one in deliveries])


async def claimed(
    database: Database,
    *,
    sender: str = "a",
    limit: int = 10,
    without_lanes: Sequence[str] = (),
    without_methods: Sequence[str] = (),
) -> list[int]:
    entries = await database.write(
        "T1",
        lambda stores: stores.outbox.claim(
            sender=sender,
            now=NOON,
            lease=MINUTE,
            limit=limit,
            without_lanes=without_lanes,
            without_methods=without_methods,
        ),
    )
    return [entry.id for entry in entries]


async def test_a_delivery_comes_out_as_it_was_put(database: Database) -> None:
    [id_] = await put(database, post("Grüße & <!channel> 🎉"))

    entries = await database.write(
        "T1", lambda stores: stores.outbox.claim(sender="a", now=NOON, lease=MINUTE, limit=1)
    )

    assert entries == [
        OutboxEntry(id_, post("Grüße & <!channel> 🎉"), tries=1, put_at=NOON, next_try_at=NOON, error=None)
    ]


async def test_what_a_failed_use_case_put_is_not_there(database: Database) -> None:
    def put_and_fail(stores: Stores) -> None:
        stores.outbox.put(post(), now=NOON)
        raise KeyError("no such community")

    with pytest.raises(KeyError):
        await database.write("T1", put_and_fail)

    assert await claimed(database) == []


async def test_a_transaction_knows_what_it_put(database: Database) -> None:
    first, second = await put(database, post(), post())

    known = await database.write("T1", lambda stores: (stores.outbox.put(post(), now=NOON), tuple(stores.put_ids))[1])

    assert known == (second + 1,) == (first + 2,)


async def test_a_lane_is_sent_one_by_one_in_order_and_lanes_do_not_wait_for_each_other(database: Database) -> None:
    first, second, other = await put(database, post("1"), post("2"), post("3", lane="C2"))

    at_once = await claimed(database)
    meanwhile = await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.mark_sent(first, {"ok": True}, now=NOON))
    then = await claimed(database)

    assert (at_once, meanwhile, then) == ([first, other], [], [second])


async def test_no_more_are_claimed_than_asked_for_the_oldest_first(database: Database) -> None:
    ids = await put(database, *(post(lane=f"C{number}") for number in range(5)))

    assert await claimed(database, limit=2) == ids[:2]
    assert await claimed(database, limit=2) == ids[2:4]


async def test_resting_lanes_and_methods_are_left_alone(database: Database) -> None:
    _, _, third = await put(database, post(lane="C1"), post(lane="C2", method="pins.add"), post(lane="C3"))

    assert await claimed(database, without_lanes=["C1"], without_methods=["pins.add"]) == [third]


async def test_what_was_sent_says_what_was_answered(database: Database) -> None:
    [id_] = await put(database, post())
    before = await database.read("T1", lambda stores: stores.outbox.outcome(id_))
    await claimed(database)

    sent = await database.write("T1", lambda stores: stores.outbox.mark_sent(id_, {"ts": "1.2"}, now=NOON))

    assert before is None
    assert sent == Sent(id_, post(), {"ts": "1.2"})
    assert await database.read("T1", lambda stores: stores.outbox.outcome(id_)) == sent


async def test_what_was_refused_says_why(database: Database) -> None:
    [id_] = await put(database, post())
    await claimed(database)

    refused = await database.write("T1", lambda stores: stores.outbox.mark_refused(id_, "is_archived", now=NOON))

    assert refused == Refused(id_, post(), "is_archived", {})
    assert await database.read("T1", lambda stores: stores.outbox.outcome(id_)) == refused


async def test_an_outcome_is_taken_once(database: Database) -> None:
    [id_] = await put(database, post())
    await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.mark_sent(id_, {"ts": "1.2"}, now=NOON))

    again = await database.write("T1", lambda stores: stores.outbox.mark_sent(id_, {"ts": "9.9"}, now=NOON))
    otherwise = await database.write("T1", lambda stores: stores.outbox.mark_refused(id_, "fatal", now=NOON))

    assert (again, otherwise) == (None, None)
    assert await database.read("T1", lambda stores: stores.outbox.outcome(id_)) == Sent(id_, post(), {"ts": "1.2"})


async def test_a_retry_waits_for_its_time_and_its_lane_with_it(database: Database) -> None:
    first, _ = await put(database, post("1"), post("2"))
    await claimed(database)

    await database.write("T1", lambda stores: stores.outbox.retry(first, at=NOON + MINUTE, error="ratelimited"))

    assert await claimed(database) == []
    [entry] = await database.write(
        "T1", lambda stores: stores.outbox.claim(sender="a", now=NOON + MINUTE, lease=MINUTE, limit=9)
    )
    assert (entry.id, entry.tries, entry.error) == (first, 2, "ratelimited")


async def test_a_parked_delivery_lets_its_lane_go_on_and_can_be_replayed(database: Database) -> None:
    first, second = await put(database, post("1"), post("2"))
    await claimed(database)

    await database.write("T1", lambda stores: stores.outbox.park(first, error="timeout", now=NOON))

    assert await claimed(database) == [second]
    [parked] = await database.read("T1", lambda stores: stores.outbox.parked(limit=10))
    assert (parked.id, parked.error) == (first, "timeout")
    assert await database.write("T1", lambda stores: stores.outbox.replay(first, now=NOON))
    assert not await database.write("T1", lambda stores: stores.outbox.replay(first, now=NOON))
    await database.write("T1", lambda stores: stores.outbox.mark_sent(second, {}, now=NOON))
    assert await claimed(database) == [first]


async def test_what_was_sent_is_never_replayed(database: Database) -> None:
    [id_] = await put(database, post())
    await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.mark_sent(id_, {}, now=NOON))

    assert not await database.write("T1", lambda stores: stores.outbox.replay(id_, now=NOON))
    assert await claimed(database) == []


async def test_what_a_vanished_sender_was_sending_is_taken_over_when_its_lease_has_run_out(
    database: Database,
) -> None:
    [id_] = await put(database, post())
    await claimed(database, sender="a")

    async def taken_over(now: datetime) -> Sequence[OutboxEntry]:
        return await database.write(
            "T1", lambda stores: stores.outbox.take_over(sender="b", now=now, lease=MINUTE, limit=9)
        )

    early, late, again = [await taken_over(NOON + after) for after in (59 * SECOND, MINUTE, MINUTE)]

    assert ([entry.id for entry in early], [entry.id for entry in again]) == ([], [])
    assert [(entry.id, entry.tries) for entry in late] == [(id_, 2)]


async def test_a_sender_that_starts_again_takes_over_what_it_was_sending_at_once(database: Database) -> None:
    own, others = await put(database, post(), post(lane="C2"))
    assert await claimed(database, sender="a", limit=1) == [own]
    assert await claimed(database, sender="b", limit=1) == [others]

    taken = await database.write(
        "T1", lambda stores: stores.outbox.take_over(sender="a", now=NOON, lease=MINUTE, limit=9, own=True)
    )

    assert [entry.id for entry in taken] == [own]


async def test_what_could_be_sent_now_is_counted(database: Database) -> None:
    ids = await put(database, post("1"), post("2", lane="C2"), post("3", lane="C3"), post("4", lane="C3"))
    sent, later, _, _ = ids
    await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.mark_sent(sent, {}, now=NOON))
    await database.write("T1", lambda stores: stores.outbox.retry(later, at=NOON + HOUR, error="ratelimited"))

    due_now = await database.read("T1", lambda stores: stores.outbox.count_due(NOON))
    due_later = await database.read("T1", lambda stores: stores.outbox.count_due(NOON + HOUR))

    # The third is being sent and the fourth comes after it.
    assert (due_now, due_later) == (2, 3)


async def test_what_stands_behind_a_later_try_is_not_due_either(database: Database) -> None:
    first, _ = await put(database, post("1"), post("2"))
    await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.retry(first, at=NOON + HOUR, error="ratelimited"))

    assert await database.read("T1", lambda stores: stores.outbox.count_due(NOON)) == 0
    assert await database.read("T1", lambda stores: stores.outbox.next_try()) == NOON + HOUR


async def test_only_what_was_settled_long_ago_is_pruned(database: Database) -> None:
    old, new, parked, open_one = await put(database, *(post(lane=f"C{number}") for number in range(4)))
    await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.mark_sent(old, {}, now=NOON))
    await database.write("T1", lambda stores: stores.outbox.mark_sent(new, {}, now=NOON + MINUTE))
    await database.write("T1", lambda stores: stores.outbox.park(parked, error="timeout", now=NOON))

    pruned = await database.write("T1", lambda stores: stores.outbox.prune(before=NOON + MINUTE))

    assert pruned == 1
    assert await database.read("T1", lambda stores: stores.outbox.outcome(old)) is None
    assert await database.read("T1", lambda stores: stores.outbox.outcome(new)) is not None
    [next_one] = await put(database, post())
    assert next_one == open_one + 1


async def test_the_number_of_a_pruned_delivery_is_never_used_again(database: Database) -> None:
    [only] = await put(database, post())
    await claimed(database)
    await database.write("T1", lambda stores: stores.outbox.mark_sent(only, {}, now=NOON))
    await database.write("T1", lambda stores: stores.outbox.prune(before=NOON + MINUTE))

    # Messages carry the number of their delivery, and are looked for by it.
    assert await put(database, post()) == [only + 1]


async def test_nothing_waits_for_the_year_that_a_wrong_clock_showed(database: Database) -> None:
    ahead = NOON + 8_760 * HOUR
    await database.write("T1", lambda stores: stores.outbox.put(post(), now=ahead))
    later = await database.write("T1", lambda stores: stores.outbox.put(post(lane="C2"), now=NOON + HOUR))

    assert await database.read("T1", lambda stores: stores.outbox.count_due(NOON)) == 1
    assert later not in await claimed(database)
    assert len(await claimed(database)) == 0
