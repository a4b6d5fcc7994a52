"""The gentle question to a community that went quiet: meet once, rest, find somebody to carry it, or close."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from community import communities, resting
from community.communities import Community, NotOpen, State
from community.delivery import Refused, Sent
from community.hours import is_good_hour
from community.resting import Quiet
from community.stores import Stores
from handlers import channels, closing, deliveries, planning, reading
from handlers.answers import Answer, Say
from handlers.blocks import resting as blocks
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.resting import answered, let_rest, member_of, rest_on_click
from handlers.table import Feature

log = structlog.get_logger()

QUESTION = "quiet.question"
# A round asks few at once; the rest have their turn an hour later.
ASKED_AT_ONCE = 20


@refusing("about")
async def meet(action: Action, deps: Deps) -> Answer:
    """Open the window in which a meetup is planned; that somebody wants to is an answer."""

    def work(stores: Stores) -> None:
        community = member_of(stores, int(action.value), action.user_id)
        answered(stores, community, blocks.answered(community, by_seat=False), now=deps.now)

    await deps.write(work)
    return await planning.plan_on_click(action, deps)


@refusing("about")
async def carry(action: Action, deps: Deps) -> Answer:
    """Ask in the channel who would like to carry the community, once while it is quiet."""

    def work(stores: Stores) -> Message:
        community = member_of(stores, int(action.value), action.user_id)
        if community.state is not State.OPEN:
            raise NotOpen(community)
        if _is_waiting(stores, community):
            answered(stores, community, blocks.answered(community, by_seat=True), now=deps.now)
            asked = deliveries.post(community.channel_id or "", blocks.carrying(community))
            stores.outbox.put(asked, now=deps.now)
        return blocks.asked_around(community)

    return Say(await deps.write(work))


async def look_at_quiet(deps: Deps) -> None:
    """Ask each quiet community once what would suit it, in its working hours, and let rest who says nothing."""
    everyone = await deps.read(lambda stores: {one.id: one for one in stores.communities.all()})
    active, asked = await deps.read(lambda stores: (stores.pulse.last_active(deps.now), stores.resting.asked()))
    for one in resting.overtaken(everyone, asked, active):
        await deps.write(partial(_save, asked=replace(one, answered_at=deps.now)))
    due = [
        community
        for community in everyone.values()
        if is_good_hour(deps.now, community.zone)
        and resting.is_to_be_asked(community, asked.get(community.id), active.get(community.id), deps.now)
    ]
    for community in due[:ASKED_AT_ONCE]:
        await deps.write(partial(_ask, community_id=community.id, now=deps.now))
    for community in everyone.values():
        before = asked.get(community.id)
        if before is not None and resting.is_to_rest(community, before, active.get(community.id), deps.now):
            await deps.write(partial(_rest_by_itself, community_id=community.id, now=deps.now))


def asked(stores: Stores, sent: Sent, now: datetime) -> None:  # noqa: ARG001  # every taker of an answer has these
    """Remember where the question stands."""
    before = stores.resting.get(int(sent.delivery.subject))
    if before is not None:
        stores.resting.save(replace(before, ts=str(sent.answer["ts"])))


async def not_asked(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:  # noqa: ARG001
    """Let a community whose channel is closed to the bot rest, which nobody needs to be told."""
    channel = await reading.channel(deps.client, str(refused.delivery.arguments["channel"]))
    is_closed = not channels.can_be_met_in(channel)

    def settle(stores: Stores) -> None:
        community = stores.communities.get(int(refused.delivery.subject))
        if community is not None and is_closed:
            communities.rest(stores, community, has_channel=True, now=deps.now)

    return settle


FEATURE = Feature(
    actions={blocks.MEET: meet, blocks.REST: rest_on_click, blocks.CARRY: carry, blocks.CLOSE: closing.close_on_click},
    rounds={"quiet": look_at_quiet},
    sent={QUESTION: asked},
    refused={QUESTION: not_asked},
)


def _save(stores: Stores, asked: Quiet) -> None:
    stores.resting.save(asked)


def _ask(stores: Stores, community_id: int, now: datetime) -> None:
    """Ask it, unless another process did or somebody was active since the round began."""
    community, before = stores.communities.get(community_id), stores.resting.get(community_id)
    active = stores.pulse.last_active(now, [community_id]).get(community_id)
    if community is None or not resting.is_to_be_asked(community, before, active, now):
        return
    if stores.agreements.open_in(community.id) is not None:
        return  # one question at a time
    stores.resting.save(Quiet(community.id, now, community.channel_id or ""))
    question = deliveries.post(
        community.channel_id or "", blocks.quiet(community), purpose=QUESTION, subject=community.id
    )
    stores.outbox.put(question, now=now)
    log.info("A quiet community was asked what would suit it.", community_id=community.id)


def _rest_by_itself(stores: Stores, community_id: int, now: datetime) -> None:
    community, asked = stores.communities.get(community_id), stores.resting.get(community_id)
    active = stores.pulse.last_active(now, [community_id]).get(community_id)
    if community is not None and asked is not None and resting.is_to_rest(community, asked, active, now):
        let_rest(stores, community, now, tells=False)


def _is_waiting(stores: Stores, community: Community) -> bool:
    asked = stores.resting.get(community.id)
    return asked is not None and asked.answered_at is None
