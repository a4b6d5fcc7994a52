"""Reminders of meetups: in the channel or by direct message, as each person chose."""

import structlog

from community import reminders, rooms
from community.meetups import Meetup
from community.reminders import How
from community.stores import Stores
from handlers import deliveries
from handlers.answers import Answer, Open, Say
from handlers.blocks import reminders as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 100


async def choose(command: Command, deps: Deps) -> Answer:
    """Open the window in which a person chooses how they are reminded."""
    return Open(blocks.window(await deps.read(lambda stores: stores.reminders.how(command.user_id))))


async def choose_on_click(action: Action, deps: Deps) -> Answer:
    """Open the window in which a person chooses how they are reminded."""
    return Open(blocks.window(await deps.read(lambda stores: stores.reminders.how(action.user_id))))


async def keep(submission: Submission, deps: Deps) -> Answer:
    """Keep how a person wants to be reminded, of all meetups."""
    how = How(submission.values[blocks.HOW_FIELD])
    is_news = await deps.write(lambda stores: reminders.choose(stores, submission.user_id, how))
    return Say(blocks.chosen(how, is_news=is_news))


async def remind_due(deps: Deps) -> None:
    """Send the reminders that are due and still help, drop the others; those of each meetup in a transaction."""
    left: set[int] = set()  # meetups that still have one due after their turn: it failed, or another process is at it
    while due := await deps.read(lambda stores: stores.reminders.due(deps.now, limit=BATCH + len(left))):
        batch = [meetup_id for meetup_id in due if meetup_id not in left]
        if not batch:
            return
        for meetup_id in batch:
            if not await _remind(deps, meetup_id):
                left.add(meetup_id)


async def _remind(deps: Deps, meetup_id: int) -> bool:
    def write(stores: Stores) -> bool:
        due = stores.reminders.claim(meetup_id, deps.now)
        if not due:
            return False
        meetup = stores.meetups.get(meetup_id)
        if meetup is None:
            return True
        timely = [reminder for reminder in due if reminders.is_timely(reminder, meetup, deps.now)]
        if timely:
            _send(stores, meetup, reminders.nearest(timely).lead, deps)
        return True

    try:
        return await deps.write(write)
    except Exception:  # one meetup's trouble must not keep others from being reminded
        log.exception("A reminder was not dealt with.", meetup_id=meetup_id)
        return False


def _send(stores: Stores, meetup: Meetup, lead: int, deps: Deps) -> None:
    stores.outbox.put(deliveries.post(meetup.channel_id, blocks.reminder(meetup, lead)), now=deps.now)
    if rooms.closed_in(stores, meetup.channel_id) is not None:
        return  # who said that they come may not be in there any more, and hears nothing of it outside
    for user_id, said in stores.reminders.to_write_to(meetup.id):
        stores.outbox.put(deliveries.post(user_id, blocks.direct(meetup, lead, said)), now=deps.now)


FEATURE = Feature(
    commands={"/meetup": {"reminders": choose}},
    actions={blocks.CHOOSE: choose_on_click},
    views={blocks.CHOOSE: keep},
    ticks={"meetups": remind_due},
)
