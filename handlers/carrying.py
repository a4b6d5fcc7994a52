"""Carrying: who cares for a community already is asked once a quarter, in private, whether they would coordinate it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import structlog

from community import carrying, communities
from community.asked import QUARTER, Asking
from community.carrying import Carried
from community.hours import is_good_hour
from community.stores import Stores
from handlers import deliveries, people
from handlers.answers import Answer, Replace
from handlers.blocks import carrying as blocks
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.seats import take
from handlers.table import Feature

log = structlog.get_logger()

# Slack is asked about each of them; who isn't reached in this hour is in the next.
_BATCH = 20


async def ask_carriers(deps: Deps) -> None:
    """Ask those who carry a community that could do with somebody more, in the good hours of each."""
    # Chosen before their hours are looked at: else those in the east would always be asked first.
    due = await deps.read(lambda stores: _at_work(stores, carrying.chosen(stores, now=deps.now), deps.now))
    for one in due[:_BATCH]:
        is_here = await people.here(deps, one.user_id) is not None
        is_asked = await deps.write(partial(_ask, carried=one, now=deps.now, is_here=is_here))
        log.info("Somebody who carries a community was due.", community_id=one.community_id, is_asked=is_asked)


@refusing("step-up")
async def say_yes(action: Action, deps: Deps) -> Answer:
    """Let them coordinate, in the place of the question."""

    def work(stores: Stores) -> Message:
        return take(stores, communities.known(stores, int(action.value)), action.user_id, deps)

    return Replace(await deps.write(work))


async def say_not_now(_action: Action, _deps: Deps) -> Answer:
    """Thank them; that they were asked is kept, and that they said no is not."""
    return Replace(blocks.not_now())


async def silence(action: Action, deps: Deps) -> Answer:
    """Never ask them again, until they say so."""
    return await _settle(action, deps, is_silent=True)


async def unsilence(action: Action, deps: Deps) -> Answer:
    """Let the question come again."""
    return await _settle(action, deps, is_silent=False)


async def _settle(action: Action, deps: Deps, *, is_silent: bool) -> Answer:
    await deps.write(lambda stores: stores.asked.silence(action.user_id, Asking.CARRYING, is_silent=is_silent))
    return Replace(blocks.silenced() if is_silent else blocks.unsilenced())


def _at_work(stores: Stores, chosen: Sequence[Carried], now: datetime) -> Sequence[Carried]:
    """Give those who are likely at work now."""
    met = {one.user_id: stores.people.get(one.user_id) for one in chosen}
    return [one for one in chosen if (person := met[one.user_id]) is not None and is_good_hour(now, person.zone)]


def _ask(stores: Stores, *, carried: Carried, now: datetime, is_here: bool) -> bool:
    """Ask them, once; somebody who is away takes no place of those who may be asked, and is left alone as long."""
    community = stores.communities.get(carried.community_id)
    about = carried.community_id if is_here else None
    is_due = stores.asked.ask(carried.user_id, Asking.CARRYING, community_id=about, now=now, within=QUARTER)
    if not (is_due and is_here and community):
        return False
    is_free = not stores.seats.coordinators(community.id)
    message = blocks.question(carried, community, is_free=is_free)
    stores.outbox.put(deliveries.post(carried.user_id, message), now=now)
    return True


FEATURE = Feature(
    actions={
        blocks.YES: say_yes,
        blocks.NOT_NOW: say_not_now,
        blocks.SILENCE: silence,
        blocks.UNSILENCE: unsilence,
    },
    rounds={"carrying": ask_carriers},
)
