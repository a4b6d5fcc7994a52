"""Posting, editing, deleting, reacting and pinning, as Slack allows them."""

import re
from copy import copy
from typing import Any

from sandbox.emoji import standard_names
from sandbox.models import Channel, Message, Reaction, SlackError
from sandbox.state import State

# Slack's help centre, "Use emoji reactions": 23 by one person, 50 different ones on a message.
MAX_REACTIONS_A_PERSON = 23
MAX_EMOJI_A_MESSAGE = 50
MAX_PINS = 100

_SKIN_TONE = re.compile(r"::skin-tone-[2-6]$")


class Messages(State):
    """What people and the app do with messages."""

    def post(
        self,
        user_id: str,
        channel_id: str,
        *,
        text: str = "",
        blocks: list[dict[str, Any]] | None = None,
        thread_ts: str | None = None,
        is_broadcast: bool = False,
        metadata: dict[str, Any] | None = None,
        attachments: list[dict[str, Any]] | None = None,
        files: list[str] | None = None,
        subtype: str | None = None,
    ) -> Message:
        """Post as a member of the channel and give the message.

        `no_text` without any content; `thread_not_found` if there is no message of `thread_ts`,
        `cannot_reply_to_message` if it is a reply itself or a notice of Slack's.
        """
        self.require_active(user_id)
        channel = self.require_member(user_id, channel_id)
        return self.post_here(
            user_id,
            channel,
            text=text,
            blocks=blocks,
            thread_ts=thread_ts,
            is_broadcast=is_broadcast,
            metadata=metadata,
            attachments=attachments,
            files=files,
            subtype=subtype,
        )

    def post_here(
        self,
        user_id: str,
        channel: Channel,
        *,
        text: str = "",
        blocks: list[dict[str, Any]] | None = None,
        thread_ts: str | None = None,
        is_broadcast: bool = False,
        metadata: dict[str, Any] | None = None,
        attachments: list[dict[str, Any]] | None = None,
        files: list[str] | None = None,
        subtype: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Message:
        """Post without asking for membership: for apps with `chat:write.public` and for Slack's own notices."""
        if not (text or blocks or attachments or files):
            raise SlackError("no_text")
        if thread_ts is not None:
            thread_ts = self.thread_of(channel, thread_ts)
        user = self.user(user_id)
        is_app = user.is_bot and user_id == self.bot_user_id and subtype not in SYSTEM_SUBTYPES
        message = Message(
            ts=self.next_ts(),
            user=user_id,
            text=text,
            blocks=blocks,
            thread_ts=thread_ts,
            subtype="thread_broadcast" if is_broadcast and thread_ts else subtype,
            bot_id=self.bot_id if is_app else None,
            app_id=self.app_id if is_app else None,
            metadata=metadata,
            attachments=attachments or [],
            files=files or [],
            is_broadcast=bool(is_broadcast and thread_ts),
            extra=extra or {},
        )
        channel.add(message)
        self.tell("message", channel_id=channel.id, message=message)
        return message

    def thread_of(self, channel: Channel, thread_ts: str) -> str:
        """Give the ts of a thread that can be replied to; an error for what is none."""
        parent = channel.messages.get(thread_ts)
        if parent is None:
            raise SlackError("thread_not_found")
        if parent.is_reply or parent.subtype in UNTHREADED_SUBTYPES:
            raise SlackError("cannot_reply_to_message")
        return thread_ts

    def edit(
        self,
        user_id: str,
        channel_id: str,
        ts: str,
        *,
        text: str | None = None,
        blocks: list[dict[str, Any]] | None = None,
        metadata: dict[str, Any] | None = None,
        attachments: list[dict[str, Any]] | None = None,
        files: list[str] | None = None,
    ) -> Message:
        """Change one's own message; `cant_update_message` for another's.

        What is not given stays, so new text alone leaves old blocks in sight; an empty list or object takes away
        (docs.slack.dev/reference/methods/chat.update).
        """
        channel = self.require_visible(user_id, channel_id)
        message = self.message(channel_id, ts)
        if message.user != user_id or message.subtype in SYSTEM_SUBTYPES:
            raise SlackError("cant_update_message")
        if channel.is_archived:
            raise SlackError("is_archived")
        if not (text or blocks or attachments or files or message.files):
            raise SlackError("no_text")
        previous = copy(message)
        if text is not None:
            message.text = text
        if blocks is not None:
            message.blocks = blocks or None
        if attachments is not None:
            message.attachments = attachments
        if metadata is not None:
            message.metadata = metadata or None
        if files is not None:
            message.files = files
        message.edited_ts, message.edited_by = self.next_ts(), user_id
        self.tell("message_changed", channel_id=channel_id, message=message, previous=previous)
        return message

    def delete(self, user_id: str, channel_id: str, ts: str) -> None:
        """Delete one's own message (an admin may delete anyone's); `cant_delete_message` otherwise.

        A first message with replies leaves a tombstone, so that its thread can still be read.
        """
        channel = self.require_visible(user_id, channel_id)
        message = self.message(channel_id, ts)
        if message.user != user_id and not self.user(user_id).is_admin:
            raise SlackError("cant_delete_message")
        if message.subtype == "tombstone":
            raise SlackError("message_not_found")
        if ts in channel.pins:
            channel.pins.remove(ts)
        if channel.replies(ts):
            previous = copy(message)
            channel.messages[ts] = tombstone = Message(
                ts=ts, user=SLACKBOT, text="This message was deleted.", thread_ts=ts, subtype="tombstone"
            )
            self.tell("message_changed", channel_id=channel_id, message=tombstone, previous=previous)
            return
        channel.remove(message)
        self.tell("message_deleted", channel_id=channel_id, message=message, user_id=user_id)

    def react(self, user_id: str, channel_id: str, ts: str, name: str) -> None:
        """Put an emoji on a message; a public channel takes it from non-members too, as Slack does."""
        self.require_active(user_id)
        channel = self.require_visible(user_id, channel_id)
        message = self.message(channel_id, ts)
        name = self._emoji_name(name)
        if channel.is_archived:
            raise SlackError("is_archived")
        reaction = next((r for r in message.reactions if r.name == name), None)
        if reaction and user_id in reaction.users:
            raise SlackError("already_reacted")
        if sum(user_id in r.users for r in message.reactions) >= MAX_REACTIONS_A_PERSON:
            raise SlackError("too_many_reactions")
        if reaction is None:
            if len(message.reactions) >= MAX_EMOJI_A_MESSAGE:
                raise SlackError("too_many_emoji")
            reaction = Reaction(name, [])
            message.reactions.append(reaction)
        reaction.users.append(user_id)
        self.tell("reaction_added", channel_id=channel_id, ts=ts, user_id=user_id, name=name, item_user=message.user)

    def unreact(self, user_id: str, channel_id: str, ts: str, name: str) -> None:
        """Take one's emoji back; `no_reaction` if it is not there."""
        self.require_visible(user_id, channel_id)
        message = self.message(channel_id, ts)
        name = self._emoji_name(name)
        reaction = next((r for r in message.reactions if r.name == name and user_id in r.users), None)
        if reaction is None:
            raise SlackError("no_reaction")
        reaction.users.remove(user_id)
        if not reaction.users:
            message.reactions.remove(reaction)
        self.tell("reaction_removed", channel_id=channel_id, ts=ts, user_id=user_id, name=name, item_user=message.user)

    def _emoji_name(self, name: str) -> str:
        """Give an emoji's bare name, without colons; `invalid_name` for one that the workspace does not have."""
        bare = name.strip().removeprefix(":").removesuffix(":")
        base = _SKIN_TONE.sub("", bare)
        if base not in standard_names() and base not in self.custom_emoji:
            raise SlackError("invalid_name")
        return bare

    def pin(self, user_id: str, channel_id: str, ts: str) -> None:
        """Pin a message to its channel."""
        channel = self.require_member(user_id, channel_id)
        self.message(channel_id, ts)
        if ts in channel.pins:
            raise SlackError("already_pinned")
        if len(channel.pins) >= MAX_PINS:
            raise SlackError("too_many_pins")
        channel.pins.insert(0, ts)
        channel.pinned_by[ts] = (user_id, self.seconds())
        self.tell("pin_added", channel_id=channel_id, ts=ts, user_id=user_id)

    def unpin(self, user_id: str, channel_id: str, ts: str) -> None:
        """Take a pin away; `no_pin` if there is none."""
        channel = self.require_member(user_id, channel_id)
        self.message(channel_id, ts)
        if ts not in channel.pins:
            raise SlackError("no_pin")
        channel.pins.remove(ts)
        channel.pinned_by.pop(ts, None)
        self.tell("pin_removed", channel_id=channel_id, ts=ts, user_id=user_id)

    def permalink(self, channel_id: str, ts: str) -> str:
        """Give the address of a message; a reply's also names its thread."""
        message = self.message(channel_id, ts)
        link = f"{self.url}archives/{channel_id}/p{ts.replace('.', '')}"
        if message.is_reply:
            link += f"?thread_ts={message.thread_ts}&cid={channel_id}"
        return link


SLACKBOT = "USLACKBOT"

#: Slack's own notices: nobody wrote them, so nobody edits them.
SYSTEM_SUBTYPES = frozenset(
    {
        "channel_join",
        "channel_leave",
        "channel_topic",
        "channel_purpose",
        "channel_name",
        "channel_archive",
        "channel_unarchive",
        "channel_convert_to_private",
        "channel_convert_to_public",
        "pinned_item",
        "tombstone",
    }
)
#: `cannot_reply_to_message`: these take no replies in Slack's clients. A tombstone's thread goes on.
UNTHREADED_SUBTYPES = SYSTEM_SUBTYPES - {"tombstone"}
