"""`/community digest` and the digests themselves: the preview, its settings, and what is posted when it is due."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial

import structlog

from community import communities, digest, pulse
from community.communities import Community, NotOpen, NotSaidWhich, State, is_member
from community.delivery import Refused
from community.digest import Digest, DigestSchedule
from community.schedule import Period, Weekly
from community.stores import Stores
from handlers import deliveries, payloads, reading
from handlers.answers import Answer, Open, Say
from handlers.blocks import digest as blocks
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

POST = "digest.post"
BATCH = 500
# With these the channel is closed to the bot until somebody does something; with others the next digest may arrive.
_CLOSED = {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"}


@refusing("digest")
async def preview(command: Command, deps: Deps) -> Answer:
    """Show what the digest would say now: of the community they name, of the one that meets here, or of theirs."""

    def read(stores: Stores) -> Message:
        try:
            community = meant(stores, command, command.rest)
        except NotSaidWhich:
            theirs = stores.communities.of(command.user_id)
            if len(theirs) > 1:
                return blocks.which(theirs)
            if not theirs:
                raise
            community = theirs[0]
        return _preview(stores, community, command.user_id, deps.now)

    return Say(await deps.read(read))


@refusing("digest")
async def preview_on_click(action: Action, deps: Deps) -> Answer:
    """Show what the digest of the button's community would say now."""
    return Say(
        await deps.read(
            lambda stores: _preview(stores, communities.known(stores, int(action.value)), action.user_id, deps.now)
        )
    )


@refusing("digest")
async def choose(action: Action, deps: Deps) -> Answer:
    """Open the modal in which a member chooses when the digest comes."""
    person = await reading.person(deps, action.user_id)

    def read(stores: Stores) -> Answer:
        community = communities.known(stores, int(action.value))
        if not is_member(stores, community.id, action.user_id):
            return Say(blocks.members_settle(community))
        schedule = _schedule(stores, community, deps.now)
        metadata = payloads.pack(community_id=community.id)
        return Open(blocks.settings(community, schedule, person.zone, community.zone, private_metadata=metadata))

    return await deps.read(read)


async def settle(submission: Submission, deps: Deps) -> Answer:
    """Keep what a member chose and tell them when the next digest comes."""
    chosen = submission.values
    weekly = None
    if chosen["comes"] == blocks.ON:
        weekly = Weekly(int(chosen["weekday"]), time.fromisoformat(chosen["time"]), chosen["zone"])

    def write(stores: Stores) -> Message:
        community = communities.known(stores, int(payloads.unpack(submission.private_metadata)["community_id"]))
        if not is_member(stores, community.id, submission.user_id):
            return blocks.members_settle(community)
        schedule = digest.settle(_schedule(stores, community, deps.now), weekly, deps.now)
        stores.digests.save(schedule)
        return blocks.settled(community, schedule)

    return Say(await deps.write(write))


async def post_due(deps: Deps) -> None:
    """Post every digest that is due, each in its own transaction; one that fails does not hold up the others."""
    left: set[int] = set()  # what is still due after its turn: it failed, or another process is at it
    while due := await deps.read(lambda stores: stores.digests.due(deps.now, limit=BATCH + len(left))):
        batch = [schedule for schedule in due if schedule.community_id not in left]
        if not batch:
            return
        digests = await deps.read(partial(_compose, batch=batch, now=deps.now))
        # At once, so that they share commits; each is still a transaction of its own.
        are_ours = await asyncio.gather(
            *(_post_one(deps, schedule, digests.get(schedule.community_id)) for schedule in batch)
        )
        left.update(schedule.community_id for schedule, is_ours in zip(batch, are_ours, strict=True) if not is_ours)


async def switch_off(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Switch a digest off whose channel is closed to the bot, and tell who started the community how to go on."""

    def off(stores: Stores) -> None:
        community_id = int(refused.delivery.subject)
        community, schedule = stores.communities.get(community_id), stores.digests.schedule(community_id)
        if community is None or schedule is None or refused.error not in _CLOSED:
            return
        stores.digests.save(digest.settle(schedule, None, deps.now))
        stores.outbox.put(deliveries.post(community.started_by, blocks.not_posted(community)), now=deps.now)

    return off


def _preview(stores: Stores, community: Community, user_id: str, now: datetime) -> Message:
    if community.state is not State.OPEN:
        raise NotOpen(community)
    schedule = _schedule(stores, community, now)
    # A community that was just started has no time behind it yet.
    since = min(schedule.since, now - timedelta(seconds=1))
    if schedule.next_at is None:
        since = max(since, now - timedelta(weeks=1))
    found = digest.gather(stores, {community.id: Period(since, now)}, now=now)
    return blocks.preview(
        blocks.Preview(
            community=community,
            digest=digest.compose(found[0]) if found else None,
            schedule=schedule,
            is_member=is_member(stores, community.id, user_id),
        )
    )


def _schedule(stores: Stores, community: Community, now: datetime) -> DigestSchedule:
    there = stores.digests.schedule(community.id)
    return there or digest.first_schedule(community, now, stores.settings.get())


def _compose(stores: Stores, *, batch: Sequence[DigestSchedule], now: datetime) -> dict[int, Digest]:
    periods = {
        schedule.community_id: period for schedule in batch if (period := digest.due_period(schedule, now)) is not None
    }
    found = {material.community.id: digest.compose(material) for material in digest.gather(stores, periods, now=now)}
    return {community_id: composed for community_id, composed in found.items() if composed is not None}


async def _post_one(deps: Deps, schedule: DigestSchedule, composed: Digest | None) -> bool:
    try:
        is_ours = await deps.write(lambda stores: _claim_and_post(stores, schedule, composed, deps.now))
    except Exception:  # one community's trouble must not keep the others' digests from them
        log.exception("A digest was not posted.", community_id=schedule.community_id)
        return False
    log.info("A digest was due.", community_id=schedule.community_id, is_ours=is_ours, has_news=composed is not None)
    return is_ours


def _claim_and_post(stores: Stores, planned: DigestSchedule, composed: Digest | None, now: datetime) -> bool:
    """Take the period, move the schedule on and post; False when it was not ours to do."""
    if stores.digests.schedule(planned.community_id) != planned:
        return False  # since it was read, somebody posted it or chose another time
    period = digest.due_period(planned, now)
    is_claimed = period is None or stores.digests.claim(planned.community_id, period, now=now)
    # Who claimed it just now has moved the schedule on too, and that is seen only after waiting for their claim.
    if not is_claimed and stores.digests.schedule(planned.community_id) != planned:
        return False
    stores.digests.save(digest.advance(planned, now))
    if is_claimed and composed is not None and composed.community.channel_id is not None:
        stores.digests.show(planned.community_id, [entry.lesson.number for entry in composed.elsewhere], now=now)
        sign = pulse.to_tell(stores, composed.community, now=now)
        if composed.is_seat_free:
            stores.seats.tell_free(planned.community_id, now=now)
        channel_id, message = composed.community.channel_id, blocks.post(composed, planned, sign)
        stores.outbox.put(deliveries.post(channel_id, message, purpose=POST, subject=planned.community_id), now=now)
    return True


FEATURE = Feature(
    commands={"/community": {"digest": preview}},
    actions={"digest.preview": preview_on_click, blocks.SETTINGS: choose},
    views={blocks.SETTINGS: settle},
    ticks={"digest": post_due},
    refused={POST: switch_off},
)
