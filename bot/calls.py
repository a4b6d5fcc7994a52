"""One call to Slack, and what its end means: made, refused for good, to be tried later, or not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community.delivery import Delivery

METADATA_TYPE = "yokoten_delivery"

# It may be done or not: "some aspect of the operation may have succeeded before the error was raised".
# Source: docs.slack.dev/reference/methods/chat.postMessage, errors fatal_error and internal_error.
_UNKNOWN = {"fatal_error", "internal_error"}
# An operator has to put a good token in.
TOKEN_ERRORS = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
# Nothing was done, and later it can be.
_LATER = TOKEN_ERRORS | {
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
# Slack's words for "that is so already".
_SO_ALREADY = {
    "bookmarks.add": {"already_bookmarked"},
    "conversations.archive": {"already_archived"},
    "conversations.invite": {"already_in_channel", "cant_invite_self"},
    "conversations.join": {"already_in_channel"},
    "conversations.unarchive": {"not_archived"},
    "pins.add": {"already_pinned"},
    "pins.remove": {"no_pin", "not_pinned"},
    "reactions.add": {"already_reacted"},
    "reactions.remove": {"no_reaction"},
}
# Doing these once more changes nothing, so an unknown outcome needs no looking into.
REPEATABLE = frozenset(_SO_ALREADY.keys() - {"bookmarks.add"}) | {
    "canvases.edit",  # only ever the whole of one
    "chat.update",
    "conversations.open",
    "conversations.rename",
    "conversations.setPurpose",
    "conversations.setTopic",
    "views.publish",
}

DEFAULT_RETRY_AFTER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Made:
    """Slack did it."""

    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Denied:
    """Slack will not do it, now or later."""

    error: str
    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Later:
    """It was surely not done and can be tried again; Slack may have said after how long."""

    error: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been done or not."""

    error: str


Verdict = Made | Denied | Later | Unknown


async def make(client: AsyncWebClient, delivery: Delivery, delivery_id: int) -> Verdict:
    """Make the call once and say how it ended."""
    arguments = dict(delivery.arguments)
    if delivery.method == "chat.postMessage":
        # Everyone in the workspace can read metadata: an id and nothing else.
        arguments["metadata"] = {"event_type": METADATA_TYPE, "event_payload": {"delivery_id": delivery_id}}
    try:
        answer = await client.api_call(delivery.method, json=arguments)
    except SlackApiError as error:
        return judged(delivery.method, error)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return Later(type(error).__name__)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        # The request was on its way when the connection broke or the time was up.
        return Unknown(type(error).__name__)
    return Made(answer.data if isinstance(answer.data, dict) else {})


def judged(method: str, error: SlackApiError) -> Verdict:
    """Say what Slack's answer means for a call of this method."""
    response = error.response
    # Two kinds come here: an answer of Slack's that isn't ok, and aiohttp's response when it could not be read.
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = getattr(response, "data", None)
    answer: Mapping[str, Any] = data if isinstance(data, dict) else {}
    code = str(answer.get("error") or f"status {status}")
    if status >= 500 or code in _UNKNOWN or (status != 429 and not answer.get("error")):
        return Unknown(code)
    if status == 429 or code in _LATER:
        return Later(code, _retry_after(response.headers))
    if code in _SO_ALREADY.get(method, ()):
        return Made(answer)
    return Denied(code, answer)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    # slack_sdk keeps aiohttp's headers, whose names are found in any case; a plain dict's are not.
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    if given is None:
        return None
    try:
        return timedelta(seconds=max(0.0, float(given)))
    except ValueError:
        return timedelta(seconds=DEFAULT_RETRY_AFTER_SECONDS)
