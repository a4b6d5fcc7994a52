"""Commands over HTTP and events over Socket Mode: the bot, which keeps all of it, beside a bare app that does not."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import load
from benchmarks.load import SIGNING_SECRET
from benchmarks.processes import output_of, running
from benchmarks.report import Figure, median_of
from benchmarks.slack import CHANNEL_ID, WORKSPACE_ID, YesSlack
from community import greeting
from community.communities import Aim, Member, NewCommunity
from community.people import Person
from storage.database import Database
from storage.stores import Stores

ROUNDS = 5
SECONDS = 3.0

PEOPLE = 60_000  # more than can come or go in all rounds


async def commands_over_http(folder: Path) -> Figure:
    """Measure `/community leave` with its durable write, by another person each time, over 32 connections."""
    ours, peer = await _side_by_side(folder, "leave benchmarks", are_members=True)
    return Figure("a command with its durable write, HTTP, 32 connections", ours, peer, "requests/s", 0.5)


async def commands_with_a_delivery(folder: Path) -> Figure:
    """Measure `/community join` by who was here before, which also puts an invitation into the outbox."""
    ours, peer = await _side_by_side(folder, "join benchmarks", are_members=False)
    return Figure("the same with something to do in Slack in the outbox", ours, peer, "requests/s", 0.25)


async def _side_by_side(folder: Path, text: str, *, are_members: bool) -> tuple[float, float]:
    ours, peer = [], []
    async with (
        _slack() as slack,
        _bot(slack, folder, "http", are_members=are_members) as bot,
        _bare(slack, "http") as bare,
    ):
        for first in range(1, PEOPLE, PEOPLE // ROUNDS):
            ours.append(await _commands(bot, text, first))
            peer.append(await _commands(bare, text, first))
    return median_of(ours, peer)


async def events_over_socket_mode(folder: Path) -> Figure:
    """Measure events that are kept in the inbox before they are acknowledged, 64 unanswered at a time."""
    ours, peer = [], []
    for number in range(ROUNDS):
        async with _slack() as slack, _bot(slack, folder / str(number), "socket"):
            ours.append(await slack.events_per_second(seconds=SECONDS))
        async with _slack() as slack, _bare(slack, "socket"):
            peer.append(await slack.events_per_second(seconds=SECONDS))
    return Figure("an event kept and acknowledged, Socket Mode", *median_of(ours, peer), "events/s", 0.7)


async def _commands(url: str, text: str, first: int) -> float:
    arguments = ["-m", "benchmarks.load", url, "/community", text, str(first), str(SECONDS)]
    return float(await output_of(arguments))


@asynccontextmanager
async def _slack() -> AsyncIterator[YesSlack]:
    slack = YesSlack()
    await slack.start()
    try:
        yield slack
    finally:
        await slack.stop()


@asynccontextmanager
async def _bot(slack: YesSlack, folder: Path, transport: str, *, are_members: bool = False) -> AsyncIterator[str]:
    database_url = f"sqlite:///{folder}/yokoten.db"
    await _community(database_url, are_members=are_members)
    async with _started(
        ["-m", "bot", "run"], slack, transport, {"DATABASE_URL": database_url, "LOG_LEVEL": "error"}
    ) as url:
        yield url


@asynccontextmanager
async def _bare(slack: YesSlack, transport: str) -> AsyncIterator[str]:
    async with _started(["-m", "benchmarks.bare", transport], slack, transport, {}) as url:
        yield url


@asynccontextmanager
async def _started(arguments: list[str], slack: YesSlack, transport: str, more: dict[str, str]) -> AsyncIterator[str]:
    port = free_port()
    environment = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_APP_TOKEN": "xapp-benchmark",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "TRANSPORT": transport,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    address = f"http://127.0.0.1:{port}"
    async with running(arguments, environment=environment | more, ready_url=f"{address}/readyz"):
        yield f"{address}/slack/events"


async def _community(database_url: str, *, are_members: bool) -> None:
    community = NewCommunity(
        name="benchmarks",
        topic="Benchmarks",
        purpose="",
        aim=Aim.LEARNING,
        channel_name="cop-benchmarks",
        channel_id=CHANNEL_ID,
        is_linked=True,
        started_by="U00000001",
        started_at=datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
        zone="Europe/Berlin",
    )

    def prepare(stores: Stores) -> None:
        added = stores.communities.add(community)
        # People the bot has met, as it has in a workspace where it has been for a while.
        for number in range(PEOPLE):
            stores.people.save(Person(load.user_id(number), "someone", "Europe/Berlin"), now=community.started_at)
            if are_members:
                stores.members.add(Member(added.id, load.user_id(number), community.started_at))
            else:  # who joins again; the greeting of who comes for the first time reads much more, once
                greeting.is_first(stores, added, load.user_id(number), now=community.started_at)

    database = await Database(database_url).open()
    await database.write(WORKSPACE_ID, prepare)
    await database.close()


def free_port() -> int:
    """Give a port nobody listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
