"""`/meetup`: see what is coming, and call one off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from community import coming, meetups, names, repeating
from community.communities import Community
from community.meetups import Meetup, NotYoursToCancel
from community.stores import Stores
from handlers import coming as answers
from handlers import deliveries, mrkdwn
from handlers.announcing import refresh
from handlers.answers import Answer, Replace, Say
from handlers.blocks import meetups as blocks
from handlers.blocks.coming import ASK_TO_CANCEL
from handlers.blocks.help import MEETUP, words
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

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
        is_inside = here is not None and here.channel_id == command.channel_id  # what is in a closed room stays there
        return blocks.listing(_listing(stores, command.user_id, here, deps.now, is_for_all=not is_inside))

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


async def ask_to_cancel(action: Action, deps: Deps) -> Answer:
    """Ask once more, since a menu has one question for all it offers, before a meetup is called off."""

    def read(stores: Stores) -> Message:
        meetup = answers.shown_to(stores, action, deps)
        if not meetups.may_cancel(stores, meetup, action.user_id):
            raise NotYoursToCancel(meetup)
        return blocks.to_cancel([meetup])

    return Say(await deps.read(read))


async def cancel(action: Action, deps: Deps) -> Answer:
    """Call a meetup off, show it in the announcement and say so once in its thread."""

    def write(stores: Stores) -> Meetup:
        meetup = meetups.cancel(stores, int(action.value), action.user_id, now=deps.now)
        tell_called_off(stores, meetup, deps.now, by=action.user_id)
        return meetup

    return Replace(blocks.cancelled(await deps.write(write)))


def call_off_all(stores: Stores, community: Community, now: datetime) -> None:
    """Call off what a community has planned, since it ends, as its members would one by one."""
    repeating.end_all(stores, community.id)
    for meetup in stores.meetups.coming_up(now, limit=_LOOKED_THROUGH, community_id=community.id):
        cancelled = replace(meetups.revised(meetup, now=now), cancelled_at=now)
        stores.meetups.update(cancelled)
        tell_called_off(stores, cancelled, now)


def tell_called_off(stores: Stores, meetup: Meetup, now: datetime, *, by: str = "") -> None:
    """Say once where it was announced, and to those concerned, that a meetup won't be."""
    answers.tell_cancelled(stores, meetup, now, by=by)
    if meetup.announced_ts is not None:
        refresh(stores, meetup, now)
        told = deliveries.post(meetup.channel_id, blocks.called_off(meetup), thread_ts=meetup.announced_ts)
        stores.outbox.put(told, now=now)


def _listing(
    stores: Stores, user_id: str, here: Community | None, now: datetime, *, is_for_all: bool = True
) -> blocks.Listing:
    found = stores.meetups.coming_up(
        now, limit=blocks.LISTED + 1, community_id=here.id if here else None, is_for_all=is_for_all
    )
    return blocks.Listing(
        meetups=coming.counted(stores, found[: blocks.LISTED]),
        yours=stores.coming.said_of([meetup.id for meetup in found], user_id),
        can_cancel={meetup.id for meetup in found if meetups.may_cancel(stores, meetup, user_id)},
        community=here,
        has_more=len(found) > blocks.LISTED,
    )


def _can_cancel(stores: Stores, user_id: str, now: datetime) -> Sequence[Meetup]:
    theirs = {community.id for community in stores.communities.of(user_id)}
    found = stores.meetups.coming_up(now, limit=_LOOKED_THROUGH, is_for_all=True)
    return [meetup for meetup in found if meetup.planned_by == user_id or meetup.community_id in theirs]


FEATURE = Feature(
    commands={"/meetup": {"": overview, "list": list_coming, "cancel": list_to_cancel}},
    actions={
        "meetup.list": list_on_click,
        "meetup.cancel": cancel,
        ASK_TO_CANCEL: ask_to_cancel,
        "meetup.cancel.list": list_to_cancel_on_click,
    },
)
