"""What it costs to know how lively communities are: counting each message, and judging a thousand communities."""

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import insert

from benchmarks.report import Figure
from benchmarks.slack import WORKSPACE_ID
from bot.clock import SettableClock
from bot.inbox import Inbox
from community.communities import Aim, Member, NewCommunity
from community.delivery import Refused, Sent
from community.pulse import lives, week_of
from community.stores import Stores as Kept
from handlers import messages, payloads
from handlers.deps import Deps
from storage.activity import activity_table
from storage.database import Database
from storage.lessons import lesson_table
from storage.meetups import meetup_table
from storage.spread import adoption_table
from storage.stores import Stores

MESSAGES, WAITING = 5_000, 16
COMMUNITIES, PEOPLE, WEEKS, LESSONS = 1_000, 30, 13, 50
# Slack tells of at most 30,000 events an hour and workspace: docs.slack.dev/apis/events-api, "Rate limiting".
SLACKS_LIMIT = 30_000 / 3600
_NOW = datetime(2026, 8, 3, 7, tzinfo=UTC)


async def hearing(folder: Path) -> Figure:
    """Measure how many messages a second are kept, handled and counted, on disk (`synchronous=FULL`)."""
    database = await Database(f"sqlite:///{folder}/heard.db").open()
    await database.write(WORKSPACE_ID, lambda stores: [_start(stores, number) for number in range(50)])
    is_over = asyncio.Event()
    inbox = Inbox(database, WORKSPACE_ID, SettableClock(lambda: _NOW), worker="w", handle=_handling(database, is_over))
    working = asyncio.create_task(inbox.run())
    numbers = iter(range(MESSAGES))

    async def tell() -> None:
        for number in numbers:
            await inbox.keep({"event_id": f"Ev{number}", "event": _said(number)})

    started = time.perf_counter()
    await asyncio.gather(*(tell() for _ in range(WAITING)))
    await is_over.wait()
    inbox.stop()
    await working
    took = time.perf_counter() - started
    counted = await database.read(WORKSPACE_ID, _counted)
    await database.close()
    if counted != MESSAGES:
        raise RuntimeError(f"{MESSAGES} messages were said, {counted} counted")
    return Figure("messages counted, beside the most Slack tells of", MESSAGES / took, SLACKS_LIMIT, "messages/s", 10)


async def judging(folder: Path) -> Figure:
    """Measure how long it takes to say of 1,000 communities how lively they are."""
    database = await Database(f"sqlite:///{folder}/lives.db").open()
    await database.write(WORKSPACE_ID, _fill)
    took = []
    for _ in range(9):
        started = time.perf_counter()
        found = await database.read(WORKSPACE_ID, lambda stores: lives(stores, stores.communities.all(), now=_NOW))
        took.append((time.perf_counter() - started) * 1000)
    await database.close()
    if len(found) != COMMUNITIES:
        raise RuntimeError(f"there are {COMMUNITIES} communities, {len(found)} were judged")
    return Figure("how lively 1,000 communities are, of 390,000 rows", sorted(took)[4], 500, "ms", 1, is_limit=True)


def _start(stores: Stores, number: int) -> int:
    name = f"community-{number}"
    new = NewCommunity(name, name, "", Aim.BOTH, name, f"C{number}", False, "U0", _NOW - timedelta(days=99), "UTC")
    return stores.communities.add(new).id


def _said(number: int) -> Mapping[str, Any]:
    ts = f"{int(_NOW.timestamp()) + number % 600}.{number:06}"
    where = {"type": "message", "channel": f"C{number % 50}", "channel_type": "channel", "ts": ts}
    return where | {"user": f"U{number % 997}", "text": "We talked about it in the meeting yesterday."}


def _handling(database: Database, is_over: asyncio.Event) -> Any:
    client, handled = AsyncWebClient(), set[str]()

    async def handle(payload: Mapping[str, Any]) -> bool:
        event = payloads.event(payload)

        def claim(stores: Kept, deps: Deps) -> None:
            stores.inbox.done(event.event_id, now=deps.now)
            stores.inbox.empty([event.event_id])

        deps = Deps(WORKSPACE_ID, "UBOT", client, _NOW, (), "cop-", database, _nothing, claim)
        await messages.message(event, deps)
        handled.add(event.event_id)
        if len(handled) == MESSAGES:
            is_over.set()
        return bool(deps.written)

    return handle


async def _nothing(_delivery_id: int, _within: timedelta) -> Sent | Refused | None:
    return None


def _counted(stores: Stores) -> int:
    since = _NOW - timedelta(weeks=1)
    return sum(sum(one) for one in stores.pulse.voices(range(1, 51), since=since).values())


def _fill(stores: Stores) -> None:
    ids = [_start(stores, number) for number in range(COMMUNITIES)]
    people = [f"U{number}" for number in range(PEOPLE)]
    own: dict[str, Any] = {"workspace_id": WORKSPACE_ID}
    for community_id in ids:
        for user_id in people:
            stores.members.add(Member(community_id, user_id, _NOW - timedelta(days=50)))
    weeks = [week_of(_NOW - timedelta(weeks=number)) for number in range(WEEKS)]
    stores.connection.execute(
        insert(activity_table),
        [
            own | {"community_id": id_, "week": week, "user_id": user_id, "messages": 9, "last_at": week}
            for id_ in ids
            for week in weeks
            for user_id in people
        ],
    )
    meetup = {"title": "M", "channel_id": "C1", "zone": "UTC", "minutes": 60, "place": "", "planned_by": "U1"}
    meetup |= {"is_updating": False, "planned_at": _NOW}
    times = [
        {"starts_at": _NOW - timedelta(days=number), "ends_at": _NOW - timedelta(days=number)} for number in range(20)
    ]
    stores.connection.execute(
        insert(meetup_table),
        [
            own | meetup | at | {"id": id_ * 100 + number, "community_id": id_}
            for id_ in ids
            for number, at in enumerate(times)
        ],
    )
    _lessons(stores, ids)


def _lessons(stores: Stores, ids: list[int]) -> None:
    own = {"workspace_id": WORKSPACE_ID}
    blank: dict[str, Any] = dict.fromkeys(("title", "happened", "learnt", "to_try", "tags", "author_name"), "")
    blank |= {"captured_by": "U1", "captured_at": _NOW, "said_at": _NOW, "adopters": 0}
    numbers = [(id_, id_ * LESSONS + number) for id_ in ids for number in range(LESSONS)]
    stores.connection.execute(
        insert(lesson_table), [own | blank | {"number": number, "community_id": id_} for id_, number in numbers]
    )
    answer = {"team_id": 1, "answer": "adopted", "words": "", "user_id": "U1", "at": _NOW}
    stores.connection.execute(
        insert(adoption_table), [own | answer | {"id": number, "number": number} for _, number in numbers]
    )
