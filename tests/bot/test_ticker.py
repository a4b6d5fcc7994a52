"""The ticker."""

import asyncio
from typing import Any

from bot.ticker import Ticker
from handlers.deps import Deps
from tests.bot.running import NOON

NOBODY: Any = None


def deps() -> Deps:
    return Deps("T1", "U0BOT", NOBODY, NOON, ("bulb",), "cop-", NOBODY, NOBODY)


async def test_every_feature_is_asked_in_each_round() -> None:
    asked = []

    async def digests(given: Deps) -> None:
        asked.append(("digests", given.now))

    async def reminders(given: Deps) -> None:
        asked.append(("reminders", given.now))

    await Ticker({"digests": digests, "reminders": reminders}, deps).tick()

    assert asked == [("digests", NOON), ("reminders", NOON)]


async def test_one_that_fails_holds_up_no_other_and_is_asked_again() -> None:
    asked = []

    async def broken(_: Deps) -> None:
        asked.append("broken")
        raise RuntimeError("it is broken")

    async def sound(_: Deps) -> None:
        asked.append("sound")

    ticker = Ticker({"broken": broken, "sound": sound}, deps)
    await ticker.tick()
    await ticker.tick()

    assert asked == ["broken", "sound", "broken", "sound"]


async def test_rounds_do_not_overlap() -> None:
    running = 0
    most = 0

    async def slow(_: Deps) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    ticker = Ticker({"slow": slow}, deps)
    await asyncio.gather(*(ticker.tick() for _ in range(5)))

    assert most == 1


async def test_stopping_waits_for_the_round_that_is_open() -> None:
    started, go = asyncio.Event(), asyncio.Event()
    ended = []

    async def slow(_: Deps) -> None:
        started.set()
        await go.wait()
        ended.append(True)

    ticker = Ticker({"slow": slow}, deps)
    ticker.start()
    round_ = asyncio.create_task(ticker.tick())
    await started.wait()
    stopping = asyncio.create_task(ticker.stop())
    go.set()
    await asyncio.gather(round_, stopping)

    assert ended == [True]
