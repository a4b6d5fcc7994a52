"""The starting group of a new community: who may care, invited and never added."""

from collections.abc import Sequence

import structlog

from community import communities, starting_group
from community.communities import Community
from community.knowing import Known
from community.readers import Reader
from community.stores import Stores
from handlers import deliveries, greeting, readers, reading
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.blocks import starting_group as blocks
from handlers.blocks.parts import Message
from handlers.communities import invitation, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()


@refusing("about")
async def propose(action: Action, deps: Deps) -> Answer:
    """Show one of its members who may like the community."""
    community_id = int(action.value)
    reader = await readers.reader(deps, action.user_id)

    def read(stores: Stores) -> tuple[Community, Sequence[Known]]:
        community = communities.known(stores, community_id)
        return community, starting_group.proposed(stores, community_id, by=reader, now=deps.now)

    community, people = await deps.read(read)
    if not people:
        return Say(blocks.nobody(community))
    return Open(blocks.proposal(community, people, private_metadata=pack(community_id=community_id)))


async def invite(submission: Submission, deps: Deps) -> Answer:
    """Send each of those who were chosen one message, unless they were asked enough."""
    chosen = submission.choices.get("people", ())
    if not chosen:
        return Errors({"people": "Choose somebody, or close this: nobody needs to be invited."})
    inviter = await reading.person(deps, submission.user_id)
    community_id = int(unpack(submission.private_metadata)["community_id"])

    def work(stores: Stores) -> Community:
        community = communities.known(stores, community_id)
        stores.people.save(inviter, now=deps.now)
        for user_id in starting_group.invite(stores, community_id, chosen, by=inviter.user_id, now=deps.now):
            stores.outbox.put(deliveries.post(user_id, blocks.invitation(community, inviter.name)), now=deps.now)
        return community

    community = await deps.write(work)
    log.info("People were invited.", community_id=community_id)
    return Say(blocks.invited(community))


@refusing("join")
async def join(action: Action, deps: Deps) -> Answer:
    """Let who was invited join, and invite them to its channel; the greeting stays, as the invitation would have."""
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        community = starting_group.join(stores, int(action.value), action.user_id, now=deps.now)
        stores.people.save(person, now=deps.now)
        stores.outbox.put(invitation(community, action.user_id), now=deps.now)
        greeted = greeting.answered(stores, community, Reader(action.user_id), now=deps.now)
        return blocks.joined(community, greeting=greeted)

    return Replace(await deps.write(work))


async def not_for_me(action: Action, deps: Deps) -> Answer:
    """Keep silently that they don't want to."""
    await deps.write(lambda stores: starting_group.decline(stores, int(action.value), action.user_id))
    return Replace(blocks.declined())


FEATURE = Feature(
    actions={blocks.PROPOSE: propose, blocks.JOIN: join, blocks.NOT_FOR_ME: not_for_me},
    views={blocks.INVITE: invite},
)
