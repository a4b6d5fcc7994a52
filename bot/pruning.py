"""Forgetting what is over: handled events, made deliveries and answered requests, who wrote where."""

from datetime import datetime, timedelta

import structlog

from community.pulse import KEPT_FOR
from community.tastes import FADED
from storage.database import Database
from storage.stores import Stores

log = structlog.get_logger(__name__)

# Slack sends an event again for up to a day, and a sweep asks what was received in the last days.
EVENTS = timedelta(days=7)
# An emptied one, as every message that was counted, tells a sweep nothing: it waits only for being sent again.
EMPTIED = timedelta(days=2)
DELIVERIES = timedelta(days=30)  # unless the admins chose otherwise
REQUESTS = timedelta(days=2)


async def prune(database: Database, workspace_id: str, now: datetime) -> int:
    """Forget what is old enough and give how much it was."""

    def work(stores: Stores) -> int:
        chosen = stores.settings.get().retention_days
        deliveries = DELIVERIES if chosen is None else timedelta(days=chosen)
        return (
            stores.inbox.prune(before=now - EVENTS, emptied_before=now - EMPTIED)
            + stores.outbox.prune(before=now - deliveries)
            + stores.requests.prune(before=now - REQUESTS)
            + stores.pulse.prune(before=now - KEPT_FOR)
            + stores.tastes.prune(before=now - FADED)
        )

    forgotten = await database.write(workspace_id, work)
    if forgotten:
        log.info("What is over was forgotten.", rows=forgotten)
    return forgotten


async def clear(database: Database, workspace_id: str) -> bool:
    """Free the file of what people had erased, when somebody was forgotten since the last time; True when it was.

    Erasing and this are two steps, and what is due is kept with the erasing: a crash in between costs nothing.
    """
    until = await database.read(workspace_id, lambda stores: stores.forgetting.unfinished())
    if until is None or not await database.clear():
        return False
    await database.write(workspace_id, lambda stores: stores.forgetting.finished(until))
    log.info("The file was freed of what was erased.")
    return True
