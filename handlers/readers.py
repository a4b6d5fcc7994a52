"""Who a lesson is shown to: which closed rooms a person is in is asked of Slack each time something is shown."""

from collections.abc import Set

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community.readers import NO_ROOMS, Reader
from handlers.deps import Deps

log = structlog.get_logger()

_PAGE = 200
_MOST_PAGES = 50


async def reader(deps: Deps, user_id: str) -> Reader:
    """Give the person with the closed rooms they are in now; without any where Slack can't be asked.

    Slack isn't asked while no lesson is closed to anybody.
    """
    closed = await deps.read(lambda stores: stores.lessons.closed_rooms())
    if not closed:
        return Reader(user_id)
    try:
        return Reader(user_id, closed & await _rooms_of(deps.client, user_id))
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say which rooms a person is in.", user_id=user_id, reason=type(error).__name__)
        return Reader(user_id, NO_ROOMS)


async def _rooms_of(client: AsyncWebClient, user_id: str) -> Set[str]:
    """Give the private channels this person is in together with the bot.

    Source: docs.slack.dev/reference/methods/users.conversations: "Non-public channels are restricted to those where the
    calling user shares membership." A page may be short or empty and still have a next one.
    """
    found: set[str] = set()
    cursor = ""
    for _ in range(_MOST_PAGES):
        answer = await client.users_conversations(
            user=user_id, types="private_channel", exclude_archived=False, limit=_PAGE, cursor=cursor or None
        )
        found |= {channel["id"] for channel in answer.get("channels") or ()}
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return frozenset(found)
