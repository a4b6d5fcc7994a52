"""Who a lesson is shown to: which closed rooms a person is in is asked of Slack each time something is shown."""

from collections.abc import Set

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community import merged_lessons
from community.lessons import Lesson
from community.readers import NO_ROOMS, Reader
from handlers import looking, reading
from handlers.deps import Deps

log = structlog.get_logger()

_PAGE = 200
_MOST_PAGES = 50


async def reader(deps: Deps, user_id: str, *, about: int | None = None) -> Reader:
    """Give the person with the closed rooms they are in now; without any where Slack can't be asked.

    `about` is the number of the one lesson that is to be shown: where it came from is looked at anew, since channels
    are made private. Slack isn't asked about people while no lesson is closed to anybody.
    """
    if about is not None:
        await close_if_private(deps, await deps.read(lambda stores: merged_lessons.get(stores, about)))
    closed = await deps.read(lambda stores: stores.lessons.closed_rooms())
    if not closed:
        return Reader(user_id)
    try:
        return Reader(user_id, closed & await _rooms_of(deps.client, user_id))
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say which rooms a person is in.", user_id=user_id, reason=type(error).__name__)
        return Reader(user_id, NO_ROOMS)


async def close_if_private(deps: Deps, lesson: Lesson | None) -> None:
    """Let a lesson that is for everybody be for its channel's members only, if that channel is private by now.

    Where Slack can't be asked it stays as it is: that a channel was made private is told by an event, and looked at
    every minute. A channel Slack doesn't show us was made private without us; of one that was deleted no link is kept.
    """
    if lesson is None or lesson.source is None or lesson.closed_in is not None or lesson.source.permalink is None:
        return
    channel_id = lesson.source.channel_id
    try:
        channel = await reading.channel(deps.client, channel_id)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say what a channel is.", channel_id=channel_id, reason=type(error).__name__)
        return
    if channel is None or not channel.is_public:
        # Not `deps.write`: this is no part of what the person asks for, and must stand whatever becomes of that.
        await deps.storage.write(
            deps.workspace_id, lambda stores: looking.look(stores, channel_id, is_closed=True, now=deps.now)
        )


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
