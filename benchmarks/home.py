"""How soon the App Home is there: from Slack's telling that it was opened until it is published."""

import asyncio
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from benchmarks.report import Figure
from community.communities import Aim, Member, NewCommunity
from community.home import Place, Tab
from community.lessons import NewLesson
from community.meetups import NewMeetup
from community.teams import NewTeam
from sandbox.models import Change
from storage.database import Database
from storage.stores import Stores
from tests.handlers.world import World, world_of
from tests.sandbox.running import MONDAY

COMMUNITIES, LESSONS, PEOPLE, MINE, TEAMS, MEETUPS = 300, 10_000, 1_000, 40, 100, 60
OPENED = 30
LIMIT_MILLISECONDS = 300


async def opening(folder: Path) -> list[Figure]:
    """Measure each tab in a large organisation: the event is kept, handled, and the view taken over the wire."""
    url = f"sqlite:///{folder}/home.db"
    database = await Database(url).open()
    await database.close()
    figures = []
    async with world_of(url, folder) as world:
        workspace_id, ana = world.sandbox.workspace.team_id, world.user_id("ana")
        await world.database.write(workspace_id, lambda stores: _fill(stores, ana))
        published = asyncio.Event()

        def hear(change: Change) -> None:
            if change.kind == "home_published":
                published.set()

        world.sandbox.workspace.subscribe(hear)
        for tab in Tab:
            await world.database.write(workspace_id, partial(_go, user_id=ana, tab=tab))
            await _open(world, published)  # once to warm up
            took = [await _open(world, published) for _ in range(OPENED)]
            figures.append(
                Figure(
                    f"Home, {tab.value}: p95 (median {median(took):.0f}), beside its limit",
                    quantiles(took, n=20)[18],
                    LIMIT_MILLISECONDS,
                    "ms",
                    1,
                    is_limit=True,
                )
            )
    return figures


def _go(stores: Stores, *, user_id: str, tab: Tab) -> None:
    stores.home.go(user_id, Place(tab))


async def _open(world: World, published: asyncio.Event) -> float:
    published.clear()
    started = time.perf_counter()
    await world.control.post("home", user="ana")
    async with asyncio.timeout(10):
        await published.wait()
    took = (time.perf_counter() - started) * 1000
    await world.settle()
    return took


def _fill(stores: Stores, user_id: str) -> None:
    """Make a large organisation in which one person is in 40 communities."""
    for number in range(COMMUNITIES):
        community = stores.communities.add(
            NewCommunity(
                f"craft-{number}",
                f"Craft number {number}",
                "What we learn about it " * 8,
                Aim.BOTH,
                f"cop-craft-{number}",
                f"C0CRAFT{number}",
                False,
                user_id,
                MONDAY - timedelta(days=300),
                "UTC",
            )
        )
        for person in range(number % 30 + 5):
            stores.members.add(Member(community.id, f"U0P{(number * 7 + person) % PEOPLE}", MONDAY))
        if number < MINE:
            stores.members.add(Member(community.id, user_id, MONDAY))
    teams = [stores.teams.add(NewTeam(f"team-{number}", f"Team {number}", user_id, MONDAY)) for number in range(TEAMS)]
    for person in range(PEOPLE):
        stores.teams.put(f"U0P{person}", teams[person % TEAMS].id, now=MONDAY)
    stores.lessons.add_all(
        [
            NewLesson(
                title=f"Lesson {number} about contracts and queues",
                learnt="It helped us. " * 10,
                author_id=f"U0P{number % PEOPLE}",
                author_name=f"Person {number % PEOPLE}",
                captured_by=user_id,
                captured_at=MONDAY - timedelta(minutes=number),
                said_at=MONDAY - timedelta(minutes=number),
                source=None,
                community_id=number % COMMUNITIES + 1,
            )
            for number in range(LESSONS)
        ]
    )
    for number in range(MEETUPS):
        stores.meetups.add(
            NewMeetup(
                title=f"Meetup {number}",
                channel_id=f"C0CRAFT{number}",
                community_id=number + 1,
                starts_at=MONDAY + timedelta(hours=number + 5),
                zone="UTC",
                minutes=60,
                place="Room Heron",
                planned_by=user_id,
                planned_at=MONDAY,
            )
        )
