"""*I'm coming*, *Maybe*, *Not this time*, and who waits for a seat."""

from datetime import datetime

from community import coming
from community.coming import Answered
from community.stores import Stores
from handlers.answers import Answer, Replace, Say
from handlers.blocks import meetups as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.meetups import refresh
from handlers.payloads import Action
from handlers.table import Feature


async def come(action: Action, deps: Deps) -> Answer:
    """Count a person in, who alone is told, below the announcement."""
    return Say(await _come(action, deps))


async def come_after_all(action: Action, deps: Deps) -> Answer:
    """Count a person in, from what only they see."""
    return Replace(await _come(action, deps))


async def stay_away(action: Action, deps: Deps) -> Answer:
    """Count a person out again, from what only they see."""
    return Replace(await _stay_away(action, deps))


async def stay_away_from_list(action: Action, deps: Deps) -> Answer:
    """Count a person out again and leave their list of meetups where it is."""
    return Say(await _stay_away(action, deps))


async def _come(action: Action, deps: Deps) -> Message:
    answered = await deps.write(
        lambda stores: _counted(stores, coming.come(stores, int(action.value), action.user_id, now=deps.now), deps.now)
    )
    return blocks.coming(answered.meetup, is_news=answered.is_news)


async def _stay_away(action: Action, deps: Deps) -> Message:
    answered = await deps.write(
        lambda stores: _counted(
            stores, coming.stay_away(stores, int(action.value), action.user_id, now=deps.now), deps.now
        )
    )
    return blocks.not_coming(answered.meetup, is_news=answered.is_news)


def _counted(stores: Stores, answered: Answered, now: datetime) -> Answered:
    if answered.is_news:
        refresh(stores, answered.meetup, now)
    return answered


FEATURE = Feature(
    actions={
        "meetup.come": come,
        "meetup.come.after_all": come_after_all,
        "meetup.stay_away": stay_away,
        "meetup.stay_away.listed": stay_away_from_list,
    },
)
