"""Closing: undone for thirty days, then started again as the same one; its channel is free for others then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest

from community import closing, communities
from community.closing import NotToClose, NotToReopen
from community.communities import Aim, ChannelTaken, Community, Member, NameTaken, NewCommunity, State
from community.stores import Stores
from storage.database import Database
from tests.some import NOW

T = TypeVar("T")

DAY = timedelta(days=1)


class Kept:
    """One workspace's tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def do(self, work: Callable[[Stores], T]) -> T:
        return await self._database.write("T1", work)

    async def closed(self) -> Community:
        """Give a community with Lea in it that was closed just now."""

        def work(stores: Stores) -> Community:
            kept = communities.start(stores, new())
            stores.members.add(Member(kept.id, "lea", NOW))
            return closing.close(stores, kept, now=NOW)

        return await self.do(work)

    async def start(self, given: NewCommunity) -> Community:
        return await self.do(lambda stores: communities.start(stores, given))


def new(name: str = "pacts", *, days: int = 0, channel_id: str | None = "C1") -> NewCommunity:
    return NewCommunity(
        name, name.title(), "", Aim.BOTH, f"cop-{name}", channel_id, False, "ben", NOW + days * DAY, "UTC"
    )


@pytest.fixture
def kept(database: Database) -> Kept:
    return Kept(database)


async def test_for_thirty_days_its_name_and_channel_stay_its_own(kept: Kept) -> None:
    pacts = await kept.closed()

    with pytest.raises(NameTaken):
        await kept.start(new(days=29, channel_id=None))
    with pytest.raises(ChannelTaken):
        await kept.start(new("testing", days=29))

    assert await kept.do(lambda stores: stores.communities.get(pacts.id)) == pacts


async def test_after_thirty_days_it_starts_again_as_the_same_one_in_its_old_channel_too(kept: Kept) -> None:
    pacts = await kept.closed()

    again = await kept.start(new(days=30))

    assert (again.id, again.state, again.channel_id) == (pacts.id, State.OPEN, "C1")
    assert await kept.do(lambda stores: [one.user_id for one in stores.members.of(pacts.id)]) == ["lea"]


async def test_after_thirty_days_another_may_meet_in_its_channel(kept: Kept) -> None:
    pacts = await kept.closed()

    other = await kept.start(new("testing", days=30))

    assert other.channel_id == "C1"
    left = await kept.do(lambda stores: stores.communities.get(pacts.id))
    assert left == replace(pacts, channel_id=None)


async def test_only_what_was_closed_is_opened_again_and_only_for_thirty_days(kept: Kept) -> None:
    pacts = await kept.closed()

    def reopen(community: Community, days: int) -> Callable[[Stores], Community]:
        return lambda stores: closing.reopen(stores, community, is_channel_there=True, now=NOW + days * DAY)

    with pytest.raises(NotToReopen, match="more than 30 days ago"):
        await kept.do(reopen(pacts, 30))
    opened = await kept.do(reopen(pacts, 29))
    with pytest.raises(NotToReopen, match="isn't closed"):
        await kept.do(reopen(opened, 29))
    assert opened.state is State.OPEN


async def test_one_that_goes_on_in_another_is_neither_opened_again_nor_started_again(kept: Kept) -> None:
    pacts = replace(await kept.closed(), merged_into=9)

    assert not communities.can_reopen(pacts, now=NOW)
    assert not communities.can_start_again(pacts, now=NOW + 99 * DAY)


@pytest.mark.parametrize(
    ("state", "why"), [(State.CLOSED, "was closed already"), (State.FORMING, "is being started right now")]
)
async def test_only_an_open_or_a_resting_one_is_closed(kept: Kept, state: State, why: str) -> None:
    with pytest.raises(NotToClose, match=why):
        closing.require_closable(replace(await kept.closed(), state=state))
