"""Reading messages back: a conversation's, and a thread's."""

from collections.abc import Iterable
from typing import Any

from sandbox import payloads
from sandbox.models import Channel, Message, SlackError, moment
from sandbox.web_api import pages
from sandbox.web_api.arguments import invalid_arguments
from sandbox.web_api.call import Call, Method

# docs.slack.dev/reference/methods/conversations.history: "the maximum number … may be up to 999".
MAX_PAGE = 999


def history(call: Call) -> dict[str, Any]:
    """Give a conversation's messages, newest first, without replies, save those also sent to the channel."""
    channel = _readable(call)
    limit = _limit(call, 100)
    inside = [m for m in reversed(_between(call, channel.messages.values())) if not m.is_reply or m.is_broadcast]
    shown, next_cursor = pages.page(inside, key=_ts, cursor=call.arguments.text("cursor"), limit=limit)
    answer = _messages(call, channel, shown) | {"has_more": bool(next_cursor), "pin_count": len(channel.pins)}
    return answer | ({"response_metadata": {"next_cursor": next_cursor}} if next_cursor else {})


def replies(call: Call) -> dict[str, Any]:
    """Give a thread, its first message first, then the replies, oldest first.

    Asked by the ts of a reply, Slack gives that reply alone, whose `thread_ts` names the thread.
    """
    channel = _readable(call)
    limit = _limit(call, MAX_PAGE)
    ts = call.arguments.ts("ts", error="thread_not_found")
    first = channel.messages.get(ts or "")
    if first is None:
        raise SlackError("thread_not_found")
    if first.is_reply:
        return _messages(call, channel, [first]) | {"has_more": False}
    inside = _between(call, channel.replies(first.ts))
    shown, next_cursor = pages.page(inside, key=_ts, cursor=call.arguments.text("cursor"), limit=limit)
    # The first message leads every page and is not counted against the limit, save when the limit is one.
    if limit == 1 and not call.arguments.text("cursor"):
        next_cursor = pages.encode(inside[0].ts) if inside else ""
        shown = []
    answer = _messages(call, channel, [first, *shown]) | {"has_more": bool(next_cursor)}
    return answer | ({"response_metadata": {"next_cursor": next_cursor}} if next_cursor else {})


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_for(channel, "history")
    if call.user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _limit(call: Call, default: int) -> int:
    limit = call.arguments.whole("limit", default) or default
    if not 0 < limit <= MAX_PAGE:
        raise invalid_arguments("must be between 1 and 999 [json-pointer:/limit]")
    return limit


def _between(call: Call, messages: Iterable[Message]) -> list[Message]:
    """Give the messages between `oldest` and `latest`; the ends count only with `inclusive`."""
    oldest = call.arguments.ts("oldest", error="invalid_ts_oldest")
    latest = call.arguments.ts("latest", error="invalid_ts_latest")
    is_inclusive = call.arguments.flag("inclusive")
    found = list(messages)
    if oldest is not None:
        least = moment(oldest)
        found = [m for m in found if moment(m.ts) > least or (is_inclusive and moment(m.ts) == least)]
    if latest is not None:
        most = moment(latest)
        found = [m for m in found if moment(m.ts) < most or (is_inclusive and moment(m.ts) == most)]
    return found


def _ts(message: Message) -> str:
    return message.ts


def _messages(call: Call, channel: Channel, shown: list[Message]) -> dict[str, Any]:
    has_metadata = call.arguments.flag("include_all_metadata")
    return {"messages": [payloads.message(call.workspace, channel, m, has_metadata=has_metadata) for m in shown]}


METHODS: dict[str, Method] = {
    "conversations.history": history,
    "conversations.replies": replies,
}
