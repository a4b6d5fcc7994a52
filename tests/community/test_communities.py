"""Communities: started once, joined and left freely, found by what people call them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from community import communities
from community.communities import (
    Aim,
    AlreadyMember,
    ChannelTaken,
    Community,
    GoneCommunity,
    NameTaken,
    NewCommunity,
    NotMember,
    NotOpen,
    NotSaidWhich,
    State,
    UnknownCommunity,
)
from community.names import slug
from community.secret_addresses import Publication
from community.stores import Stores
from storage.database import Database
from tests.some import NOW

T = TypeVar("T")


class Kept:
    """One workspace's tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def do(self, work: Callable[[Stores], T]) -> T:
        return await self._database.write("T1", work)

    async def start(self, topic: str = "Contract testing", *, channel_id: str | None = None) -> Community:
        return await self.do(lambda stores: communities.start(stores, new(topic, channel_id=channel_id)))

    async def open(self, topic: str = "Contract testing", channel_id: str = "C1") -> Community:
        started = await self.start(topic)
        opened = await self.do(
            lambda stores: communities.meets_in(
                stores, started.id, channel_id=channel_id, channel_name=f"cop-{slug(topic)}", now=NOW
            )
        )
        assert opened is not None
        return opened

    async def members(self, community: Community) -> list[str]:
        return await self.do(lambda stores: [member.user_id for member in stores.members.of(community.id)])


@pytest.fixture
def kept(database: Database) -> Kept:
    return Kept(database)


def new(topic: str, *, channel_id: str | None = None) -> NewCommunity:
    return NewCommunity(
        name=slug(topic),
        topic=topic,
        purpose="Fewer surprises",
        aim=Aim.LEARNING,
        channel_name=f"cop-{slug(topic)}",
        channel_id=channel_id,
        is_linked=channel_id is not None,
        started_by="U0LEA",
        started_at=NOW,
        zone="Europe/Berlin",
    )


async def test_a_community_forms_until_its_channel_is_there(kept: Kept) -> None:
    started = await kept.start()

    assert started.state is State.FORMING
    assert await kept.members(started) == []

    opened = await kept.do(
        lambda stores: communities.meets_in(stores, started.id, channel_id="C1", channel_name="cop-ct", now=NOW)
    )

    assert opened is not None
    assert (opened.state, opened.channel_id, opened.channel_name) == (State.OPEN, "C1", "cop-ct")
    assert await kept.members(opened) == ["U0LEA"]


async def test_a_community_that_was_removed_meanwhile_opens_no_more(kept: Kept) -> None:
    opened = await kept.do(
        lambda stores: communities.meets_in(stores, 99, channel_id="C1", channel_name="cop-ct", now=NOW)
    )

    assert opened is None


@pytest.mark.parametrize("topic", ["Contract testing", "contract-TESTING", " #contract  testing"])
async def test_a_name_belongs_to_who_came_first(kept: Kept, topic: str) -> None:
    first = await kept.open()

    with pytest.raises(NameTaken) as refused:
        await kept.start(topic)

    assert refused.value.community == first
    assert await kept.do(lambda stores: [one.id for one in stores.communities.all()]) == [first.id]


async def test_a_channel_is_where_one_community_meets(kept: Kept) -> None:
    first = await kept.open(channel_id="C1")

    with pytest.raises(ChannelTaken) as refused:
        await kept.start("Load testing", channel_id="C1")

    assert refused.value.community == first
    assert await kept.do(lambda stores: stores.communities.named("load-testing")) is None


async def test_the_name_of_a_resting_community_stays_its_own(kept: Kept) -> None:
    first = await kept.open()
    await kept.do(lambda stores: communities.rest(stores, first, has_channel=True, now=NOW))

    with pytest.raises(NameTaken):
        await kept.start()


async def test_a_community_whose_channel_was_deleted_starts_again_with_its_members(kept: Kept) -> None:
    first = await kept.open()
    await kept.do(lambda stores: communities.join(stores, first, "U0BEN", now=NOW))
    await kept.do(lambda stores: communities.rest(stores, first, has_channel=False, now=NOW))

    again = await kept.start()

    assert (again.id, again.state, again.channel_id) == (first.id, State.FORMING, None)
    assert await kept.members(again) == ["U0BEN", "U0LEA"]


async def test_one_that_starts_again_publishes_nothing_until_somebody_says_so(kept: Kept) -> None:
    first = await kept.open()
    published = Publication(first.id, "seed", "print", "U0LEA", NOW)
    await kept.do(lambda stores: stores.secret_addresses.publish(published))
    await kept.do(lambda stores: communities.rest(stores, first, has_channel=False, now=NOW))

    await kept.start()

    assert await kept.do(lambda stores: stores.secret_addresses.publication(first.id)) is None


async def test_without_a_channel_nothing_of_a_new_community_is_kept(kept: Kept) -> None:
    started = await kept.start()

    await kept.do(lambda stores: communities.give_up(stores, started.id, now=NOW))
    await kept.do(lambda stores: communities.give_up(stores, started.id, now=NOW))

    assert await kept.do(lambda stores: stores.communities.get(started.id)) is None


async def test_without_a_new_channel_a_community_that_was_there_before_rests_again(kept: Kept) -> None:
    first = await kept.open()
    await kept.do(lambda stores: communities.rest(stores, first, has_channel=False, now=NOW))
    again = await kept.start()

    await kept.do(lambda stores: communities.give_up(stores, again.id, now=NOW))

    resting = await kept.do(lambda stores: communities.known(stores, first.id))
    assert resting.state is State.RESTING
    assert await kept.members(resting) == ["U0LEA"]


async def test_joining_twice_is_refused_and_changes_nothing(kept: Kept) -> None:
    community = await kept.open()
    await kept.do(lambda stores: communities.join(stores, community, "U0BEN", now=NOW))

    with pytest.raises(AlreadyMember):
        await kept.do(lambda stores: communities.join(stores, community, "U0BEN", now=NOW))

    assert await kept.members(community) == ["U0BEN", "U0LEA"]


async def test_leaving_and_joining_again_takes_no_reason(kept: Kept) -> None:
    community = await kept.open()

    await kept.do(lambda stores: communities.leave(stores, community, "U0LEA"))
    assert await kept.members(community) == []

    await kept.do(lambda stores: communities.join(stores, community, "U0LEA", now=NOW))
    assert await kept.members(community) == ["U0LEA"]


async def test_who_is_no_member_has_nothing_to_leave(kept: Kept) -> None:
    community = await kept.open()

    with pytest.raises(NotMember):
        await kept.do(lambda stores: communities.leave(stores, community, "U0BEN"))


@pytest.mark.parametrize("has_channel", [True, False])
async def test_nobody_joins_a_resting_community(kept: Kept, has_channel: bool) -> None:
    community = await kept.open()
    await kept.do(lambda stores: communities.rest(stores, community, has_channel=has_channel, now=NOW))
    resting = await kept.do(lambda stores: communities.known(stores, community.id))

    with pytest.raises(NotOpen):
        await kept.do(lambda stores: communities.join(stores, resting, "U0BEN", now=NOW))

    assert await kept.members(community) == ["U0LEA"]


async def test_nobody_joins_a_community_without_a_channel_yet(kept: Kept) -> None:
    forming = await kept.start()

    with pytest.raises(NotOpen, match="being started right now"):
        await kept.do(lambda stores: communities.join(stores, forming, "U0BEN", now=NOW))


async def test_a_resting_community_wakes_with_its_channel(kept: Kept) -> None:
    community = await kept.open()
    await kept.do(lambda stores: communities.rest(stores, community, has_channel=True, now=NOW))
    assert await kept.do(lambda stores: list(stores.communities.all())) == []

    resting = await kept.do(lambda stores: communities.known(stores, community.id))
    await kept.do(lambda stores: communities.wake(stores, resting, now=NOW))

    assert await kept.do(lambda stores: list(stores.communities.all())) == [replace(community, state_since=NOW)]


async def test_a_community_that_forms_is_not_opened_by_its_channel_coming_back(kept: Kept) -> None:
    forming = await kept.start()

    await kept.do(lambda stores: communities.wake(stores, forming, now=NOW))

    assert (await kept.do(lambda stores: communities.known(stores, forming.id))).state is State.FORMING


@pytest.mark.parametrize(
    "wanted",
    ["contract-testing", "Contract Testing", "CONTRACT testing!", "#cop-contract-testing", "cop-contract-testing"],
)
async def test_a_community_is_found_by_what_people_call_it(kept: Kept, wanted: str) -> None:
    community = await kept.open()

    assert await kept.do(lambda stores: communities.find(stores, wanted, channel_id="C9")) == community


async def test_a_community_is_found_by_its_channel(kept: Kept) -> None:
    community = await kept.open(channel_id="C1")

    by_mention = await kept.do(lambda stores: communities.find(stores, "#old-name", mentioned="C1", channel_id="C9"))
    in_it = await kept.do(lambda stores: communities.find(stores, " ", channel_id="C1"))

    assert by_mention == in_it == community


async def test_a_community_is_found_by_its_channels_new_name(kept: Kept) -> None:
    community = await kept.open()
    renamed = replace(community, channel_name="pacts")
    await kept.do(lambda stores: stores.communities.update(renamed))

    assert await kept.do(lambda stores: communities.find(stores, "#pacts", channel_id="C9")) == renamed


async def test_a_resting_community_is_found_when_asked_for(kept: Kept) -> None:
    community = await kept.open()
    await kept.do(lambda stores: communities.rest(stores, community, has_channel=True, now=NOW))

    found = await kept.do(lambda stores: communities.find(stores, "contract testing", channel_id="C9"))

    assert found.state is State.RESTING


async def test_an_unknown_name_gives_the_nearest(kept: Kept) -> None:
    community = await kept.open()
    await kept.open("Build and deploy", channel_id="C2")

    with pytest.raises(UnknownCommunity) as refused:
        await kept.do(lambda stores: communities.find(stores, "contrct tests", channel_id="C9"))

    assert refused.value.nearest == [community]
    assert refused.value.wanted == "contrct tests"


async def test_a_name_like_no_other_gives_none(kept: Kept) -> None:
    await kept.open()

    with pytest.raises(UnknownCommunity) as refused:
        await kept.do(lambda stores: communities.find(stores, "🎉", channel_id="C9"))

    assert refused.value.nearest == []


async def test_no_name_outside_every_community_asks_which(kept: Kept) -> None:
    await kept.open(channel_id="C1")

    with pytest.raises(NotSaidWhich):
        await kept.do(lambda stores: communities.find(stores, "", channel_id="C9"))


async def test_an_old_button_of_a_community_that_is_gone_is_told_so(kept: Kept) -> None:
    with pytest.raises(GoneCommunity):
        await kept.do(lambda stores: communities.known(stores, 99))
