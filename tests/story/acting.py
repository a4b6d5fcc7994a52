"""What people do in many stories, and what can be seen of it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from tests.story.living import Life


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


@asynccontextmanager
async def nothing_changes(told: Life) -> AsyncIterator[None]:
    """Hold that channels, who is in them and all that was said in them are the same afterwards."""
    await told.settle()
    before = (await told.control.state())["channels"]
    yield
    await told.settle()
    assert (await told.control.state())["channels"] == before
