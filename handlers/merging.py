"""`/community merge`: two communities that want to be one."""

import structlog

from community import agreements, charters, communities, merging
from community.agreements import Agreement, Kind, MembersAsk, Outcome, Standing
from community.agreements import Say as Said
from community.communities import Community
from community.errors import CommunityError
from community.merging import Merged, NotSaidInto
from community.stores import Stores
from handlers import agreeing, announcing, deliveries, seat_cards, welcomes
from handlers.answers import Answer, Open, Say
from handlers.blocks import agreements as asked
from handlers.blocks import merging as blocks
from handlers.blocks.parts import Message
from handlers.closing import ARCHIVE
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

_INTO = " into "
_INVITED_AT_ONCE = 100


@refusing("about")
async def merge(command: Command, deps: Deps) -> Answer:
    """`/community merge [name] into [name]`: open the window from which both are asked."""
    name, separator, into = f" {command.rest} ".rpartition(_INTO)
    if not separator:
        name, into = into, ""

    def read(stores: Stores) -> Answer:
        community = meant(stores, command, name.strip())
        if not into.strip():
            return Say(_which(stores, community, command.user_id))
        return _window(stores, community, meant(stores, command, into.strip()), command.user_id)

    return await deps.read(read)


@refusing("about")
async def propose(action: Action, deps: Deps) -> Answer:
    """Open the same window from a button that carries both ids."""
    own_id, _, other_id = action.value.partition(" ")

    def read(stores: Stores) -> Answer:
        own, other = (communities.known(stores, int(one)) for one in (own_id, other_id))
        return _window(stores, own, other, action.user_id)

    return await deps.read(read)


async def ask(submission: Submission, deps: Deps) -> Answer:
    """Ask both communities; where nobody else is concerned, it is done at once."""
    say = Said(submission.values.get("channel") or Said.YES)
    kept = unpack(submission.private_metadata)
    into_id = int(submission.values.get("into") or kept["into"])
    community_id = int(kept["community"] if into_id == int(kept["into"]) else kept["into"])

    def work(stores: Stores) -> Message:
        community, into = communities.known(stores, community_id), communities.known(stores, into_id)
        merging.require_mergeable(community, into)
        by = submission.user_id
        question = agreements.ask(stores, Kind.MERGE, community, other=into, by=by, say=say, now=deps.now)
        standing = agreements.standing_of(stores, question)
        if standing.is_unanimous:
            stores.agreements.end(question.id, Outcome.AGREED, now=deps.now)
            follow(stores, question, standing, deps)
            return asked.agreed_alone(community, into)
        agreeing.put(stores, question, now=deps.now)
        return asked.asked(community, into)

    return Say(await deps.write(work))


def can_follow(stores: Stores, question: Agreement) -> bool:
    """Tell whether the two are still there to become one; one of them may have gone another way meanwhile."""
    try:
        merging.require_mergeable(*_both(stores, question))
    except CommunityError as error:
        log.info("What was agreed is no longer possible.", agreement_id=question.id, rule=type(error).__name__)
        return False
    return True


def follow(stores: Stores, question: Agreement, standing: Standing, deps: Deps) -> None:
    """Let the two be one and say so in both channels."""
    community, into = _both(stores, question)
    is_archived = standing.may_archive and not community.is_linked and community.channel_id is not None
    said = charters.of(stores, into)
    seat_cards.merging(stores, community, into, now=deps.now)
    merged = merging.merge(stores, community, into, by=question.asked_by, is_archived=is_archived, now=deps.now)
    goes_on = communities.known(stores, into.id)
    if charters.of(stores, goes_on) != said:  # it had said nothing, and says what the other said
        welcomes.follow(stores, goes_on, mark=deps.capture_emoji[0], now=deps.now)
    _tell(stores, merged, deps)
    if is_archived:
        _leave_channel(stores, merged, deps)
    log.info("Two communities are one.", community_id=community.id, into=into.id, lessons=merged.lessons)


def _both(stores: Stores, question: Agreement) -> tuple[Community, Community]:
    """Give the one that would go on as the other, and the other; raises GoneCommunity."""
    return communities.known(stores, question.community_id), communities.known(stores, question.other_id or 0)


def _which(stores: Stores, community: Community, user_id: str) -> Message:
    """Let somebody who named one community pick the other of those they are in."""
    others = [one for one in stores.communities.of(user_id) if one.id != community.id]
    if not others:
        raise NotSaidInto
    return blocks.which(community, others)


def _window(stores: Stores, community: Community, into: Community, user_id: str) -> Answer:
    merging.require_mergeable(community, into)
    members = {member.user_id for one in (community, into) for member in stores.members.of(one.id)}
    if user_id not in members:
        raise MembersAsk(community)
    metadata = pack(community=community.id, into=into.id)
    return Open(blocks.asking(community, into, private_metadata=metadata))


def _tell(stores: Stores, merged: Merged, deps: Deps) -> None:
    for community, message in ((merged.before, blocks.moved(merged)), (merged.into, blocks.arrived(merged))):
        if community.channel_id is not None:
            stores.outbox.put(deliveries.post(community.channel_id, message), now=deps.now)


def _leave_channel(stores: Stores, merged: Merged, deps: Deps) -> None:
    """Archive the old channel; who was in it is invited to the other, and what is planned is told there anew."""
    old, new = merged.before.channel_id or "", merged.into.channel_id or ""
    stores.outbox.put(deliveries.archive(old, purpose=ARCHIVE, subject=merged.into.id), now=deps.now)
    for start in range(0, len(merged.newcomers), _INVITED_AT_ONCE):
        some = merged.newcomers[start : start + _INVITED_AT_ONCE]
        stores.outbox.put(deliveries.invite(new, some), now=deps.now)
    for meetup in merged.planned:
        message = announcing.announcement(stores, meetup, deps.now)
        again = deliveries.post(new, message, purpose=announcing.ANNOUNCED_AGAIN, subject=meetup.id)
        stores.outbox.put(again, now=deps.now)


FEATURE = Feature(
    commands={"/community": {"merge": merge}},
    actions={blocks.PROPOSE: propose},
    views={blocks.MERGE: ask},
)
