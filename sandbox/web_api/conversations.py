"""Conversations: made, read of, joined, renamed, archived; their messages stand in `history`."""

from typing import Any

from sandbox import payloads
from sandbox.models import Channel, SlackError
from sandbox.web_api import pages
from sandbox.web_api.call import Call, Method
from sandbox.web_api.conversation_lists import listed

MAX_PAGE = 1000


def create(call: Call) -> dict[str, Any]:
    """Create a channel, with the bot as its first member."""
    is_private = call.arguments.flag("is_private")
    call.need("groups:write" if is_private else "channels:manage")
    channel = call.workspace.create_channel(call.user_id, call.arguments.text("name"), is_private=is_private)
    return {"channel": _shape(call, channel)}


def info(call: Call) -> dict[str, Any]:
    """Give one conversation."""
    channel = call.channel()
    call.need_for(channel, "read")
    shape = payloads.channel(
        call.workspace, channel, viewer_id=call.user_id, has_members=call.arguments.flag("include_num_members")
    )
    return {"channel": shape}


def everything(call: Call) -> dict[str, Any]:
    """Give the conversations of the workspace that the bot may see."""
    return listed(call, member_id=None, has_members=True)


def members(call: Call) -> dict[str, Any]:
    """Give the ids of a conversation's members, a page at a time."""
    channel = call.channel()
    call.need_for(channel, "read")
    limit = call.arguments.whole("limit", 100) or 100
    if not 0 < limit <= MAX_PAGE:
        raise SlackError("invalid_limit")
    shown, next_cursor = pages.page(
        channel.members, key=lambda user_id: user_id, cursor=call.arguments.text("cursor"), limit=limit
    )
    return {"members": shown, "response_metadata": {"next_cursor": next_cursor}}


def join(call: Call) -> dict[str, Any]:
    """Let the bot join a public channel; being in already is a warning, not an error."""
    channel = call.channel()
    if call.workspace.join(call.user_id, channel.id):
        return {"channel": _shape(call, channel)}
    return {
        "channel": _shape(call, channel),
        "warning": "already_in_channel",
        "response_metadata": {"warnings": ["already_in_channel"]},
    }


def leave(call: Call) -> dict[str, Any]:
    """Let the bot leave; not being in is an answer of its own, not an error."""
    channel = call.channel()
    call.need_to_manage(channel)
    return {} if call.workspace.leave(call.user_id, channel.id) else {"not_in_channel": True}


def invite(call: Call) -> dict[str, Any]:
    """Invite up to 100 people, all or, with `force`, those who can be."""
    channel = call.channel()
    call.need_to_manage(channel, "write.invites")
    call.workspace.invite(call.user_id, channel.id, call.arguments.ids("users"), is_forced=call.arguments.flag("force"))
    return {"channel": _shape(call, channel)}


def kick(call: Call) -> dict[str, Any]:
    """Remove someone."""
    channel = call.channel()
    call.need_to_manage(channel)
    call.workspace.kick(call.user_id, channel.id, call.arguments.text("user"))
    return {"errors": {}}


def rename(call: Call) -> dict[str, Any]:
    """Give a channel another name."""
    channel = call.channel()
    call.need_to_manage(channel)
    if channel.creator != call.user_id:
        # The method's `not_authorized`: only who created a channel or an admin may rename it.
        raise SlackError("not_authorized")
    return {"channel": _shape(call, call.workspace.rename(call.user_id, channel.id, call.arguments.text("name")))}


def set_topic(call: Call) -> dict[str, Any]:
    """Set the topic; an empty one clears it."""
    channel = call.channel()
    call.need_to_manage(channel, "write.topic")
    call.workspace.set_topic(call.user_id, channel.id, call.arguments.text("topic"))
    return {"channel": _shape(call, channel)}


def set_purpose(call: Call) -> dict[str, Any]:
    """Set the purpose; an empty one clears it."""
    channel = call.channel()
    call.need_to_manage(channel, "write.topic")
    call.workspace.set_purpose(call.user_id, channel.id, call.arguments.text("purpose"))
    return {"purpose": channel.purpose}


def archive(call: Call) -> dict[str, Any]:
    """Archive a channel."""
    channel = call.channel()
    call.need_to_manage(channel)
    call.workspace.archive(call.user_id, channel.id)
    return {}


def unarchive(call: Call) -> dict[str, Any]:
    """Refuse: archiving takes the bot out of a channel, and only a member may bring it back.

    docs.slack.dev/reference/methods/conversations.unarchive: "bot tokens aren't able to use conversations.unarchive";
    the error is the one seen in github.com/slack-go/slack/issues/1066.
    """
    channel = call.channel()
    call.need_to_manage(channel)
    raise SlackError("not_in_channel" if channel.is_archived else "not_archived")


def open_direct(call: Call) -> dict[str, Any]:
    """Open a direct message with one person, or a group message with several; or reopen one by its id."""
    workspace = call.workspace
    if "channel" in call.arguments:
        channel = call.channel()
        if not (channel.is_im or channel.is_mpim):
            raise SlackError("method_not_supported_for_channel_type")
        call.need_to_manage(channel)
        return {"no_op": True, "already_open": True, "channel": _opened(call, channel)}
    users = call.arguments.ids("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    call.need("im:write" if len(users) == 1 else "mpim:write")
    if len(users) > 8:
        raise SlackError("too_many_users")
    before = len(workspace.channels)
    channel = workspace.group_message([call.user_id, *users])
    already = {"no_op": True, "already_open": True} if len(workspace.channels) == before else {}
    return {**already, "channel": _opened(call, channel)}


def _opened(call: Call, channel: Channel) -> dict[str, Any]:
    return _shape(call, channel) if call.arguments.flag("return_im") else {"id": channel.id}


def close(call: Call) -> dict[str, Any]:
    """Close a direct message, which only takes it out of sight."""
    channel = call.channel()
    if not (channel.is_im or channel.is_mpim):
        raise SlackError("method_not_supported_for_channel_type")
    call.need_to_manage(channel)
    return {}


def mark(call: Call) -> dict[str, Any]:
    """Move the bot's own reading mark, which nobody sees."""
    channel = call.channel()
    call.need_to_manage(channel)
    if call.user_id not in channel.members:
        raise SlackError("not_in_channel")
    call.arguments.ts("ts", error="invalid_timestamp")
    return {}


def _shape(call: Call, channel: Channel) -> dict[str, Any]:
    return payloads.channel(call.workspace, channel, viewer_id=call.user_id)


METHODS: dict[str, Method] = {
    "conversations.create": create,
    "conversations.info": info,
    "conversations.list": everything,
    "conversations.members": members,
    "conversations.join": join,
    "conversations.leave": leave,
    "conversations.invite": invite,
    "conversations.kick": kick,
    "conversations.rename": rename,
    "conversations.setTopic": set_topic,
    "conversations.setPurpose": set_purpose,
    "conversations.archive": archive,
    "conversations.unarchive": unarchive,
    "conversations.open": open_direct,
    "conversations.close": close,
    "conversations.mark": mark,
}
