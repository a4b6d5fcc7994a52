"""Keep practising: a private question to coordinators and mentors, whose answer is theirs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

import structlog

from community import practising
from community.asked import QUARTER, Asking
from community.hours import is_good_hour
from community.practising import Practice, Week, Works
from community.stores import Stores
from handlers import deliveries, people, seats_at_home
from handlers.answers import Answer, Replace, Say
from handlers.blocks import practising as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature, OnAction

log = structlog.get_logger()

# Slack is asked about each of them; who isn't reached in this hour is in the next.
_BATCH = 20


async def ask_practising(deps: Deps) -> None:
    """Ask everybody who holds a seat once a quarter, in the good hours of each."""
    due = await deps.read(lambda stores: _at_work(stores, deps.now))
    for user_id in list(due)[:_BATCH]:
        person = await people.here(deps, user_id)
        # Who is away is left alone as long as who was asked.
        name = person.name if person is not None else None
        is_asked = await deps.write(partial(_ask, user_id=user_id, name=name, topics=due[user_id], now=deps.now))
        log.info("Somebody who holds a seat was due to be asked.", is_asked=is_asked)


async def see(command: Command, deps: Deps) -> Answer:
    """`/community practising`: show a person what they said, and let them change, share and delete it."""
    return Say(await deps.read(lambda stores: _page(stores, command.user_id)))


async def see_on_click(action: Action, deps: Deps) -> Answer:
    """Show the same in the place of what was there."""
    return Replace(await deps.read(lambda stores: _page(stores, action.user_id)))


async def again(action: Action, deps: Deps) -> Answer:
    """Ask them now, since they want to answer."""

    def look(stores: Stores) -> Message:
        own = seats_at_home.own(stores, action.user_id)
        topics = [*(community.topic for community in own.held), *(component.label for component in own.mentored)]
        return blocks.question(people.name_of(stores, action.user_id), topics)

    return Replace(await deps.read(look))


async def say_works(action: Action, deps: Deps, *, works: Works) -> Answer:
    """Keep whether who clicks works in a team, and ask the second question."""

    def work(stores: Stores) -> Practice:
        return practising.say(stores, action.user_id, works=works, now=deps.now)

    return Replace(blocks.week(await deps.write(work)))


async def say_week(action: Action, deps: Deps, *, week: Week) -> Answer:
    """Keep how much of the week it takes who clicks."""

    def work(stores: Stores) -> Message:
        practising.say(stores, action.user_id, week=week, now=deps.now)
        return _page(stores, action.user_id)

    return Replace(await deps.write(work))


async def share(action: Action, deps: Deps, *, works: bool | None = None, week: bool | None = None) -> Answer:
    """Let others read a part of the answer of who clicks, or no more."""

    def work(stores: Stores) -> Message:
        practising.share(stores, action.user_id, works=works, week=week, now=deps.now)
        return _page(stores, action.user_id)

    return Replace(await deps.write(work))


async def delete(action: Action, deps: Deps) -> Answer:
    """Forget the answer of who clicks."""
    was_there = await deps.write(lambda stores: stores.practising.remove(action.user_id))
    return Replace(blocks.deleted(was_there=was_there))


async def silence(action: Action, deps: Deps, *, is_silent: bool) -> Answer:
    """Never ask who clicks again, or do."""

    def work(stores: Stores) -> Message:
        stores.asked.silence(action.user_id, Asking.PRACTISING, is_silent=is_silent)
        return blocks.silenced() if is_silent else _page(stores, action.user_id)

    return Replace(await deps.write(work))


def _page(stores: Stores, user_id: str) -> Message:
    return blocks.page(seats_at_home.own(stores, user_id))


def _at_work(stores: Stores, now: datetime) -> Mapping[str, Sequence[str]]:
    """Give who is due to be asked and likely at work now, with what they care for."""
    found = {user_id: (stores.people.get(user_id), held) for user_id, held in practising.due(stores, now=now).items()}
    return {
        user_id: held.topics
        for user_id, (person, held) in found.items()
        if person is not None and is_good_hour(now, person.zone)
    }


def _ask(stores: Stores, *, user_id: str, name: str | None, topics: Sequence[str], now: datetime) -> bool:
    is_due = stores.asked.ask(user_id, Asking.PRACTISING, now=now, within=QUARTER)
    if not is_due or name is None:
        return False
    stores.outbox.put(deliveries.post(user_id, blocks.question(name, topics)), now=now)
    return True


_ANSWERS: Mapping[str, OnAction] = {
    **{action_id: partial(say_works, works=works) for works, action_id in blocks.WORKS_IDS.items()},
    **{action_id: partial(say_week, week=week) for week, action_id in blocks.WEEK_IDS.items()},
    blocks.SHARE_WORKS: partial(share, works=True),
    blocks.KEEP_WORKS: partial(share, works=False),
    blocks.SHARE_WEEK: partial(share, week=True),
    blocks.KEEP_WEEK: partial(share, week=False),
    blocks.SILENCE: partial(silence, is_silent=True),
    blocks.UNSILENCE: partial(silence, is_silent=False),
}

FEATURE = Feature(
    commands={"/community": {"practising": see}},
    actions={**_ANSWERS, blocks.SEE: see_on_click, blocks.AGAIN: again, blocks.DELETE: delete},
    rounds={"practising": ask_practising},
)
