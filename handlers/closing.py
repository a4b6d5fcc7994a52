"""`/community close` and `/community reopen`: a community ends kindly, and is there again when that was too soon."""

from collections.abc import Callable

import structlog

from community import agreements, closing, communities
from community.agreements import Agreement, Kind, MembersAsk, Standing
from community.agreements import Say as Said
from community.communities import Community
from community.delivery import Refused
from community.stores import Stores
from handlers import agreeing, channels, deliveries, meetups, reading
from handlers.answers import Answer, Open, Say
from handlers.blocks import agreements as asked
from handlers.blocks import closing as blocks
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

ARCHIVE = "closing.archive"


@refusing("close")
async def close(command: Command, deps: Deps) -> Answer:
    """`/community close [name]`: open the window from which the community is asked."""
    return await deps.read(lambda stores: window(stores, meant(stores, command, command.rest), command.user_id))


@refusing("close")
async def close_on_click(action: Action, deps: Deps) -> Answer:
    """Open the same window from a button."""
    return await deps.read(lambda stores: window(stores, communities.known(stores, int(action.value)), action.user_id))


def window(stores: Stores, community: Community, user_id: str) -> Answer:
    """Give the window in which a member says how they would like it closed."""
    closing.require_closable(community)
    members = {member.user_id for member in stores.members.of(community.id)}
    if user_id not in members:
        raise MembersAsk(community)
    metadata = pack(community_id=community.id)
    return Open(blocks.asking(community, is_alone=members == {user_id}, private_metadata=metadata))


async def ask(submission: Submission, deps: Deps) -> Answer:
    """Ask the community; its only member has answered by that."""
    say = Said(submission.values.get("channel") or Said.YES)
    community_id = int(unpack(submission.private_metadata)["community_id"])

    def work(stores: Stores) -> Message:
        community = communities.known(stores, community_id)
        closing.require_closable(community)
        question = agreements.ask(stores, Kind.CLOSE, community, by=submission.user_id, say=say, now=deps.now)
        standing = agreements.standing_of(stores, question)
        if standing.is_unanimous:
            stores.agreements.end(question.id, agreements.Outcome.AGREED, now=deps.now)
            follow(stores, question, standing, deps)
            return blocks.closed(community)
        agreeing.put(stores, question, now=deps.now)
        return asked.asked(community, None)

    return Say(await deps.write(work))


def can_follow(stores: Stores, question: Agreement) -> bool:
    """Tell whether the community is still there to be closed."""
    community = stores.communities.get(question.community_id)
    return community is not None and closing.is_closable(community)


def follow(stores: Stores, question: Agreement, standing: Standing, deps: Deps) -> None:
    """Close the community with thanks, and archive its channel where all who agreed said so."""
    community = communities.known(stores, question.community_id)
    meetups.call_off_all(stores, community, deps.now)
    closed = closing.close(stores, community, now=deps.now)
    if closed.channel_id is not None:
        thanks = blocks.thanks(closed, closing.learnt(stores, closed, now=deps.now))
        stores.outbox.put(deliveries.post(closed.channel_id, thanks), now=deps.now)
        if standing.may_archive and not closed.is_linked:
            stores.outbox.put(deliveries.archive(closed.channel_id, purpose=ARCHIVE, subject=closed.id), now=deps.now)
    log.info("A community was closed.", community_id=closed.id, is_archived=standing.may_archive)


@refusing("reopen")
async def reopen(command: Command, deps: Deps) -> Answer:
    """`/community reopen [name]`: undo closing, within thirty days."""
    return await _reopen(command.user_id, deps, lambda stores: meant(stores, command, command.rest))


@refusing("reopen")
async def reopen_on_click(action: Action, deps: Deps) -> Answer:
    """Undo closing from a button."""
    return await _reopen(action.user_id, deps, lambda stores: communities.known(stores, int(action.value)))


async def not_archived(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:  # noqa: ARG001
    """Say in the channel that it stays open; that it is archived already is fine."""

    def tell(stores: Stores) -> None:
        community = stores.communities.get(int(refused.delivery.subject))
        if community is not None and refused.error in {"restricted_action", "cant_archive_general", "missing_scope"}:
            channel_id = str(refused.delivery.arguments["channel"])
            stores.outbox.put(deliveries.post(channel_id, blocks.not_archived(community)), now=deps.now)

    return tell


async def _reopen(user_id: str, deps: Deps, which: Callable[[Stores], Community]) -> Answer:
    wanted = await deps.read(which)
    channel = await reading.channel(deps.client, wanted.channel_id) if wanted.channel_id else None
    is_there = channels.can_be_met_in(channel)

    def work(stores: Stores) -> Message:
        community = communities.known(stores, wanted.id)
        if not any(member.user_id == user_id for member in stores.members.of(community.id)):
            raise MembersAsk(community)
        if community.channel_id is None:
            return blocks.needs_its_channel(community)
        again = closing.reopen(stores, community, is_channel_there=is_there, now=deps.now)
        if not is_there:
            return blocks.needs_its_channel(again)
        stores.outbox.put(deliveries.post(community.channel_id, blocks.reopened(again)), now=deps.now)
        return blocks.opened_again(again)

    return Say(await deps.write(work))


FEATURE = Feature(
    commands={"/community": {"close": close, "reopen": reopen}},
    actions={blocks.CLOSE: close_on_click, blocks.REOPEN: reopen_on_click},
    views={blocks.CLOSE: ask},
    refused={ARCHIVE: not_archived},
)
