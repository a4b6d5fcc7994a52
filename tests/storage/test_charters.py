from dataclasses import replace

import pytest

from community import charters
from community.charters import Canvas, ChangedMeanwhile, Charter, NotAMember, NothingSaid, Written
from community.communities import Aim, Community, Member, NewCommunity, NotOpen, State
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import NOON

FIRST = Charter(purpose="Fewer surprises", aim=Aim.BOTH, meets="Fridays")
SECOND = replace(FIRST, decides="We try it twice")


def kept(stores: Stores) -> Community:
    community = stores.communities.add(
        NewCommunity("pacts", "Pacts", "Before", Aim.LEARNING, "cop-pacts", "C1", False, "U1", NOON, "UTC")
    )
    for user_id in ("U1", "U2"):
        stores.members.add(Member(community.id, user_id, NOON))
    return community


def write(stores: Stores, community: Community, charter: Charter, *, based_on: int, by: str = "U1") -> Written | None:
    return charters.write(stores, community, charter, based_on=based_on, by=by, now=NOON)


async def test_without_a_charter_a_community_says_its_purpose(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        community = kept(stores)
        return charters.of(stores, community), stores.charters.now(community.id), stores.charters.canvas(community.id)

    assert await database.write("T1", work) == (Charter(purpose="Before", aim=Aim.LEARNING), None, None)


async def test_each_change_is_kept_newest_first_and_the_purpose_follows(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        community = kept(stores)
        write(stores, community, FIRST, based_on=0)
        write(stores, community, SECOND, based_on=1, by="U2")
        after = stores.communities.get(community.id)
        assert after is not None
        versions = stores.charters.versions(community.id)
        return [
            [(one.version, one.changed_by, one.charter) for one in versions],
            charters.of(stores, community) == SECOND,
            (after.purpose, after.aim),
        ]

    assert await database.write("T1", work) == [
        [(2, "U2", SECOND), (1, "U1", FIRST)],
        True,
        ("Fewer surprises", Aim.BOTH),
    ]


async def test_what_it_says_already_is_no_new_version(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, int]:
        community = kept(stores)
        write(stores, community, FIRST, based_on=0)
        return write(stores, community, FIRST, based_on=0), len(stores.charters.versions(community.id))

    assert await database.write("T1", work) == (None, 1)


async def test_who_writes_on_an_older_version_is_told_and_overwrites_nothing(database: Database) -> None:
    def work(stores: Stores) -> Charter:
        community = kept(stores)
        write(stores, community, FIRST, based_on=0)
        with pytest.raises(ChangedMeanwhile) as told:
            write(stores, community, SECOND, based_on=0, by="U2")
        assert told.value.now.version == 1
        return charters.of(stores, community)

    assert await database.write("T1", work) == FIRST


async def test_a_version_is_brought_back_as_a_new_one(database: Database) -> None:
    def work(stores: Stores) -> list[tuple[int, Charter]]:
        community = kept(stores)
        write(stores, community, FIRST, based_on=0)
        write(stores, community, SECOND, based_on=1)
        charters.bring_back(stores, community, 1, by="U2", now=NOON)
        with pytest.raises(charters.NoSuchVersion):
            charters.bring_back(stores, community, 9, by="U2", now=NOON)
        return [(one.version, one.charter) for one in stores.charters.versions(community.id)]

    assert await database.write("T1", work) == [(3, FIRST), (2, SECOND), (1, FIRST)]


async def test_only_members_of_an_open_community_write_and_they_say_something(database: Database) -> None:
    def work(stores: Stores) -> list[Written]:
        community = kept(stores)
        with pytest.raises(NotAMember):
            write(stores, community, FIRST, based_on=0, by="U9")
        with pytest.raises(NothingSaid):
            write(stores, community, Charter(), based_on=0)
        with pytest.raises(NotOpen):
            write(stores, replace(community, state=State.RESTING), FIRST, based_on=0)
        return list(stores.charters.versions(community.id))

    assert await database.write("T1", work) == []


async def test_a_version_that_is_there_is_not_overwritten(database: Database) -> None:
    def work(stores: Stores) -> tuple[bool, bool, str]:
        community = kept(stores)
        new = Written(purpose="a", community_id=community.id, version=1, changed_by="U1", changed_at=NOON)
        added = stores.charters.add(new), stores.charters.add(replace(new, purpose="b"))
        now = stores.charters.now(community.id)
        assert now is not None
        return *added, now.purpose

    assert await database.write("T1", work) == (True, False, "a")


async def test_a_canvas_is_kept_changed_and_forgotten_with_its_community(database: Database) -> None:
    def work(stores: Stores) -> list[Canvas | None]:
        community = kept(stores)
        write(stores, community, FIRST, based_on=0)
        seen = []
        for canvas in (Canvas(community.id), Canvas(community.id, "F1"), Canvas(community.id, "F1", "no")):
            stores.charters.keep_canvas(canvas)
            seen.append(stores.charters.canvas(community.id))
        stores.charters.forget_canvas(community.id)
        seen.append(stores.charters.canvas(community.id))
        stores.charters.keep_canvas(Canvas(community.id))
        stores.communities.remove(community.id)
        assert stores.charters.now(community.id) is None
        return [*seen, stores.charters.canvas(community.id)]

    assert await database.write("T1", work) == [Canvas(1), Canvas(1, "F1"), Canvas(1, "F1", "no"), None, None]
