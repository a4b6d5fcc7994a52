from community.linking import Link
from storage.database import Database
from storage.stores import Stores
from tests.storage.test_communities import new
from tests.storage.times import NOON

LINK = Link("C5", 1, "pact-questions", "U1", NOON)


def linked(stores: Stores) -> None:
    stores.communities.add(new())
    stores.linking.put(LINK)


async def test_a_community_is_found_by_its_further_channels_while_they_are_open(database: Database) -> None:
    await database.write("T1", linked)

    found = await database.read("T1", lambda stores: stores.communities.in_channel("C5"))
    await database.write("T1", lambda stores: stores.linking.set_open("C5", is_open=False))
    closed = await database.read(
        "T1", lambda stores: (stores.communities.in_channel("C5"), stores.linking.of(1), stores.linking.all())
    )

    assert found is not None
    assert found.topic == "Contract testing"
    assert closed == (None, [], {})
    assert await database.read("T1", lambda stores: stores.communities.in_channel("C1")) == found


async def test_a_channel_that_is_a_home_is_found_as_one_whatever_was_linked_before(database: Database) -> None:
    def work(stores: Stores) -> None:
        stores.communities.add(new())
        stores.communities.add(new("load", topic="Load", channel_id="C5"))
        stores.linking.put(LINK)

    await database.write("T1", work)

    found = await database.read("T1", lambda stores: stores.communities.in_channel("C5"))

    assert found is not None
    assert found.topic == "Load"


async def test_channels_move_from_one_community_to_another(database: Database) -> None:
    def work(stores: Stores) -> None:
        stores.communities.add(new())
        stores.communities.add(new("load", topic="Load", channel_id="C2"))
        stores.linking.put(LINK)
        stores.linking.move(1, 2)

    await database.write("T1", work)

    links = await database.read("T1", lambda stores: stores.linking.all())

    assert [link.channel_id for link in links[2]] == ["C5"]
    assert list(links) == [2]


async def test_a_removed_community_leaves_its_channels_free(database: Database) -> None:
    await database.write("T1", linked)

    await database.write("T1", lambda stores: stores.communities.remove(1))

    assert await database.read("T1", lambda stores: stores.linking.get("C5")) is None


async def test_a_link_follows_its_channel_to_another_id_and_name(database: Database) -> None:
    await database.write("T1", linked)

    await database.write("T1", lambda stores: stores.rooms.move("C5", "C9"))
    await database.write("T1", lambda stores: stores.linking.rename("C9", "pacts"))

    found = await database.read("T1", lambda stores: stores.linking.named("pacts"))
    assert found == Link("C9", 1, "pacts", "U1", NOON)


async def test_a_pair_is_kept_once_and_told_once_whichever_comes_first(database: Database) -> None:
    added = await database.write(
        "T1", lambda stores: [stores.overlaps.add(2, 1, now=NOON), stores.overlaps.add(1, 2, now=NOON)]
    )
    waiting = await database.read("T1", lambda stores: [stores.overlaps.untold([2]), stores.overlaps.untold([3])])
    told = await database.write(
        "T1", lambda stores: [stores.overlaps.tell(1, 2, now=NOON), stores.overlaps.tell(2, 1, now=NOON)]
    )

    assert added == [True, False]
    assert waiting == [[(1, 2)], []]
    assert told == [True, False]
    assert await database.read("T1", lambda stores: stores.overlaps.untold([1, 2])) == []
