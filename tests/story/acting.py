"""What people do in many stories, and what can be seen of it."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from tests.story.living import Life, said


async def start_community(told: Life, user: str, topic: str, **values: Any) -> str:
    """Let a person start a community in a new channel and give the channel's name."""
    await told.command(user, "general", f"/community start {topic}")
    await told.fill_in(user, **values)
    await put_away(told, user)
    name = f"cop-{topic.lower().replace(' ', '-')}"
    assert (await told.channel(name))["pins"]
    return name


async def put_away(told: Life, user: str) -> None:
    """Let a person close every modal before them."""
    await told.control.post("close", user=user, all=True)


async def shown(told: Life, user: str) -> dict[str, Any]:
    """Give what was shown to this person alone last."""
    state = await told.control.state()
    found: dict[str, Any] = state["ephemerals"][told.user_id(state, user)][-1]
    return found


async def choose(told: Life, user: str, card: Mapping[str, Any], action_id: str, *, channel: str) -> None:
    """Let a person choose what the menu behind "…" of a lesson's card offers under this action id."""
    value = f"{action_id} {number_of(card)}"
    await told.click(user, "lesson.menu", value=value, channel=channel, ts=card["ts"])


async def people_in(told: Life, channel: str) -> set[str]:
    """Give the names of who is in a channel, the bot left out."""
    state = await told.control.state()
    names = {person["id"]: person["name"] for person in state["users"] if not person["is_bot"]}
    members = (await told.channel(channel))["members"]
    return {names[user_id] for user_id in members if user_id in names}


async def tell(told: Life, event: Mapping[str, Any]) -> None:
    """Let Slack tell of something that people can't do in the sandbox, and let the bot take it in."""
    earlier = [entry for entry in await told.control.log() if entry["name"].startswith("events_api")][-1]["request"]
    payload = earlier.get("payload") or earlier["body"]
    event_id = told.sandbox.workspace.ids.make("Ev")
    told.sandbox.deliveries.deliver_event({**payload, "event": dict(event), "event_id": event_id})
    await told.settle()


def number_of(card: Mapping[str, Any]) -> int:
    """Give the number of the lesson a card is about."""
    found = re.search(r"#(\d+)", said(card))
    assert found is not None
    return int(found[1])


def buttons(message: Mapping[str, Any]) -> dict[str, str]:
    """Give the buttons of a message by what stands on them, with what each is called."""
    found = {}
    for block in message.get("blocks") or ():
        for element in [*block.get("elements", ()), *filter(None, [block.get("accessory")])]:
            if element["type"] == "button":
                found[element["text"]["text"]] = element["action_id"]
    return found


def value_beside(message: Mapping[str, Any], words: str) -> str:
    """Give the value of the one button that stands beside these words."""
    rows = [block for block in message["blocks"] if "accessory" in block and words in block["text"]["text"]]
    [value] = [block["accessory"]["value"] for block in rows]
    return str(value)


async def midweek(told: Life) -> datetime:
    """Move the clock to the next Wednesday noon in UTC, so that no digest is near, and give that time."""
    now = datetime.fromisoformat((await told.control.state())["now"])
    wednesday = (now + timedelta(days=7 - (now.weekday() - 2) % 7)).replace(hour=12, minute=0, second=0, microsecond=0)
    await told.move_clock(wednesday.isoformat())
    return wednesday


async def has_modal(told: Life, user: str) -> bool:
    """Tell whether a person has a modal before them."""
    state = await told.control.state()
    return bool(state["views"].get(told.user_id(state, user)))


async def said_in_thread(told: Life, channel: str, ts: str) -> list[dict[str, Any]]:
    """Give what the bot said below a message, oldest first."""
    return [message for message in await told.posts(channel) if message.get("thread_ts") == ts]


async def direct_channel(told: Life, user: str) -> str:
    """Give the id of a person's conversation with the bot."""
    state = await told.control.state()
    pair = {told.user_id(state, user), told.bot_user_id}
    return str(next(one["id"] for one in state["channels"] if one["is_im"] and set(one["members"]) == pair))


async def direct_messages(told: Life, user: str) -> list[dict[str, Any]]:
    """Give what the bot wrote to a person directly, oldest first."""
    state = await told.control.state()
    user_id = told.user_id(state, user)
    rooms = [channel for channel in state["channels"] if channel["is_im"] and user_id in channel["members"]]
    return [message for room in rooms for message in room["messages"] if message["user"] == told.bot_user_id]


@asynccontextmanager
async def nothing_changes(told: Life, *, but_reactions: bool = False) -> AsyncIterator[None]:
    """Hold that channels, who is in them and all that was said in them are the same afterwards.

    What the bot writes to one person directly is an answer, and no change. Reactions are people's own.
    """
    before = await _everything(told, with_reactions=not but_reactions)
    yield
    assert await _everything(told, with_reactions=not but_reactions) == before


async def _everything(told: Life, *, with_reactions: bool) -> list[dict[str, Any]]:
    await told.settle()
    channels = [channel for channel in (await told.control.state())["channels"] if not channel["is_im"]]
    for message in (message for channel in channels for message in channel["messages"] if not with_reactions):
        message.pop("reactions", None)
    return channels
