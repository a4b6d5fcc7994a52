"""`/community ask`, `/community support`: a community asks for time, a room, money or a speaker; who can, helps."""

from dataclasses import replace
from datetime import date

import structlog

from community import communities, schedule, support
from community.communities import NotSaidWhich
from community.people import Person
from community.stores import Stores
from community.support import Kind, MembersAsk, NewAsk, State, WrongAsk
from handlers import asks, giving, reading
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.at_home import Visitor
from handlers.blocks import support as blocks
from handlers.blocks import support_windows as windows
from handlers.blocks.parts import Block, View
from handlers.blocks.support import PAGE, Asked, Listed
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()


@refusing("about")
async def ask(command: Command, deps: Deps) -> Answer:
    """`/community ask [name]`: open the window to ask in a community's name, to a member."""
    try:
        community = await deps.read(lambda stores: meant(stores, command, command.rest))
    except NotSaidWhich:
        return Say(blocks.which(await deps.read(lambda stores: stores.communities.of(command.user_id))))
    try:
        return Open(await _asking(community.id, command.user_id, deps))
    except MembersAsk as error:
        return Say(blocks.refusal(error))


@asks.told_why
async def ask_on_click(action: Action, deps: Deps) -> Answer:
    """Open the same window from a button."""
    return Open(await _asking(int(action.value), action.user_id, deps))


@asks.told_why
async def asked(submission: Submission, deps: Deps) -> Answer:
    """Keep the ask, and show it in the community's channel and where those are who can help."""
    community_id = int(unpack(submission.private_metadata)["community_id"])
    person = await reading.person(deps, submission.user_id)
    new = _typed_ask(submission, community_id, person, deps)
    if isinstance(new, Errors):
        return new

    def work(stores: Stores) -> Asked:
        community = support.askable(stores, communities.known(stores, community_id), submission.user_id)
        stores.people.save(person, now=deps.now)
        supporters = stores.settings.get().supporters_channel
        where = supporters if supporters != community.channel_id else None
        kept = stores.support.add(replace(new, channel_id=where))
        shown = asks.all_of(stores, [kept])[0]
        asks.post(stores, shown, community.channel_id, asks.OWN_CARD, deps)
        if where is not None:
            asks.post(stores, shown, where, asks.CARD, deps)
        return shown

    shown = await deps.write(work)
    log.info("A community asked for support.", ask_id=shown.ask.id, community_id=community_id)
    return Say(blocks.asked_for(shown))


@refusing("about")
async def show(command: Command, deps: Deps) -> Answer:
    """`/community support [name]`: show what communities asked for, to everybody."""
    try:
        community = await deps.read(lambda stores: meant(stores, command, command.rest))
    except NotSaidWhich:
        return Say(blocks.listing(await _page(0, 0, deps)))
    return Say(blocks.listing(await _page(community.id, 0, deps)))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show it where a button asks for it."""
    return Say(blocks.listing(await _page(int(action.value or 0), 0, deps)))


async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    community_id, offset = map(int, action.value.split())
    return Replace(blocks.listing(await _page(community_id, offset, deps)))


def at_home(stores: Stores, visitor: Visitor) -> list[Block]:
    """Give what a person's communities ask for, for their Home."""
    own = [community.id for community in stores.communities.of(visitor.user_id)]
    found = [one for one in stores.support.asks(own, limit=blocks.AT_HOME) if one.state is State.OPEN]
    return blocks.at_home(asks.all_of(stores, found))


FEATURE = Feature(
    commands={"/community": {"ask": ask, "support": show}},
    actions={
        blocks.ASK: ask_on_click,
        blocks.HELP: giving.help_,
        blocks.TELL: giving.tell,
        "support.show": show_on_click,
        "support.back": turn,
        "support.more": turn,
        "support.take_back": giving.take_back,
        "support.withdraw": giving.withdraw,
        "support.lesson": giving.as_lesson,
    },
    views={blocks.ASK: asked, blocks.HELP: giving.helped, blocks.TELL: giving.told},
    sent={asks.OWN_CARD: asks.placed, asks.CARD: asks.placed},
    refused={asks.OWN_CARD: asks.not_placed, asks.CARD: asks.not_placed},
)


async def _asking(community_id: int, user_id: str, deps: Deps) -> View:
    def look(stores: Stores) -> View:
        community = support.askable(stores, communities.known(stores, community_id), user_id)
        currency = stores.support.last_currency()
        return windows.asking(community, currency=currency, private_metadata=pack(community_id=community.id))

    return await deps.read(look)


def _typed_ask(submission: Submission, community_id: int, person: Person, deps: Deps) -> NewAsk | Errors:
    """Give what was asked, or what is wrong, by block."""
    purpose, amount = asks.words(submission, "purpose"), asks.amount(submission)
    if not purpose:
        return Errors({"purpose": "A few words, please: what would it make possible?"})
    if isinstance(amount, Errors):
        return amount
    kind = Kind(submission.values["kind"])
    day = submission.values.get("by", "")
    by = date.fromisoformat(day) if day else None
    try:
        support.fitting(kind, amount=amount, by=by, today=schedule.local(deps.now, person.zone).date())
    except WrongAsk as error:
        return Errors({error.part: str(error)})
    return NewAsk(
        community_id=community_id,
        kind=kind,
        purpose=purpose,
        by=by,
        amount=amount,
        asked_by=submission.user_id,
        asked_at=deps.now,
        channel_id=None,
    )


async def _page(community_id: int, offset: int, deps: Deps) -> Listed:
    def look(stores: Stores) -> Listed:
        community = communities.known(stores, community_id) if community_id else None
        ids = [community.id] if community else [one.id for one in stores.communities.all()]
        found = stores.support.asks(ids, limit=PAGE + 1, offset=max(offset, 0))
        return Listed(community, asks.all_of(stores, found[:PAGE]), max(offset, 0), has_more=len(found) > PAGE)

    return await deps.read(look)
