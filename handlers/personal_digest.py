"""`/community my-digest` and the digests themselves, by direct message to who asked for one."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

import structlog

from community import digest, personal_digest
from community import personal_gathering as gathering
from community.delivery import Refused
from community.gathering import Common
from community.personal_digest import MOST_CHOSEN, PersonalDigest
from community.personal_gathering import Told
from community.readers import Reader
from community.schedule import Period, Weekly
from community.stores import Stores
from handlers import composing, deliveries, readers, reading
from handlers.answers import Answer, Open, Replace, Say
from handlers.blocks import personal_digest as blocks
from handlers.blocks.parts import Message
from handlers.blocks.personal_digest import Standing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

POST = "my_digest.post"
AT_ONCE = 20  # so many in one tick, beside the digests of communities; Slack may be asked about each person
# With these nobody reads what is sent any more; with others the next digest may arrive.
_AGAIN_IN = timedelta(hours=1)  # after one failed
_GONE = {"account_inactive", "user_not_found", "user_disabled", "channel_not_found", "cannot_dm_bot"}


async def show(command: Command, deps: Deps) -> Answer:
    """`/community my-digest`: show what a person's own digest would say now, and how to have it sent."""
    return Say(await _preview(deps, command.user_id))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show it from a button."""
    return Say(await _preview(deps, action.user_id))


async def choose(action: Action, deps: Deps) -> Answer:
    """Open the modal in which a person chooses when it comes and what it tells of."""
    person = await reading.person(deps, action.user_id)
    standing = await deps.read(lambda stores: _standing(stores, action.user_id, person.zone, deps.now))
    return Open(blocks.settings(standing, person.zone))


async def settle(submission: Submission, deps: Deps) -> Answer:
    """Keep what a person chose, and tell them when the next one comes."""
    chosen = submission.values
    weekly = None
    if chosen["comes"] == blocks.ON:
        weekly = Weekly(int(chosen["weekday"]), time.fromisoformat(chosen["time"]), chosen["zone"])
    person = await reading.person(deps, submission.user_id)

    def write(stores: Stores) -> Standing:
        stores.people.save(person, now=deps.now)
        standing = _standing(stores, person.user_id, person.zone, deps.now)
        one = replace(
            personal_digest.settle(standing.one, weekly, deps.now),
            tags=personal_digest.tags_of(chosen.get("tags", "")),
            communities=_ids(submission, "communities", {one.id for one in standing.communities}),
            components=_ids(submission, "components", {one.id for one in standing.components}),
        )
        stores.personal_digests.save(one)
        return replace(standing, one=one)

    return Say(blocks.settled(await deps.write(write)))


async def mute(action: Action, deps: Deps) -> Answer:
    """Let it come no more, at one click."""

    def write(stores: Stores) -> None:
        there = stores.personal_digests.get(action.user_id)
        if there is not None:
            stores.personal_digests.plan(personal_digest.settle(there, None, deps.now))

    await deps.write(write)
    return Say(blocks.muted())


async def unmute(action: Action, deps: Deps) -> Answer:
    """Let it come again as it was chosen, in the place of what was said about muting it."""
    person = await reading.person(deps, action.user_id)

    def write(stores: Stores) -> Standing:
        standing = _standing(stores, action.user_id, person.zone, deps.now)
        if standing.is_on:
            return standing
        one = personal_digest.settle(standing.one, standing.one.schedule.weekly, deps.now)
        stores.personal_digests.save(one)
        return replace(standing, one=one)

    return Replace(blocks.unmuted(await deps.write(write)))


async def post_due(deps: Deps) -> None:
    """Send the digests that are due, the longest due first, as many as can be sent meanwhile.

    Each is a transaction of its own, so one that fails holds up no other.
    """
    due, gone = await deps.read(partial(_due, now=deps.now))
    if not due:
        return
    here = [one for one in due if one.user_id not in gone]
    periods = {one: period for one in here if (period := digest.due_period(one.schedule, deps.now)) is not None}
    found = await _told(deps, periods, await composing.common_of_the_hour(deps))
    for one in due:
        try:
            said = found.get(one.user_id)
            is_ours = await deps.write(partial(_claim_and_post, one=one, said=said, gone=gone, now=deps.now))
        except Exception:  # one person's trouble must not keep the others' digests from them
            log.exception("A digest was not sent to a person.", user_id=one.user_id)
            await deps.write(partial(put_off, one=one, now=deps.now))
            continue
        log.info("A person's digest was due.", user_id=one.user_id, is_ours=is_ours, has_news=said is not None)


def put_off(stores: Stores, *, one: PersonalDigest, now: datetime) -> None:
    """Try it again later: those that fail must not be the first in the line for ever."""
    stores.personal_digests.plan(replace(one, schedule=replace(one.schedule, next_at=now + _AGAIN_IN)))


async def switch_off(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Switch off the digest of somebody Slack takes no message for any more."""

    def off(stores: Stores) -> None:
        there = stores.personal_digests.get(refused.delivery.subject)
        if there is not None and refused.error in _GONE:
            stores.personal_digests.plan(personal_digest.settle(there, None, deps.now))

    return off


async def _preview(deps: Deps, user_id: str) -> Message:
    person = await reading.person(deps, user_id)
    standing = await deps.read(lambda stores: _standing(stores, user_id, person.zone, deps.now))
    one = standing.one
    # Who has none yet, or had none for long, is shown the last week.
    since = (
        min(one.schedule.since, deps.now - timedelta(seconds=1)) if standing.is_on else deps.now - timedelta(weeks=1)
    )
    found = await _told(deps, {one: Period(since, deps.now)}, await composing.common(deps))
    return blocks.preview(found.get(user_id), standing)


async def _told(deps: Deps, periods: Mapping[PersonalDigest, Period], shared: Common) -> Mapping[str, Told]:
    """Give what these people are told, by user id; who is in which closed room is asked of Slack right now."""
    if not periods:
        return {}
    about = await deps.read(partial(gathering.about, people=list(periods), now=deps.now))
    near = replace(shared, close=await composing.close(deps, about, shared))
    gathered = await deps.read(partial(gathering.gather, people=periods, now=deps.now, shared=near))
    told = {}
    for user_id, one in gathered.items():
        reader = await readers.reader(deps, user_id) if gathering.has_closed(one) else Reader(user_id)
        if (said := gathering.for_reader(one, reader)) is not None:
            told[user_id] = said
    return told


def _due(stores: Stores, *, now: datetime) -> tuple[Sequence[PersonalDigest], Set[str]]:
    """Give the next that are due, as many as there is room for beside those that wait, and who of them is gone."""
    free = max(0, AT_ONCE - stores.outbox.count_waiting(POST))
    due = stores.personal_digests.due(now, limit=free) if free else ()
    return due, stores.departures.gone([one.user_id for one in due]) if due else frozenset()


def _claim_and_post(stores: Stores, *, one: PersonalDigest, said: Told | None, gone: Set[str], now: datetime) -> bool:
    """Take the period, move the schedule on and send it; False when it was not ours to do."""
    if stores.personal_digests.get(one.user_id) != one:
        return False  # since it was read, somebody sent it or they chose anew
    if one.user_id in gone:
        stores.personal_digests.end(one.user_id)
        return True
    period = digest.due_period(one.schedule, now)
    is_claimed = period is None or stores.personal_digests.claim(one.user_id, period, now=now)
    # Who claimed it just now has moved the schedule on too, and that is seen only after waiting for their claim.
    if not is_claimed and stores.personal_digests.get(one.user_id) != one:
        return False
    stores.personal_digests.plan(replace(one, schedule=digest.advance(one.schedule, now)))
    if is_claimed and said is not None:
        stores.personal_digests.show(one.user_id, said.news.numbers, now=now)
        message = blocks.post(said, Standing(one))
        stores.outbox.put(deliveries.post(one.user_id, message, purpose=POST, subject=one.user_id), now=now)
    return True


def _standing(stores: Stores, user_id: str, zone: str, now: datetime) -> Standing:
    one = stores.personal_digests.get(user_id) or personal_digest.first(user_id, zone, now, stores.settings.get())
    return Standing(one, stores.communities.of(user_id), stores.components.all())


def _ids(submission: Submission, block_id: str, known: Set[int]) -> tuple[int, ...]:
    chosen = [int(value) for value in submission.choices.get(block_id, ()) if value.isdecimal()]
    return tuple(sorted({id_ for id_ in chosen if id_ in known}))[:MOST_CHOSEN]


FEATURE = Feature(
    commands={"/community": {"my-digest": show}},
    actions={
        blocks.PREVIEW: show_on_click,
        blocks.SETTINGS: choose,
        blocks.MUTE: mute,
        blocks.UNMUTE: unmute,
    },
    views={blocks.SETTINGS: settle},
    ticks={"my_digest": post_due},
    refused={POST: switch_off},
)
