"""No store sees or changes what belongs to another workspace, whatever ids and keys the two have in common."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import create_engine, select

from community.communities import Aim, Community, Member, NewCommunity, State
from community.delivery import Delivery
from community.digest import DigestSchedule
from community.lessons import Lesson, Mark, NewLesson, Source
from community.meetups import Before, Meetup, NewMeetup, Reminder
from community.people import Person
from community.schedule import Period, Weekly
from storage.database import Database
from storage.inbox import Event
from storage.search_fts5 import Fts5Index
from storage.stores import METADATA, Stores
from tests.storage.times import DAY, HOUR, MINUTE, NOON

Use = Callable[[Stores], object]

TODAY = Period(NOON - HOUR, NOON + DAY)
COMMUNITY = NewCommunity("ux", "UX", "", Aim.BOTH, "cop-ux", "C1", False, "U1", NOON, "UTC")
LESSON = NewLesson("Contract", "", "", "U1", "Lea", "U2", NOON, NOON, Source("C1", "1.2", None, None), 1)
MEETUP = NewMeetup("Meetup", "C1", 1, NOON + HOUR, "UTC", 60, "", "U1", NOON)
SCHEDULE = DigestSchedule(1, Weekly(0, time(9), "UTC"), NOON, NOON - DAY)
REMINDER = Reminder(1, Before.A_DAY, NOON)
MARK = Mark("C1", "1.2", "U1", "bulb", True, NOON)
POST = Delivery("chat.postMessage", {"channel": "C1"}, "C1")
LATER = Delivery("chat.postMessage", {"channel": "C2"}, "C2")


def event(number: int) -> Event:
    return Event(f"E{number}", f"C{number}", {"number": number}, NOON)


def community(stores: Stores) -> Community:
    found = stores.communities.get(1)
    assert found is not None
    return found


def lesson(stores: Stores) -> Lesson:
    found = stores.lessons.get(1)
    assert found is not None
    return found


def meetup(stores: Stores) -> Meetup:
    found = stores.meetups.get(1)
    assert found is not None
    return found


def fill(stores: Stores) -> None:
    """Make a workspace with a little of everything; every one made so has the same ids."""
    stores.people.save(Person("U1", "Lea", "UTC"), now=NOON)
    stores.communities.add(COMMUNITY)
    stores.members.add(Member(1, "U1", NOON))
    stores.lessons.add(LESSON)
    stores.lessons.mark(MARK)
    stores.digests.save(SCHEDULE)
    stores.digests.claim(1, TODAY, now=NOON)
    stores.digests.show(1, [7], now=NOON)
    stores.meetups.add(MEETUP)
    stores.meetups.come(1, "U1", now=NOON)
    stores.meetups.remind([REMINDER])
    stores.requests.claim("key", now=NOON)
    stores.workspaces.saw(NOON)
    stores.inbox.keep([event(1), event(2), event(3), event(4)])
    stores.inbox.claim(worker="a", now=NOON, lease=MINUTE, limit=3)
    stores.inbox.set_aside("E2", error="bad")
    stores.inbox.done("E3", now=NOON)
    for delivery in (POST, LATER, replace(POST, lane="C3"), replace(POST, lane="C4")):
        stores.outbox.put(delivery, now=NOON)
    stores.outbox.claim(sender="a", now=NOON, lease=MINUTE, limit=3)
    stores.outbox.park(2, error="unknown", now=NOON)
    stores.outbox.mark_sent(3, {"ts": "1.2"}, now=NOON)


READS: Mapping[str, Use] = {
    "people.get": lambda stores: stores.people.get("U1"),
    "people.named": lambda stores: stores.people.named(["U1"]),
    "communities.get": lambda stores: stores.communities.get(1),
    "communities.some": lambda stores: stores.communities.some([1]),
    "communities.named": lambda stores: stores.communities.named("ux"),
    "communities.in_channel": lambda stores: stores.communities.in_channel("C1"),
    "communities.all": lambda stores: stores.communities.all(),
    "communities.of": lambda stores: stores.communities.of("U1"),
    "members.of": lambda stores: stores.members.of(1),
    "members.counts": lambda stores: stores.members.counts(),
    "members.joined": lambda stores: stores.members.joined({1: TODAY}),
    "lessons.get": lambda stores: stores.lessons.get(1),
    "lessons.hold": lambda stores: stores.lessons.hold(1),
    "lessons.at": lambda stores: stores.lessons.at("C1", "1.2"),
    "lessons.search": lambda stores: stores.lessons.search("contract", limit=9),
    "lessons.recent": lambda stores: stores.lessons.recent(limit=9),
    "lessons.captured": lambda stores: stores.lessons.captured(TODAY, limit=9),
    "lessons.captured_in": lambda stores: stores.lessons.captured_in({1: TODAY}, limit=9),
    "digests.schedule": lambda stores: stores.digests.schedule(1),
    "digests.due": lambda stores: stores.digests.due(NOON, limit=9),
    "digests.shown": lambda stores: stores.digests.shown([1]),
    "meetups.get": lambda stores: stores.meetups.get(1),
    "meetups.hold": lambda stores: stores.meetups.hold(1),
    "meetups.coming_up": lambda stores: stores.meetups.coming_up(NOON, limit=9),
    "meetups.coming_up_in": lambda stores: stores.meetups.coming_up_in([1], now=NOON, until=NOON + DAY, limit=9),
    "meetups.comers": lambda stores: stores.meetups.comers(1),
    "meetups.counts": lambda stores: stores.meetups.counts([1]),
    "meetups.due": lambda stores: stores.meetups.due(NOON, limit=9),
    "inbox.aside": lambda stores: stores.inbox.aside(limit=9),
    "inbox.is_done": lambda stores: stores.inbox.is_done("E3"),
    "inbox.about": lambda stores: stores.inbox.about("C1"),
    "inbox.count_due": lambda stores: stores.inbox.count_due(NOON),
    "inbox.next_try": lambda stores: stores.inbox.next_try(),
    "outbox.parked": lambda stores: stores.outbox.parked(limit=9),
    "outbox.outcome": lambda stores: stores.outbox.outcome(3),
    "outbox.count_due": lambda stores: stores.outbox.count_due(NOON),
    "outbox.next_try": lambda stores: stores.outbox.next_try(),
    "workspaces.seen_at": lambda stores: stores.workspaces.seen_at(),
}

CHANGES: Mapping[str, Use] = {
    "people.save": lambda stores: stores.people.save(Person("U1", "Ben", "UTC"), now=NOON),
    "communities.add": lambda stores: stores.communities.add(replace(COMMUNITY, name="build", channel_id="C9")),
    "communities.update": lambda stores: stores.communities.update(replace(community(stores), state=State.RESTING)),
    "communities.remove": lambda stores: stores.communities.remove(1),
    "members.add": lambda stores: stores.members.add(Member(1, "U2", NOON)),
    "members.remove": lambda stores: stores.members.remove(1, "U1"),
    "lessons.add": lambda stores: stores.lessons.add(replace(LESSON, source=None)),
    "lessons.update": lambda stores: stores.lessons.update(replace(lesson(stores), withdrawn_at=NOON)),
    "lessons.mark": lambda stores: stores.lessons.mark(replace(MARK, user_id="U2")),
    "digests.save": lambda stores: stores.digests.save(replace(SCHEDULE, next_at=None)),
    "digests.claim": lambda stores: stores.digests.claim(1, Period(NOON, NOON + DAY), now=NOON),
    "digests.show": lambda stores: stores.digests.show(1, [8], now=NOON),
    "meetups.add": lambda stores: stores.meetups.add(MEETUP),
    "meetups.update": lambda stores: stores.meetups.update(replace(meetup(stores), cancelled_at=NOON)),
    "meetups.come": lambda stores: stores.meetups.come(1, "U2", now=NOON),
    "meetups.stay_away": lambda stores: stores.meetups.stay_away(1, "U1"),
    "meetups.remind": lambda stores: stores.meetups.remind([Reminder(1, Before.TEN_MINUTES, NOON)]),
    "meetups.claim": lambda stores: stores.meetups.claim(REMINDER),
    "requests.claim": lambda stores: stores.requests.claim("another", now=NOON),
    "requests.prune": lambda stores: stores.requests.prune(before=NOON + DAY),
    "workspaces.saw": lambda stores: stores.workspaces.saw(NOON + HOUR),
    "inbox.keep": lambda stores: stores.inbox.keep([event(5)]),
    "inbox.claim": lambda stores: stores.inbox.claim(worker="b", now=NOON, lease=MINUTE, limit=9),
    "inbox.release": lambda stores: stores.inbox.release(worker="a", now=NOON),
    "inbox.done": lambda stores: stores.inbox.done("E1", now=NOON),
    "inbox.all_done": lambda stores: stores.inbox.all_done(["E1"], now=NOON),
    "inbox.retry": lambda stores: stores.inbox.retry("E1", at=NOON + DAY, error="again"),
    "inbox.set_aside": lambda stores: stores.inbox.set_aside("E1", error="bad"),
    "inbox.replay": lambda stores: stores.inbox.replay("E2", now=NOON),
    "inbox.prune": lambda stores: stores.inbox.prune(before=NOON + DAY),
    "outbox.put": lambda stores: stores.outbox.put(POST, now=NOON),
    "outbox.claim": lambda stores: stores.outbox.claim(sender="b", now=NOON, lease=MINUTE, limit=9),
    "outbox.take_over": lambda stores: stores.outbox.take_over(sender="b", now=NOON + DAY, lease=MINUTE, limit=9),
    "outbox.mark_sent": lambda stores: stores.outbox.mark_sent(1, {}, now=NOON),
    "outbox.mark_refused": lambda stores: stores.outbox.mark_refused(1, "no", now=NOON),
    "outbox.retry": lambda stores: stores.outbox.retry(1, at=NOON + DAY, error="again"),
    "outbox.park": lambda stores: stores.outbox.park(1, error="unknown", now=NOON),
    "outbox.replay": lambda stores: stores.outbox.replay(2, now=NOON),
    "outbox.prune": lambda stores: stores.outbox.prune(before=NOON + DAY),
}


STORES = sorted({name.partition(".")[0] for name in (*READS, *CHANGES)})


def of(store: str, uses: Mapping[str, Use]) -> Mapping[str, Use]:
    return {name: use for name, use in uses.items() if name.startswith(f"{store}.")}


def rows(stores: Stores) -> Mapping[str, object]:
    """Give all that is kept of the workspace, and whether its lesson is found."""
    kept: dict[str, object] = {
        name: stores.connection.execute(
            select(table).where(table.c.workspace_id == stores.workspace_id).order_by(*table.primary_key)
        ).all()
        for name, table in METADATA.tables.items()
    }
    return kept | {"search": stores.lessons.search("contract", limit=9)}


@pytest.mark.parametrize("store", STORES)
async def test_a_store_sees_nothing_of_another_workspace(database: Database, store: str) -> None:
    asked = of(store, READS)
    before = {name: await database.read("T2", use) for name, use in asked.items()}

    await database.write("T1", fill)

    assert {name: await database.read("T2", use) for name, use in asked.items()} == before
    blind = [name for name, use in asked.items() if await database.read("T1", use) == before[name]]
    assert blind == [], "these see nothing at all, so they prove nothing"


@pytest.mark.parametrize("store", STORES)
async def test_a_store_changes_nothing_of_another_workspace(database: Database, store: str) -> None:
    await database.write("T1", fill)
    before = await database.read("T1", rows)
    idle = []

    for name, change in of(store, CHANGES).items():
        await database.write(name, fill)
        own_before = await database.read(name, rows)
        await database.write(name, change)
        if await database.read(name, rows) == own_before:
            idle.append(name)

    assert await database.read("T1", rows) == before
    assert idle == [], "these change nothing at all, so they prove nothing"


def test_every_method_of_every_store_is_asked_above(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        stores = Stores(connection, "T1", Fts5Index)
        methods = {
            f"{name}.{method}"
            for name in dir(Stores)
            if isinstance(getattr(Stores, name), property)
            for method in dir(getattr(stores, name))
            if not method.startswith("_") and callable(getattr(getattr(stores, name), method))
        }
    engine.dispose()

    # The rows and the index they are given are no methods of theirs.
    assert methods - {"lessons.index"} == {*READS, *CHANGES}
