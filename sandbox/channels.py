"""Creating, joining, renaming and archiving conversations, as Slack allows it."""

import re
from collections.abc import Sequence
from typing import Any

from sandbox.messages import Messages
from sandbox.models import Canvas, Channel, SlackError

MAX_NAME = 80
MAX_TOPIC = 250
# The method's page says 100, its change log 1,000; the smaller is safe on both readings.
MAX_INVITES = 100
MAX_MPIM_USERS = 8


class Channels(Messages):
    """What people and the app do with conversations and who is in them."""

    def create_channel(self, user_id: str, name: str, *, is_private: bool = False) -> Channel:
        """Create a channel with its creator as the first member.

        `name_taken` even if the other is archived or private; `restricted_action` when the workspace leaves
        creating channels to its admins.
        """
        user = self.require_active(user_id)
        check_name(name)
        if self.channel_creation_restricted and not user.is_admin:
            raise SlackError("restricted_action")
        if self.find_channel(name) is not None:
            raise SlackError("name_taken")
        channel = Channel(
            id=self.ids.make("C"),
            name=name,
            creator=user_id,
            created=self.seconds(),
            is_private=is_private,
            members=[user_id],
        )
        self.channels[channel.id] = channel
        if self.has_empty_canvases:
            canvas = Canvas(self.ids.make("F"), channel.id, user_id)
            self.canvases[canvas.id] = canvas
        self.tell("channel_created", channel_id=channel.id, user_id=user_id)
        self._enter(user_id, channel, inviter=None, is_new=True)
        return channel

    def join(self, user_id: str, channel_id: str) -> bool:
        """Join a public channel; give False if this person was in it already."""
        self.require_active(user_id)
        channel = self.require_visible(user_id, channel_id)
        if channel.kind != "public_channel":
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise SlackError("is_archived")
        if user_id in channel.members:
            return False
        self._enter(user_id, channel, inviter=None)
        return True

    def invite(self, inviter_id: str, channel_id: str, user_ids: Sequence[str], *, is_forced: bool = False) -> Channel:
        """Invite people, all or none; with `is_forced` those who can be invited, as long as there is one.

        The error's `errors` names each person who could not be invited, as Slack's does.
        """
        channel = self._require_manageable(inviter_id, channel_id)
        if len(user_ids) > MAX_INVITES:
            raise SlackError("invalid_arguments")
        if not user_ids:
            raise SlackError("no_user")
        errors: list[dict[str, Any]] = []
        for user_id in user_ids:
            code = self._why_not_invited(inviter_id, channel, user_id)
            if code is not None:
                errors.append({"user": user_id, "ok": False, "error": code})
        failed = {str(error["user"]) for error in errors}
        if errors and (not is_forced or len(failed) == len(set(user_ids))):
            raise SlackError(str(errors[0]["error"]), errors=errors)
        for user_id in dict.fromkeys(user_ids):
            if user_id not in failed:
                self._enter(user_id, channel, inviter=inviter_id)
        return channel

    def _why_not_invited(self, inviter_id: str, channel: Channel, user_id: str) -> str | None:
        user = self.users.get(user_id)
        if user is None:
            return "user_not_found"
        if user_id == inviter_id:
            return "cant_invite_self"
        if user_id in channel.members:
            return "already_in_channel"
        return "user_is_restricted" if user.is_restricted else "cant_invite" if user.deleted else None

    def kick(self, by_user_id: str, channel_id: str, user_id: str) -> None:
        """Remove someone else from a channel."""
        channel = self._require_manageable(by_user_id, channel_id)
        if user_id == by_user_id:
            raise SlackError("cant_kick_self")
        if channel.is_general:
            raise SlackError("cant_kick_from_general")
        self.user(user_id)
        if user_id not in channel.members:
            raise SlackError("not_in_channel")
        self._exit(user_id, channel)

    def leave(self, user_id: str, channel_id: str) -> bool:
        """Leave a channel; give False if this person was not in it."""
        channel = self.require_visible(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_general:
            raise SlackError("cant_leave_general")
        if channel.is_archived:
            raise SlackError("is_archived")
        if user_id not in channel.members:
            return False
        self._exit(user_id, channel)
        return True

    def rename(self, user_id: str, channel_id: str, name: str) -> Channel:
        """Give a channel another name."""
        channel = self._require_manageable(user_id, channel_id)
        check_name(name)
        if channel.is_general:
            raise SlackError("not_authorized")
        if name == channel.name:
            return channel
        if self.find_channel(name) is not None:
            raise SlackError("name_taken")
        old_name, channel.name = channel.name, name
        channel.previous_names.insert(0, old_name)
        self._notice(
            user_id, channel, "channel_name", f'has renamed the channel from "{old_name}" to "{name}"',
            old_name=old_name, name=name,
        )  # fmt: skip
        self.tell("channel_rename", channel_id=channel_id, user_id=user_id, name=name, old_name=old_name)
        return channel

    def archive(self, user_id: str, channel_id: str) -> None:
        """Archive a channel: it can be read, and nothing more."""
        channel = self.require_visible(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise SlackError("already_archived")
        if channel.is_general:
            raise SlackError("cant_archive_general")
        if user_id not in channel.members:
            raise SlackError("not_in_channel")
        self._notice(user_id, channel, "channel_archive", "archived the channel", members=list(channel.members))
        channel.is_archived = True
        self.tell("channel_archive", channel_id=channel_id, user_id=user_id)

    def unarchive(self, user_id: str, channel_id: str) -> None:
        """Bring an archived channel back, and whoever did it into it."""
        channel = self.require_visible(user_id, channel_id)
        if not channel.is_archived:
            raise SlackError("not_archived")
        channel.is_archived = False
        self._notice(user_id, channel, "channel_unarchive", "un-archived the channel")
        self.tell("channel_unarchive", channel_id=channel_id, user_id=user_id)
        if user_id not in channel.members:
            self._enter(user_id, channel, inviter=None)

    def delete_channel(self, user_id: str, channel_id: str) -> None:
        """Delete a channel with all that was said in it, which Slack lets people do and its Web API does not."""
        channel = self._require_manageable(user_id, channel_id)
        if channel.is_general:
            raise SlackError("cant_delete_general")
        del self.channels[channel_id]
        self.canvases = {key: one for key, one in self.canvases.items() if one.channel_id != channel_id}
        for shown in self.ephemerals.values():
            shown[:] = [ephemeral for ephemeral in shown if ephemeral.channel_id != channel_id]
        self.tell("channel_deleted", channel_id=channel_id, user_id=user_id, is_private=channel.is_private)

    def change_id(self, channel_id: str) -> Channel:
        """Give a channel another id, as happens when it is shared with, or moved to, another workspace."""
        channel = self.channel(channel_id)
        if channel.is_general:
            raise SlackError("cant_change_general")
        del self.channels[channel_id]
        channel.id = self.ids.make("C")
        self.channels[channel.id] = channel
        for canvas in self.canvases.values():
            if canvas.channel_id == channel_id:
                canvas.channel_id = channel.id
        self.tell("channel_id_changed", channel_id=channel.id, old_channel_id=channel_id)
        return channel

    def make_private(self, user_id: str, channel_id: str) -> None:
        """Turn a public channel into a private one, which Slack's clients offer and its Web API does not."""
        channel = self._require_manageable(user_id, channel_id)
        if channel.is_private:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_general:
            raise SlackError("cant_convert_general")
        channel.is_private = True
        self._notice(
            user_id, channel, "channel_convert_to_private",
            "made this channel *private*. Now, it can only be viewed or joined by invitation.",
        )  # fmt: skip
        self.tell("channel_converted_to_private", channel_id=channel_id, user_id=user_id)

    def make_public(self, user_id: str, channel_id: str) -> None:
        """Turn a private channel into a public one, with all that was said in it."""
        channel = self._require_manageable(user_id, channel_id)
        if not channel.is_private:
            raise SlackError("method_not_supported_for_channel_type")
        channel.is_private = False
        self._notice(
            user_id, channel, "channel_convert_to_public",
            "made this channel *public*. Any member in this workspace can see and join it.",
        )  # fmt: skip
        self.tell("channel_converted_to_public", channel_id=channel_id, user_id=user_id)

    def share(self, channel_id: str, *, is_shared: bool = True) -> None:
        """Share a channel with another organisation, whose people then read and write in it; or share it no more."""
        channel = self.channel(channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_general:
            raise SlackError("cant_share_general")
        channel.is_ext_shared = is_shared
        self.tell("channel_shared" if is_shared else "channel_unshared", channel_id=channel_id)

    def set_topic(self, user_id: str, channel_id: str, topic: str) -> Channel:
        """Set what a channel is talking about now."""
        channel = self._require_manageable(user_id, channel_id)
        if len(topic) > MAX_TOPIC:
            raise SlackError("too_long")
        if topic != channel.topic:
            channel.topic, channel.topic_creator, channel.topic_set = topic, user_id, self.seconds()
            words = f"set the channel topic: {topic}" if topic else "cleared the channel topic"
            self._notice(user_id, channel, "channel_topic", words, topic=topic)
            self.tell("channel_topic", channel_id=channel_id, user_id=user_id, value=topic)
        return channel

    def set_purpose(self, user_id: str, channel_id: str, purpose: str) -> Channel:
        """Set what a channel is for; Slack's clients call it the description."""
        channel = self._require_manageable(user_id, channel_id)
        if len(purpose) > MAX_TOPIC:
            raise SlackError("too_long")
        if purpose != channel.purpose:
            channel.purpose, channel.purpose_creator, channel.purpose_set = purpose, user_id, self.seconds()
            words = f"set the channel description: {purpose}" if purpose else "cleared the channel description"
            self._notice(user_id, channel, "channel_purpose", words, purpose=purpose)
            self.tell("channel_purpose", channel_id=channel_id, user_id=user_id, value=purpose)
        return channel

    def direct_message(self, user_a: str, user_b: str) -> Channel:
        """Give the direct message between two people, opened if they never had one."""
        return self.group_message([user_a, user_b])

    def group_message(self, user_ids: Sequence[str]) -> Channel:
        """Give the direct message of these two people, or the group message of up to eight besides the opener."""
        members = list(dict.fromkeys(user_ids))
        for user_id in members:
            if self.user(user_id).deleted:
                raise SlackError("user_disabled")
        if len(members) > MAX_MPIM_USERS + 1:
            raise SlackError("too_many_users")
        for channel in self.channels.values():
            if (channel.is_im or channel.is_mpim) and set(channel.members) == set(members):
                return channel
        is_im = len(members) <= 2
        names = "--".join(self.users[u].name for u in members)
        channel = Channel(
            id=self.ids.make("D" if is_im else "C"),
            name="" if is_im else f"mpdm-{names}-1",
            creator=members[0],
            created=self.seconds(),
            is_private=True,
            is_im=is_im,
            is_mpim=not is_im,
            members=members,
        )
        self.channels[channel.id] = channel
        self.tell("im_created", channel_id=channel.id, user_id=members[0])
        return channel

    def _require_manageable(self, user_id: str, channel_id: str) -> Channel:
        channel = self.require_member(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        return channel

    def _enter(self, user_id: str, channel: Channel, *, inviter: str | None, is_new: bool = False) -> None:
        if not is_new:
            channel.members.append(user_id)
        extra = {} if inviter is None else {"inviter": inviter}
        self._notice(user_id, channel, "channel_join", "has joined the channel", **extra)
        self.tell("member_joined_channel", channel_id=channel.id, user_id=user_id, inviter=inviter)

    def _exit(self, user_id: str, channel: Channel) -> None:
        self._notice(user_id, channel, "channel_leave", "has left the channel")
        channel.members.remove(user_id)
        self.tell("member_left_channel", channel_id=channel.id, user_id=user_id)

    def _notice(self, user_id: str, channel: Channel, subtype: str, words: str, **extra: object) -> None:
        self.post_here(user_id, channel, text=f"<@{user_id}> {words}", subtype=subtype, extra=extra)


def check_name(name: str) -> None:
    """Refuse a channel name that Slack refuses, with its own error.

    Source: docs.slack.dev/reference/methods/conversations.create, "Naming" and "Errors": lower-case letters, digits,
    hyphens and underscores, at most 80. Letters of any script count, as they do in Slack's clients.
    """
    if not name.strip():
        raise SlackError("invalid_name_required")
    if len(name) > MAX_NAME:
        raise SlackError("invalid_name_maxlength")
    if re.fullmatch(r"[\W_]+", name):
        raise SlackError("invalid_name_punctuation")
    if name != name.lower() or not re.fullmatch(r"[\w-]+", name):
        raise SlackError("invalid_name_specials")
