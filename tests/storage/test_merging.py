"""Merging: everything that is kept of a community goes on as the other's, each thing once."""

from dataclasses import replace

from community.communities import Member
from community.digest import Said
from community.finding import Sought
from community.lessons import Source
from community.readers import NO_ROOMS
from community.spread import Share
from storage import merging
from storage.database import Database
from storage.stores import METADATA, Stores
from tests.storage.filled import COMMUNITY, HINT, LESSON, MEETUP, PROPOSAL, SERIES, TODAY
from tests.storage.times import NOON


def test_of_every_column_that_names_a_community_it_is_said_what_becomes_of_it() -> None:
    said = {(column.table.name, column.name) for column in (*merging.MOVED, *merging.STAYS)}
    said |= {(rows.name, "community_id") for rows in merging.JOINED}

    there = {
        (rows.name, column.name)
        for rows in METADATA.tables.values()
        for column in rows.columns
        if column.name in {"community_id", "other_id", "one_id", "merged_into"} or column.name.endswith("_community")
    }

    assert there == said


def keep(stores: Stores, community_id: int, *numbers: int) -> None:
    """Let these lessons have been in a digest of the community."""
    stores.digests.claim(community_id, TODAY, now=NOON)
    stores.digests.keep(community_id, TODAY, Said(lessons=numbers), now=NOON)


def fill(stores: Stores) -> None:
    """Make two communities: Ana is in both, Ben in the first, Caro in the second."""
    stores.communities.add(COMMUNITY)
    stores.communities.add(replace(COMMUNITY, name="testing", channel_id="C2"))
    for community_id, user_id in ((1, "ana"), (1, "ben"), (2, "ana"), (2, "caro")):
        stores.members.add(Member(community_id, user_id, NOON))
    stores.seats.take(1, "ben", now=NOON)
    stores.seats.take(1, "ana", now=NOON)
    stores.seats.take(2, "ana", now=NOON)
    stores.seats.support(1, "ben", "ana", now=NOON)
    stores.lessons.add(replace(LESSON, builds_on=None))
    stores.lessons.add(replace(LESSON, builds_on=None, source=Source("G1", "1.5", None, None), closed_in="G1"))
    for community_id in (1, 2):
        stores.spread.share(Share(9, community_id, "ana", NOON, f"C{community_id}"))
    keep(stores, 1, 7, 8)
    keep(stores, 2, 8)
    stores.spread.propose(PROPOSAL)
    stores.hints.add(HINT)
    stores.meetups.add(MEETUP)
    stores.series.add(SERIES)


async def test_what_one_community_has_is_the_others_without_doubles(database: Database) -> None:
    await database.write("T1", fill)
    await database.write("T2", fill)

    first = await database.write("T1", lambda stores: stores.merging.move(1, 2))
    again = await database.write("T1", lambda stores: stores.merging.move(1, 2))

    def look(stores: Stores) -> list[object]:
        return [
            [member.user_id for member in stores.members.of(2)],
            sorted(stores.seats.coordinators(2)),
            stores.seats.supporters(2, "ben"),
            [(share.number, share.community_id) for share in stores.spread.shares(9)],
            stores.digests.seen([1, 2], since=1),
            [one.community_id for one in stores.spread.proposals(1)],
            [one.community_id for one in stores.meetups.coming_up(NOON, limit=9)],
            [one.community_id for one in stores.series.of([1, 2])],
            [lesson.number for lesson in stores.lessons.after(0, rooms={"G1"}, limit=9) if lesson.community_id == 2],
            stores.lessons.search(Sought(words="contract", community_id=2), rooms=NO_ROOMS, limit=9).total,
            stores.lessons.search(Sought(words="contract", community_id=2), rooms={"G1"}, limit=9).total,
            stores.lessons.search(Sought(words="contract", community_id=1), rooms={"G1"}, limit=9).total,
            list(stores.members.of(1)),
        ]

    assert (first, again) == ([1, 2], [])
    assert await database.read("T1", look) == [
        ["ana", "ben", "caro"],
        ["ana", "ben"],
        1,
        [(9, 2)],
        {2: {7, 8, 9, 1}},  # those of digests, the one that was shared and the one that was proposed
        [2],
        [2],
        [2],
        [1, 2],
        1,  # the lesson of a closed room stays closed
        2,
        0,
        [],
    ]
    assert len(await database.read("T2", lambda stores: stores.members.of(1))) == 2
