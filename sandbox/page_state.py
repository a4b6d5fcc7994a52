"""What one person may see of the workspace, as the page's JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sandbox.manifest import Manifest
from sandbox.models import Channel, Ephemeral, File, Message, SlackError, User, View
from sandbox.workspace import Workspace

FACES_IN_A_SUMMARY = 5
PAGE_OF_MESSAGES = 60
CONTEXT_BEFORE_A_LINK = 15


class ReadMarks:
    """How far each person has read each conversation. What was there when the page first looked counts as read."""

    def __init__(self, workspace: Workspace) -> None:
        self._read: dict[tuple[str, str], str] = {}
        self._start = workspace.next_ts()

    def last_read(self, user_id: str, channel_id: str) -> str:
        """Give the ts up to which this person has read this conversation."""
        return self._read.get((user_id, channel_id), self._start)

    def mark(self, user_id: str, channel_id: str, ts: str) -> None:
        """Note that this person has read up to `ts`, or wants to start again from there."""
        self._read[(user_id, channel_id)] = ts


class Reader:
    """One person's eyes: gives only what this person may see, and never changes anything."""

    def __init__(self, workspace: Workspace, marks: ReadMarks, user: User) -> None:
        self.workspace = workspace
        self.user = user
        self._marks = marks

    def state(self) -> dict[str, Any]:
        """Give everything but the messages: people, conversations with unread marks, open views, the time."""
        workspace = self.workspace
        return {
            "me": self.user.id,
            "team": {"id": workspace.team_id, "name": workspace.team_name, "url": workspace.url},
            "now": workspace.now().isoformat(),
            "people": [person(user) for user in workspace.users.values()],
            "channels": [self.channel(c) for c in workspace.channels.values() if self.sees(c)],
            **self.surfaces(),
        }

    def surfaces(self) -> dict[str, Any]:
        """Give this person's open modals, newest last, and their Home (None if the app published none)."""
        home = self.workspace.homes.get(self.user.id)
        return {
            "views": [view_of(view) for view in self.workspace.views.get(self.user.id, [])],
            "home": None if home is None else view_of(home),
        }

    def sees(self, channel: Channel) -> bool:
        """Say whether this person may know of the conversation."""
        return self.workspace.can_see(self.user.id, channel)

    def conversation(self, channel_id: str) -> Channel:
        """Give a conversation this person may see; `channel_not_found` otherwise."""
        return self.workspace.require_visible(self.user.id, channel_id)

    def channel(self, channel: Channel) -> dict[str, Any]:
        """Give a conversation without its messages."""
        return {
            "id": channel.id,
            "name": channel.name,
            "kind": channel.kind,
            "creator": channel.creator,
            "created": channel.created,
            "topic": channel.topic,
            "purpose": channel.purpose,
            "is_archived": channel.is_archived,
            "is_general": channel.is_general,
            "is_ext_shared": channel.is_ext_shared,
            "is_member": self.user.id in channel.members,
            "members": channel.members,
            "pins": channel.pins,
            "canvas": canvas_of(self.workspace, channel),
            **self.unread(channel),
        }

    def unread(self, channel: Channel) -> dict[str, Any]:
        """Give the unread mark: how many new messages by others, and how many of them call this person."""
        last_read = self._marks.last_read(self.user.id, channel.id)
        unread = mentions = 0
        latest = next(reversed(channel.messages), None)
        for ts in reversed(channel.messages):
            if ts <= last_read:
                break
            message = channel.messages[ts]
            if message.user == self.user.id or (message.is_reply and not message.is_broadcast):
                continue
            unread += 1
            mentions += channel.is_im or channel.is_mpim or calls(message, self.user.id)
        is_reader = self.user.id in channel.members
        return {
            "last_read": last_read,
            "latest": latest,
            "unread": unread if is_reader else 0,
            "mentions": mentions if is_reader else 0,
        }

    def messages(self, channel: Channel, *, before: str | None = None, since: str | None = None) -> dict[str, Any]:
        """Give a stretch of a conversation, oldest first, replies left out unless they were sent to the channel too.

        The newest ones; those before a ts; or everything from shortly before a ts, so that a link to it can be shown.
        """
        shown = [m for m in channel.messages.values() if not m.is_reply or m.is_broadcast]
        if before is not None:
            shown = [m for m in shown if m.ts < before]
        start = max(0, len(shown) - PAGE_OF_MESSAGES)
        if since is not None:
            older = sum(m.ts < since for m in shown)
            start = min(start, max(0, older - CONTEXT_BEFORE_A_LINK))
        threads = _threads(channel)
        return {
            "messages": [self.message(channel, m, threads.get(m.ts, [])) for m in shown[start:]],
            "has_more": start > 0,
            "ephemerals": [ephemeral(e) for e in self._ephemerals(channel.id) if e.thread_ts is None],
        }

    def thread(self, channel: Channel, thread_ts: str) -> dict[str, Any]:
        """Give a thread, its first message first; `message_not_found` if there is none."""
        if thread_ts not in channel.messages:
            raise SlackError("message_not_found")
        replies = channel.replies(thread_ts)
        first = self.message(channel, channel.messages[thread_ts], replies)
        return {
            "messages": [first, *(self.message(channel, reply, []) for reply in replies)],
            "ephemerals": [ephemeral(e) for e in self._ephemerals(channel.id) if e.thread_ts == thread_ts],
        }

    def message(self, channel: Channel, message: Message, replies: Iterable[Message]) -> dict[str, Any]:
        """Give a message with what its replies come to."""
        replies = list(replies)
        faces = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "ts": message.ts,
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            "attachments": message.attachments,
            "thread_ts": message.thread_ts,
            "subtype": message.subtype,
            "bot_id": message.bot_id,
            "is_edited": message.edited_ts is not None,
            "is_broadcast": message.is_broadcast,
            "is_pinned": message.ts in channel.pins,
            "reactions": [{"name": r.name, "users": r.users} for r in message.reactions],
            "files": [file_of(self.workspace.files[f]) for f in message.files if f in self.workspace.files],
            "reply_count": len(replies),
            "reply_users": faces[:FACES_IN_A_SUMMARY],
            "latest_reply": replies[-1].ts if replies else None,
        }

    def pins(self, channel: Channel) -> list[dict[str, Any]]:
        """Give the pinned messages, newest pin first."""
        return [self.message(channel, channel.messages[ts], []) for ts in channel.pins if ts in channel.messages]

    def _ephemerals(self, channel_id: str) -> list[Ephemeral]:
        return [e for e in self.workspace.ephemerals.get(self.user.id, []) if e.channel_id == channel_id]


def calls(message: Message, user_id: str) -> bool:
    """Say whether a message calls this person: by name, or with everyone in the channel."""
    return any(mark in message.text for mark in (f"<@{user_id}>", f"<@{user_id}|", "<!channel", "<!here", "<!everyone"))


def person(user: User) -> dict[str, Any]:
    """Give a person as the page needs one."""
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "display_name": user.display_name,
        "tz": user.tz,
        "team": user.team,
        "title": user.title,
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "deleted": user.deleted,
    }


def view_of(view: View) -> dict[str, Any]:
    """Give a modal or Home with the ids that acting on it needs."""
    return {"id": view.id, "type": view.type, "hash": view.hash, "payload": view.payload, "values": view.values}


def ephemeral(message: Ephemeral) -> dict[str, Any]:
    """Give a message that only its reader sees."""
    return {
        "ts": message.ts,
        "channel_id": message.channel_id,
        "thread_ts": message.thread_ts,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "is_ephemeral": True,
    }


def file_of(file: File) -> dict[str, Any]:
    """Give a file without its bytes; the page asks for those only when `has_content`."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "alt_text": file.alt_text,
        "mimetype": file.mimetype,
        "size": file.size,
        "has_content": file.content is not None,
    }


def canvas_of(workspace: Workspace, channel: Channel) -> dict[str, Any] | None:
    """Give a channel's canvas, None when it has none."""
    canvas = workspace.canvas_of(channel.id)
    if canvas is None:
        return None
    return {"id": canvas.id, "title": canvas.title, "markdown": canvas.markdown, "created_by": canvas.created_by}


def app_of(workspace: Workspace, manifest: Manifest) -> dict[str, Any]:
    """Give the app as its manifest describes it: name, commands with usage hints, shortcuts, what its DM offers."""
    return {
        "id": workspace.app_id,
        "user_id": workspace.bot_user_id,
        "name": manifest.name,
        "commands": [asdict(command) for command in manifest.commands],
        "shortcuts": [asdict(shortcut) for shortcut in manifest.shortcuts],
        "has_home_tab": manifest.has_home_tab,
        "has_messages_tab": manifest.has_messages_tab,
        "is_messages_tab_read_only": manifest.is_messages_tab_read_only,
    }


def _threads(channel: Channel) -> dict[str, list[Message]]:
    threads: dict[str, list[Message]] = {}
    for message in channel.messages.values():
        if message.thread_ts is not None and message.thread_ts != message.ts:
            threads.setdefault(message.thread_ts, []).append(message)
    return threads
