"""What handlers ask of Slack: people, channels and messages, with Slack's refusals turned into None."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community.emoji import canonical
from community.people import Person
from handlers.deps import Deps

# What Slack answers when something isn't there or isn't ours to see; anything else is a fault and is raised.
_NOT_OURS = {
    "channel_not_found",
    "message_not_found",
    "missing_scope",
    "not_in_channel",
    "thread_not_found",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
}

_PAGE = 200
_MOST_PAGES = 10
_MEMBER_PAGE = 1000
_MOST_MEMBER_PAGES = 50


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as the bot may see it."""

    channel_id: str
    name: str
    is_public: bool
    is_shared: bool  # with another organisation
    is_archived: bool
    creator: str
    is_general: bool = False  # the channel everybody is in and nobody can leave
    is_member: bool = False  # whether the bot is in it
    is_direct: bool = False  # a direct message, of two or of a few
    empty_canvas_id: str | None = None  # of a canvas in which nobody wrote anything yet


async def channel(client: AsyncWebClient, channel_id: str) -> Channel | None:
    """Give the channel, None when it isn't ours to see: private to the bot, or not there."""
    answer = await _asked(client, "conversations.info", {"channel": channel_id})
    if answer is None:
        return None
    found = answer["channel"]
    canvas = (found.get("properties") or {}).get("canvas") or {}
    is_hidden = any(found.get(flag) for flag in ("is_private", "is_im", "is_mpim", "is_group"))
    return Channel(
        channel_id=found["id"],
        name=found.get("name", ""),
        is_public=not is_hidden,
        is_shared=bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared")),
        is_archived=bool(found.get("is_archived")),
        creator=found.get("creator", ""),
        is_general=bool(found.get("is_general")),
        is_member=bool(found.get("is_member")),
        is_direct=bool(found.get("is_im") or found.get("is_mpim")),
        empty_canvas_id=canvas.get("file_id") if canvas.get("is_empty") else None,
    )


async def is_in(client: AsyncWebClient, channel_id: str, user_id: str) -> bool:
    """Tell whether a person is in a channel now; the bot must see it. What Slack refuses is raised."""
    cursor = ""
    for _ in range(_MOST_MEMBER_PAGES):
        answer = await client.conversations_members(channel=channel_id, limit=_MEMBER_PAGE, cursor=cursor or None)
        if user_id in (answer.get("members") or ()):
            return True
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return False


async def message(client: AsyncWebClient, channel_id: str, ts: str) -> Mapping[str, Any] | None:
    """Give the message with this very ts, a thread's reply too; None when it isn't there.

    `conversations.history` knows a thread's first message only and would give another message for a reply.
    """
    answer = await _asked(
        client, "conversations.replies", {"channel": channel_id, "ts": ts, "limit": 1, "inclusive": True}
    )
    found = (answer or {}).get("messages") or []
    return next((candidate for candidate in found if candidate.get("ts") == ts), None)


async def thread(
    client: AsyncWebClient, channel_id: str, thread_ts: str, *, before: str
) -> Sequence[Mapping[str, Any]]:
    """Give a thread's messages from before that moment, its first message first; none when it isn't ours to see.

    Of a thread longer than ten pages only the beginning is given.
    """
    found: list[Mapping[str, Any]] = []
    asked: dict[str, Any] = {"channel": channel_id, "ts": thread_ts, "latest": before, "limit": _PAGE}
    for _ in range(_MOST_PAGES):
        answer = await _asked(client, "conversations.replies", asked) or {}
        found += [message for message in answer.get("messages") or () if str(message["ts"]) < before]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
        asked["cursor"] = cursor
    return found


async def permalink(client: AsyncWebClient, channel_id: str, ts: str) -> str | None:
    """Give the message's address, None when Slack has none."""
    answer = await _asked(client, "chat.getPermalink", {"channel": channel_id, "message_ts": ts})
    return None if answer is None else str(answer["permalink"])


async def reactions(client: AsyncWebClient, channel_id: str, ts: str, *, of: str) -> Set[str]:
    """Give the emoji this person has on the message now, by their first names; none when the message isn't there.

    Source: docs.slack.dev/reference/methods/reactions.get: without `full` a long list of people may be cut.
    """
    answer = await _asked(client, "reactions.get", {"channel": channel_id, "timestamp": ts, "full": True})
    found = ((answer or {}).get("message") or {}).get("reactions") or []
    return {canonical(one["name"]) for one in found if of in (one.get("users") or ())}


async def person(deps: Deps, user_id: str) -> Person:
    """Give the person's name and zone: from the tables when they were met before, else from Slack.

    Who Slack doesn't show is "someone" in UTC. The caller saves the person in its own transaction.
    """
    known = await deps.read(lambda stores: stores.people.get(user_id))
    if known is not None:
        return known
    answer = await _asked(deps.client, "users.info", {"user": user_id})
    if answer is None:
        return Person(user_id, "someone", "UTC")
    return as_person(answer["user"])


def as_person(user: Mapping[str, Any]) -> Person:
    """Give the person of a `users.info` answer, by the name Slack shows them with."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(user["id"], name or "someone", user.get("tz") or "UTC")


async def _asked(client: AsyncWebClient, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any] | None:
    try:
        answer = await client.api_call(method, http_verb="GET", params=dict(arguments))
    except SlackApiError as error:
        if error.response.get("error") in _NOT_OURS:
            return None
        raise
    return dict(answer.data) if isinstance(answer.data, Mapping) else None
