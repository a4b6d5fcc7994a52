"""Waiting for what becomes of a delivery."""

import asyncio
from datetime import timedelta

from bot.outcomes import REMEMBERED, Outcomes
from community.delivery import Delivery, Sent

SOON = timedelta(seconds=10)
NOW = timedelta(0)


def sent(delivery_id: int) -> Sent:
    return Sent(delivery_id, Delivery("chat.postMessage", {}, "C1"))


async def test_who_waits_is_told() -> None:
    outcomes = Outcomes()
    waiting = asyncio.create_task(outcomes.wait(1, SOON))
    await asyncio.sleep(0)

    is_awaited = outcomes.is_awaited(1)
    outcomes.tell(sent(1))

    assert is_awaited
    assert await waiting == sent(1)
    assert not outcomes.is_awaited(1)


async def test_who_asks_a_moment_later_is_told_too() -> None:
    outcomes = Outcomes()

    outcomes.tell(sent(1))

    assert await outcomes.wait(1, NOW) == sent(1)


async def test_all_who_wait_for_one_are_told_and_no_others() -> None:
    outcomes = Outcomes()
    first, second, other = (asyncio.create_task(outcomes.wait(number, SOON)) for number in (1, 1, 2))
    await asyncio.sleep(0)

    outcomes.tell(sent(1))

    assert (await first, await second) == (sent(1), sent(1))
    assert not other.done()
    other.cancel()


async def test_what_is_not_known_in_time_is_none() -> None:
    outcomes = Outcomes()

    assert await outcomes.wait(1, NOW) is None
    assert not outcomes.is_awaited(1)


async def test_old_outcomes_are_forgotten() -> None:
    outcomes = Outcomes()

    for number in range(REMEMBERED + 1):
        outcomes.tell(sent(number))

    assert await outcomes.wait(0, NOW) is None
    assert await outcomes.wait(1, NOW) == sent(1)
