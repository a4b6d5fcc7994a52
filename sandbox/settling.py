"""Waiting until nothing moves: every envelope acknowledged, and the bot's inbox and outbox empty."""

import asyncio

from sandbox.bot_process import BotProcess
from sandbox.delivery import Deliveries

SETTLE_SECONDS = 30.0
POLL_SECONDS = 0.02


async def settle(deliveries: Deliveries, bot: BotProcess | None, *, within: float = SETTLE_SECONDS) -> list[str]:
    """Return when all is quiet, or say what is still open after `within` seconds.

    A retry that waits for its time is made now instead, once, so that nobody waits minutes for it.
    """
    hurried: set[str] = set()
    try:
        async with asyncio.timeout(within):
            # The bot's queues are in another process and can't tell; asking often is cheap.
            while await _still_open(deliveries, bot, hurried):  # noqa: ASYNC110
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        return await _still_open(deliveries, bot, hurried)
    return []


async def _still_open(deliveries: Deliveries, bot: BotProcess | None, hurried: set[str]) -> list[str]:
    before, sent = deliveries.still_open, deliveries.sent_count
    readiness = None if bot is None else await bot.readiness()
    if readiness is None or readiness.is_up:
        deliveries.hurry(hurried)
    # While the bot was asked it may have caused an envelope, or taken one that it had not counted yet.
    after = deliveries.still_open or ([] if deliveries.sent_count == sent else ["envelopes are still being sent"])
    said = [] if readiness is None or readiness.is_idle else [readiness.said]
    return [*(before or after), *said]
