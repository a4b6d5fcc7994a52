"""What `GET /control/state` shows: the whole workspace at a glance."""

from typing import Any

from sandbox import payloads
from sandbox.models import Channel, Ephemeral, Message
from sandbox.page_state import canvas_of
from sandbox.workspace import Workspace


def state(workspace: Workspace) -> dict[str, Any]:
    """Give people, channels with their messages, and what each person alone sees; ids are Slack's."""
    return {
        "users": [
            {
                "id": user.id,
                "name": user.name,
                "is_bot": user.is_bot,
                "real_name": user.real_name,
                "display_name": user.display_name,
                "tz": user.tz,
                "team": user.team,
                "is_admin": user.is_admin,
                "deleted": user.deleted,
            }
            for user in workspace.users.values()
        ],
        "channels": [_channel(workspace, channel) for channel in workspace.channels.values()],
        "ephemerals": {
            user_id: [_ephemeral(ephemeral) for ephemeral in ephemerals]
            for user_id, ephemerals in workspace.ephemerals.items()
        },
        "views": {
            user_id: [payloads.view(workspace, view) for view in stack] for user_id, stack in workspace.views.items()
        },
        "homes": {user_id: payloads.view(workspace, home) for user_id, home in workspace.homes.items()},
        "now": workspace.now().isoformat(),
        "bot_user_id": workspace.bot_user_id,
        "team": {"id": workspace.team_id, "name": workspace.team_name, "url": workspace.url},
    }


def _channel(workspace: Workspace, channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "members": list(channel.members),
        "messages": [_message(workspace, message) for message in channel.messages.values()],
        "pins": list(channel.pins),
        "topic": channel.topic,
        "purpose": channel.purpose,
        "creator": channel.creator,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_general": channel.is_general,
        "canvas": canvas_of(workspace, channel),
    }


def _message(workspace: Workspace, message: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {"ts": message.ts, "user": message.user, "text": message.text}
    optional = {
        "thread_ts": message.thread_ts,
        "subtype": message.subtype,
        "bot_id": message.bot_id,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "metadata": message.metadata,
        "edited": message.edited_ts and {"user": message.edited_by or message.user, "ts": message.edited_ts},
        "reactions": [{"name": r.name, "users": list(r.users), "count": len(r.users)} for r in message.reactions],
        "files": [
            payloads.file(workspace, workspace.files[file_id])
            for file_id in message.files
            if file_id in workspace.files
        ],
    }
    return shown | {key: value for key, value in optional.items() if value}


def _ephemeral(ephemeral: Ephemeral) -> dict[str, Any]:
    shown: dict[str, Any] = {"ts": ephemeral.ts, "channel": ephemeral.channel_id, "text": ephemeral.text}
    optional = {
        "thread_ts": ephemeral.thread_ts,
        "blocks": ephemeral.blocks,
        "attachments": ephemeral.attachments,
    }
    return shown | {key: value for key, value in optional.items() if value}
