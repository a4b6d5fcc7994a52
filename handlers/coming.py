"""*I'm coming*, *Maybe*, *Not this time*, and who waits for a seat."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import coming, meetups, rooms
from community.coming import CONCERNED, KEPT_AFTER, Answered, Said
from community.meetups import Meetup, NoSuchMeetup
from community.stores import Stores
from handlers import deliveries, people
from handlers.announcing import refresh
from handlers.answers import Answer, Replace, Say
from handlers.blocks import coming as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import Feature, OnAction

log = structlog.get_logger()

BATCH = 100
# An announcement that nobody scrolls back to any more stays as it is.
_WORTH_REFRESHING = timedelta(days=30)


def saying(said: Said) -> OnAction:
    """Give the handler that keeps this answer and tells the person alone, below what everybody sees."""

    async def say(action: Action, deps: Deps) -> Answer:
        return Say(await _answered(action, said, deps), then=lambda: _meet(action.user_id, deps))

    return say


def saying_after_all(said: Said) -> OnAction:
    """Give the handler that keeps this answer and shows it in the place of the one only this person sees."""

    async def say(action: Action, deps: Deps) -> Answer:
        return Replace(await _answered(action, said, deps))

    return say


async def who(action: Action, deps: Deps) -> Answer:
    """Answer who is coming: by name to who comes too, with the numbers to all others."""

    def read(stores: Stores) -> Message:
        meetup = shown_to(stores, action, deps)
        [counted] = coming.counted(stores, [meetup])
        comers = stores.coming.who(meetup.id, Said.COMING)
        if action.user_id not in comers:
            return blocks.who(counted, None)
        names = stores.people.named(comers)
        return blocks.who(counted, sorted(names.values(), key=str.casefold))

    return Say(await deps.read(read))


def tell_changed(stores: Stores, before: Meetup, after: Meetup, now: datetime, *, by: str = "") -> None:
    """Tell those concerned, each once and by direct message, that a meetup is at another time or place.

    Seats that there are now go to those who wait, who are told. `by` is who changed it and knows. The meetup must be
    stored as it is `after`; its announcement and its reminders are the caller's.
    """
    told = {by, *seat(stores, after, now)}
    if (before.starts_at, before.place) == (after.starts_at, after.place):
        return
    is_hidden = _is_hidden(stores, after)
    for user_id, said in _concerned(stores, after):
        if user_id not in told:
            message = blocks.moved(before, after, said, is_hidden=is_hidden)
            stores.outbox.put(deliveries.post(user_id, message), now=now)


def tell_cancelled(stores: Stores, meetup: Meetup, now: datetime, *, by: str = "") -> None:
    """Tell those concerned, each once and by direct message, that a meetup was called off; `by` knows."""
    is_hidden = _is_hidden(stores, meetup)
    for user_id, said in _concerned(stores, meetup):
        if user_id != by:
            message = blocks.called_off(meetup, said, is_hidden=is_hidden)
            stores.outbox.put(deliveries.post(user_id, message), now=now)


def seat(stores: Stores, meetup: Meetup, now: datetime) -> Sequence[str]:
    """Give free seats to those who wait, tell them once, and give who that was."""
    return _tell_seated(stores, meetup, coming.fill(stores, meetup), now)


def leave_all(stores: Stores, user_id: str, now: datetime) -> None:
    """Let somebody who has gone come to nothing any more, so that nobody waits for their seat."""
    for meetup_id in stores.coming.ahead_of(user_id, now):
        meetup = stores.meetups.hold(meetup_id)
        if meetup is not None:
            _settle(stores, coming.say(stores, meetup, user_id, Said.NOT_THIS_TIME, now=now), now)


async def look_again(deps: Deps) -> None:
    """Give away seats that were left without a word, and erase the answers to meetups that are over."""
    for meetup_id in await deps.read(lambda stores: stores.coming.with_waiting(deps.now)):
        await deps.write(partial(_seat_again, meetup_id=meetup_id, now=deps.now))
    while over := await deps.read(lambda stores: stores.coming.over(deps.now - KEPT_AFTER, limit=BATCH)):
        await deps.write(partial(_erase, meetup_ids=over, now=deps.now))


async def _answered(action: Action, said: Said, deps: Deps) -> Message:
    def write(stores: Stores) -> Answered:
        meetup = shown_to(stores, action, deps)
        return _settle(stores, coming.say(stores, meetup, action.user_id, said, now=deps.now), deps.now)

    return blocks.answered(await deps.write(write))


def shown_to(stores: Stores, action: Action, deps: Deps) -> Meetup:
    """Give the meetup; one in a closed room is none to who doesn't click in that room."""
    meetup = stores.meetups.get(int(action.value))
    is_elsewhere = meetup is not None and action.channel_id != meetup.channel_id
    if meetup is None or (is_elsewhere and _is_hidden(stores, meetup)):
        raise NoSuchMeetup
    return meetups.ahead(stores, meetup.id, deps.now)


def _settle(stores: Stores, answered: Answered, now: datetime) -> Answered:
    _tell_seated(stores, answered.meetup, answered.seated, now)
    if answered.is_shown:
        refresh(stores, answered.meetup, now)
    return answered


def _tell_seated(stores: Stores, meetup: Meetup, seated: Sequence[str], now: datetime) -> Sequence[str]:
    message = blocks.seated(meetup, is_hidden=_is_hidden(stores, meetup))
    for user_id in seated:
        stores.outbox.put(deliveries.post(user_id, message), now=now)
    return seated


def _seat_again(stores: Stores, meetup_id: int, now: datetime) -> None:
    meetup = stores.meetups.hold(meetup_id)
    if meetup is not None and seat(stores, meetup, now):
        refresh(stores, meetup, now)


def _erase(stores: Stores, meetup_ids: Sequence[int], now: datetime) -> None:
    for meetup_id in meetup_ids:
        stores.coming.erase(meetup_id)
        meetup = stores.meetups.hold(meetup_id)
        if meetup is not None and meetup.cancelled_at is None and now - meetup.starts_at < _WORTH_REFRESHING:
            refresh(stores, meetup, now)


def _concerned(stores: Stores, meetup: Meetup) -> Sequence[tuple[str, Said]]:
    return [(user_id, said) for said in CONCERNED for user_id in stores.coming.who(meetup.id, said)]


def _is_hidden(stores: Stores, meetup: Meetup) -> bool:
    return rooms.closed_in(stores, meetup.channel_id) is not None


async def _meet(user_id: str, deps: Deps) -> None:
    """Learn the name of who answers, after they were answered: of hundreds at once Slack doesn't tell all of them."""
    if await deps.read(lambda stores: stores.people.get(user_id)) is not None:
        return
    try:
        person = await people.met(deps, user_id)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who somebody is.", user_id=user_id, reason=type(error).__name__)
        return
    if person is not None:
        # Not `deps.write`: the request is done, and this is no part of it.
        await deps.storage.write(deps.workspace_id, lambda stores: stores.people.save(person, now=deps.now))


FEATURE = Feature(
    actions={
        blocks.COME: saying(Said.COMING),
        blocks.MAYBE: saying(Said.MAYBE),
        blocks.STAY_AWAY: saying(Said.NOT_THIS_TIME),
        f"{blocks.COME}{blocks.AFTER_ALL}": saying_after_all(Said.COMING),
        f"{blocks.MAYBE}{blocks.AFTER_ALL}": saying_after_all(Said.MAYBE),
        f"{blocks.STAY_AWAY}{blocks.AFTER_ALL}": saying_after_all(Said.NOT_THIS_TIME),
        blocks.WHO: who,
    },
    rounds={"coming": look_again},
)
