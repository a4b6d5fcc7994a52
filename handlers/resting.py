"""`/community rest` and `/community wake`: a community rests as long as it likes, and anyone wakes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from community import communities
from community.agreements import MembersAsk
from community.communities import Community, NotOpen, State
from community.people import Person
from community.readers import Reader
from community.stores import Stores
from handlers import agreeing, channels, deliveries, greeting, readers, reading
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


async def _put_to_rest(user_id: str, deps: Deps, which: Callable[[Stores], Community]) -> Answer:
    def work(stores: Stores) -> Message:
        community = member_of(stores, which(stores).id, user_id)
        if community.state is State.RESTING:
            return blocks.is_resting(community)
        if community.state is not State.OPEN:
            raise NotOpen(community)
        let_rest(stores, community, deps.now, tells=True)
        return blocks.put_to_rest(community)

    return Say(await deps.write(work))


async def _wake(user_id: str, deps: Deps, which: Callable[[Stores], Community], *, joins: bool) -> Answer:
    wanted = await deps.read(which)
    channel = await reading.channel(deps.client, wanted.channel_id) if wanted.channel_id else None
    is_there = channels.can_be_met_in(channel)
    person = await reading.person(deps, user_id) if joins else None
    reader = await readers.reader(deps, user_id)

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
            return _joined(stores, community, person, reader, deps.now)
        return blocks.woken(community, is_member=communities.is_member(stores, community.id, user_id))

    return Say(await deps.write(work))


def _joined(stores: Stores, community: Community, person: Person, reader: Reader, now: datetime) -> Message:
    if communities.is_member(stores, community.id, person.user_id):
        return blocks.woken(community, is_member=True)
    communities.join(stores, community, person.user_id, now=now)
    stores.people.save(person, now=now)
    stores.outbox.put(invitation(community, person.user_id), now=now)
    return shown.joined(community, greeting=greeting.answered(stores, community, reader, now=now))


def member_of(stores: Stores, community_id: int, user_id: str) -> Community:
    """Give the community if this person is in it, whatever state it is in; raises MembersAsk."""
    community = communities.known(stores, community_id)
    if not any(member.user_id == user_id for member in stores.members.of(community.id)):
        raise MembersAsk(community)
    return community


def let_rest(stores: Stores, community: Community, now: datetime, *, tells: bool) -> None:
    """Let it rest; the question it was asked says so in its place, and only without one it is worth a post."""
    communities.rest(stores, community, has_channel=True, now=now)
    agreeing.settled_otherwise(stores, community, now=now)
    if not answered(stores, community, blocks.rests(community), now=now) and tells:
        stores.outbox.put(deliveries.post(community.channel_id or "", blocks.rests(community)), now=now)
    log.info("A community rests.", community_id=community.id)


def answered(stores: Stores, community: Community, instead: Message, *, now: datetime) -> bool:
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
        blocks.WAKE: wake_on_click,
        blocks.WAKE_AND_JOIN: wake_and_join,
    },
)
