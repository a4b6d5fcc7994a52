"""Go see: a conversation is opened between who wants to see what was learnt and those who can show it."""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from community import lessons, merged_lessons, visits
from community.delivery import Delivery, Refused, Sent
from community.people import Person
from community.readers import Reader
from community.spread import Visit, is_for_all, learning_team, may_travel
from community.stores import Stores
from community.visits import MOST_HOSTS, AskedBefore, NobodyThere, OwnTeam
from handlers import deliveries, people, readers, reading
from handlers.answers import Answer, Say
from handlers.blocks import visits as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import Feature

log = structlog.get_logger()

OPEN = "visit.open"


async def go_see(action: Action, deps: Deps) -> Answer:
    """Ask the team that learnt it for a visit, once a person and lesson."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)
    try:
        author_id, team_mates = await deps.read(lambda stores: _candidates(stores, number, reader))
    except OwnTeam as error:
        return Say(blocks.own_team(error))
    guest = await reading.person(deps, action.user_id)
    hosts = await people.some_here(deps, [author_id] if author_id else [], limit=1)
    hosts = hosts or await people.some_here(deps, team_mates, limit=MOST_HOSTS)
    try:
        return Say(await deps.write(lambda stores: _ask(stores, number, reader, guest, hosts, deps)))
    except NobodyThere as error:
        return Say(blocks.nobody_there(error))


def opened(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce the two in their conversation; what may not be told any more is not introduced."""
    number, asked_by = _about(sent.delivery)
    channel_id = str(sent.answer["channel"]["id"])
    stores.spread.place_visit(number, asked_by, channel_id)
    lesson = stores.lessons.get(number)
    if lesson is None or not is_for_all(lesson):
        return
    team = learning_team(stores, lesson)
    name = people.name_of(stores, asked_by, unknown="Somebody")
    message = blocks.introduction(lesson, asked_by=name, team=team.label if team is not None else "")
    stores.outbox.put(deliveries.post(channel_id, message), now=now)


async def not_opened(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked, and let them ask again."""
    number, asked_by = _about(refused.delivery)
    log.warning("Slack opened no conversation for a visit.", number=number, error=refused.error)

    def tell(stores: Stores) -> None:
        stores.spread.unvisit(number, asked_by)
        lesson = stores.lessons.get(number)
        if lesson is not None and is_for_all(lesson):
            stores.outbox.put(deliveries.post(asked_by, blocks.not_opened(lesson)), now=deps.now)

    return tell


FEATURE = Feature(
    actions={"spread.go_see": go_see},
    sent={OPEN: opened},
    refused={OPEN: not_opened},
)


def _candidates(stores: Stores, number: int, reader: Reader) -> tuple[str | None, Sequence[str]]:
    lesson = may_travel(lessons.shown(merged_lessons.get(stores, number), number, to=reader))
    if any(visit.asked_by == reader.user_id for visit in stores.spread.visits(lesson.number)):
        raise AskedBefore(lesson.number)
    return visits.candidates(stores, lesson, asked_by=reader.user_id)


def _ask(stores: Stores, number: int, reader: Reader, guest: Person, hosts: Sequence[Person], deps: Deps) -> Message:
    lesson = may_travel(lessons.shown(merged_lessons.get(stores, number), number, to=reader))
    if not hosts:
        raise NobodyThere(lesson)
    stores.people.save(guest, now=deps.now)
    for host in hosts:
        stores.people.note(host, now=deps.now)
    host_ids = tuple(host.user_id for host in hosts)
    if not stores.spread.visit(Visit(lesson.number, guest.user_id, host_ids, deps.now)):
        raise AskedBefore(lesson.number)
    stores.outbox.put(_opening(lesson.number, guest.user_id, host_ids), now=deps.now)
    log.info("A visit was asked for.", number=lesson.number, hosts=len(hosts))
    return blocks.asked(lesson, [host.name for host in hosts])


def _opening(number: int, guest_id: str, host_ids: Sequence[str]) -> Delivery:
    return deliveries.open_conversation(
        [guest_id, *host_ids], lane=f"visit:{number}:{guest_id}", purpose=OPEN, subject=f"{number} {guest_id}"
    )


def _about(opening: Delivery) -> tuple[int, str]:
    """Give the lesson's number and who asked to see it."""
    number, _, asked_by = opening.subject.partition(" ")
    return int(number), asked_by
