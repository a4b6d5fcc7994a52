"""Departures: what a person leaves behind is offered to the communities it belongs to."""

from collections.abc import Sequence, Set

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import communities, departures
from community.people import Person
from community.stores import Stores
from handlers import announcing, coming, deliveries, mentors, open_space_cards, people, privacy, reading, seat_cards
from handlers.answers import Answer, Say
from handlers.blocks import departures as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Event
from handlers.table import Feature

log = structlog.get_logger()

# Once a day it is looked for who went or came back while nobody told us.
_LOOKED_AT_HOUR = 4


async def person_changed(event: Event, deps: Deps) -> None:
    """A person has another name, their account was deactivated, or it is back: what is theirs follows, as they chose.

    Slack tells so of every status that is set; what changes nothing here is not written.
    """
    user = event.body["user"]
    await _follow(reading.as_person(user), deps, is_here=not user.get("deleted"))


async def look_for_missed(deps: Deps) -> None:
    """Ask Slack once a day who is gone, since nobody tells again what was missed."""
    if deps.now.hour != _LOOKED_AT_HOUR:
        return
    try:
        found = await _everybody(deps)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who is here.", reason=type(error).__name__)
        return
    ids = [person.user_id for person, _ in found]
    met, gone = await deps.read(lambda stores: (stores.people.named(ids), stores.departures.gone(ids)))
    for person, is_here in found:
        if person.user_id in met and is_here == (person.user_id in gone):
            await _follow(person, deps, is_here=is_here)


async def look_after(action: Action, deps: Deps) -> Answer:
    """Let a member look after a lesson of somebody who has gone, and show that in the message."""
    number, _, community_id = action.value.partition(" ")

    def work(stores: Stores) -> Message:
        lesson = departures.look_after(stores, int(number), int(community_id), action.user_id)
        _refresh(stores, action, lesson.author_id or "", int(community_id), deps)
        return blocks.looked_after(lesson)

    return Say(await deps.write(work))


async def host(action: Action, deps: Deps) -> Answer:
    """Let a member host a meetup of somebody who has gone, and show that in both messages."""
    meetup_id, _, community_id = action.value.partition(" ")
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        stores.people.save(person, now=deps.now)
        found = departures.host(stores, int(meetup_id), int(community_id), person.user_id, now=deps.now)
        meetup, planned_by = found
        announcing.refresh(stores, meetup, deps.now)
        _refresh(stores, action, planned_by, int(community_id), deps, said=blocks.has_host(meetup))
        return blocks.hosted(meetup)

    return Say(await deps.write(work))


async def _follow(person: Person, deps: Deps, *, is_here: bool) -> None:
    def is_news(stores: Stores) -> bool:
        if stores.people.get(person.user_id) is None:
            return False  # they were never met, so nothing here is theirs
        is_gone = person.user_id in stores.departures.gone([person.user_id])
        return is_gone == is_here or privacy.is_news(stores, person, is_here=is_here)

    if not await deps.read(is_news):
        return

    def work(stores: Stores) -> int:
        privacy.follow(stores, person, is_here=is_here, deps=deps)
        if is_here:
            departures.come_back(stores, person.user_id)
            return 0
        mentors.gone(stores, person.user_id, deps)
        open_space_cards.gone(stores, person.user_id, now=deps.now)
        coming.leave_all(stores, person.user_id, deps.now)
        free = _leave_seats(stores, person.user_id, deps)
        offers = departures.depart(stores, person.user_id, free=free, now=deps.now)
        for offer in offers:
            message = blocks.offer(offer)
            stores.outbox.put(deliveries.post(offer.community.channel_id or "", message), now=deps.now)
        return len(offers)

    offered = await deps.write(work)
    log.info("What is a person's follows them.", user_id=person.user_id, is_here=is_here, offers=offered)


def _leave_seats(stores: Stores, user_id: str, deps: Deps) -> Set[int]:
    """Let them leave their seats, which the cards say in their place, and give the communities nobody coordinates."""
    held = stores.communities.some([seat.community_id for seat in stores.seats.of(user_id)])
    for community in held.values():
        seat_cards.let_go(stores, community, user_id, now=deps.now)
    return {community_id for community_id in held if not stores.seats.coordinators(community_id)}


async def _everybody(deps: Deps) -> Sequence[tuple[Person, bool]]:
    """Give all people Slack knows, each with whether they are here."""
    return [(reading.as_person(user), not user.get("deleted")) async for user in people.everybody(deps.client)]


def _refresh(stores: Stores, action: Action, user_id: str, community_id: int, deps: Deps, *, said: str = "") -> None:
    """Show in the message of the button what somebody looks after now."""
    if action.channel_id is None or action.message_ts is None:
        return
    community = communities.known(stores, community_id)
    offer = departures.offer_of(stores, user_id, community, now=deps.now)
    shown = deliveries.update(action.channel_id, action.message_ts, blocks.offer(offer, said=said))
    stores.outbox.put(shown, now=deps.now)


FEATURE = Feature(
    actions={blocks.LOOK_AFTER: look_after, blocks.HOST: host},
    events={"user_change": person_changed},
    rounds={"departures": look_for_missed},
)
