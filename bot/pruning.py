"""Forgetting what is over: handled events, made deliveries and answered requests."""

from datetime import datetime, timedelta

import structlog

from storage.database import Database
from storage.stores import Stores

log = structlog.get_logger(__name__)

# Slack sends an event again for up to a day, and a sweep asks what was received in the last days.
EVENTS = timedelta(days=7)
DELIVERIES = timedelta(days=30)
REQUESTS = timedelta(days=2)


async def prune(database: Database, workspace_id: str, now: datetime) -> int:
    """Forget what is old enough and give how much it was."""

    def work(stores: Stores) -> int:
        return (
            stores.inbox.prune(before=now - EVENTS)
            + stores.outbox.prune(before=now - DELIVERIES)
            + stores.requests.prune(before=now - REQUESTS)
        )

    forgotten = await database.write(workspace_id, work)
    if forgotten:
        log.info("What is over was forgotten.", rows=forgotten)
    return forgotten
