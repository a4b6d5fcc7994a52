"""`/community`: join, leave and read about communities."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from community import coaching, communities, directory, pulse, seats
from community import greeting as rules
from community.communities import Community
from community.delivery import Delivery, Refused
from community.errors import CommunityError
from community.people import Person
from community.stores import Stores
from handlers import deliveries, greeting, home, mrkdwn, people, readers, reading, seat_cards
from handlers.answers import Answer, Done, Say
from handlers.blocks import about as looks
from handlers.blocks import communities as blocks
from handlers.blocks import refusals
from handlers.blocks.parts import Block, Message
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.refused import Handler, Request, saying
from handlers.table import Feature


def refusing(then: str) -> Callable[[Handler[Request]], Handler[Request]]:
    """Answer a refusal with its own sentence and the buttons to what is possible; `then` is what was wanted."""
    return saying(lambda error: refusals.refusal(error, then=then), CommunityError)


def meant(stores: Stores, command: Command, text: str) -> Community:
    """Give the community a command's text means, the one of the channel it was typed in when there is no text."""
    mentioned = mrkdwn.mentioned(text).channel_ids
    return communities.find(
        stores, mrkdwn.plain(text), mentioned=mentioned[0] if mentioned else None, channel_id=command.channel_id
    )


@refusing("about")
async def about(command: Command, deps: Deps) -> Answer:
    """Tell about one community."""
    return Say(await told_about(deps, command.user_id, lambda stores: meant(stores, command, command.rest)))


@refusing("join")
async def join(command: Command, deps: Deps) -> Answer:
    """Make them a member and invite them to the channel."""
    joined = await join_in(deps, command.user_id, lambda stores: meant(stores, command, command.rest))
    return Say(blocks.joined(joined.community, greeting=joined.greeting))


@refusing("leave")
async def leave(command: Command, deps: Deps) -> Answer:
    """Let them go, no reason asked."""
    left = await _leave(deps, command.user_id, lambda stores: meant(stores, command, command.rest))
    return Say(blocks.left(left))


@refusing("about")
async def about_on_click(action: Action, deps: Deps) -> Answer:
    """Tell about the community of the button."""
    return Say(await told_about(deps, action.user_id, lambda stores: communities.known(stores, int(action.value))))


@refusing("join")
async def join_on_click(action: Action, deps: Deps) -> Answer:
    """Join from the welcome, from a refusal's suggestion, from what is told about it."""
    joined = await join_in(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)))
    await _home_too(action, deps)
    return Say(blocks.joined(joined.community, greeting=joined.greeting))


@refusing("join")
async def join_from_home(action: Action, deps: Deps) -> Answer:
    """Join from the App Home, which then shows the community among theirs; the first time greets in a window."""
    joined = await join_in(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)))
    return Say(blocks.joined(joined.community, greeting=joined.greeting)) if joined.greeting else Done()


@refusing("leave")
async def leave_on_click(action: Action, deps: Deps) -> Answer:
    """Leave the community of the button."""
    left = await _leave(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)))
    await _home_too(action, deps)
    return Say(blocks.left(left))


async def not_invited(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell a new member when Slack did not take the invitation; that they are in the channel already is fine.

    A channel that was archived or made private while nobody told us rests its community from now on.
    """
    channel = await reading.channel(deps.client, str(refused.delivery.arguments["channel"]))
    is_closed = channel is None or not channel.is_public or channel.is_archived

    def tell(stores: Stores) -> None:
        community_id, user_id = refused.delivery.subject.split()
        community = stores.communities.get(int(community_id))
        if community is None or refused.error in {"already_in_channel", "cant_invite_self"}:
            return
        if is_closed:
            communities.rest(stores, community, has_channel=True, now=deps.now)
        message = refusals.closed(community) if is_closed else blocks.not_invited(community)
        stores.outbox.put(deliveries.post(user_id, message), now=deps.now)

    return tell


def invitation(community: Community, user_id: str) -> Delivery:
    """Invite a member to the channel of a community that has one."""
    return deliveries.invite(
        community.channel_id or "", [user_id], purpose="community.invite", subject=f"{community.id} {user_id}"
    )


async def told_about(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> Message:
    """Tell a person about a community."""

    def read(stores: Stores) -> looks.About:
        community = which(stores)
        members = {member.user_id for member in stores.members.of(community.id)}
        coming = stores.meetups.coming_up(deps.now, limit=1, community_id=community.id)
        return looks.About(
            community=community,
            members=len(members),
            is_member=user_id in members,
            started_by=people.name_of(stores, community.started_by, unknown="someone"),
            next_meetup=coming[0] if coming else None,
            relearnings=stores.hints.relearnings(community.id),
            links=stores.linking.of(community.id),
            life=pulse.lives(stores, [community], now=deps.now)[community.id],
            teams=directory.teams_in(stores, community.id),
            charter=charter if (charter := stores.charters.now(community.id)) and charter.is_said else None,
            formerly=[one.topic for one in stores.communities.every() if one.merged_into == community.id],
            care=seats.care_of(stores, community.id),
            coaches=coaching.stewards(stores, community.id),
        )

    return looks.about(await deps.read(read))


@dataclass(frozen=True, slots=True)
class Joined:
    """The community somebody joined, and what greets them the first time."""

    community: Community
    greeting: Sequence[Block]


async def join_in(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> Joined:
    """Make a person a member, invite them to the channel, and greet them the first time."""

    def work(stores: Stores, person: Person | None = None) -> tuple[Community, bool]:
        community = which(stores)
        communities.join(stores, community, user_id, now=deps.now)
        if person is not None:
            stores.people.save(person, now=deps.now)
        elif stores.people.get(user_id) is None:
            raise _NotMet
        stores.outbox.put(invitation(community, user_id), now=deps.now)
        return community, rules.is_first(stores, community, user_id, now=deps.now)

    try:
        community, is_first = await deps.write(work)
    except _NotMet:  # nothing was kept; most people have been met, and for them Slack need not be asked
        person = await reading.person(deps, user_id)
        community, is_first = await deps.write(lambda stores: work(stores, person))
    if not is_first:
        return Joined(community, ())
    reader = await readers.reader(deps, user_id)
    return Joined(community, await deps.read(lambda stores: greeting.composed(stores, community, reader, now=deps.now)))


async def _leave(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> Community:
    def work(stores: Stores) -> Community:
        community = which(stores)
        seat_cards.let_go(stores, community, user_id, now=deps.now)
        communities.leave(stores, community, user_id)
        return community

    return await deps.write(work)


class _NotMet(Exception):
    """Their name is not known yet."""


async def _home_too(action: Action, deps: Deps) -> None:
    if action.view_type == "modal":
        await home.show(deps, action.user_id)


FEATURE = Feature(
    commands={"/community": {"about": about, "join": join, "leave": leave}},
    actions={
        "community.about": about_on_click,
        "community.join": join_on_click,
        "community.join.home": join_from_home,
        "community.leave": leave_on_click,
    },
    refused={"community.invite": not_invited},
)
