"""`/community rest` and `/community wake`, and the gentle question to a community that went quiet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from community import communities, resting
from community.agreements import MembersAsk
from community.communities import Community, NotOpen, State
from community.delivery import Refused, Sent
from community.hours import is_good_hour
from community.people import Person
from community.resting import Quiet
from community.stores import Stores
from handlers import agreeing, channels, closing, deliveries, planning, reading
from handlers.answers import Answer, Say
from handlers.blocks import closing as closed
from handlers.blocks import communities as shown
from handlers.blocks import resting as blocks
from handlers.blocks.parts import Message
from handlers.communities import invitation, meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

log = structlog.get_logger()

QUESTION = "quiet.question"
# A round asks few at once; the rest have their turn an hour later.
ASKED_AT_ONCE = 20


@refusing("rest")
async def rest(command: Command, deps: Deps) -> Answer:
    """`/community rest [name]`: a member lets it rest, since anyone can wake it."""
    return await _put_to_rest(command.user_id, deps, lambda stores: meant(stores, command, command.rest))


@refusing("rest")
async def rest_on_click(action: Action, deps: Deps) -> Answer:
    """Let the community of the button rest, also as the answer to the question of a quiet one."""
    return await _put_to_rest(action.user_id, deps, lambda stores: communities.known(stores, int(action.value)))


@refusing("wake")
async def wake(command: Command, deps: Deps) -> Answer:
    """`/community wake [name]`: anyone wakes it."""
    return await _wake(command.user_id, deps, lambda stores: meant(stores, command, command.rest), joins=False)


@refusing("wake")
async def wake_on_click(action: Action, deps: Deps) -> Answer:
    """Wake the community of the button."""
    return await _wake(action.user_id, deps, lambda stores: communities.known(stores, int(action.value)), joins=False)


@refusing("wake")
async def wake_and_join(action: Action, deps: Deps) -> Answer:
    """Wake the community of the button and be in it, from what somebody is told who wanted to join."""
    return await _wake(action.user_id, deps, lambda stores: communities.known(stores, int(action.value)), joins=True)


@refusing("about")
async def meet(action: Action, deps: Deps) -> Answer:
    """Open the window in which a meetup is planned; that somebody wants to is an answer."""

    def work(stores: Stores) -> None:
        community = _member_of(stores, int(action.value), action.user_id)
        _answered(stores, community, blocks.answered(community, by_seat=False), now=deps.now)

    await deps.write(work)
    return await planning.plan_on_click(action, deps)


@refusing("about")
async def close_it(action: Action, deps: Deps) -> Answer:
    """Open the window from which the community is asked whether to close."""
    return await closing.close_on_click(action, deps)


async def look_at_quiet(deps: Deps) -> None:
    """Ask each quiet community once what would suit it, in its working hours, and let rest who says nothing."""
    everyone = await deps.read(lambda stores: {one.id: one for one in stores.communities.all()})
    active, asked = await deps.read(lambda stores: (stores.pulse.last_active(deps.now), stores.resting.asked()))
    for one in resting.overtaken(everyone, asked, active):
        await deps.write(lambda stores, one=one: stores.resting.save(replace(one, answered_at=deps.now)))  # type: ignore[misc]
    due = [
        community
        for community in everyone.values()
        if is_good_hour(deps.now, community.zone)
        and resting.is_to_be_asked(community, asked.get(community.id), active.get(community.id), deps.now)
    ]
    for community in due[:ASKED_AT_ONCE]:
        await deps.write(lambda stores, community=community: _ask(stores, community.id, deps.now))  # type: ignore[misc]
    for community in everyone.values():
        before = asked.get(community.id)
        if before is not None and resting.is_to_rest(community, before, active.get(community.id), deps.now):
            await deps.write(lambda stores, community=community: _rest_by_itself(stores, community.id, deps.now))  # type: ignore[misc]


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


async def _put_to_rest(user_id: str, deps: Deps, which: Callable[[Stores], Community]) -> Answer:
    def work(stores: Stores) -> Message:
        community = _member_of(stores, which(stores).id, user_id)
        if community.state is State.RESTING:
            return blocks.is_resting(community)
        if community.state is not State.OPEN:
            raise NotOpen(community)
        _rest(stores, community, deps.now, tells=True)
        return blocks.put_to_rest(community)

    return Say(await deps.write(work))


async def _wake(user_id: str, deps: Deps, which: Callable[[Stores], Community], *, joins: bool) -> Answer:
    wanted = await deps.read(which)
    channel = await reading.channel(deps.client, wanted.channel_id) if wanted.channel_id else None
    is_there = channels.can_be_met_in(channel)
    person = await reading.person(deps, user_id) if joins else None

    def work(stores: Stores) -> Message:
        community = communities.known(stores, wanted.id)
        if community.state is State.RESTING:
            if not is_there:
                return closed.needs_its_channel(community)
            community = communities.wake(stores, community, now=deps.now)
            stores.outbox.put(deliveries.post(community.channel_id or "", blocks.awake(community)), now=deps.now)
            log.info("A community was woken.", community_id=community.id)
        elif community.state is not State.OPEN:
            raise NotOpen(community)
        elif not joins:
            return blocks.is_awake(community)
        if person is not None:
            return _joined(stores, community, person, deps.now)
        return blocks.woken(community, is_member=communities.is_member(stores, community.id, user_id))

    return Say(await deps.write(work))


def _joined(stores: Stores, community: Community, person: Person, now: datetime) -> Message:
    if communities.is_member(stores, community.id, person.user_id):
        return blocks.woken(community, is_member=True)
    communities.join(stores, community, person.user_id, now=now)
    stores.people.save(person, now=now)
    stores.outbox.put(invitation(community, person.user_id), now=now)
    return shown.joined(community)


def _member_of(stores: Stores, community_id: int, user_id: str) -> Community:
    community = communities.known(stores, community_id)
    if not any(member.user_id == user_id for member in stores.members.of(community.id)):
        raise MembersAsk(community)
    return community


def _ask(stores: Stores, community_id: int, now: datetime) -> None:
    """Ask it, unless another process did or somebody was active since the round began."""
    community, before = stores.communities.get(community_id), stores.resting.get(community_id)
    active = stores.pulse.last_active(now).get(community_id)
    if community is None or not resting.is_to_be_asked(community, before, active, now):
        return
    stores.resting.save(Quiet(community.id, now, community.channel_id or ""))
    question = deliveries.post(
        community.channel_id or "", blocks.quiet(community), purpose=QUESTION, subject=community.id
    )
    stores.outbox.put(question, now=now)
    log.info("A quiet community was asked what would suit it.", community_id=community.id)


def _rest_by_itself(stores: Stores, community_id: int, now: datetime) -> None:
    community, asked = stores.communities.get(community_id), stores.resting.get(community_id)
    active = stores.pulse.last_active(now).get(community_id)
    if community is not None and asked is not None and resting.is_to_rest(community, asked, active, now):
        _rest(stores, community, now, tells=False)


def _rest(stores: Stores, community: Community, now: datetime, *, tells: bool) -> None:
    """Let it rest; the question it was asked says so in its place, and only without one it is worth a post."""
    communities.rest(stores, community, has_channel=True, now=now)
    agreeing.settled_otherwise(stores, community, now=now)
    if not _answered(stores, community, blocks.rests(community), now=now) and tells:
        stores.outbox.put(deliveries.post(community.channel_id or "", blocks.rests(community)), now=now)
    log.info("A community rests.", community_id=community.id)


def _answered(stores: Stores, community: Community, instead: Message, *, now: datetime) -> bool:
    """Note that the question has its answer and show that in its place; False when nothing was asked."""
    asked = stores.resting.get(community.id)
    if asked is None or asked.answered_at is not None:
        return False
    stores.resting.save(replace(asked, answered_at=now))
    if asked.ts is None:
        return False
    stores.outbox.put(deliveries.update(asked.channel_id, asked.ts, instead), now=now)
    return True


FEATURE = Feature(
    commands={"/community": {"rest": rest, "wake": wake}},
    actions={
        blocks.PUT_TO_REST: rest_on_click,
        blocks.REST: rest_on_click,
        blocks.WAKE: wake_on_click,
        blocks.WAKE_AND_JOIN: wake_and_join,
        blocks.MEET: meet,
        blocks.CLOSE: close_it,
    },
    rounds={"quiet": look_at_quiet},
    sent={QUESTION: asked},
    refused={QUESTION: not_asked},
)
