"""`/community`: see, join, leave and read about communities."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from community import coaching, communities, names, seats
from community.communities import Community
from community.delivery import Delivery, Refused
from community.errors import CommunityError
from community.people import Person
from community.stores import Stores
from handlers import deliveries, greeting, home, mrkdwn, readers, reading, seat_cards
from handlers.answers import Answer, Done, Replace, Say
from handlers.blocks import communities as blocks
from handlers.blocks import refusals
from handlers.blocks.help import COMMUNITY, words
from handlers.blocks.parts import Block, Message
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

Request = TypeVar("Request", Command, Action, Submission)
Handler = Callable[[Request, Deps], Awaitable[Answer]]


def refusing(then: str) -> Callable[[Handler[Request]], Handler[Request]]:
    """Answer a refusal with its own sentence and the buttons to what is possible; `then` is what was wanted."""

    def wrapped(handler: Handler[Request]) -> Handler[Request]:
        async def answered(request: Request, deps: Deps) -> Answer:
            try:
                return await handler(request, deps)
            except CommunityError as error:
                return Say(refusals.refusal(error, then=then))

        return answered

    return wrapped


def meant(stores: Stores, command: Command, text: str) -> Community:
    """Give the community a command's text means, the one of the channel it was typed in when there is no text."""
    mentioned = mrkdwn.mentioned(text).channel_ids
    return communities.find(
        stores, mrkdwn.plain(text), mentioned=mentioned[0] if mentioned else None, channel_id=command.channel_id
    )


async def overview(command: Command, deps: Deps) -> Answer:
    """Show all communities; with other words, the community they name, or the word that may have been meant."""
    if not command.text:
        return await list_all(command, deps)
    try:
        return Say(await _about(deps, command.user_id, lambda stores: meant(stores, command, command.text)))
    except communities.UnknownCommunity as unknown:
        near_words = names.nearest(command.word, words(COMMUNITY), limit=1)
        if unknown.nearest and not near_words:
            return Say(refusals.refusal(unknown))
        return Say(refusals.mistyped(command.name, mrkdwn.plain(command.text), near_words))


async def list_all(command: Command, deps: Deps) -> Answer:
    """Show theirs and the others, with buttons to join."""
    found = await deps.read(lambda stores: _listing(stores, command.user_id, 0))
    return Say(blocks.listing(found))


@refusing("about")
async def about(command: Command, deps: Deps) -> Answer:
    """Tell about one community."""
    return Say(await _about(deps, command.user_id, lambda stores: meant(stores, command, command.rest)))


@refusing("join")
async def join(command: Command, deps: Deps) -> Answer:
    """Make them a member and invite them to the channel."""
    joined = await _join(deps, command.user_id, lambda stores: meant(stores, command, command.rest))
    return Say(blocks.joined(joined.community, greeting=joined.greeting))


@refusing("leave")
async def leave(command: Command, deps: Deps) -> Answer:
    """Let them go, no reason asked."""
    left = await _leave(deps, command.user_id, lambda stores: meant(stores, command, command.rest))
    return Say(blocks.left(left))


async def list_on_click(action: Action, deps: Deps) -> Answer:
    """Show the list where a button asks for it."""
    found = await deps.read(lambda stores: _listing(stores, action.user_id, 0))
    return Say(blocks.listing(found))


async def turn_page(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    found = await deps.read(lambda stores: _listing(stores, action.user_id, int(action.value)))
    return Replace(blocks.listing(found))


@refusing("about")
async def about_on_click(action: Action, deps: Deps) -> Answer:
    """Tell about the community of the button."""
    return Say(await _about(deps, action.user_id, lambda stores: communities.known(stores, int(action.value))))


@refusing("join")
async def join_on_click(action: Action, deps: Deps) -> Answer:
    """Join from the welcome, from a refusal's suggestion, from what is told about it."""
    joined = await _join(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)))
    await _home_too(action, deps)
    return Say(blocks.joined(joined.community, greeting=joined.greeting))


@refusing("join")
async def join_from_list(action: Action, deps: Deps) -> Answer:
    """Join from the list, which then shows the community among theirs."""
    community_id, _, page = action.value.partition(" ")
    joined = await _join(deps, action.user_id, lambda stores: communities.known(stores, int(community_id)))
    found = await deps.read(lambda stores: _listing(stores, action.user_id, int(page or 0)))
    return Replace(blocks.listing(found, said=blocks.joined(joined.community).text, greeting=joined.greeting))


@refusing("join")
async def join_from_home(action: Action, deps: Deps) -> Answer:
    """Join from the App Home, which then shows the community among theirs; the first time greets in a window."""
    joined = await _join(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)))
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


async def _about(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> Message:
    def read(stores: Stores) -> blocks.About:
        community = which(stores)
        members = {member.user_id for member in stores.members.of(community.id)}
        coming = stores.meetups.coming_up(deps.now, limit=1, community_id=community.id)
        return blocks.About(
            community=community,
            members=len(members),
            is_member=user_id in members,
            started_by=stores.people.named([community.started_by]).get(community.started_by, "someone"),
            next_meetup=coming[0] if coming else None,
            relearnings=stores.hints.relearnings(community.id),
            formerly=[one.topic for one in stores.communities.every() if one.merged_into == community.id],
            care=seats.care_of(stores, community.id),
            charter=charter if (charter := stores.charters.now(community.id)) and charter.is_said else None,
            links=stores.linking.of(community.id),
            coaches=coaching.stewards(stores, community.id),
        )

    return blocks.about(await deps.read(read))


@dataclass(frozen=True, slots=True)
class _Joined:
    """The community somebody joined, and what greets them the first time."""

    community: Community
    greeting: Sequence[Block]


async def _join(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> _Joined:
    reader = await readers.reader(deps, user_id)

    def work(stores: Stores, person: Person | None = None) -> _Joined:
        community = which(stores)
        communities.join(stores, community, user_id, now=deps.now)
        if person is not None:
            stores.people.save(person, now=deps.now)
        elif stores.people.get(user_id) is None:
            raise _NotMet
        stores.outbox.put(invitation(community, user_id), now=deps.now)
        return _Joined(community, greeting.answered(stores, community, reader, now=deps.now))

    try:
        return await deps.write(work)
    except _NotMet:  # nothing was kept; most people have been met, and for them Slack need not be asked
        person = await reading.person(deps, user_id)
        return await deps.write(lambda stores: work(stores, person))


async def _leave(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> Community:
    def work(stores: Stores) -> Community:
        community = which(stores)
        seat_cards.let_go(stores, community, user_id, now=deps.now)
        communities.leave(stores, community, user_id)
        return community

    return await deps.write(work)


class _NotMet(Exception):
    """Their name is not known yet."""


def _listing(stores: Stores, user_id: str, page: int) -> blocks.Listing:
    yours = stores.communities.of(user_id)
    joined = {community.id for community in yours}
    others = [community for community in stores.communities.all() if community.id not in joined]
    return blocks.Listing(yours=yours, others=others, members=stores.members.counts(), page=page)


async def _home_too(action: Action, deps: Deps) -> None:
    if action.view_type == "modal":
        await home.show(deps, action.user_id)


FEATURE = Feature(
    commands={"/community": {"": overview, "list": list_all, "about": about, "join": join, "leave": leave}},
    actions={
        "community.list": list_on_click,
        "community.page.back": turn_page,
        "community.page.on": turn_page,
        "community.about": about_on_click,
        "community.join": join_on_click,
        "community.join.listed": join_from_list,
        "community.join.home": join_from_home,
        "community.leave": leave_on_click,
    },
    refused={"community.invite": not_invited},
)
