"""`/community digest` and the digests themselves: the preview, its settings, and what is posted when it is due."""

import asyncio
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

import structlog

from community import communities, digest, feed_news, pulse
from community.communities import Community, NotOpen, NotSaidWhich, State, is_member, is_reachable
from community.delivery import Refused
from community.digest import Digest, DigestSchedule
from community.gathering import Common
from community.schedule import Period, Weekly
from community.signs import Seen
from community.stores import Stores
from handlers import composing, deliveries, payloads, reading, sending_again, tastes
from handlers.answers import Answer, Open, Say
from handlers.blocks import digest as blocks
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

POST = "digest.post"
# Slack takes 240 posts a minute, which is 60 from one tick to the next; a quarter is left to what people do.
AT_ONCE = 45
BATCHES = 10  # at most in one tick: communities with nothing to say take a turn and no room
# With these the channel is closed to the bot until somebody does something; with others the next digest may arrive.
CLOSED = {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"}


@refusing("digest")
async def preview(command: Command, deps: Deps) -> Answer:
    """Show what the digest would say now: of the community they name, of the one that meets here, or of theirs."""

    word, _, rest = command.rest.partition(" ")
    if word.casefold() == "send":
        return await sending_again.on_command(replace(command, rest=rest.strip()), deps)

    def read(stores: Stores) -> Sequence[Community]:
        try:
            return [meant(stores, command, command.rest)]
        except NotSaidWhich:
            theirs = stores.communities.of(command.user_id)
            if not theirs:
                raise
            return theirs

    found = await deps.read(read)
    return Say(blocks.which(found) if len(found) > 1 else await _preview(deps, found[0], command.user_id))


@refusing("digest")
async def preview_on_click(action: Action, deps: Deps) -> Answer:
    """Show what the digest of the button's community would say now."""
    community = await deps.read(lambda stores: communities.known(stores, int(action.value)))
    return Say(await _preview(deps, community, action.user_id))


@refusing("digest")
async def choose(action: Action, deps: Deps) -> Answer:
    """Open the modal in which a member chooses when the digest comes."""
    person = await reading.person(deps, action.user_id)

    def read(stores: Stores) -> Answer:
        community = communities.known(stores, int(action.value))
        if not is_member(stores, community.id, action.user_id):
            return Say(blocks.members_settle(community))
        schedule = schedule_of(stores, community, deps.now)
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
        schedule = digest.settle(schedule_of(stores, community, deps.now), weekly, deps.now)
        stores.digests.save(schedule)
        return blocks.settled(community, schedule)

    return Say(await deps.write(write))


async def post_due(deps: Deps) -> None:
    """Put the digests that are due into the outbox, the longest due first, as many as can be sent meanwhile.

    The others stay due: what people do in Slack waits behind a few digests and not behind all of a large organisation.
    Each is a transaction of its own, so one that fails does not hold up the others.
    """
    left: set[int] = set()  # what is still due after its turn: it failed, or another process is at it
    posted = 0
    for _ in range(BATCHES):
        batch = await deps.read(partial(_next, left=left, room=AT_ONCE - posted, now=deps.now))
        if not batch:
            break
        posted += await _post_batch(deps, batch, await composing.common_of_the_hour(deps), left)
    if not await deps.read(lambda stores: stores.digests.due(deps.now, limit=1)):
        composing.let_go(deps)


def _next(stores: Stores, *, left: Set[int], room: int, now: datetime) -> Sequence[DigestSchedule]:
    """Give the next that are due, as many as there is room for beside those that wait to be sent."""
    free = max(0, min(room, AT_ONCE - stores.outbox.count_waiting(POST)))
    due = stores.digests.due(now, limit=free + len(left)) if free else ()
    return [schedule for schedule in due if schedule.community_id not in left][:free]


async def _post_batch(deps: Deps, batch: Sequence[DigestSchedule], shared: Common, left: set[int]) -> int:
    """Post these, give how many had something to say, and add to `left` those that are still due."""
    periods = {one.community_id: period for one in batch if (period := digest.due_period(one, deps.now)) is not None}
    digests = await composing.composed(deps, periods, shared)
    archive = await composing.archive(deps, list(digests.values()))
    open_ids, seen = await deps.read(
        lambda stores: (
            _open(stores, [one.community_id for one in batch]),
            pulse.signs(stores, [one.community for one in digests.values()], now=deps.now),
        )
    )
    # At once, so that they share commits; each is still a transaction of its own.
    are_ours = await asyncio.gather(
        *(
            _post_one(deps, _Due(one, id_ in open_ids, digests.get(id_), seen.get(id_, ()), archive))
            for one in batch
            for id_ in (one.community_id,)
        )
    )
    left.update(one.community_id for one, is_ours in zip(batch, are_ours, strict=True) if not is_ours)
    return len(digests)


async def switch_off(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Switch a digest off whose channel is closed to the bot, and tell who started the community how to go on."""

    def off(stores: Stores) -> None:
        community_id = int(refused.delivery.subject)
        community, schedule = stores.communities.get(community_id), stores.digests.schedule(community_id)
        if community is None or schedule is None or refused.error not in CLOSED:
            return
        stores.digests.save(digest.settle(schedule, None, deps.now))
        stores.outbox.put(deliveries.post(community.started_by, blocks.not_posted(community)), now=deps.now)

    return off


async def _preview(deps: Deps, community: Community, user_id: str) -> Message:
    if community.state is not State.OPEN:
        raise NotOpen(community)
    schedule, is_there, has_last, wanted = await deps.read(lambda stores: _known(stores, community, user_id, deps.now))
    # A community that was just started has no time behind it yet.
    since = min(schedule.since, deps.now - timedelta(seconds=1))
    if schedule.next_at is None:
        since = max(since, deps.now - timedelta(weeks=1))
    periods = {community.id: Period(since, deps.now)}
    found = (await composing.composed(deps, periods, await composing.common(deps))).get(community.id)
    return blocks.preview(
        blocks.Preview(
            community=community,
            digest=found,
            schedule=schedule,
            is_member=is_there,
            has_last=has_last,
            wanted=wanted,
            archive=await composing.archive(deps, [found] if found else []),
        )
    )


def _known(
    stores: Stores, community: Community, user_id: str, now: datetime
) -> tuple[DigestSchedule, bool, bool, Sequence[str]]:
    has_last = stores.digests.last(community.id) is not None
    is_there = is_member(stores, community.id, user_id)
    return schedule_of(stores, community, now), is_there, has_last, tastes.lines(stores, community, now=now)


def schedule_of(stores: Stores, community: Community, now: datetime) -> DigestSchedule:
    """Give when a community's digest comes, also while nobody chose that."""
    there = stores.digests.schedule(community.id)
    return there or digest.first_schedule(community, now, stores.settings.get())


def _open(stores: Stores, ids: Sequence[int]) -> Set[int]:
    return {id_ for id_, community in stores.communities.some(ids).items() if is_reachable(community)}


@dataclass(frozen=True, slots=True)
class _Due:
    """A digest whose time has come; `composed` is None when there is nothing to say."""

    schedule: DigestSchedule
    is_open: bool
    composed: Digest | None
    seen: Sequence[Seen]
    archive: str | None


async def _post_one(deps: Deps, due: _Due) -> bool:
    community_id = due.schedule.community_id
    try:
        is_ours = await deps.write(lambda stores: _claim_and_post(stores, due, deps.now))
    except Exception:  # one community's trouble must not keep the others' digests from them
        log.exception("A digest was not posted.", community_id=community_id)
        return False
    log.info("A digest was due.", community_id=community_id, is_ours=is_ours, has_news=due.composed is not None)
    return is_ours


def _claim_and_post(stores: Stores, due: _Due, now: datetime) -> bool:
    """Take the period, move the schedule on and post; False when it was not ours to do."""
    planned = due.schedule
    if stores.digests.schedule(planned.community_id) != planned:
        return False  # since it was read, somebody posted it or chose another time
    if not due.is_open:
        stores.digests.save(digest.wait(planned, now))
        return True
    period = digest.due_period(planned, now)
    is_claimed = period is None or stores.digests.claim(planned.community_id, period, now=now)
    # Who claimed it just now has moved the schedule on too, and that is seen only after waiting for their claim.
    if not is_claimed and stores.digests.schedule(planned.community_id) != planned:
        return False
    stores.digests.save(digest.advance(planned, now))
    if is_claimed and due.composed is not None:
        _post(stores, due, due.composed, now)
    return True


def _post(stores: Stores, due: _Due, composed: Digest, now: datetime) -> None:
    community = composed.community
    if community.channel_id is None:
        return
    stores.digests.keep(community.id, composed.period, digest.said(composed), now=now)
    feed_news.told(stores, community.id, composed.news.outside, now=now)
    if composed.news.door is not None:
        stores.scouting.show(community.id, composed.news.door.door.id, now=now)
    sign = pulse.to_tell(stores, community, due.seen, now=now)
    if composed.news.is_seat_free:
        stores.seats.tell_free(community.id, now=now)
    message = blocks.post(composed, due.schedule, sign, archive=due.archive)
    stores.outbox.put(deliveries.post(community.channel_id, message, purpose=POST, subject=community.id), now=now)


FEATURE = Feature(
    commands={"/community": {"digest": preview}},
    actions={"digest.preview": preview_on_click, blocks.SETTINGS: choose},
    views={blocks.SETTINGS: settle},
    ticks={"digest": post_due},
    refused={POST: switch_off},
)
