"""`/community link`: further channels of a community, taken away again or made the one it meets in."""

from collections.abc import Callable
from datetime import datetime, timedelta

from community import communities, linking
from community.communities import Community, NotSaidWhich, State
from community.delivery import Refused, Sent
from community.linking import Moved
from community.people import Person
from community.stores import Stores
from handlers import channels, deliveries, mrkdwn, people, reading, welcomes
from handlers.answers import Answer, Replace, Say
from handlers.blocks import linking as blocks
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

JOINED = "linking.join"
_PATIENCE = timedelta(seconds=1.8)  # of the 3 s in which Slack wants an answer


@refusing("about")
async def link(command: Command, deps: Deps) -> Answer:
    """`/community link [#channel] [name]`: this channel or that one, for the community of the name or of this one."""
    mentioned = mrkdwn.mentioned(command.rest).channel_ids
    name = mrkdwn.plain(mrkdwn.without_channels(command.rest))
    channel_id = mentioned[0] if mentioned else command.channel_id
    home = mentioned[1] if len(mentioned) > 1 else None

    def meant(stores: Stores) -> Community:
        return communities.find(stores, name, mentioned=home, channel_id=command.channel_id)

    if not (name or mentioned):
        here = await deps.read(lambda stores: stores.communities.in_channel(command.channel_id))
        if here is not None:
            return Say(await deps.read(lambda stores: blocks.which_channel(here, stores.linking.of(here.id))))
    try:
        return await _link(deps, command.user_id, channel_id, meant)
    except NotSaidWhich:
        yours = await deps.read(lambda stores: stores.communities.of(command.user_id))
        return Say(blocks.which(yours, channel_id))


@refusing("about")
async def link_on_click(action: Action, deps: Deps) -> Answer:
    """Link the channel of the button to the community of the button."""
    community_id, _, channel_id = action.value.partition(" ")
    return await _link(deps, action.user_id, channel_id, lambda stores: communities.known(stores, int(community_id)))


@refusing("about")
async def unlink(command: Command, deps: Deps) -> Answer:
    """`/community unlink [#channel]`: this channel or that one belongs to no community any more."""
    mentioned = mrkdwn.mentioned(command.rest).channel_ids
    channel_id = mentioned[0] if mentioned else command.channel_id
    return Say(await _unlink(deps, command.user_id, channel_id, where=command.channel_id))


@refusing("about")
async def unlink_on_click(action: Action, deps: Deps) -> Answer:
    """Unlink the channel of the button."""
    return Say(await _unlink(deps, action.user_id, action.value, where=action.channel_id))


@refusing("about")
async def meet_there(action: Action, deps: Deps) -> Answer:
    """Let the community meet in the further channel of the button from now on."""
    channel = await reading.channel(deps.client, action.value)
    if channel is None or not channels.can_be_met_in(channel):
        return Say(blocks.cannot_be_linked(action.value))
    person = await reading.person(deps, action.user_id)
    is_home_gone = await _is_home_gone(deps, action.value)

    def work(stores: Stores) -> Moved:
        moved = linking.meet_there(stores, action.value, by=action.user_id, is_home_gone=is_home_gone, now=deps.now)
        stores.people.save(person, now=deps.now)
        _tell_moved(stores, moved, person, is_home_gone=is_home_gone, deps=deps)
        return moved

    return Replace(blocks.moved((await deps.write(work)).community))


def joined(stores: Stores, sent: Sent, now: datetime) -> None:
    """Tell the channel, once the bot is in it, that it belongs to a community now."""
    community_id, user_id, mark = sent.delivery.subject.split(" ")
    channel_id = str(sent.delivery.arguments["channel"])
    found, community = stores.linking.get(channel_id), stores.communities.get(int(community_id))
    if community is None or found is None or found.community_id != community.id:
        return
    name = people.name_of(stores, user_id, unknown="Someone")
    told = blocks.announced(community, by=name, mark=mark, channel_id=channel_id)
    stores.outbox.put(deliveries.post(channel_id, told), now=now)


async def not_joined(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:
    """Keep no link to a channel the bot can't be in; who asked for it is told later, unless they still wait."""
    community_id, user_id, _ = refused.delivery.subject.split(" ")
    channel_id = str(refused.delivery.arguments["channel"])

    def undo(stores: Stores) -> None:
        found, community = stores.linking.get(channel_id), stores.communities.get(int(community_id))
        if community is None or found is None or found.community_id != community.id:
            return
        stores.linking.remove(channel_id)
        if not is_awaited:
            stores.outbox.put(deliveries.post(user_id, blocks.not_linked(community, channel_id)), now=deps.now)

    return undo


async def _link(deps: Deps, user_id: str, channel_id: str, which: Callable[[Stores], Community]) -> Answer:
    channel = await reading.channel(deps.client, channel_id)
    person = await reading.person(deps, user_id)

    def work(stores: Stores) -> tuple[Community, int]:
        community = which(stores)
        if channel is None or not channels.can_be_met_in(channel):
            raise _CannotBeLinked
        linking.link(stores, community, channel_id, channel.name, by=user_id, now=deps.now)
        stores.people.save(person, now=deps.now)
        # Who takes the answer has no settings at hand, and the channel is told which emoji captures a lesson.
        subject = f"{community.id} {user_id} {deps.capture_emoji[0]}"
        joining = deliveries.join_channel(channel_id, purpose=JOINED, subject=subject)
        return community, stores.outbox.put(joining, now=deps.now)

    try:
        community, delivery_id = await deps.write(work)
    except _CannotBeLinked:
        return Say(blocks.cannot_be_linked(channel_id))
    outcome = await deps.outcome(delivery_id, within=_PATIENCE)
    if isinstance(outcome, Refused):
        return Say(blocks.not_linked(community, channel_id))
    return Say(blocks.linked(community, channel_id))


async def _unlink(deps: Deps, user_id: str, channel_id: str, *, where: str | None) -> Message:
    def work(stores: Stores) -> Message:
        community, _ = linking.unlink(stores, channel_id, by=user_id, is_there=where == channel_id)
        return blocks.unlinked(community, channel_id)

    return await deps.write(work)


async def _is_home_gone(deps: Deps, channel_id: str) -> bool:
    """Tell whether nobody can meet any more where the community of this further channel has met."""

    def look(stores: Stores) -> Community | None:
        found = stores.linking.get(channel_id)
        return stores.communities.get(found.community_id) if found else None

    community = await deps.read(look)
    if community is None or community.state is State.OPEN or community.channel_id is None:
        return False
    return not channels.can_be_met_in(await reading.channel(deps.client, community.channel_id))


def _tell_moved(stores: Stores, moved: Moved, person: Person, *, is_home_gone: bool, deps: Deps) -> None:
    """Welcome people in the new home, and say in the old one where it is."""
    community, old_home = moved.community, moved.before.channel_id
    stores.charters.forget_canvas(community.id)  # it stays in the old home; the charter gets one where they meet now
    welcomes.begin(stores, community, mark=deps.capture_emoji[0], now=deps.now)
    if old_home is not None and not is_home_gone:
        told = blocks.moved_away(community, by=person.name)
        stores.outbox.put(deliveries.post(old_home, told), now=deps.now)


class _CannotBeLinked(Exception):
    """It is no channel a community can have."""


FEATURE = Feature(
    commands={"/community": {"link": link, "unlink": unlink}},
    actions={blocks.LINK: link_on_click, blocks.UNLINK: unlink_on_click, blocks.MEET_THERE: meet_there},
    sent={JOINED: joined},
    refused={JOINED: not_joined},
)
