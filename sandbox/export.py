"""Opens a Slack export as a workspace: its people, channels, history and reactions, with the app installed."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.emoji import standard_names
from sandbox.export_source import ExportError, Source, open_source, read_objects
from sandbox.messages import SLACKBOT
from sandbox.models import Channel, File, Message, Reaction, User
from sandbox.workspace import Workspace

__all__ = ["ExportError", "open_export"]

_TS = re.compile(r"\d{1,12}\.\d{1,6}")
# What a notice carries besides its text, and what names the author of a message no account wrote.
_EXTRA = ("inviter", "topic", "purpose", "name", "old_name", "username")


def open_export(path: Path, now: Callable[[], datetime], *, seed: str | None = None) -> Workspace:
    """Give a workspace like the one an export was made from; ExportError says why there is none.

    Takes a folder or a zip, of today or of 2015. Direct messages are left out: nobody who tries the bot needs to see
    them. Private channels (`groups.json`) stay private. The bot is added to #general, or else to the first channel.
    """
    source = open_source(path)
    names = list(source.names())
    if "users.json" not in names:
        raise ExportError(f"{path} is no Slack export: it has no users.json")
    if "channels.json" not in names:
        raise ExportError(f"{path} is no Slack export: it has no channels.json")
    people = read_objects(source, "users.json")
    team_id = next((str(p["team_id"]) for p in people if p.get("team_id")), None)
    name = path.resolve().name.removesuffix(".zip")
    domain = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "export"
    workspace = Workspace(now, name=name, domain=domain, seed=seed, team_id=team_id)
    for person in people:
        _add_person(workspace, person)
    days = _days_by_folder(names)
    for described in read_objects(source, "channels.json"):
        _add_channel(workspace, source, described, days, is_private=False)
    if "groups.json" in names:
        for described in read_objects(source, "groups.json"):
            _add_channel(workspace, source, described, days, is_private=True)
    public = [channel for channel in workspace.channels.values() if not channel.is_private]
    if not public:
        raise ExportError(f"{path} has no public channel, so there is nowhere the bot could be")
    _welcome_bot(workspace, public)
    return workspace


def _welcome_bot(workspace: Workspace, public: list[Channel]) -> None:
    general = next((c for c in public if c.is_general), None) or next((c for c in public if c.name == "general"), None)
    chosen = general or next((c for c in public if not c.is_archived), public[0])
    chosen.is_general = True
    chosen.members.append(workspace.bot_user_id)
    # #general stands first, as on the page of the invented organisation.
    rest = {key: channel for key, channel in workspace.channels.items() if channel is not chosen}
    workspace.channels.clear()
    workspace.channels |= {chosen.id: chosen, **rest}


def _days_by_folder(names: Iterable[str]) -> dict[str, list[str]]:
    days: dict[str, list[str]] = {}
    for name in names:
        folder, _, day = name.partition("/")
        if day:
            days.setdefault(folder, []).append(name)
    return days


def _add_person(workspace: Workspace, person: dict[str, Any]) -> None:
    user_id = person.get("id")
    if not isinstance(user_id, str) or not user_id:
        return
    profile = _object(person.get("profile"))
    name = _text(person.get("name")) or user_id.lower()
    real_name = _text(person.get("real_name")) or _text(profile.get("real_name")) or name
    workspace.add_user(
        User(
            id=user_id,
            name=name,
            real_name=real_name,
            display_name=_text(profile.get("display_name")),
            tz=_zone(person.get("tz")),
            email=_text(profile.get("email")),
            title=_text(profile.get("title")),
            is_bot=bool(person.get("is_bot")),
            is_admin=bool(person.get("is_admin")),
            is_restricted=bool(person.get("is_restricted")),
            deleted=bool(person.get("deleted")),
        )
    )


def _zone(written: object) -> str:
    try:
        return ZoneInfo(str(written)).key if isinstance(written, str) and written else "Etc/UTC"
    except (KeyError, ValueError, OSError):
        return "Etc/UTC"


def _add_channel(
    workspace: Workspace, source: Source, described: dict[str, Any], days: dict[str, list[str]], *, is_private: bool
) -> None:
    channel_id, name = described.get("id"), _text(described.get("name"))
    if not isinstance(channel_id, str) or not name:
        return
    topic, purpose = _object(described.get("topic")), _object(described.get("purpose"))
    active = {user_id for user_id, user in workspace.users.items() if not user.deleted}
    channel = Channel(
        id=channel_id,
        name=name,
        creator=_text(described.get("creator")) or SLACKBOT,
        created=_seconds(described.get("created")),
        is_private=is_private,
        is_archived=bool(described.get("is_archived")),
        is_general=bool(described.get("is_general")) and not is_private,
        topic=_text(topic.get("value")),
        topic_creator=_text(topic.get("creator")),
        topic_set=_seconds(topic.get("last_set")),
        purpose=_text(purpose.get("value")),
        purpose_creator=_text(purpose.get("creator")),
        purpose_set=_seconds(purpose.get("last_set")),
        members=list(dict.fromkeys(m for m in _list(described.get("members")) if m in active)),
    )
    for day in days.get(name, days.get(channel_id, [])):
        for said in read_objects(source, day):
            _add_message(workspace, channel, said)
    channel.sort()
    for pin in _list(described.get("pins")):
        ts = _object(pin).get("id")
        if ts in channel.messages:
            channel.pins.insert(0, ts)
            channel.pinned_by[ts] = (_text(pin.get("user")), _seconds(pin.get("created")))
    workspace.channels[channel_id] = channel


def _add_message(workspace: Workspace, channel: Channel, said: dict[str, Any]) -> None:
    ts = said.get("ts")
    if not isinstance(ts, str) or not _TS.fullmatch(ts) or ts in channel.messages:
        return
    thread_ts = said.get("thread_ts")
    edited = _object(said.get("edited"))
    blocks = [block for block in _list(said.get("blocks")) if isinstance(block, dict)]
    message = Message(
        ts=ts,
        user=_author(workspace, said),
        text=_text(said.get("text")),
        blocks=blocks or None,
        # A first message names itself as its thread; here, as on the wire, that follows from its replies.
        thread_ts=thread_ts if isinstance(thread_ts, str) and _TS.fullmatch(thread_ts) and thread_ts != ts else None,
        subtype=_text(said.get("subtype")) or None,
        attachments=[a for a in _list(said.get("attachments")) if isinstance(a, dict)],
        files=_files(workspace, channel, said, ts),
        reactions=[_reaction(workspace, written) for written in _list(said.get("reactions")) if _object(written)],
        edited_ts=_text(edited.get("ts")) or None,
        edited_by=_text(edited.get("user")) or None,
        is_broadcast=said.get("subtype") == "thread_broadcast",
        extra={name: said[name] for name in _EXTRA if isinstance(said.get(name), str)},
    )
    channel.add(message)


def _author(workspace: Workspace, said: dict[str, Any]) -> str:
    """Find who wrote it; integrations and people the export does not list get an account named after them."""
    user_id = _text(said.get("user")) or _text(_object(said.get("comment")).get("user"))
    name = _text(said.get("username"))
    if not user_id:
        user_id = _text(said.get("bot_id")) or SLACKBOT
    if user_id not in workspace.users:
        name = name or ("Slackbot" if user_id == SLACKBOT else user_id)
        is_bot = bool(said.get("bot_id")) or user_id == SLACKBOT
        workspace.add_user(User(id=user_id, name=name.lower(), real_name=name, display_name=name, is_bot=is_bot))
    return user_id


def _reaction(workspace: Workspace, written: dict[str, Any]) -> Reaction:
    name = _text(written.get("name"))
    base = name.partition("::")[0]
    if base not in standard_names():
        workspace.custom_emoji[base] = ""
    return Reaction(name, [user for user in _list(written.get("users")) if isinstance(user, str)])


def _files(workspace: Workspace, channel: Channel, said: dict[str, Any], ts: str) -> list[str]:
    found = []
    for written in [*_list(said.get("files")), said.get("file")]:
        file = _object(written)
        file_id = file.get("id")
        if not isinstance(file_id, str) or not file_id:
            continue
        upload = workspace.files.setdefault(
            file_id,
            File(
                id=file_id,
                user_id=_text(file.get("user")),
                name=_text(file.get("name")) or file_id,
                title=_text(file.get("title")),
                size=_seconds(file.get("size")),
                created=_seconds(file.get("created")),
                mimetype=_text(file.get("mimetype")) or "application/octet-stream",
                ticket="",
                is_complete=True,
            ),
        )
        upload.shares.setdefault(channel.id, []).append(ts)
        found.append(file_id)
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _seconds(value: object) -> int:
    """Read a whole number that old exports write as text."""
    try:
        return int(float(value)) if isinstance(value, (int, float, str)) else 0
    except (ValueError, OverflowError):
        return 0
