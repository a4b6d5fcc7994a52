"""The announcement of a meetup: where it stands, and keeping it up to date with what people answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from community import coming, meetups, topics, workshops
from community.delivery import Delivery, Refused, Sent
from community.meetups import Meetup
from community.stores import Stores
from handlers import deliveries, hanging, people, preparing
from handlers.blocks import meetups as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.table import Feature

ANNOUNCEMENT = "meetup.announcement"
CARD = "meetup.card"
_FOLLOWED = 50  # what is planned further ahead follows with the next answer to it
ANNOUNCED_AGAIN = "meetup.announced_again"  # in another channel; that Slack refuses it takes nothing back


def announced(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the announcement stands; what changed while it was on its way is shown now."""
    meetup = stores.meetups.hold(int(sent.delivery.subject))
    if meetup is not None:
        here = replace(meetup, announced_ts=str(sent.answer["ts"]))
        stores.meetups.update(here)
        preparing.prepare(stores, here, now)
        if _is_outdated(stores, here, sent.delivery, now):
            refresh(stores, here, now)


def refreshed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Bring the announcement up to date once more when people answered meanwhile."""
    meetup = stores.meetups.hold(int(sent.delivery.subject))
    if meetup is not None:
        rested = replace(meetup, is_updating=False)
        stores.meetups.update(rested)
        if _is_outdated(stores, rested, sent.delivery, now):
            refresh(stores, rested, now)


async def not_refreshed(refused: Refused, _deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Let the next answer try again: somebody may have deleted the announcement."""

    def rest(stores: Stores) -> None:
        meetup = stores.meetups.hold(int(refused.delivery.subject))
        if meetup is not None:
            stores.meetups.update(replace(meetup, is_updating=False))

    return rest


def announce(stores: Stores, meetup: Meetup, now: datetime) -> int:
    """Keep the intent to announce a meetup in its channel and give the delivery's id."""
    post = deliveries.post(
        meetup.channel_id, announcement(stores, meetup, now), purpose=ANNOUNCEMENT, subject=meetup.id
    )
    return stores.outbox.put(post, now=now)


def refresh(stores: Stores, meetup: Meetup, now: datetime) -> None:
    """Bring the announcement up to date; one update at a time, since Slack takes about 50 a minute from the bot."""
    if meetup.announced_ts is None or meetup.is_updating:
        return  # who is at it looks again when it is done
    stores.meetups.update(replace(meetup, is_updating=True))
    update = deliveries.update(meetup.channel_id, meetup.announced_ts, announcement(stores, meetup, now))
    stores.outbox.put(replace(update, purpose=CARD, subject=str(meetup.id)), now=now)


@contextmanager
def followed(stores: Stores, now: datetime) -> Iterator[None]:
    """Bring the announcements of what is coming next up to date that something in between changes."""
    ahead = [one for one in stores.meetups.coming_up(now, limit=_FOLLOWED) if one.announced_ts is not None]
    before = [announcement(stores, meetup, now).blocks for meetup in ahead]
    yield
    for meetup, was in zip(ahead, before, strict=True):
        held = stores.meetups.hold(meetup.id)
        if held is not None and announcement(stores, held, now).blocks != was:
            refresh(stores, held, now)


def announcement(stores: Stores, meetup: Meetup, now: datetime) -> Message:
    """Show the meetup as its channel sees it now."""
    [counted] = coming.counted(stores, [meetup])
    name = people.name_of(stores, meetup.planned_by, unknown="someone")
    series = stores.series.get(meetup.series_id) if meetup.series_id is not None else None
    is_over = meetups.is_over(meetup, now)
    agenda = topics.agenda(stores, meetup, now=now)
    workshop = workshops.of(stores, meetup)
    message = blocks.announcement(
        counted, planned_by=name, is_over=is_over, series=series, agenda=agenda, workshop=workshop
    )
    return replace(message, blocks=[*message.blocks, *hanging.below(stores, meetup)])


def _is_outdated(stores: Stores, meetup: Meetup, shown: Delivery, now: datetime) -> bool:
    return list(announcement(stores, meetup, now).blocks) != list(shown.arguments.get("blocks", ()))


FEATURE = Feature(sent={CARD: refreshed, ANNOUNCED_AGAIN: announced}, refused={CARD: not_refreshed})
