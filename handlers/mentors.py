"""Component mentors: people offer themselves, step back, and are asked once when they have long not been seen."""

from collections.abc import Sequence
from functools import partial

import structlog

from community import components, mentoring, mentors
from community.components import Component
from community.hours import is_good_hour
from community.mentors import PATIENCE, QUIET_AFTER, Mentor, Seat
from community.stores import Stores
from handlers import deliveries, mrkdwn, reading
from handlers.answers import Answer, Open, Replace, Say
from handlers.blocks import mentoring as asked_for
from handlers.blocks import mentors as blocks
from handlers.blocks.parts import Message
from handlers.components import view
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

_BATCH = 50
_MOST_TOLD = 5


async def offer(action: Action, deps: Deps) -> Answer:
    """Open the window in which one offers oneself, or says anew what one can teach."""
    component_id = int(action.value)

    def read(stores: Stores) -> tuple[Component, Mentor | None]:
        return components.known(stores, component_id), stores.mentors.get(component_id, action.user_id)

    component, mentor = await deps.read(read)
    metadata = pack(component_id=component_id)
    return Open(blocks.offering(component, mentor.teaches if mentor else "", private_metadata=metadata))


async def offered(submission: Submission, deps: Deps) -> Answer:
    """Let who submitted the window mentor the component: it is always themselves, whatever else was sent."""
    person = await reading.person(deps, submission.user_id)
    component_id = int(unpack(submission.private_metadata)["component_id"])
    teaches = mrkdwn.keepable(submission.values.get("teaches", ""))[: mentors.TEACHES_LIMIT].strip()

    def work(stores: Stores) -> tuple[Component, bool]:
        stores.people.save(person, now=deps.now)
        component = mentors.offer(stores, component_id, person.user_id, teaches, now=deps.now)
        return component, stores.teams.of(person.user_id) is not None

    component, has_team = await deps.write(work)
    log.info("Somebody mentors a component.", component_id=component_id)
    return Say(await view(deps, person.user_id, component_id, said=blocks.offered(component, has_team=has_team)))


async def step_back(action: Action, deps: Deps) -> Answer:
    """Let them mentor the component no more, and tell them what is open still."""
    component_id = int(action.value)

    def work(stores: Stores) -> Message:
        waiting = mentoring.waiting_for(stores, action.user_id, limit=_BATCH)
        seat = mentors.step_back(stores, component_id, action.user_id)
        still_open = [request for request in waiting if request.component_id == component_id]
        names = stores.people.named([request.asked_by for request in still_open])
        told = [
            asked_for.line(seat.component, request, names.get(request.asked_by, ""))
            for request in still_open[:_MOST_TOLD]
        ]
        channel_id = components.heard_in(stores, seat.component)
        return blocks.stepped_back(seat.component, told, channel_id, has_others=seat.has_others)

    return Replace(await deps.write(work))


async def offer_seat(action: Action, deps: Deps) -> Answer:
    """Offer the seat where the component is spoken of, as who stepped back wants."""

    def work(stores: Stores) -> Message:
        component = components.known(stores, int(action.value))
        seat = Seat(component, has_others=bool(stores.mentors.of(component.id)))
        channel_id = components.heard_in(stores, component)
        is_new = _offer_seat(stores, seat, deps)
        return blocks.seat_offered(component, channel_id, is_new=is_new)

    return Replace(await deps.write(work))


async def keep(action: Action, deps: Deps) -> Answer:
    """Note that who was asked still wants to mentor."""
    theirs = await deps.write(lambda stores: mentors.keep(stores, action.user_id, now=deps.now))
    return Replace(blocks.kept(theirs))


async def step_back_from_all(action: Action, deps: Deps) -> Answer:
    """Let who was asked mentor nothing any more, and offer the seats that nobody else fills."""

    def work(stores: Stores) -> Message:
        seats = mentors.step_back_from_all(stores, action.user_id)
        for seat in seats:
            if not seat.has_others:
                _offer_seat(stores, seat, deps)
        return blocks.stepped_back_from_all([seat.component for seat in seats])

    return Replace(await deps.write(work))


async def look_for_quiet_ones(deps: Deps) -> None:
    """Ask those who were long not seen, once; offer a seat beside those who didn't answer."""
    quiet = await deps.read(lambda stores: stores.mentors.to_ask(before=deps.now - QUIET_AFTER, limit=_BATCH))
    for mentor in {mentor.user_id: mentor for mentor in quiet}.values():
        await deps.write(partial(_ask, found=mentor, deps=deps))
    silent = await deps.read(lambda stores: stores.mentors.to_offer(asked_before=deps.now - PATIENCE, limit=_BATCH))
    for component_id in dict.fromkeys(mentor.component_id for mentor in silent):
        beside = [mentor for mentor in silent if mentor.component_id == component_id]
        await deps.write(partial(_offer_beside, component_id=component_id, beside=beside, deps=deps))


def gone(stores: Stores, user_id: str, deps: Deps) -> None:
    """Let a person who left the organisation mentor nothing, and offer their seats to those who may take them."""
    for seat in mentors.leave(stores, user_id, deps.now):
        _offer_seat(stores, seat, deps)


FEATURE = Feature(
    actions={
        blocks.OFFER: offer,
        blocks.STEP_BACK: step_back,
        blocks.OFFER_SEAT: offer_seat,
        blocks.KEEP: keep,
        blocks.STEP_BACK_FROM_ALL: step_back_from_all,
    },
    views={blocks.OFFER: offered},
    rounds={"mentors": look_for_quiet_ones},
)


def _ask(stores: Stores, *, found: Mentor, deps: Deps) -> None:
    """Ask about all they mentor in one message, whichever of it they were found by."""
    person = stores.people.get(found.user_id)
    if person is None or not is_good_hour(deps.now, person.zone) or not _are_as_before(stores, [found]):
        return
    mentors.ask(stores, stores.mentors.by(person.user_id), now=deps.now)
    here = [component for component in stores.components.of_mentor(person.user_id) if component.gone_at is None]
    if here:
        stores.outbox.put(deliveries.post(person.user_id, blocks.asked(here)), now=deps.now)
        log.info("A mentor was asked whether they still want to.", components=len(here))


def _offer_beside(stores: Stores, *, component_id: int, beside: Sequence[Mentor], deps: Deps) -> None:
    component = stores.components.get(component_id)
    community = None if component is None else components.meeting_place(stores, component)
    zone = community.zone if community is not None else "UTC"
    if not is_good_hour(deps.now, zone) or not _are_as_before(stores, beside):
        return
    mentors.offered(stores, beside, now=deps.now)
    if component is not None and component.gone_at is None:
        _offer_seat(stores, Seat(component, has_others=True), deps)


def _are_as_before(stores: Stores, found: Sequence[Mentor]) -> bool:
    """Tell whether nothing changed about them since they were found; otherwise the next round looks again."""
    return all(stores.mentors.get(mentor.component_id, mentor.user_id) == mentor for mentor in found)


def _offer_seat(stores: Stores, seat: Seat, deps: Deps) -> bool:
    """Post the offer where the component is spoken of, at most once in four weeks; False when it wasn't posted."""
    channel_id = components.heard_in(stores, seat.component)
    if channel_id is None:
        return False
    if not stores.people.is_first(channel_id, f"mentor.seat {seat.component.id}", now=deps.now, within=PATIENCE):
        return False
    message = blocks.seat(seat.component, has_others=seat.has_others)
    stores.outbox.put(deliveries.post(channel_id, message), now=deps.now)
    return True
