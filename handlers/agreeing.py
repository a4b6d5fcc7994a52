"""Putting a question to communities, showing how it stands, and noticing where Slack took it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from community import agreements
from community.agreements import Agreement, Outcome, Posted
from community.communities import Community
from community.delivery import Refused, Sent
from community.stores import Stores
from handlers import deliveries, people
from handlers.blocks import agreements as blocks
from handlers.blocks.agreements import Question
from handlers.deps import Deps

QUESTION = "agreement.question"


def put(stores: Stores, agreement: Agreement, *, now: datetime) -> None:
    """Ask it in the channel of each community concerned."""
    shown = question(stores, agreement)
    if shown is None:
        return
    for community in _concerned(shown):
        if community.channel_id is None:
            continue
        stores.agreements.post(Posted(agreement.id, community.id, community.channel_id))
        subject = f"{agreement.id} {community.id}"
        message = deliveries.post(community.channel_id, blocks.question(shown), purpose=QUESTION, subject=subject)
        stores.outbox.put(message, now=now)


def refresh(stores: Stores, agreement: Agreement, *, now: datetime) -> None:
    """Let the messages say how it stands; `sent` looks after one that is on its way."""
    shown = question(stores, agreement)
    for posted in stores.agreements.posts(agreement.id) if shown else ():
        if posted.ts is not None and shown is not None:
            update = deliveries.update(posted.channel_id, posted.ts, blocks.question(shown))
            stores.outbox.put(update, now=now)


def question(stores: Stores, agreement: Agreement) -> Question | None:
    """Give the question as it stands; None when a community of it is no longer there."""
    community = stores.communities.get(agreement.community_id)
    other = None if agreement.other_id is None else stores.communities.get(agreement.other_id)
    if community is None or (agreement.other_id is not None and other is None):
        return None
    asker = people.name_of(stores, agreement.asked_by, unknown="Somebody")
    agreeing = agreements.standing_of(stores, agreement).agreeing
    return Question(agreement, community, other, asker, agreeing)


def settled_otherwise(stores: Stores, community: Community, *, now: datetime) -> None:
    """End what the community is asked, since it has gone another way, and let the message say so."""
    asked = agreements.drop_of(stores, community.id, now=now)
    if asked is not None:
        refresh(stores, replace(asked, outcome=Outcome.DROPPED), now=now)


def posted(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the question stands; what changed while it was on its way is shown now."""
    agreement_id, _, community_id = sent.delivery.subject.partition(" ")
    agreement = stores.agreements.get(int(agreement_id))
    if agreement is None:
        return
    channel_id, ts = str(sent.delivery.arguments["channel"]), str(sent.answer["ts"])
    stores.agreements.post(Posted(agreement.id, int(community_id), channel_id, ts))
    shown = question(stores, agreement)
    if shown is not None and list(blocks.question(shown).blocks) != list(sent.delivery.arguments.get("blocks", ())):
        stores.outbox.put(deliveries.update(channel_id, ts, blocks.question(shown)), now=now)


async def not_posted(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:  # noqa: ARG001
    """Ask it nowhere when one community can't be asked, and tell who wanted to."""
    agreement_id, _, community_id = refused.delivery.subject.partition(" ")

    def drop(stores: Stores) -> None:
        agreement = stores.agreements.get(int(agreement_id))
        community = stores.communities.get(int(community_id))
        if agreement is None or community is None:
            return
        if stores.agreements.end(agreement.id, Outcome.DROPPED, now=deps.now):
            refresh(stores, replace(agreement, outcome=Outcome.DROPPED), now=deps.now)
            if agreement.asked_by:
                told = deliveries.post(agreement.asked_by, blocks.not_asked(community))
                stores.outbox.put(told, now=deps.now)

    return drop


def _concerned(shown: Question) -> tuple[Community, ...]:
    return (shown.community,) if shown.other is None else (shown.community, shown.other)
