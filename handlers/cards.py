"""A lesson's card in the thread it came from: posted once, updated in place from then on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from community.communities import Community
from community.delivery import Refused, Sent
from community.lessons import Lesson, is_withdrawn
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import lessons as blocks
from handlers.deps import Deps

CARD = "lesson.card"

log = structlog.get_logger()


def post(stores: Stores, lesson: Lesson, *, now: datetime) -> None:
    """Put the card of a lesson that was just captured into the outbox; one written by hand has none."""
    if lesson.source is None:
        return
    source = lesson.source
    card = blocks.card(lesson, community_of(stores, lesson))
    stores.outbox.put(
        deliveries.post(
            source.channel_id, card, thread_ts=source.thread_ts or source.ts, purpose=CARD, subject=lesson.number
        ),
        now=now,
    )


def refresh(stores: Stores, lesson: Lesson, *, now: datetime) -> None:
    """Let the card show the lesson as it is now; one that is still on its way is looked after by `sent`."""
    if lesson.source is None or lesson.card_ts is None:
        return
    card = blocks.card(lesson, community_of(stores, lesson))
    stores.outbox.put(deliveries.update(lesson.source.channel_id, lesson.card_ts, card), now=now)


def community_of(stores: Stores, lesson: Lesson) -> Community | None:
    """Give the community the lesson belongs to."""
    return None if lesson.community_id is None else stores.communities.get(lesson.community_id)


def sent(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the card is, and bring it up to date if the lesson changed while it was on its way."""
    lesson = stores.lessons.hold(int(sent.delivery.subject))
    if lesson is None:
        return
    placed = replace(lesson, card_ts=str(sent.answer["ts"]))
    stores.lessons.update(placed)
    if list(blocks.card(placed, community_of(stores, placed)).blocks) != sent.delivery.arguments.get("blocks"):
        refresh(stores, placed, now=now)


async def refused(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:  # noqa: ARG001
    """Tell who captured the lesson that it is kept, since its thread can't say so."""
    number = int(refused.delivery.subject)
    log.warning("Slack took no card for a lesson.", number=number, error=refused.error)

    def tell(stores: Stores) -> None:
        lesson = stores.lessons.get(number)
        if lesson is not None and not is_withdrawn(lesson):
            told = deliveries.post(lesson.captured_by, blocks.unanswered(lesson))
            stores.outbox.put(told, now=deps.now)

    return tell
