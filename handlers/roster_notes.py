"""What people are told of the roster, each privately and once, before others see anything of it; and their answers."""

from dataclasses import replace
from functools import partial

import structlog

from community import roster, teams
from community.hours import is_good_hour
from community.roster import TIME_TO_HIDE, Listed
from community.stores import Stores
from handlers import deliveries
from handlers.answers import Answer, Say
from handlers.blocks import roster as blocks
from handlers.blocks import teams as team_blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import OnAction

log = structlog.get_logger()

# People told in one hour: of a large list not everybody is written to at once.
AT_ONCE = 50
_LOOKED_AT = 1_000


async def tell_and_show(deps: Deps) -> None:
    """Tell those who are at work what a list says of them, and show what they had time to hide."""
    for listed in await deps.read(lambda stores: _to_tell(stores, deps)):
        await deps.write(partial(_tell, user_id=listed.user_id, deps=deps))
    shown = await deps.write(lambda stores: _show_due(stores, deps))
    if shown:
        log.info("What a roster says can be seen now.", people=shown)


async def hide(action: Action, deps: Deps) -> Answer:
    """Hide all of it."""
    await deps.write(lambda stores: roster.hide(stores, action.user_id))
    return Say(blocks.hidden())


async def show(action: Action, deps: Deps) -> Answer:
    """Show it without waiting."""

    def work(stores: Stores) -> Message:
        listed = stores.roster.of(action.user_id)
        if listed is None:
            return blocks.gone()
        facts = tuple(replace(fact, is_hidden=False) for fact in listed.facts)
        return blocks.shown(roster.show(stores, replace(listed, facts=facts, told_at=deps.now), now=deps.now))

    return Say(await deps.write(work))


async def be_in_team(action: Action, deps: Deps) -> Answer:
    """Take the person's own word that the team the list names is theirs."""
    label = teams.label_of(action.value)

    def work(stores: Stores) -> Message:
        team = teams.start(stores, label, by=action.user_id, now=deps.now)
        return team_blocks.joined(team, teams.join(stores, team, action.user_id, now=deps.now))

    return Say(await deps.write(work))


def _to_tell(stores: Stores, deps: Deps) -> list[Listed]:
    found: list[Listed] = []
    untold = stores.roster.untold(limit=_LOOKED_AT)
    gone = stores.departures.gone([listed.user_id for listed in untold])
    for listed in untold:
        person = stores.people.get(listed.user_id) if listed.user_id not in gone else None
        if person is not None and is_good_hour(deps.now, person.zone) and len(found) < AT_ONCE:
            found.append(listed)
    return found


def _tell(stores: Stores, *, user_id: str, deps: Deps) -> None:
    """Tell one person; who wants to be found by nobody isn't written to, and all of it is hidden."""
    listed = stores.roster.of(user_id)
    if listed is None or listed.told_at is not None:
        return
    if stores.profiles.of(user_id).is_hidden:
        roster.hide(stores, user_id)
        listed = stores.roster.of(user_id) or listed
    elif listed.facts:
        stores.outbox.put(deliveries.post(user_id, blocks.told(listed)), now=deps.now)
    roster.tell(stores, listed, now=deps.now)


def _show_due(stores: Stores, deps: Deps) -> int:
    due = stores.roster.unshown(told_before=deps.now - TIME_TO_HIDE, limit=_LOOKED_AT)
    for listed in due:
        roster.show(stores, listed, now=deps.now)
    return len(due)


ACTIONS: dict[str, OnAction] = {blocks.HIDE: hide, blocks.SHOW: show, blocks.TEAM: be_in_team}
