"""Lists of conversations, sliced first and filtered then, as Slack does it."""

from typing import Any

from sandbox import payloads
from sandbox.models import Channel, SlackError
from sandbox.web_api import pages
from sandbox.web_api.call import Call

MAX_PAGE = 1000
_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def listed(call: Call, *, member_id: str | None, has_members: bool) -> dict[str, Any]:
    """Give a page of the conversations the bot may see, of the types asked for, all or one person's.

    docs.slack.dev/apis/web-api/pagination: the filters (types, archived) act on a page already cut, so it can be
    short or even empty and still be followed by another.
    """
    types = call.arguments.ids("types") or ["public_channel"]
    for kind in types:
        if kind not in _SCOPES:
            raise SlackError("invalid_types")
        call.need(_SCOPES[kind])
    limit = call.arguments.whole("limit", 100) or 100
    if not 0 < limit <= MAX_PAGE:
        raise SlackError("invalid_limit")
    workspace = call.workspace
    seen = [c for c in workspace.channels.values() if _is_seen(call, c, member_id)]
    shown, next_cursor = pages.page(
        seen, key=lambda c: c.id, cursor=call.arguments.text("cursor"), limit=limit, may_be_short=False
    )
    is_archived_left_out = call.arguments.flag("exclude_archived")
    return {
        "channels": [
            payloads.channel(workspace, c, viewer_id=call.user_id, has_members=has_members)
            for c in shown
            if c.kind in types and not (is_archived_left_out and c.is_archived)
        ],
        "response_metadata": {"next_cursor": next_cursor},
    }


def _is_seen(call: Call, channel: Channel, member_id: str | None) -> bool:
    if not call.workspace.can_see(call.user_id, channel):
        return False
    return member_id is None or member_id in channel.members
