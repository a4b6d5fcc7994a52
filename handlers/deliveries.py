"""The calls the bot makes in Slack, as deliveries for the outbox."""

from collections.abc import Sequence
from typing import Any

from community.delivery import Delivery
from handlers.blocks.parts import Message


def post(
    channel_id: str,
    message: Message,
    *,
    thread_ts: str | None = None,
    purpose: str = "",
    subject: str | int = "",
) -> Delivery:
    """Post a message in a channel, in a thread of it, or to a person when the id is a user's."""
    arguments = _content(channel_id, message)
    # A card links to the message it speaks of; unfolding that link again would say everything twice.
    arguments |= {"unfurl_links": False, "unfurl_media": False}
    if thread_ts:
        arguments["thread_ts"] = thread_ts
    return Delivery("chat.postMessage", arguments, lane=channel_id, purpose=purpose, subject=str(subject))


def update(channel_id: str, ts: str, message: Message, *, purpose: str = "", subject: str | int = "") -> Delivery:
    """Show this in the place of a message the bot posted before."""
    content = _content(channel_id, message) | {"ts": ts}
    return Delivery("chat.update", content, lane=channel_id, purpose=purpose, subject=str(subject))


def make_canvas(channel_id: str, title: str, markdown: str, *, lane: str, purpose: str, subject: str) -> Delivery:
    """Make the canvas of a channel that has none; `lane` is the canvas's own, for it waits for no post."""
    arguments = {"channel_id": channel_id, "title": title, "document_content": _document(markdown)}
    return Delivery("conversations.canvases.create", arguments, lane=lane, purpose=purpose, subject=subject)


def edit_canvas(canvas_id: str, markdown: str, *, lane: str, purpose: str, subject: str) -> Delivery:
    """Let a canvas say this and nothing else."""
    changes = [{"operation": "replace", "document_content": _document(markdown)}]
    arguments = {"canvas_id": canvas_id, "changes": changes}
    return Delivery("canvases.edit", arguments, lane=lane, purpose=purpose, subject=subject)


def pin(channel_id: str, ts: str) -> Delivery:
    """Pin a message in its channel."""
    return Delivery("pins.add", {"channel": channel_id, "timestamp": ts}, lane=channel_id)


def create_channel(name: str, *, lane: str, purpose: str, subject: str | int) -> Delivery:
    """Make a public channel."""
    return Delivery("conversations.create", {"name": name}, lane=lane, purpose=purpose, subject=str(subject))


def join_channel(channel_id: str, *, purpose: str = "", subject: str | int = "") -> Delivery:
    """Let the bot join a public channel."""
    return Delivery(
        "conversations.join", {"channel": channel_id}, lane=channel_id, purpose=purpose, subject=str(subject)
    )


def invite(channel_id: str, user_ids: Sequence[str], *, purpose: str = "", subject: str | int = "") -> Delivery:
    """Invite people to a channel, at most 100 at a time; who is there already is no error."""
    arguments = {"channel": channel_id, "users": ",".join(user_ids[:100])}
    return Delivery("conversations.invite", arguments, lane=channel_id, purpose=purpose, subject=str(subject))


def open_conversation(user_ids: Sequence[str], *, lane: str, purpose: str, subject: str) -> Delivery:
    """Open a conversation of the bot with these people, at most 8; the one they have already is given again."""
    arguments = {"users": ",".join(user_ids[:8])}
    return Delivery("conversations.open", arguments, lane=lane, purpose=purpose, subject=subject)


def archive(channel_id: str, *, purpose: str, subject: str | int) -> Delivery:
    """Archive a channel the bot is in; only a person can bring it back.

    Source: docs.slack.dev/reference/methods/conversations.unarchive: bot tokens can't be used for it.
    """
    arguments = {"channel": channel_id}
    return Delivery("conversations.archive", arguments, lane=channel_id, purpose=purpose, subject=str(subject))


def set_topic(channel_id: str, topic: str) -> Delivery:
    """Set a channel's topic, at most 250 characters."""
    return Delivery("conversations.setTopic", {"channel": channel_id, "topic": topic}, lane=channel_id)


def set_purpose(channel_id: str, purpose: str) -> Delivery:
    """Set a channel's purpose, at most 250 characters."""
    return Delivery("conversations.setPurpose", {"channel": channel_id, "purpose": purpose}, lane=channel_id)


def _document(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}


def _content(channel_id: str, message: Message) -> dict[str, Any]:
    content: dict[str, Any] = {"channel": channel_id, "text": message.text}
    if message.blocks:
        content["blocks"] = list(message.blocks)
    return content
