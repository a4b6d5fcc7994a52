"""`/meetup workshop`: plan a design workshop on a component."""

from community import components
from community.components import Component, UnknownComponent
from handlers import mrkdwn, planning
from handlers.answers import Answer, Say
from handlers.blocks import components as listed
from handlers.blocks import mentoring
from handlers.blocks import workshops as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature


async def plan(command: Command, deps: Deps) -> Answer:
    """Open the window for the component that was named, else for one to choose there."""
    wanted = mrkdwn.plain(command.rest)
    if not wanted:
        every = await deps.read(lambda stores: stores.components.all())
        if not every:
            return Say(blocks.no_component())
        return await planning.open_workshop(deps, command.user_id, command.channel_id)
    try:
        component = await deps.read(lambda stores: components.find(stores, wanted))
    except UnknownComponent as unknown:
        return Say(listed.unknown(unknown.wanted, unknown.nearest))
    if component.gone_at is not None:
        return Say(listed.gone(component))
    return await _open(deps, command.user_id, component)


async def plan_on_click(action: Action, deps: Deps) -> Answer:
    """Open the window for the component of the button."""
    component = await deps.read(lambda stores: components.known(stores, int(action.value)))
    return await _open(deps, action.user_id, component)


async def _open(deps: Deps, user_id: str, component: Component) -> Answer:
    place = await deps.read(lambda stores: components.meeting_place(stores, component))
    return await planning.open_workshop(deps, user_id, None, component, place.id if place else None)


FEATURE = Feature(commands={"/meetup": {"workshop": plan}}, actions={mentoring.PLAN: plan_on_click})
