"""What Slack writes for a person, a conversation, a message, a view or a file, on the Web API and in events."""

from datetime import UTC
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sandbox.models import Channel, File, Message, User, View
from sandbox.state import State


def user(state: State, person: User, *, has_email: bool = True) -> dict[str, Any]:
    """Give a person as `users.info` does; the address only to apps with `users:read.email`."""
    zone = ZoneInfo(person.tz) if person.tz else UTC
    moment = state.now().astimezone(zone)
    offset = moment.utcoffset()
    profile: dict[str, Any] = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": person.id[-8:].lower(),
        "team": state.team_id,
    }
    if has_email and person.email:
        profile["email"] = person.email
    if person.id == state.bot_user_id:
        profile |= {"api_app_id": state.app_id, "bot_id": state.bot_id, "always_active": True}
    shape: dict[str, Any] = {
        "id": person.id,
        "team_id": state.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.deleted:
        return shape
    return shape | {
        "color": "4bbe2e",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": moment.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_email_confirmed": not person.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }


def channel(state: State, conversation: Channel, *, viewer_id: str, has_members: bool = False) -> dict[str, Any]:
    """Give a conversation as `conversations.info` does for this viewer; `num_members` only when asked for."""
    if conversation.is_im:
        other = next((m for m in conversation.members if m != viewer_id), viewer_id)
        return {
            "id": conversation.id,
            "created": conversation.created,
            "is_archived": conversation.is_archived,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": state.team_id,
            "user": other,
            "is_user_deleted": other in state.users and state.users[other].deleted,
            "priority": 0,
            "updated": conversation.created * 1000,
        }
    shape: dict[str, Any] = {
        "id": conversation.id,
        "name": conversation.name,
        "is_channel": not conversation.is_mpim,
        "is_group": False,
        "is_im": False,
        "is_mpim": conversation.is_mpim,
        "is_private": conversation.is_private,
        "created": conversation.created,
        "is_archived": conversation.is_archived,
        "is_general": conversation.is_general,
        "unlinked": 0,
        "name_normalized": conversation.name,
        "is_shared": conversation.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": state.team_id,
        "updated": max(conversation.created, conversation.topic_set, conversation.purpose_set) * 1000,
        "parent_conversation": None,
        "creator": conversation.creator,
        "is_ext_shared": conversation.is_ext_shared,
        "shared_team_ids": [state.team_id],
        "pending_connected_team_ids": [],
        "is_member": viewer_id in conversation.members,
        "topic": _statement(conversation.topic, conversation.topic_creator, conversation.topic_set),
        "purpose": _statement(conversation.purpose, conversation.purpose_creator, conversation.purpose_set),
        "previous_names": conversation.previous_names,
    }
    canvas = next((one for one in state.canvases.values() if one.channel_id == conversation.id), None)
    if canvas is not None:
        # docs.slack.dev/reference/methods/conversations.create, "Response": `properties.canvas`.
        shape["properties"] = {
            "canvas": {"file_id": canvas.id, "is_empty": not canvas.markdown, "quip_thread_id": canvas.id}
        }
    if has_members:
        shape["num_members"] = len(conversation.members)
    return shape


def _statement(value: str, creator: str, last_set: int) -> dict[str, Any]:
    return {"value": value, "creator": creator, "last_set": last_set}


def message(state: State, conversation: Channel, said: Message, *, has_metadata: bool = False) -> dict[str, Any]:
    """Give a message as `conversations.history` does; its metadata only when asked for."""
    shape: dict[str, Any] = {"type": "message"}
    if said.subtype:
        shape["subtype"] = said.subtype
    shape |= {"user": said.user, "text": said.text, "ts": said.ts, **said.extra}
    if said.subtype is None or said.subtype in {"thread_broadcast", "file_share"}:
        shape["team"] = state.team_id
    if said.bot_id:
        shape |= {"bot_id": said.bot_id, "app_id": said.app_id, "bot_profile": bot_profile(state)}
    if said.blocks:
        shape["blocks"] = said.blocks
    if said.attachments:
        shape["attachments"] = said.attachments
    if said.files:
        shape["files"] = [file(state, state.files[file_id]) for file_id in said.files if file_id in state.files]
    if said.edited_ts:
        shape["edited"] = {"user": said.edited_by or said.user, "ts": said.edited_ts}
    if said.metadata and has_metadata:
        shape["metadata"] = said.metadata
    shape |= _threading(conversation, said)
    if said.reactions:
        shape["reactions"] = [{"name": r.name, "users": list(r.users), "count": len(r.users)} for r in said.reactions]
    if said.ts in conversation.pins:
        shape["pinned_to"] = [conversation.id]
    return shape


def _threading(conversation: Channel, said: Message) -> dict[str, Any]:
    if said.is_reply:
        parent = conversation.messages.get(said.thread_ts or "")
        shape: dict[str, Any] = {"thread_ts": said.thread_ts}
        if parent is not None:
            shape["parent_user_id"] = parent.user
        if said.is_broadcast and parent is not None:
            shape["root"] = {"ts": parent.ts, "user": parent.user, "text": parent.text, "type": "message"}
        return shape
    replies = conversation.replies(said.ts)
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": said.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        # "reply_users": at most five, docs.slack.dev/messaging/retrieving-messages.
        "reply_users": people[:5],
        "is_locked": False,
        "subscribed": False,
    }


def bot_profile(state: State) -> dict[str, Any]:
    """Give the app as its messages name it."""
    bot = state.users[state.bot_user_id]
    return {
        "id": state.bot_id,
        "app_id": state.app_id,
        "user_id": state.bot_user_id,
        "name": bot.real_name,
        "icons": {},
        "deleted": bot.deleted,
        "updated": bot.updated,
        "team_id": state.team_id,
    }


def view(state: State, shown: View) -> dict[str, Any]:
    """Give a view as `views.open` answers it and as interactions carry it, with what people typed so far."""
    sent = shown.payload
    shape: dict[str, Any] = {
        "id": shown.id,
        "team_id": state.team_id,
        "type": shown.type,
        "blocks": sent.get("blocks", []),
        "private_metadata": shown.private_metadata,
        "callback_id": shown.callback_id,
        "state": {"values": shown.values},
        "hash": shown.hash,
        "clear_on_close": bool(sent.get("clear_on_close", False)),
        "notify_on_close": bool(sent.get("notify_on_close", False)),
        "previous_view_id": shown.previous_view_id,
        "root_view_id": shown.root_view_id,
        "app_id": state.app_id,
        "external_id": shown.external_id,
        "app_installed_team_id": state.team_id,
        "bot_id": state.bot_id,
        "title": sent.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": sent.get("close"),
        "submit": sent.get("submit"),
    }
    if shown.type == "modal":
        shape["submit_disabled"] = bool(sent.get("submit_disabled", False))
    return shape


def file(state: State, upload: File) -> dict[str, Any]:
    """Give a file as `files.info` does."""
    name = upload.title or upload.name
    return {
        "id": upload.id,
        "created": upload.created,
        "timestamp": upload.created,
        "name": upload.name,
        "title": name,
        "alt_txt": upload.alt_text,
        "mimetype": upload.mimetype,
        "filetype": upload.name.rpartition(".")[2].lower() if "." in upload.name else "text",
        "user": upload.user_id,
        "user_team": state.team_id,
        "size": upload.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": any(c in state.channels and state.channels[c].kind == "public_channel" for c in upload.shares),
        "file_access": "visible",
        "channels": list(upload.shares),
        "url_private": f"{state.url}files-pri/{state.team_id}-{upload.id}/{upload.name}",
        "permalink": f"{state.url}files/{upload.user_id}/{upload.id}/{upload.name}",
        "shares": {
            "public": {channel_id: [{"ts": ts} for ts in posted] for channel_id, posted in upload.shares.items()}
        }
        if upload.shares
        else {},
    }


def file_addresses(state: State, upload: File, base_url: str) -> dict[str, Any]:
    """Give where an app reads a file's bytes, with its token: on this server, whatever the workspace is called."""
    place = f"{state.team_id}-{upload.id}"
    name = quote(upload.name)
    return {
        "url_private": f"{base_url}/files-pri/{place}/{name}",
        "url_private_download": f"{base_url}/files-pri/{place}/download/{name}",
    }
