"""The surfaces a person can click on: the open modal, ephemerals, the Home, messages."""

from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.models import Channel, Ephemeral, Message, SlackError, User, View
from sandbox.refusals import RefusedError, unknown
from sandbox.workspace import Workspace

Surface = View | Ephemeral | tuple[Channel, Message]


def blocks_of(surface: Surface) -> Sequence[dict[str, Any]]:
    """Give the blocks of a message or a view."""
    if isinstance(surface, View):
        return surface.payload.get("blocks") or []
    message = surface if isinstance(surface, Ephemeral) else surface[1]
    return message.blocks or []


def surfaces(
    workspace: Workspace, user: User, *, channel: Channel | None, ts: str | None, view_id: str | None
) -> Iterator[Surface]:
    """Give where an element may stand, in the order a person would look; one place if `view_id` or `ts` names it."""
    if view_id is not None:
        yield _view(workspace, user, view_id)
        return
    if ts is not None:
        yield _message(workspace, user, channel, ts)
        return
    if channel is None and (stack := workspace.views.get(user.id)):
        yield stack[-1]
    for ephemeral in reversed(workspace.ephemerals.get(user.id, [])):
        if channel is None or ephemeral.channel_id == channel.id:
            yield ephemeral
    if channel is None and (home := workspace.homes.get(user.id)):
        yield home
    rooms = [channel] if channel else list(workspace.channels.values())
    seen = [
        (room, message)
        for room in rooms
        if workspace.can_see(user.id, room) and (channel or user.id in room.members)
        for message in room.messages.values()
        if message.blocks
    ]
    yield from sorted(seen, key=lambda found: found[1].ts, reverse=True)


def _view(workspace: Workspace, user: User, view_id: str) -> View:
    view = workspace.find_view(view_id)
    if view is None or view.user_id != user.id:
        mine = [*workspace.views.get(user.id, []), *filter(None, [workspace.homes.get(user.id)])]
        raise unknown("open view of this person with the id", view_id, [found.id for found in mine])
    if view.type == "modal" and workspace.views[user.id][-1] is not view:
        raise RefusedError(f"The modal {view_id} is behind another one.")
    return view


def _message(workspace: Workspace, user: User, channel: Channel | None, ts: str) -> Surface:
    try:
        return workspace.ephemeral(user.id, ts)
    except SlackError:
        pass
    rooms = [channel] if channel else list(workspace.channels.values())
    for room in rooms:
        if ts in room.messages and workspace.can_see(user.id, room):
            return room, room.messages[ts]
    raise RefusedError(f"This person sees no message with the ts {ts!r}.", status=404)
