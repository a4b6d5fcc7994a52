"""`/community publish`: lessons and meetups of a community for whoever has the address, off until switched on."""

from collections.abc import Callable

import structlog

from community import communities, secret_addresses
from community.communities import Community
from community.secret_addresses import Mint, Publication
from community.stores import Stores
from handlers import deliveries, people, reading
from handlers.answers import Answer, Open, Say, Update
from handlers.blocks import publishing as blocks
from handlers.blocks.parts import Message, View
from handlers.blocks.publishing import Published
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()


@refusing("publish")
async def ask(command: Command, deps: Deps) -> Answer:
    """`/community publish [name]`: show members what is published, or ask whether anything shall be."""
    return await _shown(deps, command.user_id, lambda stores: meant(stores, command, command.rest))


@refusing("publish")
async def show(action: Action, deps: Deps) -> Answer:
    """Show members so from a button."""
    return await _shown(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)))


@refusing("publish")
async def switch_on(submission: Submission, deps: Deps) -> Answer:
    """Publish from now on, and tell the channel once."""
    if (mint := deps.mint) is None:
        return Say(blocks.not_here())
    community_id = int(unpack(submission.private_metadata)["community_id"])
    person = await reading.person(deps, submission.user_id)

    def work(stores: Stores) -> View:
        community = communities.known(stores, community_id)
        stores.people.save(person, now=deps.now)
        found, is_news = secret_addresses.publish(stores, mint, community, person.user_id, now=deps.now)
        if is_news:
            _tell(stores, community, blocks.told_on(community, by=person.name), deps)
        return blocks.standing(_published(stores, community, found, mint), said=blocks.is_on() if is_news else "")

    view = await deps.write(work)
    log.info("A community publishes.", community_id=community_id)
    return Update(view)


@refusing("publish")
async def switch_off(action: Action, deps: Deps) -> Answer:
    """Publish no more, and tell the channel once."""
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> View:
        community = communities.known(stores, int(action.value))
        was_on = secret_addresses.unpublish(stores, community, person.user_id)
        if was_on:
            _tell(stores, community, blocks.told_off(community, by=person.name), deps)
        return blocks.ended(community, was_on=was_on)

    return Update(await deps.write(work))


@refusing("publish")
async def change(action: Action, deps: Deps) -> Answer:
    """Publish under other addresses; whoever has the ones before reads nothing any more."""
    if (mint := deps.mint) is None:
        return Say(blocks.not_here())
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> View:
        community = communities.known(stores, int(action.value))
        stores.people.save(person, now=deps.now)
        found = secret_addresses.republish(stores, mint, community, person.user_id, now=deps.now)
        return blocks.standing(_published(stores, community, found, mint), said=blocks.is_changed())

    return Update(await deps.write(work))


async def _shown(deps: Deps, user_id: str, which: Callable[[Stores], Community]) -> Answer:
    if (mint := deps.mint) is None:
        return Say(blocks.not_here())

    def read(stores: Stores) -> View:
        community = which(stores)
        secret_addresses.may_publish(stores, community, user_id)
        found = stores.secret_addresses.publication(community.id)
        if found is None:
            return blocks.window(community, private_metadata=pack(community_id=community.id))
        return blocks.standing(_published(stores, community, found, mint))

    return Open(await deps.read(read))


def _published(stores: Stores, community: Community, found: Publication, mint: Mint) -> Published:
    by = people.name_of(stores, found.switched_by, unknown="somebody")
    if not mint.can_show(found):
        return Published(community, "", "", by)
    return Published(community, mint.feed(found.seed), mint.calendar(found.seed), by)


def _tell(stores: Stores, community: Community, message: Message, deps: Deps) -> None:
    if community.channel_id is not None:
        stores.outbox.put(deliveries.post(community.channel_id, message), now=deps.now)


FEATURE = Feature(
    commands={"/community": {"publish": ask}},
    actions={blocks.SHOW: show, blocks.OFF: switch_off, blocks.AGAIN: change},
    views={blocks.ON: switch_on},
)
