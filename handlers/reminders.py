"""Reminders of meetups: in the channel or by direct message, as each person chose."""

import structlog

from community import reminders
from community.meetups import Coming
from community.reminders import Reminder
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import meetups as blocks
from handlers.deps import Deps
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 100


async def remind_due(deps: Deps) -> None:
    """Send every reminder that is due and still helps, drop the others; each in its own transaction."""
    left: set[Reminder] = set()  # what is still due after its turn: it failed, or another process is at it
    while due := await deps.read(lambda stores: stores.reminders.due(deps.now, limit=BATCH + len(left))):
        batch = [reminder for reminder in due if reminder not in left]
        if not batch:
            return
        for reminder in batch:
            if not await _remind(deps, reminder):
                left.add(reminder)


async def _remind(deps: Deps, reminder: Reminder) -> bool:
    def write(stores: Stores) -> bool:
        if not stores.reminders.claim(reminder):
            return False
        meetup = stores.meetups.get(reminder.meetup_id)
        if meetup is not None and reminders.is_timely(reminder, meetup, deps.now):
            count = stores.coming.counts([meetup.id]).get(meetup.id, 0)
            message = blocks.reminder(Coming(meetup, count), reminder.before)
            stores.outbox.put(deliveries.post(meetup.channel_id, message), now=deps.now)
        return True

    try:
        return await deps.write(write)
    except Exception:  # one meetup's trouble must not keep others from being reminded
        log.exception("A reminder was not dealt with.", meetup_id=reminder.meetup_id, before=reminder.before.value)
        return False


FEATURE = Feature(ticks={"meetups": remind_due})
