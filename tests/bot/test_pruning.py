"""Forgetting what is over."""

from datetime import timedelta

from bot.pruning import prune
from community.delivery import Delivery
from community.settings import Settings
from storage.database import Database
from storage.inbox import Event
from storage.stores import Stores
from tests.bot.running import NOON

DAY = timedelta(days=1)
HOUR = LEASE = timedelta(hours=1)


async def test_what_is_over_is_forgotten_and_what_is_open_is_not(sqlite_url: str) -> None:
    database = await Database(sqlite_url).open()
    for event_id in ("handled", "open"):
        await database.keep("T1", Event(event_id, event_id, {"event": {"type": "team_join"}}, NOON))

    def work(stores: Stores) -> None:
        stores.inbox.done("handled", now=NOON)
        stores.requests.claim("command:1", now=NOON)
        for lane in ("C1", "C2"):
            stores.outbox.put(Delivery("chat.postMessage", {}, lane), now=NOON)
        stores.outbox.claim(sender="s", now=NOON, lease=LEASE, limit=1)
        stores.outbox.mark_sent(1, {}, now=NOON)

    await database.write("T1", work)

    forgotten = [await prune(database, "T1", NOON + days * DAY) for days in (1, 3, 8, 31)]

    assert forgotten == [0, 1, 1, 1]
    left = await database.read("T1", lambda s: (s.inbox.count_due(NOON), s.outbox.count_due(NOON)))
    assert left == (1, 1)
    await database.close()


async def test_what_was_sent_is_kept_as_long_as_the_admins_chose(sqlite_url: str) -> None:
    database = await Database(sqlite_url).open()

    def work(stores: Stores) -> None:
        stores.settings.save(Settings(retention_days=90), by="U1", now=NOON)
        stores.outbox.put(Delivery("chat.postMessage", {}, "C1"), now=NOON)
        stores.outbox.claim(sender="s", now=NOON, lease=LEASE, limit=1)
        stores.outbox.mark_sent(1, {}, now=NOON)

    await database.write("T1", work)

    assert [await prune(database, "T1", NOON + days * DAY) for days in (31, 89, 91)] == [0, 0, 1]
    await database.close()


async def test_a_message_that_was_counted_is_known_for_as_long_as_slack_may_send_it_again(database: Database) -> None:
    said = {"event": {"type": "message", "channel": "C1", "user": "U1", "ts": "1.1"}}

    def work(stores: Stores) -> None:
        stores.inbox.keep(
            [Event("counted", "C1:1.1", said, NOON), Event("marked", "C1:1.1", {"event": {"a": 1}}, NOON)]
        )
        for event_id in ("counted", "marked"):
            stores.inbox.done(event_id, now=NOON)
        stores.inbox.empty(["counted"])

    await database.write("T1", work)

    assert [await prune(database, "T1", NOON + hours * HOUR) for hours in (47, 49, 6 * 24, 8 * 24)] == [0, 1, 0, 1]
