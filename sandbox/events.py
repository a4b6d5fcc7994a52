"""Turns what happens in the workspace into Events API payloads, for what the app subscribed to and may know.

Source: https://docs.slack.dev/reference/events, one page an event, with the scope it needs.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox import payloads
from sandbox.event_messages import channel_type, message_event
from sandbox.manifest import Manifest
from sandbox.models import Change, Channel, Message
from sandbox.workspace import Workspace

# The scope without which Slack does not send an event, whatever is subscribed to.
_SCOPES = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_id_changed": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_shared": "channels:read",  # or groups:read, by the channel
    "channel_unarchive": "channels:read",
    "channel_unshared": "channels:read",
    "file_shared": "files:read",
    "group_archive": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "im_created": "im:read",
    "member_joined_channel": "channels:read",  # or groups:read, by the channel
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}

_MESSAGE_SUBSCRIPTIONS = {
    "public_channel": "message.channels",
    "private_channel": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}

Data = Mapping[str, Any]


class Events:
    """Listens to a workspace and hands every payload the app is to get to `deliver`."""

    def __init__(self, workspace: Workspace, manifest: Manifest, deliver: Callable[[dict[str, Any]], None]) -> None:
        self._workspace = workspace
        self._manifest = manifest
        self._deliver = deliver
        self._kinds: dict[str, Callable[[Data], None]] = {
            "message": self._message,
            "message_changed": self._message_changed,
            "message_deleted": self._message_deleted,
            "reaction_added": lambda data: self._reaction("reaction_added", data),
            "reaction_removed": lambda data: self._reaction("reaction_removed", data),
            "channel_created": self._channel_created,
            "channel_rename": self._channel_rename,
            "channel_archive": lambda data: self._archive("archive", data),
            "channel_unarchive": lambda data: self._archive("unarchive", data),
            "channel_deleted": self._channel_deleted,
            "channel_id_changed": self._channel_id_changed,
            "channel_shared": lambda data: self._shared("channel_shared", "connected_team_id", data),
            "channel_unshared": lambda data: self._shared("channel_unshared", "previously_connected_team_id", data),
            "im_created": self._im_created,
            "member_joined_channel": self._member_joined,
            "member_left_channel": self._member_left,
            "user_change": lambda data: self._person("user_change", data),
            "team_join": lambda data: self._person("team_join", data),
            "pin_added": lambda data: self._pin("pin_added", data),
            "pin_removed": lambda data: self._pin("pin_removed", data),
            "file_shared": self._file_shared,
        }
        workspace.subscribe(self.hear)

    def hear(self, change: Change) -> None:
        """Send what the app is to know of one change."""
        if (kind := self._kinds.get(change.kind)) is not None:
            kind(change.data)

    def home_opened(self, user_id: str, *, tab: str = "home") -> None:
        """Tell the app that a person opened its Home or its messages."""
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": self._workspace.direct_message(user_id, self._workspace.bot_user_id).id,
            "tab": tab,
        }
        home = self._workspace.homes.get(user_id)
        if home is not None and tab == "home":
            # The wire also carries the view's id, hash and state; Slack's own types leave them out, and so does this.
            shown = payloads.view(self._workspace, home)
            kept = ("type", "blocks", "private_metadata", "callback_id", "external_id")
            event["view"] = {key: shown[key] for key in kept}
        self._send("app_home_opened", event)

    def _message(self, data: Data) -> None:
        channel, message = self._place(data), data["message"]
        if not self._is_in(channel):
            return
        event = message_event(self._workspace, channel, message)
        self._send(_MESSAGE_SUBSCRIPTIONS[channel.kind], event, ts=message.ts)
        if self._is_mention(channel, message):
            keys = (
                "user",
                "ts",
                "text",
                "channel",
                "event_ts",
                "thread_ts",
                "team",
                "blocks",
                "client_msg_id",
                "bot_id",
            )
            mention = {key: event[key] for key in keys if key in event} | {"type": "app_mention"}
            self._send("app_mention", mention, ts=message.ts)

    def _is_mention(self, channel: Channel, message: Message) -> bool:
        mentioned = f"<@{self._workspace.bot_user_id}" in message.text
        is_own = message.user == self._workspace.bot_user_id
        return mentioned and not is_own and not channel.is_im and message.subtype in (None, "thread_broadcast")

    def _message_changed(self, data: Data) -> None:
        channel = self._place(data)
        if self._is_in(channel):
            event = {
                **self._hidden(channel, "message_changed"),
                "message": message_event(self._workspace, channel, data["message"]),
                "previous_message": message_event(self._workspace, channel, data["previous"]),
            }
            self._send(_MESSAGE_SUBSCRIPTIONS[channel.kind], event, ts=event["ts"])

    def _message_deleted(self, data: Data) -> None:
        channel, message = self._place(data), data["message"]
        if self._is_in(channel):
            event = {
                **self._hidden(channel, "message_deleted"),
                "deleted_ts": message.ts,
                "previous_message": message_event(self._workspace, channel, message),
            }
            self._send(_MESSAGE_SUBSCRIPTIONS[channel.kind], event, ts=event["ts"])

    def _hidden(self, channel: Channel, subtype: str) -> dict[str, Any]:
        return {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": channel.id,
            "channel_type": channel_type(channel),
            "ts": self._workspace.next_ts(),
        }

    def _reaction(self, kind: str, data: Data) -> None:
        if self._is_in(self._place(data)):
            item = {"type": "message", "channel": data["channel_id"], "ts": data["ts"]}
            event = {"user": data["user_id"], "reaction": data["name"], "item": item, "item_user": data["item_user"]}
            self._send(kind, {"type": kind, **event})

    def _channel_created(self, data: Data) -> None:
        channel = self._place(data)
        if not channel.is_private:
            described = {
                "id": channel.id,
                "name": channel.name,
                "name_normalized": channel.name,
                "created": channel.created,
                "creator": channel.creator,
                "is_channel": True,
                "is_private": False,
                "context_team_id": self._workspace.team_id,
            }
            self._send("channel_created", {"type": "channel_created", "channel": described})

    def _channel_rename(self, data: Data) -> None:
        channel = self._place(data)
        if kind := self._channel_or_group(channel, "rename"):
            described = {
                "id": channel.id,
                "name": data["name"],
                "name_normalized": data["name"],
                "created": channel.created,
            }
            self._send(kind, {"type": kind, "channel": described})

    def _archive(self, what: str, data: Data) -> None:
        channel = self._place(data)
        if kind := self._channel_or_group(channel, what):
            self._send(kind, {"type": kind, "channel": channel.id, "user": data["user_id"]})

    def _channel_or_group(self, channel: Channel, what: str) -> str | None:
        """Give the event's name: for every public channel, for a private one only where the app is in it."""
        if not channel.is_private:
            return f"channel_{what}"
        return f"group_{what}" if self._is_in(channel) else None

    def _channel_deleted(self, data: Data) -> None:
        # The channel is gone, so it can't be asked who was in it; a private one is nobody else's business.
        if not data["is_private"]:
            self._send("channel_deleted", {"type": "channel_deleted", "channel": data["channel_id"]})

    def _channel_id_changed(self, data: Data) -> None:
        if self._is_in(self._place(data)):
            ids = {"old_channel_id": data["old_channel_id"], "new_channel_id": data["channel_id"]}
            self._send("channel_id_changed", {"type": "channel_id_changed", **ids})

    def _shared(self, kind: str, partner: str, data: Data) -> None:
        channel = self._place(data)
        if not channel.is_private or self._is_in(channel):
            event: dict[str, Any] = {"type": kind, "channel": channel.id, partner: "TPARTNER"}
            if kind == "channel_unshared":
                event["is_ext_shared"] = channel.is_ext_shared
            self._send(kind, event, scope=_membership_scope(channel))

    def _im_created(self, data: Data) -> None:
        if self._is_in(self._place(data)):
            channel = {"id": data["channel_id"], "created": self._place(data).created}
            self._send("im_created", {"type": "im_created", "user": data["user_id"], "channel": channel})

    def _member_joined(self, data: Data) -> None:
        channel = self._place(data)
        if self._is_in(channel):
            event = self._membership("member_joined_channel", channel, data)
            if data.get("inviter"):
                event["inviter"] = data["inviter"]
            self._send("member_joined_channel", event, scope=_membership_scope(channel))

    def _member_left(self, data: Data) -> None:
        channel = self._place(data)
        is_app = data["user_id"] == self._workspace.bot_user_id
        if is_app:
            kind = "group_left" if channel.is_private else "channel_left"
            self._send(kind, {"type": kind, "channel": channel.id})
        if is_app or self._is_in(channel):
            event = self._membership("member_left_channel", channel, data)
            self._send("member_left_channel", event, scope=_membership_scope(channel))

    def _membership(self, kind: str, channel: Channel, data: Data) -> dict[str, Any]:
        return {
            "type": kind,
            "user": data["user_id"],
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": self._workspace.team_id,
        }

    def _person(self, kind: str, data: Data) -> None:
        self._send(kind, {"type": kind, "user": payloads.user(self._workspace, self._workspace.user(data["user_id"]))})

    def _pin(self, kind: str, data: Data) -> None:
        channel = self._place(data)
        if self._is_in(channel):
            message = self._workspace.message(channel.id, data["ts"])
            item = {"type": "message", "channel": channel.id, "created": self._workspace.seconds()}
            event = {
                "user": data["user_id"],
                "channel_id": channel.id,
                "item": item | {"message": message_event(self._workspace, channel, message)},
                "item_user": message.user,
            }
            self._send(kind, {"type": kind, **event})

    def _file_shared(self, data: Data) -> None:
        if self._is_in(self._place(data)):
            file_id = data["file_id"]
            event = {"file_id": file_id, "user_id": data["user_id"], "file": {"id": file_id}}
            self._send("file_shared", {"type": "file_shared", "channel_id": data["channel_id"], **event})

    def _place(self, data: Data) -> Channel:
        return self._workspace.channel(data["channel_id"])

    def _is_in(self, channel: Channel) -> bool:
        return self._workspace.bot_user_id in channel.members

    def _send(
        self, subscription: str, event: dict[str, Any], *, ts: str | None = None, scope: str | None = None
    ) -> None:
        scope = scope or _SCOPES[subscription]
        is_allowed = scope is None or scope in self._manifest.bot_scopes
        if subscription in self._manifest.bot_events and is_allowed:
            self._deliver(self._envelope(event | {"event_ts": ts or self._workspace.next_ts()}))

    def _envelope(self, event: dict[str, Any]) -> dict[str, Any]:
        workspace = self._workspace
        return {
            "token": "verification-token-of-the-sandbox",
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.ids.make("Ev"),
            "event_time": workspace.seconds(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.team_id,
                    "user_id": workspace.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{workspace.ids.letters(32)}",
        }


def _membership_scope(channel: Channel) -> str:
    return "groups:read" if channel.is_private else "channels:read"
