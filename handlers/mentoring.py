"""Mentoring: *Teach me*, *Pair with me* and *Hold a design workshop* reach a component's mentors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from community import components, mentoring
from community.hours import is_good_hour
from community.mentoring import MOST_ASKED, UNANSWERED_AFTER, Kind, NewRequest, NobodyToAsk, OpenAlready
from community.people import Person
from community.stores import Stores
from handlers import deliveries, introductions, mrkdwn, people, reading
from handlers.answers import Answer, Open, Say
from handlers.at_home import Visitor
from handlers.blocks import components as listed
from handlers.blocks import introductions as introduced
from handlers.blocks import mentoring as blocks
from handlers.blocks.parts import Block, Message
from handlers.components import mentors_shown
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

_BATCH = 100


async def ask(action: Action, deps: Deps, *, kind: Kind) -> Answer:
    """Open the window in which one says what about, and whom one asks."""

    def read(stores: Stores) -> Answer:
        component = components.known(stores, int(action.value))
        if (before := mentoring.open_of(stores, component.id, action.user_id)) is not None:
            return Say(blocks.open_already(OpenAlready(component, before)))
        askable = [one for one in mentors_shown(stores, component.id) if one.user_id != action.user_id]
        community = components.meeting_place(stores, component)
        if not askable and community is None:
            return Say(blocks.nobody_to_ask(NobodyToAsk(component)))
        metadata = pack(component_id=component.id)
        return Open(blocks.asking(component, kind, askable, community, private_metadata=metadata))

    return await deps.read(read)


async def asked(submission: Submission, deps: Deps) -> Answer:
    """Open a conversation with the mentors who are there, or ask openly in the component's community."""
    asker = await reading.person(deps, submission.user_id)
    wanted = _wanted(submission, deps.now)
    meant = await deps.read(lambda stores: mentoring.meant(stores, wanted))
    hosts = await people.some_here(deps, meant, limit=MOST_ASKED)
    try:
        return Say(await deps.write(lambda stores: _ask(stores, wanted, asker, hosts, deps)))
    except OpenAlready as error:
        return Say(blocks.open_already(error))
    except NobodyToAsk as error:
        return Say(blocks.nobody_to_ask(error))


async def take(action: Action, deps: Deps) -> Answer:
    """Let them take up what was asked, and tell those who asked."""
    taker = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        request, component = mentoring.take(stores, int(action.value), taker.user_id, now=deps.now)
        stores.people.save(taker, now=deps.now)
        introductions.tell_taken(stores, request, component, taker, now=deps.now)
        return introduced.thanks(component, request)

    return Say(await deps.write(work))


async def end(action: Action, deps: Deps) -> Answer:
    """Let who asked say that it is settled."""

    def work(stores: Stores) -> Message:
        request, component = mentoring.end(stores, int(action.value), action.user_id, now=deps.now)
        introductions.settle(stores, request, component, now=deps.now)
        return blocks.ended(component)

    return Say(await deps.write(work))


async def repeat(action: Action, deps: Deps) -> Answer:
    """Ask once more where it was asked, as who asked wants; never by itself, and never a third time."""

    def work(stores: Stores) -> Message:
        request, component, is_new = mentoring.repeat(stores, int(action.value), action.user_id, now=deps.now)
        if not is_new or request.channel_id is None:
            return blocks.not_repeated(component)
        message = introduced.once_more(component, request, people.name_of(stores, request.asked_by))
        thread_ts = request.ts if request.is_question else None
        stores.outbox.put(deliveries.post(request.channel_id, message, thread_ts=thread_ts), now=deps.now)
        return blocks.repeated(component)

    return Say(await deps.write(work))


async def tell_unanswered(deps: Deps) -> None:
    """Tell who asked a week ago, once and alone, what else they can do."""
    before = deps.now - UNANSWERED_AFTER
    for request in await deps.read(lambda stores: stores.mentoring.unanswered(before=before, limit=_BATCH)):
        await deps.write(partial(_note, request_id=request.id, deps=deps))


def at_home(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show what the person mentors and what waits for them there; at most 8 blocks."""
    waiting = mentoring.waiting_for(stores, visitor.user_id, limit=listed.WAITING)
    of = stores.components.some([request.component_id for request in waiting])
    names = stores.people.named([request.asked_by for request in waiting])
    lines = [blocks.waiting(of[one.component_id], one, names.get(one.asked_by, "")) for one in waiting]
    mentored = [component for component in stores.components.of_mentor(visitor.user_id) if component.gone_at is None]
    return listed.at_home(mentored, lines)


FEATURE = Feature(
    actions={
        **{action_id: partial(ask, kind=kind) for kind, action_id in blocks.ASKS.items()},
        blocks.TAKE: take,
        blocks.END: end,
        blocks.REPEAT: repeat,
    },
    views={blocks.ASK: asked},
    rounds={"mentoring": tell_unanswered},
)


def _wanted(submission: Submission, now: datetime) -> NewRequest:
    whom = submission.values.get("whom", blocks.ALL)
    return NewRequest(
        component_id=int(unpack(submission.private_metadata)["component_id"]),
        kind=Kind(submission.values["kind"]),
        asked_by=submission.user_id,
        asked_at=now,
        words=mrkdwn.keepable(submission.values.get("words", ""))[: mentoring.WORDS_LIMIT],
        wish=mrkdwn.keepable(submission.values.get("wish", ""))[: mentoring.WISH_LIMIT],
        asked="" if whom == blocks.ALL else whom,
    )


def _ask(stores: Stores, wanted: NewRequest, asker: Person, hosts: Sequence[Person], deps: Deps) -> Message:
    request, component, community = mentoring.ask(stores, wanted, is_anybody_there=bool(hosts))
    stores.people.save(asker, now=deps.now)
    stores.outbox.put(introductions.asking(request, component, community, asker, hosts), now=deps.now)
    log.info("Mentors were asked.", request_id=request.id, mentors=len(hosts))
    return blocks.asked(component, [host.name for host in hosts], community)


def _note(stores: Stores, *, request_id: int, deps: Deps) -> None:
    found = introductions.matter(stores, request_id)
    if found is None or found.request.ended_at is not None or found.request.noted_at is not None:
        return
    person = stores.people.get(found.request.asked_by)
    if person is None or not is_good_hour(deps.now, person.zone):
        return
    stores.mentoring.update(replace(found.request, noted_at=deps.now))
    place = components.meeting_place(stores, found.component)
    message = blocks.unanswered(found.component, found.request, place)
    stores.outbox.put(deliveries.post(person.user_id, message), now=deps.now)
