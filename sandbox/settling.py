"""Waiting until nothing moves: every envelope acknowledged, and the bot's inbox and outbox empty."""

import asyncio

from sandbox.bot_process import BotProcess
from sandbox.delivery import Deliveries

SETTLE_SECONDS = 30.0
POLL_SECONDS = 0.02


async def settle(deliveries: Deliveries, bot: BotProcess | None, *, within: float = SETTLE_SECONDS) -> list[str]:
    """Return when all is quiet, or say what is still open after `within` seconds.

    A retry that waits for its time is made now instead, so that nobody waits minutes for it.
    """
    try:
        async with asyncio.timeout(within):
            while True:
                still_open = await _still_open(deliveries, bot)
                if not still_open:
                    return []
                # Neither the bot's queues nor a delivery in another process can tell; asking often is cheap.
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        return await _still_open(deliveries, bot)


async def _still_open(deliveries: Deliveries, bot: BotProcess | None) -> list[str]:
    deliveries.hurry()
    before = deliveries.still_open
    sent = deliveries.sent_count
    said = []
    if bot is not None:
        readiness = await bot.readiness()
        said = [] if readiness.is_idle else [readiness.said]
    # While the bot was asked it may have caused an envelope, or taken one that it had not counted yet.
    after = deliveries.still_open or ([] if deliveries.sent_count == sent else ["envelopes are still being sent"])
    return [*(before or after), *said]
