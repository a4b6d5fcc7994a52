"""Posting: to channels, to people, to one person's eyes; changed, deleted, linked to."""

import json
import re
from typing import Any

from sandbox import block_kit, payloads
from sandbox.models import Channel, SlackError
from sandbox.web_api.call import Call, Method

# docs.slack.dev/reference/methods/chat.postMessage, "Truncating content": over 40,000 characters the rest is cut.
CUT_TEXT = 40_000
# docs.slack.dev/reference/methods/chat.update, `msg_too_long`.
MAX_UPDATED_TEXT = 4_000
MAX_MARKDOWN = 12_000
# docs.slack.dev/messaging/message-metadata: event_type of letters, digits, _ and -; the payload's size is limited.
_EVENT_TYPE = re.compile(r"[A-Za-z][\w-]{0,99}")
MAX_METADATA_BYTES = 8_000


def post_message(call: Call) -> dict[str, Any]:
    """Post in a channel, or to a person by the direct message with them."""
    channel = _place(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    _need_voice(call, channel)
    thread_ts = _thread(call)
    content = _content(call)
    if content["text"]:
        content["text"] = content["text"][:CUT_TEXT]
    message = call.workspace.post_here(
        call.user_id,
        channel,
        **content,
        thread_ts=thread_ts,
        is_broadcast=call.arguments.flag("reply_broadcast"),
        metadata=_metadata(call),
    )
    shape = payloads.message(call.workspace, channel, message, has_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def post_ephemeral(call: Call) -> dict[str, Any]:
    """Show one member of a channel a message that nobody else sees."""
    channel = call.channel()
    user_id = call.arguments.text("user")
    if channel.is_archived:
        raise SlackError("is_archived")
    _need_voice(call, channel)
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = _content(call)
    _refuse_long(content["text"])
    thread_ts = _thread(call)
    if thread_ts is not None and thread_ts not in channel.messages:
        raise SlackError("cannot_reply_to_message")
    ephemeral = call.workspace.post_ephemeral(user_id, channel.id, **content, thread_ts=thread_ts)
    return {"message_ts": ephemeral.ts}


def update(call: Call) -> dict[str, Any]:
    """Change one of the bot's own messages; blocks and attachments that are not given stay."""
    channel = call.channel()
    ts = call.arguments.ts("ts", error="message_not_found") or ""
    content = _content(call, is_update=True)
    _refuse_long(content["text"])
    text = content["text"] if "text" in call.arguments or content["text"] else None
    message = call.workspace.edit(
        call.user_id,
        channel.id,
        ts,
        text=text,
        blocks=content["blocks"],
        attachments=content["attachments"],
        metadata=_metadata(call),
    )
    shape = payloads.message(call.workspace, channel, message, has_metadata=True)
    return {"channel": channel.id, "ts": ts, "text": message.text, "message": shape}


def delete(call: Call) -> dict[str, Any]:
    """Delete one of the bot's own messages."""
    channel = call.channel()
    ts = call.arguments.ts("ts", error="message_not_found") or ""
    call.workspace.delete(call.user_id, channel.id, ts)
    return {"channel": channel.id, "ts": ts}


def get_permalink(call: Call) -> dict[str, Any]:
    """Give the address of a message."""
    channel = call.channel()
    ts = call.arguments.ts("message_ts", error="message_not_found") or ""
    return {"channel": channel.id, "permalink": call.workspace.permalink(channel.id, ts)}


def _place(call: Call) -> Channel:
    """Find where to post: by id, by #name as Slack still allows, or by a person's id."""
    wanted = call.arguments.text("channel")
    workspace = call.workspace
    if wanted in workspace.users:
        if not call.has_messages_tab:
            raise SlackError("messages_tab_disabled")
        # docs.slack.dev/reference/methods/chat.postMessage, "Channels": a user id posts to that user's App Home.
        return workspace.direct_message(call.user_id, wanted)
    found = workspace.channels.get(wanted) or workspace.find_channel(wanted)
    if found is None or not workspace.can_see(call.user_id, found):
        raise SlackError("channel_not_found")
    return found


def _need_voice(call: Call, channel: Channel) -> None:
    """Let the bot speak where it is a member, and with `chat:write.public` in every public channel."""
    is_open = channel.kind == "public_channel" and "chat:write.public" in call.scopes
    if call.user_id not in channel.members and not is_open:
        raise SlackError("not_in_channel")


def _thread(call: Call) -> str | None:
    return call.arguments.ts("thread_ts", error="invalid_thread_ts")


_LOOKS = ("username", "icon_emoji", "icon_url")


def _content(call: Call, *, is_update: bool = False) -> dict[str, Any]:
    """Give text, blocks and attachments, checked; None for what was not given."""
    arguments = call.arguments
    if any(look in arguments for look in _LOOKS):
        call.need("chat:write.customize")
    text = arguments.text("text")
    blocks = arguments.objects("blocks", error="invalid_blocks_format")
    attachments = arguments.objects("attachments", error="invalid_attachments")
    if "markdown_text" in arguments:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        text = arguments.text("markdown_text")
        if len(text) > MAX_MARKDOWN:
            raise SlackError("msg_too_long")
    if blocks:
        block_kit.check_blocks(blocks)
        blocks = block_kit.with_ids_in_blocks(blocks, call.workspace.ids)
    if attachments:
        block_kit.check_attachments(attachments)
    if not (text or blocks or attachments) and not is_update:
        raise SlackError("no_text")
    return {"text": text, "blocks": blocks, "attachments": attachments}


def _metadata(call: Call) -> dict[str, Any] | None:
    metadata = call.arguments.object("metadata", error="invalid_metadata_format")
    if not metadata:
        return metadata
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if set(metadata) - {"event_type", "event_payload", "entities"} or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(event_type, str) or not _EVENT_TYPE.fullmatch(event_type):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(payload).encode()) > MAX_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


def _refuse_long(text: str | None) -> None:
    if text and len(text) > MAX_UPDATED_TEXT:
        raise SlackError("msg_too_long")


METHODS: dict[str, Method] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
}
