from dataclasses import replace
from datetime import time

import pytest

from community.communities import Aim, ChannelTaken, Community, Member, NameTaken, NewCommunity, State
from community.digest import DigestSchedule
from community.schedule import Period, Weekly
from storage.database import Database
from tests.storage.times import DAY, HOUR, NOON


def new(
    name: str = "contract-testing", *, topic: str = "Contract testing", channel_id: str | None = "C1"
) -> NewCommunity:
    return NewCommunity(
        name=name,
        topic=topic,
        purpose="Break nobody",
        aim=Aim.AGREEMENT,
        channel_name=f"cop-{name}",
        channel_id=channel_id,
        is_linked=False,
        started_by="U1",
        started_at=NOON,
        zone="Europe/Berlin",
    )


async def added(database: Database, *communities: NewCommunity) -> list[Community]:
    return await database.write("T1", lambda stores: [stores.communities.add(community) for community in communities])


async def test_a_community_is_found_as_it_was_added_by_id_name_and_channel(database: Database) -> None:
    [community] = await added(database, new())

    found = await database.read(
        "T1",
        lambda stores: [
            stores.communities.get(community.id),
            stores.communities.named("contract-testing"),
            stores.communities.in_channel("C1"),
            stores.communities.some([community.id, 404]).get(community.id),
        ],
    )

    assert community.state is State.OPEN
    assert community.aim is Aim.AGREEMENT
    assert found == [community] * 4


async def test_an_unknown_community_is_none(database: Database) -> None:
    found = await database.read(
        "T1",
        lambda stores: [
            stores.communities.get(404),
            stores.communities.named("nobody"),
            stores.communities.in_channel("C404"),
        ],
    )

    assert found == [None, None, None]


async def test_a_community_without_a_channel_is_forming_and_not_listed(database: Database) -> None:
    [forming, also_forming] = await added(database, new(channel_id=None), new("ux", channel_id=None))

    assert (forming.state, also_forming.state) == (State.FORMING, State.FORMING)
    assert await database.read("T1", lambda stores: stores.communities.all()) == []


async def test_a_name_that_is_taken_is_refused_with_who_has_it(database: Database) -> None:
    [first] = await added(database, new())

    with pytest.raises(NameTaken) as refused:
        await added(database, new(channel_id="C2"))

    assert refused.value.community == first
    assert await database.read("T1", lambda stores: stores.communities.all()) == [first]


async def test_a_channel_that_is_taken_is_refused_with_who_meets_there(database: Database) -> None:
    [first] = await added(database, new())

    with pytest.raises(ChannelTaken) as refused:
        await added(database, new("ux"))

    assert refused.value.community == first
    assert await database.read("T1", lambda stores: stores.communities.all()) == [first]


async def test_communities_are_listed_by_topic_whatever_the_case(database: Database) -> None:
    await added(
        database,
        new("ux", topic="ux", channel_id="C3"),
        new("architecture", topic="Architecture", channel_id="C1"),
        new("build", topic="build", channel_id="C2"),
    )

    found = await database.read("T1", lambda stores: stores.communities.all())

    assert [community.topic for community in found] == ["Architecture", "build", "ux"]


async def test_a_change_is_kept(database: Database) -> None:
    [community] = await added(database, new())
    changed = replace(community, topic="Contracts", channel_id=None, state=State.RESTING, welcome_ts="1.2")

    await database.write("T1", lambda stores: stores.communities.update(changed))

    assert await database.read("T1", lambda stores: stores.communities.get(community.id)) == changed


async def test_members_are_given_in_the_order_they_joined(database: Database) -> None:
    [community] = await added(database, new())
    late, early = Member(community.id, "U1", NOON + HOUR), Member(community.id, "U2", NOON)

    joined = await database.write("T1", lambda stores: [stores.members.add(late), stores.members.add(early)])

    assert joined == [True, True]
    assert await database.read("T1", lambda stores: stores.members.of(community.id)) == [early, late]


async def test_who_joins_twice_is_a_member_since_the_first_time(database: Database) -> None:
    [community] = await added(database, new())
    first = Member(community.id, "U1", NOON)
    await database.write("T1", lambda stores: stores.members.add(first))

    again = await database.write("T1", lambda stores: stores.members.add(Member(community.id, "U1", NOON + HOUR)))

    assert not again
    assert await database.read("T1", lambda stores: stores.members.of(community.id)) == [first]


async def test_who_leaves_is_forgotten_once(database: Database) -> None:
    [community] = await added(database, new())
    await database.write("T1", lambda stores: stores.members.add(Member(community.id, "U1", NOON)))

    left = await database.write(
        "T1", lambda stores: [stores.members.remove(community.id, "U1"), stores.members.remove(community.id, "U1")]
    )

    assert left == [True, False]
    assert await database.read("T1", lambda stores: stores.members.of(community.id)) == []


async def test_the_communities_of_a_person_are_the_open_ones_they_joined(database: Database) -> None:
    mine, resting, _ = await added(
        database,
        new(),
        new("ux", topic="UX", channel_id="C2"),
        new("build", topic="Build", channel_id="C3"),
    )

    await database.write("T1", lambda stores: stores.members.add(Member(mine.id, "U1", NOON)))
    await database.write("T1", lambda stores: stores.members.add(Member(resting.id, "U1", NOON)))
    await database.write("T1", lambda stores: stores.communities.update(replace(resting, state=State.RESTING)))

    assert await database.read("T1", lambda stores: stores.communities.of("U1")) == [mine]
    assert await database.read("T1", lambda stores: stores.communities.of("U2")) == []


async def test_members_are_counted_by_community(database: Database) -> None:
    two, none, one = await added(database, new(), new("ux", channel_id="C2"), new("build", channel_id="C3"))
    members = [Member(two.id, "U1", NOON), Member(two.id, "U2", NOON), Member(one.id, "U1", NOON)]

    await database.write("T1", lambda stores: [stores.members.add(member) for member in members])

    assert await database.read("T1", lambda stores: stores.members.counts()) == {two.id: 2, one.id: 1}
    assert none.id not in {two.id, one.id}


async def test_who_joined_is_told_for_each_community_in_its_own_period(database: Database) -> None:
    first, second, third = await added(database, new(), new("ux", channel_id="C2"), new("build", channel_id="C3"))
    at_the_start, before_the_end = Member(first.id, "U1", NOON), Member(first.id, "U2", NOON + DAY - HOUR)
    at_the_end, of_another = Member(first.id, "U3", NOON + DAY), Member(second.id, "U4", NOON - HOUR)
    members = [before_the_end, at_the_start, at_the_end, of_another]
    await database.write("T1", lambda stores: [stores.members.add(member) for member in members])
    today, yesterday = Period(NOON, NOON + DAY), Period(NOON - DAY, NOON)

    found = await database.read(
        "T1", lambda stores: stores.members.joined({first.id: today, second.id: yesterday, third.id: today})
    )

    assert found == {first.id: [at_the_start, before_the_end], second.id: [of_another]}
    assert await database.read("T1", lambda stores: stores.members.joined({})) == {}


async def test_thousands_of_communities_can_be_asked_for_at_once(database: Database) -> None:
    [community] = await added(database, new())
    member = Member(community.id, "U1", NOON)
    await database.write("T1", lambda stores: stores.members.add(member))
    periods = {number: Period(NOON, NOON + DAY) for number in range(1, 3001)}

    found = await database.read("T1", lambda stores: stores.members.joined(periods))

    assert found == {community.id: [member]}


async def test_a_removed_community_takes_its_members_and_digests_with_it_and_its_number_is_never_used_again(
    database: Database,
) -> None:
    [community] = await added(database, new())
    await database.write("T1", lambda stores: stores.members.add(Member(community.id, "U1", NOON)))
    schedule = DigestSchedule(community.id, Weekly(0, time(9), "Europe/Berlin"), NOON, NOON)
    await database.write("T1", lambda stores: stores.digests.save(schedule))

    await database.write("T1", lambda stores: stores.communities.remove(community.id))

    assert await database.read("T1", lambda stores: stores.communities.named("contract-testing")) is None
    assert await database.read("T1", lambda stores: stores.members.of(community.id)) == []
    assert await database.read("T1", lambda stores: stores.digests.due(NOON, limit=10)) == []
    [again] = await added(database, new())
    assert again.id == community.id + 1
