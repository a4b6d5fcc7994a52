"""What a community's channel is told about who coordinates it: one message each, which changes in its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from community import communities, seats
from community.communities import Community
from community.delivery import Sent
from community.forgetting import NOBODY
from community.seats import Seat
from community.stores import Stores
from handlers import deliveries, people
from handlers.blocks import seats as blocks
from handlers.blocks.parts import Message

CARD = "seat.card"


def name_of(stores: Stores, user_id: str) -> str:
    """Give the name a person is shown by; nobody is pinged by it."""
    return people.name_of(stores, user_id, unknown="Someone")


def post(stores: Stores, community: Community, user_id: str, *, now: datetime) -> None:
    """Tell the channel who stepped up."""
    tell(stores, community, _shown(stores, community, user_id), now=now, purpose=CARD, subject=user_id)


def tell(
    stores: Stores, community: Community, message: Message, *, now: datetime, purpose: str = "", subject: str = ""
) -> None:
    """Post this in the community's channel, if it has one."""
    if community.channel_id is not None:
        told = f"{community.id} {subject}".strip()
        delivery = deliveries.post(community.channel_id, message, purpose=purpose, subject=told)
        stores.outbox.put(delivery, now=now)


def support(stores: Stores, community: Community, coordinator: str, user_id: str, *, now: datetime) -> bool:
    """Keep a member's support and let the card show it; False when that is no news."""
    before = _shown(stores, community, coordinator)
    is_news = seats.support(stores, community, coordinator, user_id, now=now)
    _refresh(stores, community, stores.seats.get(community.id, coordinator), before, now=now)
    return is_news


def unsupport(stores: Stores, community: Community, coordinator: str, user_id: str, *, now: datetime) -> None:
    """Take a member's support back and let the card show it."""
    before = _shown(stores, community, coordinator)
    stores.seats.unsupport(community.id, coordinator, user_id)
    _refresh(stores, community, stores.seats.get(community.id, coordinator), before, now=now)


def step_back(stores: Stores, community: Community, user_id: str, *, now: datetime) -> bool:
    """Let a coordinator go; when nobody is left, their channel is told once. Gives whether that is so."""
    seat = stores.seats.get(community.id, user_id)
    is_free = seats.step_back(stores, community, user_id, now=now)
    _refresh(stores, community, seat, None, now=now)
    if is_free:
        tell(stores, community, blocks.free(community, name_of(stores, user_id)), now=now)
    return is_free


def let_go(stores: Stores, community: Community, user_id: str, *, now: datetime) -> None:
    """Let who leaves a community leave its seat too: the card says so in its place, and nobody is told."""
    seat = stores.seats.get(community.id, user_id)
    if seat is not None and stores.seats.end(community.id, user_id, now=now):
        _refresh(stores, community, seat, None, now=now)


def forgotten(stores: Stores, had: Sequence[Seat], *, now: datetime) -> None:
    """Let the cards of somebody who was forgotten name nobody."""
    for seat in had:
        if (community := stores.communities.get(seat.community_id)) is not None:
            _refresh(stores, community, replace(seat, user_id=NOBODY), None, now=now)


def merging(stores: Stores, community: Community, into: Community, *, now: datetime) -> None:
    """Let the cards of those who have a seat in both name nobody any more: it is the other card that follows them."""
    both = [one.user_id for one in stores.members.of(community.id) if stores.seats.get(into.id, one.user_id)]
    for seat in filter(None, (stores.seats.get(community.id, user_id) for user_id in both)):
        if seat.channel_id is not None and seat.card_ts is not None:
            message = blocks.card_elsewhere(community, into)
            stores.outbox.put(deliveries.update(seat.channel_id, seat.card_ts, message), now=now)


def placed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the card is, and bring it up to date if something changed while it was on its way."""
    community_id, user_id = sent.delivery.subject.split()
    found = stores.communities.get(int(community_id))
    if found is None:
        return
    community = communities.goes_on(stores, found)
    channel_id, ts = str(sent.delivery.arguments["channel"]), str(sent.answer["ts"])
    stores.seats.place(community.id, user_id, channel_id=channel_id, ts=ts)
    message = _shown(stores, community, user_id)
    if list(message.blocks) != sent.delivery.arguments.get("blocks"):
        stores.outbox.put(deliveries.update(channel_id, ts, message), now=now)


def _refresh(stores: Stores, community: Community, seat: Seat | None, before: Message | None, *, now: datetime) -> None:
    """Show in the place of a card how it is now, if that looks different; its community may meet elsewhere by now."""
    if seat is None or seat.card_ts is None or seat.channel_id is None:
        return
    message = _shown(stores, community, seat.user_id)
    if message != before:
        stores.outbox.put(deliveries.update(seat.channel_id, seat.card_ts, message), now=now)


def _shown(stores: Stores, community: Community, user_id: str) -> Message:
    name = name_of(stores, user_id)
    if user_id not in stores.seats.coordinators(community.id):
        return blocks.card_after(community, name)
    return blocks.card(community, user_id, name, stores.seats.supporters(community.id, user_id))
