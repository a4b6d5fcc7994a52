"""What is put on messages and channels: reactions, pins, bookmarks."""

from typing import Any

from sandbox import payloads
from sandbox.models import Channel, Message, SlackError
from sandbox.web_api.call import Call, Method


def add_reaction(call: Call) -> dict[str, Any]:
    """Put an emoji on a message of a channel the bot is in."""
    channel, message = _item(call)
    _need_membership(call, channel)
    call.workspace.react(call.user_id, channel.id, message.ts, call.arguments.text("name"))
    return {}


def remove_reaction(call: Call) -> dict[str, Any]:
    """Take the bot's own emoji back."""
    channel, message = _item(call)
    call.workspace.unreact(call.user_id, channel.id, message.ts, call.arguments.text("name"))
    return {}


def get_reactions(call: Call) -> dict[str, Any]:
    """Give a message with its reactions."""
    channel, message = _item(call)
    shape = payloads.message(call.workspace, channel, message)
    shape["permalink"] = call.workspace.permalink(channel.id, message.ts)
    return {"type": "message", "channel": channel.id, "message": shape}


def add_pin(call: Call) -> dict[str, Any]:
    """Pin a message."""
    channel, message = _item(call)
    _need_membership(call, channel)
    call.workspace.pin(call.user_id, channel.id, message.ts)
    return {}


def remove_pin(call: Call) -> dict[str, Any]:
    """Take a pin away."""
    channel, message = _item(call)
    _need_membership(call, channel)
    call.workspace.unpin(call.user_id, channel.id, message.ts)
    return {}


def list_pins(call: Call) -> dict[str, Any]:
    """Give a channel's pinned messages, newest pin first."""
    channel = call.channel()
    items = []
    for ts in channel.pins:
        user_id, created = channel.pinned_by.get(ts, (channel.creator, channel.created))
        shape = payloads.message(call.workspace, channel, channel.messages[ts])
        shape["permalink"] = call.workspace.permalink(channel.id, ts)
        items.append(
            {"type": "message", "channel": channel.id, "created": created, "created_by": user_id, "message": shape}
        )
    return {"items": items}


def add_bookmark(call: Call) -> dict[str, Any]:
    """Put a link in a channel's bar; only links are kept here."""
    channel = call.channel("channel_id")
    _need_membership(call, channel)
    if call.arguments.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    link = call.arguments.text("link")
    if not link.startswith(("https://", "http://")):
        raise SlackError("invalid_link")
    bookmark = {
        "id": call.workspace.ids.make("Bk"),
        "channel_id": channel.id,
        "title": call.arguments.text("title"),
        "link": link,
        "emoji": call.arguments.text("emoji"),
        "icon_url": None,
        "type": "link",
        "entity_id": None,
        "date_created": call.workspace.seconds(),
        "date_updated": 0,
        "rank": "a",
        "last_updated_by_user_id": call.user_id,
        "last_updated_by_team_id": call.workspace.team_id,
        "shortcut_id": None,
        "app_id": call.workspace.app_id,
    }
    channel.bookmarks.append(bookmark)
    call.workspace.tell("bookmark_added", channel_id=channel.id, bookmark=bookmark)
    return {"bookmark": bookmark}


def list_bookmarks(call: Call) -> dict[str, Any]:
    """Give a channel's bookmarks."""
    return {"bookmarks": call.channel("channel_id").bookmarks}


def _item(call: Call) -> tuple[Channel, Message]:
    if "channel" not in call.arguments or "timestamp" not in call.arguments:
        raise SlackError("no_item_specified")
    channel = call.channel()
    ts = call.arguments.ts("timestamp", error="bad_timestamp") or ""
    return channel, call.workspace.message(channel.id, ts)


def _need_membership(call: Call, channel: Channel) -> None:
    if call.user_id not in channel.members:
        raise SlackError("not_in_channel")


METHODS: dict[str, Method] = {
    "reactions.add": add_reaction,
    "reactions.remove": remove_reaction,
    "reactions.get": get_reactions,
    "pins.add": add_pin,
    "pins.remove": remove_pin,
    "pins.list": list_pins,
    "bookmarks.add": add_bookmark,
    "bookmarks.list": list_bookmarks,
}
