"""Asks as everybody sees them: on their cards, which follow what is given, and in what a person is told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from community import money, support
from community.communities import Community
from community.delivery import Refused, Sent
from community.money import Money, NoAmount
from community.stores import Stores
from community.support import WORDS_LIMIT, Ask, GoneAsk, MembersAsk, NotOpenAnyMore
from handlers import deliveries, mrkdwn
from handlers.answers import Errors
from handlers.blocks import support as blocks
from handlers.blocks.support import Asked
from handlers.deps import Deps
from handlers.payloads import Submission
from handlers.refused import saying

log = structlog.get_logger()

OWN_CARD, CARD = "support.own_card", "support.card"

told_why = saying(blocks.refusal, MembersAsk, GoneAsk, NotOpenAnyMore)


def one(stores: Stores, ask_id: int) -> Asked:
    """Give one ask as everybody sees it; raises GoneAsk."""
    found, _ = support.known(stores, ask_id)
    return all_of(stores, [found])[0]


def all_of(stores: Stores, asks: Sequence[Ask]) -> Sequence[Asked]:
    """Give asks as everybody sees them, in the same few queries however many they are."""
    if not asks:
        return ()
    where: dict[int, Community] = dict(stores.communities.some([one.community_id for one in asks]))
    given = stores.support.help_for_some([one.id for one in asks])
    people = {one.asked_by for one in asks} | {one.user_id for some in given.values() for one in some}
    names = stores.people.named(sorted(people))
    return [
        Asked(one, where[one.community_id], given.get(one.id, ()), names) for one in asks if one.community_id in where
    ]


def post(stores: Stores, shown: Asked, channel_id: str | None, purpose: str, deps: Deps) -> None:
    """Put an ask's card into the outbox for a channel, if there is one."""
    if channel_id is not None:
        posted = deliveries.post(channel_id, blocks.card(shown), purpose=purpose, subject=shown.ask.id)
        stores.outbox.put(posted, now=deps.now)


def refreshed(stores: Stores, found: Ask, *, now: datetime) -> Asked:
    """Let the cards show the ask as it is now, and give it; one that is on its way is looked after by `placed`."""
    shown = one(stores, found.id)
    for channel_id, ts in ((found.own_channel_id, found.own_ts), (found.channel_id, found.ts)):
        if channel_id is not None and ts is not None:
            stores.outbox.put(deliveries.update(channel_id, ts, blocks.card(shown)), now=now)
    return shown


def placed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where a card is, and bring it up to date if something was given while it was on its way."""
    found = stores.support.get(int(sent.delivery.subject))
    if found is None:
        return
    channel_id, ts = str(sent.delivery.arguments["channel"]), str(sent.answer["ts"])
    is_own = sent.delivery.purpose == OWN_CARD
    stores.support.update(replace(found, own_channel_id=channel_id, own_ts=ts) if is_own else replace(found, ts=ts))
    message = blocks.card(one(stores, found.id))
    if list(message.blocks) != sent.delivery.arguments.get("blocks"):
        stores.outbox.put(deliveries.update(channel_id, ts, message), now=now)


async def not_placed(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked that Slack took no card, and where everybody finds the ask."""
    log.warning("Slack took no card for an ask.", ask_id=refused.delivery.subject, error=refused.error)

    def tell_asker(stores: Stores) -> None:
        found = stores.support.get(int(refused.delivery.subject))
        if found is not None and found.asked_by and stores.communities.get(found.community_id) is not None:
            message = blocks.not_posted(one(stores, found.id), is_own=refused.delivery.purpose == OWN_CARD)
            stores.outbox.put(deliveries.post(found.asked_by, message), now=deps.now)

    return tell_asker


def amount(submission: Submission) -> Money | Errors | None:
    """Give the amount that was typed, None where none was; what can't be read in one way stays in the window."""
    typed = submission.values.get("amount", "")
    if not typed:
        return None
    try:
        return money.read(typed, submission.values.get("currency", ""))
    except NoAmount as error:
        return Errors({"amount": str(error)})


def words(submission: Submission, block_id: str) -> str:
    """Give what was typed, as it can be kept."""
    return mrkdwn.keepable(submission.values.get(block_id, "")).strip()[:WORDS_LIMIT]
