"""Questions a community asks itself: what its members say, and what follows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import structlog

from community import agreements
from community.agreements import Agreement, Kind, Outcome, Standing
from community.stores import Stores
from handlers import agreeing, closing, merging
from handlers.answers import Answer, Say
from handlers.at_home import Visitor
from handlers.blocks import agreements as blocks
from handlers.blocks.parts import Block, Message
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 50
# What follows from a question that was agreed, in the same transaction, and whether it still can.
FOLLOWS: Mapping[Kind, Callable[[Stores, Agreement, Standing, Deps], None]] = {
    Kind.CLOSE: closing.follow,
    Kind.MERGE: merging.follow,
}
CAN_FOLLOW: Mapping[Kind, Callable[[Stores, Agreement], bool]] = {
    Kind.CLOSE: closing.can_follow,
    Kind.MERGE: merging.can_follow,
}


async def answer(action: Action, deps: Deps) -> Answer:
    """Keep a member's answer; once all members agree, what was asked follows at once."""
    say = blocks.SAYS[action.action_id]

    def work(stores: Stores) -> Message:
        before = stores.agreements.get(int(action.value))
        was = None if before is None else agreeing.question(stores, before)
        asked = agreements.answer(stores, int(action.value), action.user_id, say, now=deps.now)
        standing = agreements.standing_of(stores, asked)
        if standing.is_unanimous:
            _end(stores, asked, deps)
            ended = stores.agreements.get(asked.id)
            shown = None if ended is None else agreeing.question(stores, ended)
            return blocks.noted(say) if shown is None else blocks.decided(shown)
        if was is None or _looks_different(was, standing):
            agreeing.refresh(stores, asked, now=deps.now)
        return blocks.noted(say)

    return Say(await deps.write(work))


async def end_due(deps: Deps) -> None:
    """End every question whose time has come, each in its own transaction."""
    left: set[int] = set()  # what failed in its turn
    while due := await deps.read(lambda stores: stores.agreements.due(deps.now, limit=BATCH + len(left))):
        batch = [asked for asked in due if asked.id not in left]
        if not batch:
            return
        for asked in batch:
            try:
                await deps.write(partial(_end, asked=asked, deps=deps))
            except Exception:  # one community's trouble must not keep others waiting
                log.exception("A question was not ended.", agreement_id=asked.id)
                left.add(asked.id)


def at_home(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Give what this person's communities ask and they haven't answered, in at most three lines."""
    waiting = [agreeing.question(stores, asked) for asked in stores.agreements.open_for(visitor.user_id)[:3]]
    return blocks.at_home([question for question in waiting if question is not None])


def _end(stores: Stores, asked: Agreement, deps: Deps) -> None:
    """Claim the question, let follow what was agreed, and show how it ended."""
    standing = agreements.standing_of(stores, asked)
    outcome = Outcome.AGREED if standing.is_agreed else Outcome.NOT_AGREED
    if standing.is_agreed and not CAN_FOLLOW[asked.kind](stores, asked):
        outcome = Outcome.DROPPED
    if not stores.agreements.end(asked.id, outcome, now=deps.now):
        return
    ended = replace(asked, outcome=outcome)
    agreeing.refresh(stores, ended, now=deps.now)
    if outcome is Outcome.AGREED:
        FOLLOWS[asked.kind](stores, ended, standing, deps)
    log.info("A question ended.", agreement_id=asked.id, kind=asked.kind.value, outcome=outcome.value)


def _looks_different(was: blocks.Question, standing: Standing) -> bool:
    now = replace(was, agreeing=standing.agreeing)
    return blocks.question(was).blocks != blocks.question(now).blocks


FEATURE = Feature(
    actions=dict.fromkeys(blocks.SAYS, answer),
    ticks={"agreements": end_due},
    sent={agreeing.QUESTION: agreeing.posted},
    refused={agreeing.QUESTION: agreeing.not_posted},
)
