"""Rounds: what is looked at once an hour, each by one process, such as who hasn't been asked for a quarter.

What is due to the minute has a tick of its own; a round may be late by an hour, and one that fails waits for the next.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import structlog

from community.stores import Stores
from handlers.deps import Deps
from handlers.table import OnTick

log = structlog.get_logger()


def every_hour(rounds: Mapping[str, OnTick]) -> OnTick:
    """Give the tick that begins each of these once an hour."""

    async def tick(deps: Deps) -> None:
        hour = deps.now.replace(minute=0, second=0, microsecond=0)
        begun = await deps.read(lambda stores: stores.rounds.begun(hour))
        for what, look in rounds.items():
            if what in begun or not await deps.write(partial(_begin, what=what, hour=hour)):
                continue
            try:
                await look(deps)
            except Exception:  # one feature's fault must not keep the others from their round
                log.exception("A round failed; it comes again in an hour.", round=what)

    return tick


def _begin(stores: Stores, *, what: str, hour: datetime) -> bool:
    return stores.rounds.begin(what, hour)
