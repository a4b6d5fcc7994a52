"""How soon people are answered in an Open Space of 200 sessions and 500 people, from a click to its answer."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.report import Figure
from community import marketplace
from community.communities import Aim, Member, NewCommunity
from community.meetups import Kind, NewMeetup
from community.open_space import NewSession, OpenSpace
from community.people import Person
from community.slots import Slot
from storage.database import Database
from storage.stores import Stores
from tests.handlers.world import World, world_of
from tests.sandbox.running import MONDAY

SESSIONS, PEOPLE, SPACES, SLOTS = 200, 500, 10, 12
DONE = 20
LIMIT_MILLISECONDS = 3_000  # Slack waits no longer


async def answering(folder: Path) -> list[Figure]:
    """Measure looking, voting, proposing and placing over the wire, in the busiest marketplace there should be."""
    url = f"sqlite:///{folder}/open-space.db"
    database = await Database(url).open()
    await database.close()
    async with world_of(url, folder) as world:
        workspace_id, ana = world.sandbox.workspace.team_id, world.user_id("ana")
        channel = await world.channel("birds")
        assert channel is not None
        await world.database.write(workspace_id, lambda stores: _fill(stores, ana, channel["id"]))
        deeds: dict[str, Callable[[int], Awaitable[object]]] = {
            "looking": lambda _: world.command("ana", "/meetup open-space"),
            "voting": lambda number: _vote(world, number),
            "proposing": lambda number: _propose(world, number),
            "placing": lambda number: _place(world, number),
        }
        return [await _figure(name, deed) for name, deed in deeds.items()]


async def _figure(name: str, deed: Callable[[int], Awaitable[object]]) -> Figure:
    took = []
    for number in range(DONE):
        started = time.perf_counter()
        await deed(number)
        took.append((time.perf_counter() - started) * 1000)
    return Figure(
        f"Open Space of 200, {name}: median (worst {max(took):.0f}), beside Slack's limit",
        median(took),
        LIMIT_MILLISECONDS,
        "ms",
        1,
        is_limit=True,
    )


async def _vote(world: World, number: int) -> None:
    view = await world.view("ana")
    assert view is not None
    rows = [block for block in view["blocks"] if block.get("accessory", {}).get("type") == "button"]
    row = rows[number % len(rows)]["accessory"]
    await world.click("ana", row["action_id"], view_id=view["id"], value=row["value"])


async def _propose(world: World, number: int) -> None:
    await world.click_in_modal("ana", "open_space.propose")
    await world.submit("ana", title=f"One more, number {number}")


async def _place(world: World, number: int) -> None:
    view = await world.view("ana")
    assert view is not None
    rows = [block for block in view["blocks"] if block.get("accessory", {}).get("type") == "overflow"]
    own = rows[number % len(rows)]["accessory"]  # what she proposed just now is on the first page
    await world.click("ana", own["action_id"], view_id=view["id"], value=own["options"][0]["value"])
    await world.submit("ana", slot=str(number % SLOTS), space=str(SPACES - 1 - number // SLOTS))


def _fill(stores: Stores, user_id: str, channel_id: str) -> None:
    community = stores.communities.add(
        NewCommunity("birds", "Birds", "", Aim.BOTH, "birds", channel_id, True, user_id, MONDAY, "UTC")
    )
    stores.members.add(Member(community.id, user_id, MONDAY))
    starts = MONDAY + timedelta(days=3)
    meetup = stores.meetups.add(
        NewMeetup("Everything", channel_id, community.id, starts, "UTC", 705, "", user_id, MONDAY, Kind.OPEN_SPACE)
    )
    spaces = tuple(f"Space {number}" for number in range(SPACES))
    stores.open_spaces.add(
        OpenSpace(meetup.id, channel_id, spaces, tuple(Slot(60 * number, 45) for number in range(SLOTS)))
    )
    for number in range(PEOPLE):
        stores.people.save(Person(f"U0P{number}", f"Person {number}", "UTC"), now=MONDAY)
    for number in range(SESSIONS):
        new = NewSession(meetup.id, f"Session {number}", "Why not?", f"U0P{number}", MONDAY)
        session = marketplace.propose(stores, new, (), now=MONDAY)
        if number < SLOTS * (SPACES - 2):
            slot, space = number % SLOTS, number // SLOTS
            marketplace.place(stores, session.id, new.proposed_by, slot=slot, space=space, now=MONDAY)
        for person in range(0, PEOPLE, 1 + number % 10):
            stores.open_spaces.be_interested(session.id, meetup.id, f"U0P{person}")
