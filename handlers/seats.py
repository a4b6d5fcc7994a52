"""`/community step-up`: coordinators step up, are supported, share the seat, and step back.

Whoever clicks speaks for themselves: no command, button or window carries whom to put into a seat.
"""

from collections.abc import Callable, Sequence

import structlog

from community import communities, seats
from community.communities import Community, NotSaidWhich
from community.delivery import Refused
from community.stores import Stores
from handlers import deliveries, handover, seat_cards
from handlers.answers import Answer, Replace, Say
from handlers.blocks import seats as blocks
from handlers.blocks.free_seats import STEP_UP
from handlers.blocks.handover import NOTE
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

log = structlog.get_logger()


@refusing("step-up")
async def step_up(command: Command, deps: Deps) -> Answer:
    """Let a member coordinate the community they name, or the only one they are in."""

    def work(stores: Stores) -> Message:
        own = stores.communities.of(command.user_id)
        found = _meant(stores, command, own)
        if found is None:
            return blocks.which(own, "I'd like to", STEP_UP)
        return take(stores, found, command.user_id, deps)

    return Say(await deps.write(work))


@refusing("step-up")
async def step_up_on_click(action: Action, deps: Deps) -> Answer:
    """Let a member coordinate the community of the button."""
    return Say(await deps.write(lambda stores: take(stores, _of(stores, action.value), action.user_id, deps)))


@refusing("step-back")
async def step_back(command: Command, deps: Deps) -> Answer:
    """Let a coordinator go, with what is open, of the community they name or the only one they coordinate."""

    def work(stores: Stores) -> Message:
        held = stores.communities.some([seat.community_id for seat in stores.seats.of(command.user_id)])
        found = _meant(stores, command, list(held.values()))
        if found is None:
            return blocks.which(list(held.values()), "Step back", blocks.STEP_BACK)
        return _step_back(stores, found, command.user_id, deps)

    return Say(await deps.write(work))


@refusing("step-back")
async def step_back_on_click(action: Action, deps: Deps) -> Answer:
    """Let a coordinator go, with what is open, of the community of the button."""
    return Say(await deps.write(lambda stores: _step_back(stores, _of(stores, action.value), action.user_id, deps)))


@refusing("about")
async def support(action: Action, deps: Deps) -> Answer:
    """Note that a member supports who stepped up; the card shows that somebody does, and never who."""
    community_id, _, coordinator = action.value.partition(" ")

    def work(stores: Stores) -> Message:
        community = _of(stores, community_id)
        is_news = seat_cards.support(stores, community, coordinator, action.user_id, now=deps.now)
        if coordinator == action.user_id:
            return blocks.own_seat(community)
        return blocks.supported(community, coordinator, seat_cards.name_of(stores, coordinator), is_news=is_news)

    return Say(await deps.write(work))


@refusing("about")
async def unsupport(action: Action, deps: Deps) -> Answer:
    """Take one's own support back."""
    community_id, _, coordinator = action.value.partition(" ")

    def work(stores: Stores) -> Message:
        community = _of(stores, community_id)
        seat_cards.unsupport(stores, community, coordinator, action.user_id, now=deps.now)
        return blocks.unsupported(community)

    return Replace(await deps.write(work))


@refusing("step-back")
async def share(action: Action, deps: Deps) -> Answer:
    """Tell the channel, in a coordinator's name, that there is room beside them."""

    def work(stores: Stores) -> Message:
        community = _of(stores, action.value)
        is_news = seats.share(stores, community, action.user_id, now=deps.now)
        if is_news:
            said = blocks.sharing(community, seat_cards.name_of(stores, action.user_id))
            seat_cards.tell(stores, community, said, now=deps.now)
        return blocks.shared(community, is_news=is_news)

    return Say(await deps.write(work))


def take(stores: Stores, community: Community, user_id: str, deps: Deps) -> Message:
    """Let a person coordinate, tell their channel, and give what they are told."""
    notes = seats.step_up(stores, community, user_id, now=deps.now)
    seat_cards.post(stores, community, user_id, now=deps.now)
    log.info("A member stepped up.", community_id=community.id)
    names = stores.people.named([note.left_by for note in notes])
    others = [name for one, name in seats.care_of(stores, community.id).names.items() if one != user_id]
    return blocks.stepped_up(community, others, [(note, names.get(note.left_by, "Somebody")) for note in notes])


async def not_told(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who stepped up that Slack took no word of it in the channel; the seat is theirs all the same."""
    community_id, user_id = refused.delivery.subject.split()

    def tell(stores: Stores) -> None:
        community = stores.communities.get(int(community_id))
        if community is not None and user_id in stores.seats.coordinators(community.id):
            stores.outbox.put(deliveries.post(user_id, blocks.not_told(community)), now=deps.now)

    return tell


FEATURE = Feature(
    commands={"/community": {"step-up": step_up, "step-back": step_back}},
    actions={
        STEP_UP: step_up_on_click,
        blocks.STEP_BACK: step_back_on_click,
        blocks.SUPPORT: support,
        blocks.UNSUPPORT: unsupport,
        blocks.SHARE: share,
        NOTE: handover.write_note,
    },
    views={NOTE: handover.leave_note},
    sent={seat_cards.CARD: seat_cards.placed},
    refused={seat_cards.CARD: not_told},
)


def _step_back(stores: Stores, community: Community, user_id: str, deps: Deps) -> Message:
    is_free = seat_cards.step_back(stores, community, user_id, now=deps.now)
    log.info("A coordinator stepped back.", community_id=community.id, is_free=is_free)
    return handover.of(stores, community, user_id, is_free=is_free, now=deps.now)


def _meant(stores: Stores, command: Command, own: Sequence[Community]) -> Community | None:
    """Give the community a command means, of their own where it says nothing; None when that may be several."""
    try:
        return meant(stores, command, command.rest)
    except NotSaidWhich:
        if not own:
            raise
        return own[0] if len(own) == 1 else None


def _of(stores: Stores, community_id: str) -> Community:
    return communities.known(stores, int(community_id))
