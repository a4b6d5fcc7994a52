"""Introductions: who asks and who helps meet in a conversation; openly asked where nobody mentors the component."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from community.communities import Community
from community.components import Component
from community.delivery import Delivery, Refused, Sent
from community.mentoring import Request
from community.people import Person
from community.stores import Stores
from handlers import deliveries, people
from handlers.blocks import introductions as blocks
from handlers.blocks import mentoring as asked_for
from handlers.deps import Deps
from handlers.table import Feature

log = structlog.get_logger()

CONVERSATION, INTRODUCTION, MEETING = "mentoring.conversation", "mentoring.introduction", "mentoring.meeting"


def conversation_opened(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce them in the conversation that is there now; what was settled meanwhile needs no introduction."""
    found = matter(stores, int(sent.delivery.subject))
    if found is None or found.request.ended_at is not None:
        return
    channel_id = str(sent.answer["channel"]["id"])
    stores.mentoring.update(replace(found.request, channel_id=channel_id))
    message = blocks.introduction(found.component, found.request, found.asker)
    post = deliveries.post(channel_id, message, purpose=INTRODUCTION, subject=found.request.id)
    stores.outbox.put(post, now=now)


def introduced(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember the message that asks, so that it can say that somebody helps: at once, if somebody does already."""
    found = matter(stores, int(sent.delivery.subject))
    if found is None:
        return
    channel_id = str(sent.delivery.arguments["channel"])
    placed = replace(found.request, channel_id=channel_id, ts=str(sent.answer["ts"]))
    stores.mentoring.update(placed)
    if placed.ended_at is not None:
        settle(stores, placed, found.component, now=now)


def met(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce who asked openly to who takes it up."""
    found = matter(stores, int(sent.delivery.subject))
    if found is None:
        return
    taker = people.name_of(stores, found.request.taken_by)
    message = blocks.meeting(found.component, found.request, asker=found.asker, taker=taker)
    stores.outbox.put(deliveries.post(str(sent.answer["channel"]["id"]), message), now=now)


async def not_asked(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked that it reached nobody, and let them ask again."""
    request_id = int(refused.delivery.subject)
    log.warning("Slack did not take what was asked of mentors.", request_id=request_id, error=refused.error)

    def tell(stores: Stores) -> None:
        found = matter(stores, request_id)
        if found is not None:
            stores.mentoring.remove(request_id)
            post = deliveries.post(found.request.asked_by, asked_for.not_asked(found.component))
            stores.outbox.put(post, now=deps.now)

    return tell


async def not_met(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked who would help, when Slack opens no conversation of the two."""

    def tell(stores: Stores) -> None:
        found = matter(stores, int(refused.delivery.subject))
        if found is not None:
            message = blocks.not_introduced(found.component, people.name_of(stores, found.request.taken_by))
            stores.outbox.put(deliveries.post(found.request.asked_by, message), now=deps.now)

    return tell


@dataclass(frozen=True, slots=True)
class Matter:
    """A request with what it is about, and the name of who asked."""

    request: Request
    component: Component
    asker: str


def matter(stores: Stores, request_id: int) -> Matter | None:
    """Give a request with what it is about; None when it is gone: who asked was forgotten meanwhile."""
    request = stores.mentoring.get(request_id)
    component = None if request is None else stores.components.get(request.component_id)
    if request is None or component is None:
        return None
    return Matter(request, component, people.name_of(stores, request.asked_by))


def asking(
    request: Request, component: Component, community: Community | None, asker: Person, hosts: Sequence[Person]
) -> Delivery:
    """Give what reaches those who may help: their conversation, or the open question in the community's channel."""
    if community is not None and community.channel_id is not None:
        message = blocks.question(component, request, asker.name)
        return deliveries.post(community.channel_id, message, purpose=INTRODUCTION, subject=request.id)
    user_ids = [asker.user_id, *(host.user_id for host in hosts)]
    return deliveries.open_conversation(
        user_ids, lane=f"mentoring:{request.id}", purpose=CONVERSATION, subject=str(request.id)
    )


def tell_taken(stores: Stores, request: Request, component: Component, taker: Person, *, now: datetime) -> None:
    """Tell who asked that somebody helps, where they talk; the two get a conversation where they have none."""
    settle(stores, request, component, now=now)
    if request.is_question or request.channel_id is None:
        meeting = deliveries.open_conversation(
            [request.asked_by, taker.user_id],
            lane=f"mentoring:{request.id}",
            purpose=MEETING,
            subject=str(request.id),
        )
        stores.outbox.put(meeting, now=now)
        return
    message = blocks.taken(component, request, taker.name)
    stores.outbox.put(deliveries.post(request.channel_id, message), now=now)


def settle(stores: Stores, request: Request, component: Component, *, now: datetime) -> None:
    """Let the message that asked say that it is settled, without its buttons."""
    if request.channel_id is None or request.ts is None:
        return
    asker, taker = people.name_of(stores, request.asked_by), people.name_of(stores, request.taken_by)
    message = blocks.settled(component, request, asker, taker)
    stores.outbox.put(deliveries.update(request.channel_id, request.ts, message), now=now)


FEATURE = Feature(
    sent={CONVERSATION: conversation_opened, INTRODUCTION: introduced, MEETING: met},
    refused={CONVERSATION: not_asked, INTRODUCTION: not_asked, MEETING: not_met},
)
