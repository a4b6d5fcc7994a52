"""What pictures cost: how long one takes, and how long everybody else waits while they are drawn."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from benchmarks.report import Figure
from bot.workshop import Workshop
from pictures import drawing
from pictures.values import Arrow, Network, Node, Shape
from storage.database import Database
from storage.stores import Stores

PICTURES = 12
PLACES = 40
ROUNDS = 3

Draw = Callable[[Network], Awaitable[bytes]]


def network(number: int) -> Network:
    """Give a picture of as many places as one shows; each number is another picture."""
    nodes = tuple(Node(f"Team {place} of {number}", list(Shape)[place % 3]) for place in range(PLACES))
    pairs = [(place, (place * 7 + 1 + number) % PLACES) for place in range(PLACES)]
    arrows = tuple(Arrow(start, end, start % 5 + 1, start == 1) for start, end in pairs if start != end)
    return Network("How lessons travel here", nodes, arrows)


async def drawing_one(_: Path) -> Figure:
    """Measure how long the words are there before the picture is: drawn by another process, which is warm."""
    workshop = Workshop()
    took = []
    await workshop.do(drawing.png, network(0))
    for number in range(1, PICTURES):
        started = time.perf_counter()
        await workshop.do(drawing.png, network(number))
        took.append(time.perf_counter() - started)
    await workshop.close()
    return Figure("a picture of 40 places, beside the 3 s Slack waits", median(took), 3, "s", 1, is_limit=True)


async def waiting_meanwhile(folder: Path) -> Figure:
    """Measure how long a small use case takes while pictures are drawn, beside the same drawn in a thread."""
    database = await Database(f"sqlite:///{folder}/pictures.db").open()
    workshop = Workshop()
    beside: Draw = partial(workshop.do, drawing.png)

    async def within(picture: Network) -> bytes:
        return await asyncio.to_thread(drawing.png, picture)

    await asyncio.gather(beside(network(0)), within(network(0)))
    pairs = [(await _p99(database, beside), await _p99(database, within)) for _ in range(ROUNDS)]
    await workshop.close()
    await database.close()
    ours, peer = sorted(pairs, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
    return Figure("p99 of a write while pictures are drawn, beside in a thread", ours, peer, "ms", 1, is_limit=True)


async def _p99(database: Database, draw: Draw) -> float:
    """Give the 99th percentile in milliseconds of writes that come one after the other while pictures are drawn."""

    async def draw_all() -> None:
        for number in range(1, PICTURES):
            await draw(network(number))

    took = []
    drawn = asyncio.create_task(draw_all())
    while not drawn.done():
        started = time.perf_counter()
        await database.write("T1", _use_case)
        took.append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(0.002)
    await drawn
    return quantiles(took, n=100)[98]


def _use_case(stores: Stores) -> int:
    return len(stores.communities.all())
