"""A digest sent again by hand, and one that a member pauses for a while."""

from datetime import datetime

import structlog

from community import communities, digest, gathering
from community.communities import Community, is_member, is_reachable
from community.digest import Digest, DigestSchedule, Run
from community.stores import Stores
from handlers import composing, deliveries
from handlers.answers import Answer, Replace, Say
from handlers.blocks import digest as blocks
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

log = structlog.get_logger()


@refusing("digest")
async def on_command(command: Command, deps: Deps) -> Answer:
    """`/community digest send [name]`: send the last one again."""
    community = await deps.read(lambda stores: meant(stores, command, command.rest))
    return Say(await _send(deps, community, command.user_id))


@refusing("digest")
async def on_click(action: Action, deps: Deps) -> Answer:
    """Send the last one again, from the preview."""
    community = await deps.read(lambda stores: communities.known(stores, int(action.value)))
    return Say(await _send(deps, community, action.user_id))


@refusing("digest")
async def once_more(action: Action, deps: Deps) -> Answer:
    """Send it although it was sent again before, as who clicked was told."""
    community_id, again_at = action.value.split()
    community = await deps.read(lambda stores: communities.known(stores, int(community_id)))
    return Replace(await _send(deps, community, action.user_id, known=datetime.fromisoformat(again_at)))


@refusing("digest")
async def pause(action: Action, deps: Deps) -> Answer:
    """Pause the digest for four weeks, say so in its thread, and let anybody in the community undo it."""

    def work(stores: Stores) -> Message:
        community = communities.known(stores, int(action.value))
        if not is_member(stores, community.id, action.user_id):
            return blocks.members_settle(community)
        schedule = stores.digests.schedule(community.id)
        if schedule is None or schedule.next_at is None or digest.is_paused(schedule, deps.now):
            return blocks.paused(community, schedule or digest.first_schedule(community, deps.now))
        later = digest.pause(schedule, deps.now)
        stores.digests.save(later)
        if action.channel_id and action.message_ts and community.channel_id == action.channel_id:
            told = blocks.paused_in_thread(community, later)
            stores.outbox.put(deliveries.post(action.channel_id, told, thread_ts=action.message_ts), now=deps.now)
        log.info("A digest was paused.", community_id=community.id)
        return blocks.paused(community, later)

    return Say(await deps.write(work))


@refusing("digest")
async def bring_back(action: Action, deps: Deps) -> Answer:
    """Let a paused digest come again; what said in its thread that it is paused says so no more."""
    community_id, _, where = action.value.partition(" ")

    def work(stores: Stores) -> Message:
        community = communities.known(stores, int(community_id))
        if not is_member(stores, community.id, action.user_id):
            return blocks.members_settle(community)
        schedule = stores.digests.schedule(community.id) or digest.first_schedule(community, deps.now)
        back = digest.bring_back(schedule, deps.now)
        stores.digests.save(back)
        message = blocks.back(community, back)
        if where and action.channel_id and action.message_ts:
            stores.outbox.put(deliveries.update(action.channel_id, action.message_ts, message), now=deps.now)
        return message

    message = await deps.write(work)
    return Say(message) if where else Replace(message)


async def _send(deps: Deps, community: Community, user_id: str, *, known: datetime | None = None) -> Message:
    """Send the last digest again; once a period, unless who asks knows that it was (`known` is when)."""
    shared = await composing.common(deps)
    found = await deps.read(lambda stores: _last(stores, community, shared, deps.now))
    archive = await composing.archive(deps, [found[1]] if found and found[1] else [])

    def work(stores: Stores) -> Message:
        if not is_member(stores, community.id, user_id):
            return blocks.members_settle(community)
        run, again, schedule = found or (None, None, None)
        if run is None or again is None or schedule is None:
            return blocks.never_sent(community)
        if community.channel_id is None or not is_reachable(community):
            return blocks.never_sent(community)
        if run.again_at is not None and run.again_at != known:
            return blocks.was_sent_again(community, run.again_at)
        if not stores.digests.sent_again(run, now=deps.now):
            return blocks.was_sent_again(community, deps.now)  # somebody did at this very moment
        message = blocks.post(again, schedule, archive=archive, is_again=True)
        stores.outbox.put(deliveries.post(community.channel_id, message), now=deps.now)
        return blocks.sent_again(community)

    return await deps.write(work)


def _last(
    stores: Stores, community: Community, shared: gathering.Common, now: datetime
) -> tuple[Run, Digest | None, DigestSchedule] | None:
    run = stores.digests.last(community.id)
    if run is None:
        return None
    there = gathering.gather(stores, {community.id: run.period}, now=now, shared=shared)
    numbers = [*run.said.lessons, *run.said.elsewhere, *([run.said.highlight] if run.said.highlight else [])]
    lessons = stores.lessons.some(numbers)
    ids = {lesson.community_id for lesson in lessons.values() if lesson.community_id is not None}
    topics = {id_: one.topic for id_, one in stores.communities.some(sorted(ids)).items()}
    schedule = stores.digests.schedule(community.id) or digest.first_schedule(community, now)
    return run, digest.again(there[0], run, lessons, topics) if there else None, schedule


FEATURE = Feature(
    actions={
        blocks.SEND_AGAIN: on_click,
        blocks.SEND_ONCE_MORE: once_more,
        blocks.PAUSE: pause,
        blocks.BRING_BACK: bring_back,
    }
)
