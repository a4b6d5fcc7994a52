"""The reading room over HTTP: who has an address reads what it gives, and nobody learns anything else."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

import aiohttp
import feedparser  # type: ignore[import-untyped]
import icalendar
import pytest

from bot.clock import SettableClock
from bot.reading_room import File, Kept, ReadingRoom, Turns
from bot.server import Readiness, Server
from community import meetups, rooms, secret_addresses
from community.calendars import Where
from community.coming import Said
from community.communities import Member, State
from community.lessons import NewLesson, Source
from community.secret_addresses import Gives, Mint, Wanted
from community.settings import Settings
from storage.database import Database
from storage.stores import Stores
from tests.some import LAST_WEEK, NOW
from tests.storage.filled import COMMUNITY, LESSON, MEETUP, SERIES

T = TypeVar("T")
MINE = Wanted("U1", Gives.MINE)
ITS_OWN = Wanted("U1", Gives.COMMUNITY, community_id=1)


@dataclass
class Bench:
    """A workshop that does its work at once, and counts it."""

    done: int = 0

    async def do(self, work: Callable[..., T], *given: object) -> T:
        self.done += 1
        return work(*given)


@dataclass
class Reading:
    """The reading room, the tables it reads, and somebody who asks."""

    database: Database
    mint: Mint
    room: ReadingRoom
    bench: Bench
    clock: SettableClock
    session: aiohttp.ClientSession

    async def write(self, work: Callable[[Stores], T]) -> T:
        return await self.database.write("T1", work)

    async def address(self, wanted: Wanted = MINE) -> str:
        found = await self.write(lambda stores: secret_addresses.give(stores, self.mint, wanted, now=NOW))
        return self.mint.calendar(found.seed)

    async def published(self) -> tuple[str, str]:
        def work(stores: Stores) -> str:
            community = stores.communities.get(1)
            assert community is not None
            return secret_addresses.publish(stores, self.mint, community, "U1", now=NOW)[0].seed

        seed = await self.write(work)
        return self.mint.feed(seed), self.mint.calendar(seed)

    async def ask(self, address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        async with self.session.request(method, address, headers=headers) as answer:
            kept = {name.lower(): value for name, value in answer.headers.items() if name != "Date"}
            return answer.status, kept, await answer.read()

    async def status(self, address: str) -> int:
        return (await self.ask(address))[0]

    async def titles(self, address: str) -> list[str]:
        status, _, body = await self.ask(address)
        assert status == 200
        return [str(event["SUMMARY"]) for event in events(body)]


def events(data: bytes) -> list[Any]:
    """Give the events as the library reads them."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def fill(stores: Stores) -> None:
    stores.communities.add(replace(COMMUNITY, topic="UX"))
    stores.communities.update(replace(stores.communities.every()[0], channel_id="C1"))
    for user_id in ("U1", "U2"):
        stores.members.add(Member(1, user_id, LAST_WEEK))
    stores.meetups.add(replace(MEETUP, title="Open to all", starts_at=NOW + timedelta(days=3)))


@asynccontextmanager
async def reading(database: Database) -> AsyncIterator[Reading]:
    await database.write("T1", fill)
    clock, bench, seeds = SettableClock(), Bench(), count()
    clock.set(NOW)

    async def ready() -> Readiness:
        return Readiness(is_ready=True, inbox=0, outbox=0)

    mint = Mint("", b"key", lambda: f"seed {next(seeds)}")
    room = ReadingRoom(mint, database, bench, clock)
    server = Server("127.0.0.1", 0, readiness=ready, reading_room=room)
    await server.start()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
            yield Reading(database, mint, room, bench, clock, session)
    finally:
        await server.stop()


@pytest.fixture
async def library(sqlite_database: Database) -> AsyncIterator[Reading]:
    async with reading(sqlite_database) as found:
        found.room.open(Where("T1", "https://kestrel.slack.com/"))
        yield found


async def test_nothing_is_read_before_the_bot_knows_where_it_is(sqlite_database: Database) -> None:
    async with reading(sqlite_database) as found:
        assert await found.status(await found.address()) == 503


async def test_all_refusals_are_the_same(library: Reading) -> None:
    ended = await library.address()
    await library.write(lambda stores: secret_addresses.end(stores, MINE))
    left = await library.address(ITS_OWN)
    await library.write(lambda stores: stores.members.remove(1, "U1"))
    never = library.mint.calendar("never")
    of_a_feed = never.replace("calendar", "feed").replace(".ics", ".xml")
    too_short, hostile = "/calendar/abc.ics", "/calendar/%00%27or%201=1--.ics"

    answers = [await library.ask(address) for address in (ended, left, never, of_a_feed, too_short, hostile)]

    assert [answer[0] for answer in answers] == [404] * 6
    assert all(answer == answers[0] for answer in answers)
    assert await library.status("/calendar/") == 404


async def test_a_program_that_has_the_newest_is_told_so_without_writing_it_again(library: Reading) -> None:
    address = await library.address()
    _, headers, body = await library.ask(address)

    again = await library.ask(address, **{"If-None-Match": headers["etag"]})
    packed = await library.ask(address, **{"If-None-Match": f'"other", W/{headers["etag"]}'})
    other = await library.ask(address, **{"If-None-Match": '"other"'})
    head = await library.ask(address, method="HEAD")

    assert [answer[0] for answer in (again, packed, other, head)] == [304, 304, 200, 200]
    assert (again[2], other[2], head[2]) == (b"", body, b"")
    assert head[1]["content-length"] == str(len(body))
    assert library.bench.done == 1
    assert headers["cache-control"] == "private, no-cache"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["last-modified"] == "Mon, 03 Aug 2026 07:00:00 GMT"


async def test_a_meetup_that_is_moved_is_moved_in_calendars(library: Reading) -> None:
    address = await library.address()
    before = await library.ask(address)

    def move(stores: Stores) -> None:
        meetup = stores.meetups.get(1)
        assert meetup is not None
        moved = replace(meetups.revised(meetup, now=NOW), starts_at=meetup.starts_at + timedelta(days=1))
        stores.meetups.update(moved)

    await library.write(move)

    after = await library.ask(address, **{"If-None-Match": before[1]["etag"]})
    assert after[0] == 200
    [was], [now] = events(before[2]), events(after[2])
    assert (was["UID"], was["SEQUENCE"], now["SEQUENCE"]) == (now["UID"], 0, 1)
    assert now["DTSTART"].dt - was["DTSTART"].dt == timedelta(days=1)


async def test_a_link_to_one_meetups_file_ends_with_the_meetup(library: Reading) -> None:
    address = await library.address(Wanted("U1", Gives.MEETUP, meetup_id=1))
    assert (await library.ask(address))[1]["content-disposition"] == 'attachment; filename="meetup.ics"'

    library.clock.set(NOW + timedelta(days=3, hours=2))

    assert await library.status(address) == 404


async def test_a_series_is_one_entry_that_comes_again_and_ends_with_its_community(library: Reading) -> None:
    address = await library.address()

    def plan(stores: Stores) -> None:
        stores.series.add(replace(SERIES, community_id=1, title="Every week"))

    await library.write(plan)
    assert sorted(await library.titles(address)) == ["Every week", "Open to all"]
    tag = (await library.ask(address))[1]["etag"]
    assert (await library.ask(address, **{"If-None-Match": tag}))[0] == 304

    await library.write(
        lambda stores: stores.communities.update(replace(stores.communities.every()[0], state=State.RESTING))
    )

    assert await library.titles(address) == ["Open to all"]


async def test_one_address_is_asked_for_so_often_in_a_minute_whether_it_is_one_or_not(library: Reading) -> None:
    library.room._turns = Turns(2)  # fewer than in earnest
    known, unknown = await library.address(), library.mint.calendar("never")

    found = [[await library.status(address) for _ in range(3)] for address in (known, unknown)]

    assert found == [[200, 200, 429], [404, 404, 429]]
    assert (await library.ask(known))[1]["retry-after"] == "60"


async def test_what_is_in_private_channels_is_in_no_calendar_and_ends_its_communitys(library: Reading) -> None:
    def close(stores: Stores) -> None:
        stores.meetups.add(replace(MEETUP, title="Secret", channel_id="C9", starts_at=NOW + timedelta(days=3)))
        stores.coming.say(2, "U1", Said.COMING, now=NOW)
        rooms.look(stores, "C9", is_closed=True, now=NOW)

    await library.write(close)
    mine, its_own = await library.address(), await library.address(ITS_OWN)
    feed, _ = await library.published()
    assert await library.titles(mine) == ["Open to all"]

    await library.write(lambda stores: rooms.look(stores, "C1", is_closed=True, now=NOW))

    assert await library.titles(mine) == []
    assert (await library.status(its_own), await library.status(feed)) == (404, 404)
    await library.write(lambda stores: rooms.look(stores, "C1", is_closed=False, now=NOW))
    assert (await library.status(its_own), await library.status(feed)) == (404, 404)
    assert await library.titles(mine) == ["Open to all"]


async def test_a_channel_shared_with_another_organisation_publishes_nothing_and_stays_its_members(
    library: Reading,
) -> None:
    its_own = await library.address(ITS_OWN)
    feed, calendar = await library.published()

    await library.write(lambda stores: rooms.look(stores, "C1", is_closed=False, is_shared=True, now=NOW))

    assert (await library.status(feed), await library.status(calendar)) == (404, 404)
    assert await library.titles(its_own) == ["Open to all"]


async def test_leaving_a_community_takes_its_meetups_out_of_ones_own_calendar(library: Reading) -> None:
    mine = await library.address()
    tag = (await library.ask(mine))[1]["etag"]

    await library.write(lambda stores: stores.members.remove(1, "U1"))

    status, headers, _ = await library.ask(mine, **{"If-None-Match": tag})
    assert (status, headers["etag"] != tag) == (200, True)
    assert await library.titles(mine) == []


HOSTILE = "a]]>\x00\x0b<script>alert(1)</script> & \ud83d\ufffe \u202e𝒳 &amp; <!ENTITY x>"


def a_lesson(text: str, **fields: Any) -> NewLesson:
    return replace(LESSON, builds_on=None, title=text, learnt=text, captured_at=NOW, **fields)


async def test_a_feed_has_the_public_lessons_of_its_community_as_their_authors_chose(library: Reading) -> None:
    link = "https://kestrel.slack.com/archives/C1/p1785000000000100"

    def learn(stores: Stores) -> None:
        stores.lessons.add(a_lesson("Named", author_name="Ben", source=Source("C1", "1.1", None, link)))
        stores.lessons.add(a_lesson("Unnamed", author_name="", source=None))
        stores.lessons.add(a_lesson("Closed", source=Source("G1", "1.2", None, None), closed_in="G1"))
        stores.lessons.add(a_lesson("Elsewhere", community_id=None, source=None))
        stores.lessons.add(a_lesson("Shared", source=Source("C7", "1.3", None, link)))
        taken_back = stores.lessons.add(a_lesson("Taken back", source=None))
        stores.lessons.update(replace(taken_back, withdrawn_at=NOW))
        rooms.look(stores, "C7", is_closed=False, is_shared=True, now=NOW)

    await library.write(learn)
    feed, _ = await library.published()

    status, headers, body = await library.ask(feed)

    read = feedparser.parse(body)
    assert (status, read.bozo, headers["content-type"]) == (200, False, "application/rss+xml; charset=utf-8")
    assert {(entry.title, entry.get("author", "")) for entry in read.entries} == {("Named", "Ben"), ("Unnamed", "")}
    assert [entry.link for entry in read.entries if "link" in entry] == [link]
    assert read.feed.title == "UX: what we learnt"
    assert (await library.ask(feed, **{"If-None-Match": headers["etag"]}))[0] == 304
    await library.write(lambda stores: stores.lessons.rename_author("U1", ""))
    assert (await library.ask(feed, **{"If-None-Match": headers["etag"]}))[0] == 200


async def test_no_admin_wanting_it_nothing_is_published(library: Reading) -> None:
    feed, calendar = await library.published()

    await library.write(lambda stores: stores.settings.save(Settings(may_publish=False), by="U1", now=NOW))

    assert (await library.status(feed), await library.status(calendar)) == (404, 404)


def test_turns_come_back_over_a_minute_and_the_longest_unasked_are_forgotten() -> None:
    turns = Turns(2, most_addresses=2)

    assert [turns.take("a", now) for now in (0.0, 0.0, 0.0, 29.0, 31.0, 31.0)] == [
        True,
        True,
        False,
        False,
        True,
        False,
    ]
    for key in ("b", "c"):
        turns.take(key, 31.0)
    assert turns.take("a", 31.0)


def test_files_are_kept_until_there_is_no_room() -> None:
    kept = Kept(5)
    for tag in ("a", "b"):
        kept.put(tag, File(b"xx", NOW))
    kept.get("a")

    kept.put("c", File(b"xx", NOW))

    assert [kept.get(tag) is not None for tag in ("a", "b", "c")] == [True, False, True]


def test_a_file_that_two_wrote_at_once_takes_its_room_once() -> None:
    kept = Kept(5)
    for _ in range(9):
        kept.put("a", File(b"xx", NOW))

    kept.put("b", File(b"xx", NOW))

    assert [kept.get(tag) is not None for tag in ("a", "b")] == [True, True]
