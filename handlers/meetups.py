"""`/meetup`: see what is coming, say that one comes, call one off; reminders and the announcement's number."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from community import meetups, names
from community.communities import Community
from community.delivery import Delivery, Refused, Sent
from community.meetups import Answered, Coming, Meetup, Reminder
from community.stores import Stores
from handlers import deliveries, hanging, mrkdwn, people
from handlers.answers import Answer, Replace, Say
from handlers.blocks import meetups as blocks
from handlers.blocks.help import MEETUP, words
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

log = structlog.get_logger()

ANNOUNCEMENT = "meetup.announcement"
CARD = "meetup.card"
ANNOUNCED_AGAIN = "meetup.announced_again"  # in another channel; that Slack refuses it takes nothing back
BATCH = 100
# How far ahead somebody looks who wants to call one off.
_LOOKED_THROUGH = 200


async def overview(command: Command, deps: Deps) -> Answer:
    """Show what is coming; after a word that isn't one of ours, the word that may have been meant."""
    if not command.text:
        return await list_coming(command, deps)
    nearest = names.nearest(command.word, words(MEETUP), limit=1)
    return Say(blocks.mistyped(mrkdwn.plain(command.text), nearest[0] if nearest else None))


async def list_coming(command: Command, deps: Deps) -> Answer:
    """Show what is coming: in the community that meets here, elsewhere in all of them."""

    def read(stores: Stores) -> Message:
        here = stores.communities.in_channel(command.channel_id)
        return blocks.listing(_listing(stores, command.user_id, here, deps.now))

    return Say(await deps.read(read))


async def list_on_click(action: Action, deps: Deps) -> Answer:
    """Show what is coming in all communities."""
    return Say(await deps.read(lambda stores: blocks.listing(_listing(stores, action.user_id, None, deps.now))))


async def list_to_cancel(command: Command, deps: Deps) -> Answer:
    """Show the meetups this person may call off."""
    return Say(await deps.read(lambda stores: blocks.to_cancel(_can_cancel(stores, command.user_id, deps.now))))


async def list_to_cancel_on_click(action: Action, deps: Deps) -> Answer:
    """Show the meetups this person may call off."""
    return Say(await deps.read(lambda stores: blocks.to_cancel(_can_cancel(stores, action.user_id, deps.now))))


async def cancel(action: Action, deps: Deps) -> Answer:
    """Call a meetup off, show it in the announcement and say so once in its thread."""

    def write(stores: Stores) -> Meetup:
        meetup = meetups.cancel(stores, int(action.value), action.user_id, now=deps.now)
        _tell_called_off(stores, meetup, deps.now)
        return meetup

    return Replace(blocks.cancelled(await deps.write(write)))


async def come(action: Action, deps: Deps) -> Answer:
    """Count a person in, who alone is told, below the announcement."""
    return Say(await _come(action, deps))


async def come_after_all(action: Action, deps: Deps) -> Answer:
    """Count a person in, from what only they see."""
    return Replace(await _come(action, deps))


async def stay_away(action: Action, deps: Deps) -> Answer:
    """Count a person out again, from what only they see."""
    return Replace(await _stay_away(action, deps))


async def stay_away_from_list(action: Action, deps: Deps) -> Answer:
    """Count a person out again and leave their list of meetups where it is."""
    return Say(await _stay_away(action, deps))


async def remind_due(deps: Deps) -> None:
    """Send every reminder that is due and still helps, drop the others; each in its own transaction."""
    left: set[Reminder] = set()  # what is still due after its turn: it failed, or another process is at it
    while due := await deps.read(lambda stores: stores.meetups.due(deps.now, limit=BATCH + len(left))):
        batch = [reminder for reminder in due if reminder not in left]
        if not batch:
            return
        for reminder in batch:
            if not await _remind(deps, reminder):
                left.add(reminder)


def announced(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the announcement stands; what changed while it was on its way is shown now."""
    meetup = stores.meetups.hold(int(sent.delivery.subject))
    if meetup is not None:
        here = replace(meetup, announced_ts=str(sent.answer["ts"]))
        stores.meetups.update(here)
        if _is_outdated(stores, here, sent.delivery):
            refresh(stores, here, now)


def refreshed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Bring the announcement up to date once more when people answered meanwhile."""
    meetup = stores.meetups.hold(int(sent.delivery.subject))
    if meetup is not None:
        rested = replace(meetup, is_updating=False)
        stores.meetups.update(rested)
        if _is_outdated(stores, rested, sent.delivery):
            refresh(stores, rested, now)


async def not_refreshed(refused: Refused, _deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Let the next answer try again: somebody may have deleted the announcement."""

    def rest(stores: Stores) -> None:
        meetup = stores.meetups.hold(int(refused.delivery.subject))
        if meetup is not None:
            stores.meetups.update(replace(meetup, is_updating=False))

    return rest


def call_off_all(stores: Stores, community: Community, now: datetime) -> None:
    """Call off what a community has planned, since it ends, as its members would one by one."""
    for meetup in stores.meetups.coming_up(now, limit=_LOOKED_THROUGH, community_id=community.id):
        cancelled = replace(meetup, cancelled_at=now)
        stores.meetups.update(cancelled)
        _tell_called_off(stores, cancelled, now)


def refresh(stores: Stores, meetup: Meetup, now: datetime) -> None:
    """Bring the announcement up to date; one update at a time, since Slack takes about 50 a minute from the bot."""
    if meetup.announced_ts is None or meetup.is_updating:
        return  # who is at it looks again when it is done
    stores.meetups.update(replace(meetup, is_updating=True))
    update = deliveries.update(meetup.channel_id, meetup.announced_ts, announcement(stores, meetup))
    stores.outbox.put(replace(update, purpose=CARD, subject=str(meetup.id)), now=now)


def announcement(stores: Stores, meetup: Meetup) -> Message:
    """Show the meetup as its channel sees it now."""
    count = stores.meetups.counts([meetup.id]).get(meetup.id, 0)
    name = people.name_of(stores, meetup.planned_by, unknown="someone")
    message = blocks.announcement(Coming(meetup, count), planned_by=name)
    return replace(message, blocks=[*message.blocks, *hanging.below(stores, meetup)])


def _tell_called_off(stores: Stores, meetup: Meetup, now: datetime) -> None:
    if meetup.announced_ts is not None:
        refresh(stores, meetup, now)
        told = deliveries.post(meetup.channel_id, blocks.called_off(meetup), thread_ts=meetup.announced_ts)
        stores.outbox.put(told, now=now)


def _is_outdated(stores: Stores, meetup: Meetup, shown: Delivery) -> bool:
    return list(announcement(stores, meetup).blocks) != list(shown.arguments.get("blocks", ()))


async def _come(action: Action, deps: Deps) -> Message:
    answered = await deps.write(
        lambda stores: _counted(stores, meetups.come(stores, int(action.value), action.user_id, now=deps.now), deps.now)
    )
    return blocks.coming(answered.meetup, is_news=answered.is_news)


async def _stay_away(action: Action, deps: Deps) -> Message:
    answered = await deps.write(
        lambda stores: _counted(
            stores, meetups.stay_away(stores, int(action.value), action.user_id, now=deps.now), deps.now
        )
    )
    return blocks.not_coming(answered.meetup, is_news=answered.is_news)


def _counted(stores: Stores, answered: Answered, now: datetime) -> Answered:
    if answered.is_news:
        refresh(stores, answered.meetup, now)
    return answered


def _listing(stores: Stores, user_id: str, here: Community | None, now: datetime) -> blocks.Listing:
    found = stores.meetups.coming_up(now, limit=blocks.LISTED + 1, community_id=here.id if here else None)
    counts = stores.meetups.counts([meetup.id for meetup in found])
    return blocks.Listing(
        meetups=[Coming(meetup, counts.get(meetup.id, 0)) for meetup in found[: blocks.LISTED]],
        yours={meetup.id for meetup in found if user_id in stores.meetups.comers(meetup.id)},
        can_cancel={meetup.id for meetup in found if meetups.may_cancel(stores, meetup, user_id)},
        community=here,
        has_more=len(found) > blocks.LISTED,
    )


def _can_cancel(stores: Stores, user_id: str, now: datetime) -> Sequence[Meetup]:
    theirs = {community.id for community in stores.communities.of(user_id)}
    found = stores.meetups.coming_up(now, limit=_LOOKED_THROUGH)
    return [meetup for meetup in found if meetup.planned_by == user_id or meetup.community_id in theirs]


async def _remind(deps: Deps, reminder: Reminder) -> bool:
    def write(stores: Stores) -> bool:
        if not stores.meetups.claim(reminder):
            return False
        meetup = stores.meetups.get(reminder.meetup_id)
        if meetup is not None and meetups.is_timely(reminder, meetup, deps.now):
            count = stores.meetups.counts([meetup.id]).get(meetup.id, 0)
            message = blocks.reminder(Coming(meetup, count), reminder.before)
            stores.outbox.put(deliveries.post(meetup.channel_id, message), now=deps.now)
        return True

    try:
        return await deps.write(write)
    except Exception:  # one meetup's trouble must not keep others from being reminded
        log.exception("A reminder was not dealt with.", meetup_id=reminder.meetup_id, before=reminder.before.value)
        return False


FEATURE = Feature(
    commands={"/meetup": {"": overview, "list": list_coming, "cancel": list_to_cancel}},
    actions={
        "meetup.list": list_on_click,
        "meetup.come": come,
        "meetup.come.after_all": come_after_all,
        "meetup.stay_away": stay_away,
        "meetup.stay_away.listed": stay_away_from_list,
        "meetup.cancel": cancel,
        "meetup.cancel.list": list_to_cancel_on_click,
    },
    ticks={"meetups": remind_due},
    sent={CARD: refreshed, ANNOUNCED_AGAIN: announced},
    refused={CARD: not_refreshed},
)
