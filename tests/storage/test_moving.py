"""Everything that is kept of a channel follows it to its new id."""

from dataclasses import replace

from sqlalchemy import select

from community.communities import Member
from community.delivery import Delivery
from community.lessons import Mark
from storage.database import Database
from storage.inbox import Event
from storage.stores import METADATA, Stores
from tests.storage.filled import ASK, COMMUNITY, LESSON, MEETUP, PROPOSAL, ROOM, SHARE
from tests.storage.times import NOON


def fill(stores: Stores) -> None:
    stores.communities.add(COMMUNITY)
    stores.lessons.add(replace(LESSON, closed_in="C1"))
    stores.marks.put(Mark("C1", "1.2", "U1", "bulb", True, NOON))
    stores.rooms.save(ROOM)
    stores.spread.share(SHARE)
    stores.spread.propose(PROPOSAL)
    stores.meetups.add(MEETUP)
    stores.members.add(Member(1, "U1", NOON))
    stores.seats.take(1, "U1", now=NOON)
    stores.seats.place(1, "U1", channel_id="C1", ts="1.6")
    asked = stores.support.add(replace(ASK, channel_id="C2"))
    stores.support.update(replace(asked, own_channel_id="C1", own_ts="1.7"))
    stores.outbox.put(Delivery("chat.postMessage", {"channel": "C1", "text": "Hello"}, "C1"), now=NOON)


def move(stores: Stores) -> None:
    stores.lessons.move("C1", "C9")
    stores.rooms.move("C1", "C9")
    stores.outbox.move("C1", "C9")


def named(stores: Stores, channel_id: str) -> list[str]:
    """Give the tables in which the channel is named."""
    return [
        table.name
        for table in METADATA.sorted_tables
        if any(f"'{channel_id}'" in str(row) for row in stores.connection.execute(select(table)))
    ]


async def test_every_table_that_names_the_channel_names_it_by_its_new_id(database: Database) -> None:
    await database.write("T1", fill)
    before = await database.read("T1", lambda stores: named(stores, "C1"))
    places = {"lesson", "mark", "room", "share", "proposal", "meetup", "community", "delivery", "coordinator", "ask"}
    assert places <= set(before)

    await database.write("T1", move)
    await database.write("T1", move)

    assert await database.read("T1", lambda stores: named(stores, "C1")) == []
    assert await database.read("T1", lambda stores: named(stores, "C9")) == before


async def test_what_is_there_under_the_new_id_already_stays(database: Database) -> None:
    def both(stores: Stores) -> None:
        fill(stores)
        stores.rooms.save(replace(ROOM, channel_id="C9", captures=False))
        stores.marks.put(Mark("C9", "1.2", "U1", "bulb", False, NOON))

    await database.write("T1", both)
    await database.write("T1", move)

    rooms = await database.read("T1", lambda stores: stores.rooms.all())
    assert [(room.channel_id, room.captures) for room in rooms] == [("C9", False)]
    assert await database.read("T1", lambda stores: stores.marks.on("C9", "1.2")) == []


async def test_a_deleted_message_leaves_nothing_in_events_that_are_over(database: Database) -> None:
    said = {"event": {"type": "message", "text": "Words of a message"}}
    reacted = {"event": {"type": "reaction_added", "user": "U1", "reaction": "bulb"}}
    events = [Event(name, "C1:1.2", payload, NOON) for name, payload in (("E1", said), ("E2", said), ("E3", reacted))]

    def empty(stores: Stores) -> None:
        stores.inbox.keep(events)
        stores.inbox.all_done(["E1", "E3"], now=NOON)
        stores.inbox.empty_messages("C1", "1.2")

    await database.write("T1", empty)

    kept = await database.read("T1", lambda stores: stores.inbox.about("C1:1.2"))
    assert kept == [{"event": {}}, said, reacted]  # the second is still to be handled
