"""The marketplace's door: an Open Space whose threads are in a closed room is for who is in there, and nobody else.

What a button or a window says it is of is only what somebody sent, so each is asked anew.
"""

from collections.abc import Callable, Sequence

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import open_space, rooms
from community.marketplace import NoSuchSession
from community.open_space import NoSuchOpenSpace
from community.stores import Stores
from handlers import reading
from handlers.answers import Answer
from handlers.deps import Deps
from handlers.payloads import Action, Submission, unpack
from handlers.table import OnAction, OnSubmission

log = structlog.get_logger()


def of_meetup(handler: OnAction) -> OnAction:
    """Open to who may look into the Open Space whose id the button's value begins with."""
    return _kept(handler, lambda _, action: [int(action.value.partition(" ")[0])])


def of_session(handler: OnAction) -> OnAction:
    """Open to who may look into the Open Space of the session the button is of."""
    return _kept(handler, lambda stores, action: [_meetup_of(stores, int(action.value))])


def of_hosts(handler: OnAction) -> OnAction:
    """Open also to who hosts the session the button is of, in the message that told them so."""

    def ids(stores: Stores, action: Action) -> Sequence[int]:
        session = stores.open_spaces.session(int(action.value))
        is_host = session is not None and action.user_id in session.hosts and action.view_type is None
        return [] if is_host else [_meetup_of(stores, int(action.value))]

    return _kept(handler, ids)


def of_window(handler: OnAction) -> OnAction:
    """Open to who may look into the Open Space of the window the button stands in."""
    return _kept(handler, lambda _, __: [])


def of_view(handler: OnSubmission) -> OnSubmission:
    """Open to who may look into the Open Space the window is of."""

    async def guarded(submission: Submission, deps: Deps) -> Answer:
        ids = await deps.read(lambda stores: _packed(stores, submission.private_metadata))
        for meetup_id in ids:
            await may_look(deps, meetup_id, submission.user_id)
        return await handler(submission, deps)

    return guarded


async def may_look(deps: Deps, meetup_id: int, user_id: str, *, channel_id: str | None = None) -> None:
    """Raise NoSuchOpenSpace for one in a closed room, to who isn't in there; Slack is asked unless they are seen so."""
    room = await deps.read(lambda stores: _closed_room(stores, meetup_id))
    if room is not None and room != channel_id and not await _is_in(deps, room, user_id):
        raise NoSuchOpenSpace


def _kept(handler: OnAction, ids: Callable[[Stores, Action], Sequence[int]]) -> OnAction:
    async def guarded(action: Action, deps: Deps) -> Answer:
        named = await deps.read(lambda stores: {*ids(stores, action), *_packed(stores, action.private_metadata)})
        for meetup_id in sorted(named):
            await may_look(deps, meetup_id, action.user_id, channel_id=action.channel_id)
        return await handler(action, deps)

    return guarded


def _packed(stores: Stores, private_metadata: str) -> Sequence[int]:
    kept = unpack(private_metadata)
    found = [int(kept["meetup"])] if "meetup" in kept else []
    return [*found, _meetup_of(stores, int(kept["session"]))] if "session" in kept else found


def _meetup_of(stores: Stores, session_id: int) -> int:
    session = stores.open_spaces.session(session_id)
    if session is None:
        raise NoSuchSession
    return session.meetup_id


def _closed_room(stores: Stores, meetup_id: int) -> str | None:
    space, meetup = stores.open_spaces.get(meetup_id), stores.meetups.get(meetup_id)
    if space is None or meetup is None:
        raise NoSuchOpenSpace
    if all(rooms.closed_in(stores, channel_id) is None for channel_id in (space.channel_id, meetup.channel_id)):
        return None  # as nearly all are, without reading their sessions
    return rooms.closed_in(stores, open_space.program(stores, meetup_id).channel_id)


async def _is_in(deps: Deps, channel_id: str, user_id: str) -> bool:
    try:
        return await reading.is_in(deps.client, channel_id, user_id)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who is in a channel.", channel_id=channel_id, reason=type(error).__name__)
        return False
