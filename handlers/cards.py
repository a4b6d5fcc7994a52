"""A lesson's card in the thread it came from: posted once, updated in place from then on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from community import merged_lessons
from community.communities import Community
from community.delivery import Refused, Sent
from community.lessons import Lesson, is_withdrawn, may_change, may_see
from community.readers import Reader
from community.spread import learning_team
from community.stores import Stores
from handlers import deliveries, elsewhere
from handlers.blocks import lessons as blocks
from handlers.blocks.librarians import differ_after_all, tools
from handlers.blocks.parts import Message
from handlers.blocks.spread import travelled
from handlers.deps import Deps

CARD = "lesson.card"

log = structlog.get_logger()


def post(stores: Stores, lesson: Lesson, *, now: datetime) -> None:
    """Put the card of a lesson that was just captured into the outbox; one written by hand has none."""
    if lesson.source is None:
        return
    source = lesson.source
    thread_ts = source.thread_ts or source.ts
    posted = deliveries.post(
        source.channel_id, card(stores, lesson), thread_ts=thread_ts, purpose=CARD, subject=lesson.number
    )
    stores.outbox.put(posted, now=now)


def refresh(stores: Stores, lesson: Lesson, *, now: datetime) -> None:
    """Let the card and what shows it elsewhere say how the lesson is now; `sent` looks after one that is on its way."""
    elsewhere.refresh(stores, lesson, now=now)
    if (kept := merged_lessons.goes_on_in(stores, lesson)) is not None:
        refresh(stores, kept, now=now)  # which names who learnt it too
    if lesson.source is None or lesson.card_ts is None:
        return
    shown = deliveries.update(lesson.source.channel_id, lesson.card_ts, card(stores, lesson))
    stores.outbox.put(shown, now=now)


def card(stores: Stores, lesson: Lesson) -> Message:
    """Give the card as it is now: where the lesson belongs, who learnt it, and which teams took it up."""
    if (kept := merged_lessons.goes_on_in(stores, lesson)) is not None:
        return blocks.goes_on(lesson, kept)
    return blocks.card(
        lesson,
        community_of(stores, lesson),
        team=learning_team(stores, lesson),
        spread=_travelled(stores, lesson),
        also=_also_learnt(stores, lesson),
        is_highlighted=stores.librarians.is_highlighted(lesson.number),
    )


def in_full(stores: Stores, lesson: Lesson, *, to: Reader, asked_for: int | None = None) -> Message:
    """Give the lesson as this reader sees it, who may see it: `lessons.shown` is asked before.

    `asked_for` is the number of a lesson that goes on in this one.
    """
    can_change = may_change(lesson, to.user_id)
    message = blocks.one(
        _linked(stores, lesson, to=to),
        community_of(stores, lesson),
        can_change=can_change,
        team=learning_team(stores, lesson),
        spread=_travelled(stores, lesson),
        has_versions=can_change and bool(stores.versions.of(lesson.number)),
        also=_also_learnt(stores, lesson),
        is_highlighted=stores.librarians.is_highlighted(lesson.number),
        asked_for=asked_for,
    )
    if is_withdrawn(lesson) or to.user_id not in stores.librarians.all():
        return message
    goes_on = asked_for is not None and asked_for != lesson.number
    apart = [differ_after_all(asked_for)] if asked_for is not None and goes_on else []
    return replace(message, blocks=[*message.blocks, tools(lesson), *apart])


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
    if list(card(stores, placed).blocks) != sent.delivery.arguments.get("blocks"):
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


def _also_learnt(stores: Stores, lesson: Lesson) -> str:
    """Say who learnt it too, as mrkdwn: whose own lesson goes on in this one."""
    learnt = []
    for other in merged_lessons.also_learnt(stores, lesson):
        team = learning_team(stores, other)
        learnt.append((other, team.label if team is not None else ""))
    return blocks.also_learnt_by(learnt)


def _linked(stores: Stores, lesson: Lesson, *, to: Reader) -> Lesson:
    """Give the lesson without the number of the one it builds on, unless the reader may know of that one."""
    first = stores.lessons.get(lesson.builds_on) if lesson.builds_on is not None else None
    is_known = first is not None and not is_withdrawn(first) and may_see(first, to)
    return lesson if is_known else replace(lesson, builds_on=None)


def _travelled(stores: Stores, lesson: Lesson) -> str:
    """Say which teams took the lesson up, as mrkdwn; of a closed room's lesson nothing, since it goes nowhere."""
    if lesson.closed_in is not None:
        return ""
    adoptions = stores.spread.adoptions([lesson.number]).get(lesson.number, ())
    return travelled(adoptions, stores.teams.some([adoption.team_id for adoption in adoptions]))
