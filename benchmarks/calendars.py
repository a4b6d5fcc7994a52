"""What a calendar program costs that comes by and finds nothing changed: mostly that, every hour, of every program."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from aiohttp import ClientSession, web

from benchmarks.report import Figure
from bot.clock import SystemClock, new_secret
from bot.reading_room import ReadingRoom, Turns
from bot.workshop import Workshop
from community import calendar_files, secret_addresses
from community.calendars import Calendar, Where
from community.communities import Aim, Member, NewCommunity
from community.lessons import NewLesson
from community.meetups import NewMeetup
from community.secret_addresses import Mint
from storage.database import Database
from storage.stores import Stores

MEETUPS = LESSONS = 1000
REQUESTS = 300


async def asked_again(folder: Path) -> Sequence[Figure]:
    """Measure a conditional GET of 1,000 meetups, and of a feed of 1,000 lessons, beside writing the file anew."""
    database = await Database(f"sqlite:///{folder}/calendars.db").open()
    workshop = Workshop()
    mint = Mint("", b"key", new_secret)
    feed, calendar = await database.write("T1", lambda stores: _fill(stores, mint))
    room = ReadingRoom(mint, database, workshop, SystemClock())
    room._turns = Turns(10**9)  # noqa: SLF001  # one address stands for the many that ask
    room.open(Where("T1", "https://kestrel.slack.com/"))
    runner = await _serving(room)
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with ClientSession(url) as session:
            await workshop.do(calendar_files.write, Calendar("", ()))  # so that it is warm
            first = await _first(session, calendar)
            bare = await _milliseconds(session, "/bare")
            read = {name: await _milliseconds(session, path) for name, path in (("c", calendar), ("f", feed))}
    finally:
        await runner.cleanup()
        await workshop.close()
        await database.close()
    return [
        Figure("304 of 1,000 meetups, beside writing them", read["c"], first, "ms", 0.1, is_limit=True),
        Figure("304 of a feed of 1,000 lessons, beside the same", read["f"], first, "ms", 0.1, is_limit=True),
        Figure("bare aiohttp's 304, beside that of 1,000 meetups", bare, read["c"], "ms", 1, is_limit=True),
    ]


async def _serving(room: ReadingRoom) -> web.AppRunner:
    async def bare(_: web.Request) -> web.Response:
        return web.Response(status=304, headers={"ETag": '"a"'})

    app = web.Application()
    app.router.add_get("/bare", bare)
    app.router.add_get("/calendar/{token}.ics", room.calendar)
    app.router.add_get("/feed/{token}.xml", room.feed)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


async def _first(session: ClientSession, path: str) -> float:
    """Give the milliseconds in which a file is there that nobody had written yet."""
    started = time.perf_counter()
    async with session.get(path) as answer:
        await answer.read()
    return (time.perf_counter() - started) * 1000


async def _milliseconds(session: ClientSession, path: str) -> float:
    async with session.get(path) as answer:
        headers = {"If-None-Match": answer.headers["ETag"]}
    took = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        async with session.get(path, headers=headers) as answer:
            assert answer.status == 304
        took.append((time.perf_counter() - started) * 1000)
    return median(took)


def _fill(stores: Stores, mint: Mint) -> tuple[str, str]:
    """Make a community of many meetups and lessons that publishes; give where."""
    now = datetime.now(UTC)  # nothing here is tested
    community = stores.communities.add(
        NewCommunity("pacts", "Pacts", "", Aim.BOTH, "cop-pacts", "C1", True, "U1", now, "Europe/Berlin")
    )
    stores.members.add(Member(community.id, "U1", now))
    for number in range(MEETUPS):
        starts_at = now + timedelta(hours=number)
        stores.meetups.add(
            NewMeetup(f"Meetup {number}", "C1", community.id, starts_at, "Europe/Berlin", 60, "Room Heron", "U1", now)
        )
    for number in range(LESSONS):
        stores.lessons.add(
            NewLesson(
                title=f"Lesson {number}",
                learnt="Publish the contract before you deploy. " * 10,
                author_id="U1",
                author_name="Lea",
                captured_by="U1",
                captured_at=now - timedelta(hours=number),
                said_at=now,
                source=None,
                community_id=community.id,
            )
        )
    seed = secret_addresses.publish(stores, mint, community, "U1", now=now)[0].seed
    return mint.feed(seed), mint.calendar(seed)
