"""Following: who may, how much, and what becomes of it when others look, a process dies or two addresses are one."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from community import rooms
from community.communities import Community
from community.feeds import MOST_OF_A_COMMUNITY, Feed
from community.outside import Entry, Gone, Kind, Known, NotAFeed, NotFetched, NotReachable, Source, Unchanged
from handlers.answers import Say
from handlers.features import TABLE
from storage.database import Database
from tests.handlers.acting import direct, opened, shown, typed
from tests.handlers.room import Room, room_of

DAY = timedelta(days=1)
FEED = Source("Things to read", Kind.FEED, (Entry("a", "The newest", "https://a.example/1"),), Known("etag", None))


@dataclass
class Web:
    """What addresses give; counts who asked for what."""

    pages: dict[str, Source | Unchanged | NotFetched] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, address: str, *, known: Known, now: datetime, zone: str) -> Source | Unchanged:
        self.asked.append(address)
        page = self.pages.get(address, NotReachable(address))
        if isinstance(page, NotFetched):
            raise page
        return page

    def normal(self, address: str) -> str:
        whole = address if "://" in address else f"https://{address}"
        return whole if whole.endswith("/") else f"{whole}/"


@dataclass
class Following:
    """A room in which communities follow what a web of the test's own has."""

    room: Room
    web: Web

    async def follow(self, name: str, text: str) -> str:
        """Type the command, let the looking happen, and give the answer."""
        answer = await typed(self.room, name, f"/community follow {text}")
        if isinstance(answer, Say) and answer.then is not None:
            await answer.then()
        await self.room.deliver()
        return shown(answer)

    async def read(self, **after: float) -> None:
        """Let time pass and what is due be read."""
        self.room.wait(timedelta(**after))
        await TABLE.ticks["feeds"](self.room.deps())
        await self.room.deliver()

    async def feed(self, number: int = 1) -> Feed:
        found = await self.room.read(lambda stores: stores.feeds.get(number))
        assert found is not None
        return found


@pytest.fixture
async def following(sqlite_database: Database) -> AsyncIterator[Following]:
    async with room_of(sqlite_database, TABLE) as room:
        web = Web({"https://a.example/": FEED})
        real = room.deps

        def deps(*given: object) -> object:
            return replace(real(*given), outside=web)  # type: ignore[arg-type]

        room.deps = deps  # type: ignore[method-assign,assignment]
        yield Following(room, web)


async def community(following: Following, **more: object) -> Community:
    return await opened(following.room, **({"members": ("ben",)} | more))  # type: ignore[arg-type]


async def test_an_address_is_read_once_however_many_look_at_it_and_follow_it(following: Following) -> None:
    await community(following)
    await opened(following.room, "Fish", channel="general", by="ben")

    first = await following.follow("ana", "<https://a.example/|a.example> Bird watching")
    second = await following.follow("ben", "a.example/ Fish")
    for value in ("1 1", "2 1"):
        await following.room.click("ben", "feeds.follow", value)

    assert "I am having a look at a.example" in first
    assert "*Things to read* is a feed at a.example" in second
    assert following.web.asked == ["https://a.example/"]
    await following.read(days=2)
    assert following.web.asked == 2 * ["https://a.example/"]
    assert len(await following.room.read(lambda stores: stores.feeds.followers(1))) == 2


async def test_a_look_that_was_cut_short_is_taken_up_and_told_once(following: Following) -> None:
    await community(following)
    answer = await typed(following.room, "ana", "/community follow https://a.example/")
    assert isinstance(answer, Say)
    assert answer.then is not None

    await following.read(minutes=1)
    assert direct(following.room, "ana") == []
    await following.read(minutes=2)
    await answer.then()
    await following.read(hours=1)

    [told] = direct(following.room, "ana")
    assert "Would you like *Bird watching* to follow it?" in told


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (NotAFeed("b.example", ("https://a.example/", "https://c.example/")), "the page names its feeds"),
        (NotAFeed("b.example"), "neither a feed (RSS, Atom, JSON Feed) nor a calendar"),
        (NotReachable("b.example"), "Try again"),
    ],
)
async def test_what_can_not_be_followed_is_told_with_the_next_step(
    following: Following, page: NotFetched, said: str
) -> None:
    await community(following)
    following.web.pages["https://b.example/"] = page

    await following.follow("ana", "https://b.example/")

    [told] = direct(following.room, "ana")
    assert said in told
    assert await following.room.read(lambda stores: stores.feeds.at("https://b.example/")) is None


async def test_only_members_follow_and_no_more_than_a_digest_can_take(following: Following) -> None:
    await community(following)
    assert "you are not in it. Nothing was changed" in await following.follow("caro", "https://a.example/")
    for number in range(MOST_OF_A_COMMUNITY + 1):
        following.web.pages[f"https://{number}.example/"] = FEED
        await following.follow("ana", f"https://{number}.example/")
        following.room.wait(timedelta(minutes=10))
        answer = shown(await following.room.click("ana", "feeds.follow", f"1 {number + 1}"))

    assert "as many as a digest can do justice to" in answer
    assert "follows" in shown(await following.room.click("ana", "feeds.follow", "1 1"))
    assert len(await following.room.read(lambda stores: stores.feeds.of(1))) == MOST_OF_A_COMMUNITY


async def test_who_wants_a_great_many_addresses_looked_at_is_asked_to_wait(following: Following) -> None:
    await community(following)
    answers = [await following.follow("ana", f"https://{number}.example/") for number in range(21)]

    assert "I looked at 20 addresses for you within an hour" in answers[-1]
    assert "having a look" in await following.follow("ben", "https://z.example/")


async def test_a_feed_that_moved_is_followed_where_it_is_and_two_that_are_one_become_one(following: Following) -> None:
    await community(following)
    await opened(following.room, "Fish", channel="general", by="ben")
    following.web.pages["https://b.example/"] = FEED
    await following.follow("ana", "https://a.example/ Bird watching")
    await following.follow("ben", "https://b.example/ Fish")
    await following.room.click("ana", "feeds.follow", "1 1")
    await following.room.click("ben", "feeds.follow", "2 2")

    following.web.pages["https://a.example/"] = replace(FEED, moved_to="https://c.example/")
    await following.read(days=2)
    assert (await following.feed()).address == "https://c.example/"

    following.web.pages["https://c.example/"] = replace(FEED, moved_to="https://b.example/")
    await following.read(days=2)
    followers = await following.room.read(lambda stores: stores.feeds.followers(2))
    assert [one.community_id for one in followers] == [1, 2]
    assert await following.room.read(lambda stores: stores.feeds.get(1)) is None


async def test_what_is_gone_for_good_is_paused_at_once_and_told_to_those_who_followed_it(following: Following) -> None:
    await community(following)
    await following.follow("ana", "https://a.example/")
    await following.room.click("ana", "feeds.follow", "1 1")
    following.web.pages["https://a.example/"] = Gone("a.example")

    await following.read(days=2)
    await following.read(days=2)

    told = [one for one in direct(following.room, "ana") if "I stopped reading" in one]
    assert len(told) == 1
    assert "took it away for good" in told[0]
    assert (await following.feed()).next_at is None
    following.web.pages["https://a.example/"] = FEED
    assert "I read *Things to read* again" in shown(await following.room.click("ben", "feeds.try_again", "1 1"))
    await following.read(minutes=1)
    assert (await following.feed()).paused_at is None


async def test_nothing_is_read_for_a_community_that_rests_and_it_goes_on_once_it_wakes(following: Following) -> None:
    await community(following)
    await following.follow("ana", "https://a.example/")
    await following.room.click("ana", "feeds.follow", "1 1")
    await typed(following.room, "ana", "/community rest")

    await following.read(days=2)
    assert len(following.web.asked) == 1
    await typed(following.room, "ana", "/community wake")
    await following.read(days=2)
    assert len(following.web.asked) == 2


async def test_what_a_community_in_a_closed_room_follows_is_shown_to_nobody_else(following: Following) -> None:
    home = (await community(following)).channel_id or ""
    await following.follow("ana", "https://a.example/")
    await following.room.click("ana", "feeds.follow", "1 1")
    now = following.room.clock.now()
    await following.room.write(lambda stores: rooms.look(stores, home, is_closed=True, now=now))

    for answer in (
        await typed(following.room, "caro", "/community follows Bird watching", channel="general"),
        await following.room.click("caro", "feeds.list", 1),
        await following.room.click("caro", "feeds.show", "1 1"),
        await following.room.click("caro", "feeds.suggest", 1),
    ):
        assert "Things to read" not in shown(answer)


async def test_what_nobody_follows_is_forgotten_after_a_while(following: Following) -> None:
    await community(following)
    await following.follow("ana", "https://a.example/")

    following.room.wait(timedelta(days=31))
    await TABLE.rounds["feeds"](following.room.deps())

    assert await following.room.read(lambda stores: (stores.feeds.get(1), stores.feeds.look(1))) == (None, None)
    assert "kept nothing of it" in shown(await following.room.click("ana", "feeds.follow", "1 1"))


async def test_where_reading_from_outside_is_switched_off_it_is_said(following: Following) -> None:
    await community(following)
    following.room.deps = _without(following.room.deps)  # type: ignore[method-assign,assignment]

    assert "switched off here" in await following.follow("ana", "https://a.example/")
    await TABLE.ticks["feeds"](following.room.deps())


def _without(deps: Callable[..., object]) -> Callable[..., object]:
    return lambda *given: replace(deps(*given), outside=None)  # type: ignore[type-var]
