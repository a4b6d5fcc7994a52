"""Messages as the Events API describes them, field by field."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sandbox.models import Channel, File, Message
from sandbox.state import State

# https://docs.slack.dev/reference/events/message#subtypes lists the fields of each subtype; these are what Slack's own
# types for JavaScript (@slack/bolt 5.1.0) allow there.
_ALWAYS = frozenset({"type", "subtype", "user", "text", "ts", "channel", "channel_type", "event_ts"})
_CONTENT = frozenset({"attachments", "blocks", "thread_ts"})
_NOTICE = _ALWAYS | {"team"}
_FIELDS = {
    None: _ALWAYS
    | _CONTENT
    | {"team", "client_msg_id", "bot_id", "bot_profile", "edited", "parent_user_id", "files", "reactions", "pinned_to"},
    "file_share": _ALWAYS | _CONTENT | {"files", "upload", "display_as_bot", "parent_user_id"},
    "thread_broadcast": _ALWAYS | _CONTENT | {"client_msg_id", "root"},
    "bot_message": _ALWAYS | _CONTENT | {"bot_id", "edited", "username"},
    "channel_topic": _ALWAYS | {"topic"},
    "channel_purpose": _ALWAYS | {"purpose"},
    "channel_name": _NOTICE | {"name", "old_name"},
    "channel_join": _NOTICE | {"inviter"},
    "channel_archive": _NOTICE,
}

_CHANNEL_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def channel_type(channel: Channel) -> str:
    """Give the word that message events have for a kind of conversation."""
    return _CHANNEL_TYPES[channel.kind]


def message_event(state: State, channel: Channel, message: Message) -> dict[str, Any]:
    """Give a message as its `message` event shows it, and as `message_changed` shows the old and the new one."""
    subtype = message.subtype or ("file_share" if message.files else None)
    everything = _content(state, message) | {
        "type": "message",
        "subtype": subtype,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": state.team_id,
        "channel": channel.id,
        "channel_type": channel_type(channel),
        "event_ts": message.ts,
        **_thread(state, channel, message),
        **message.extra,
    }
    fields = _FIELDS.get(subtype, _NOTICE | {"thread_ts", "hidden"})
    return {key: value for key, value in everything.items() if key in fields and value is not None}


def file_object(state: State, file: File) -> dict[str, Any]:
    """Give a file as a `file_share` message shows it."""
    kind = file.mimetype.rpartition("/")[2]
    address = f"{state.url}files/{file.user_id}/{file.id}/{file.name}"
    return {
        "id": file.id,
        "created": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "channels": list(file.shares),
        "groups": [],
    }


def _content(state: State, message: Message) -> dict[str, Any]:
    found: dict[str, Any] = {
        "blocks": message.blocks,
        "attachments": message.attachments or None,
        "reactions": [{"name": r.name, "users": list(r.users), "count": len(r.users)} for r in message.reactions]
        or None,
        "files": [file_object(state, state.files[file_id]) for file_id in message.files if file_id in state.files]
        or None,
    }
    if message.files:
        found |= {"upload": True, "display_as_bot": False}
    if message.edited_ts is not None:
        found["edited"] = {"user": message.edited_by or message.user, "ts": message.edited_ts}
    if message.bot_id is None:
        found["client_msg_id"] = str(uuid5(NAMESPACE_URL, f"{state.url}{message.user}/{message.ts}"))
    else:
        found |= {"bot_id": message.bot_id, "bot_profile": _bot_profile(state, message)}
    return found


def _thread(state: State, channel: Channel, message: Message) -> dict[str, Any]:
    if not message.is_reply:
        return {"thread_ts": message.thread_ts}
    root = channel.messages.get(message.thread_ts or "")
    found: dict[str, Any] = {"thread_ts": message.thread_ts, "parent_user_id": root.user if root else None}
    if message.subtype == "thread_broadcast" and root is not None:
        found["root"] = message_event(state, channel, root) | _replies(channel, root)
        # Slack's types want one from apps as well, although only clients send it.
        found["client_msg_id"] = str(uuid5(NAMESPACE_URL, f"{state.url}{message.user}/{message.ts}"))
    return found


def _replies(channel: Channel, root: Message) -> dict[str, Any]:
    replies = channel.replies(root.ts)
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": root.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people,
    }


def _bot_profile(state: State, message: Message) -> dict[str, Any]:
    return {
        "id": message.bot_id,
        "name": state.user(message.user).real_name,
        "app_id": message.app_id or state.app_id,
        "team_id": state.team_id,
        "icons": {},
        "updated": 0,
        "deleted": False,
    }
