"""The whole bot in this process, on the wire of a Slack on this machine: seen is what people see."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from bot import slack
from bot.bot import Bot
from bot.rates import Rates
from bot.workshop import Workshop
from handlers.features import TABLE
from sandbox.clock import Clock
from sandbox.server import Sandbox
from sandbox.workspace import Workspace
from storage.database import Database
from storage.stores import Stores
from tests.bot.running import settings_for
from tests.sandbox.running import MONDAY, Control, eventually, small_workspace

MANIFEST = Path(__file__).parent.parent.parent / "manifest.yml"

T = TypeVar("T")


@dataclass
class World:
    """Ana, Ben, Caro and the bot in #general and #birds; #quiet without the bot; #nest, private, without Ana."""

    sandbox: Sandbox
    control: Control
    database: Database

    async def command(self, user: str, text: str, *, channel: str = "birds") -> str:
        """Type a command and give all the words of the answer, "" when a modal was opened."""
        name, _, rest = text.partition(" ")
        ack = await self.control.post("command", user=user, channel=channel, command=name, text=rest)
        await self.settle()
        return said(ack.get("ack") or ack)

    async def click(self, user: str, action_id: str, **where: Any) -> None:
        await self.control.post("click", user=user, action_id=action_id, **where)
        await self.settle()

    async def click_in_modal(self, user: str, action_id: str, value: str | None = None) -> None:
        view = await self.view(user)
        assert view is not None
        await self.click(user, action_id, view_id=view["id"], **({"value": value} if value else {}))

    async def submit(self, user: str, **values: str) -> dict[str, Any]:
        """Fill in the modal in front of them and submit it; a field is named by its block id."""
        view = await self.view(user)
        assert view is not None, f"{user} has no modal open"
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        given = {name: {inputs[name]["action_id"]: value} for name, value in values.items()}
        answer = await self.control.post("submit", user=user, view_id=view["id"], values=given)
        await self.settle()
        return answer

    async def view(self, user: str) -> dict[str, Any] | None:
        """Give the modal in front of them, None when there is none."""
        shown = (await self.control.state())["views"].get(self.user_id(user)) or [None]
        found: dict[str, Any] | None = shown[-1]
        return found

    async def shown(self, user: str) -> str:
        """Give all the words of the modal in front of them."""
        view = await self.view(user)
        return said(view) if view else ""

    async def told(self, user: str) -> str:
        """Give all the words of what they alone were told last."""
        ephemerals = await self.control.ephemerals(self.user_id(user))
        return said(ephemerals[-1]) if ephemerals else ""

    async def home(self, user: str) -> str:
        """Open the App Home and give all its words."""
        await self.control.post("home", user=user)
        await self.settle()
        return said((await self.control.state())["homes"][self.user_id(user)])

    async def channel(self, name: str) -> dict[str, Any] | None:
        for channel in (await self.control.state())["channels"]:
            if name in (channel["id"], channel["name"]):
                found: dict[str, Any] = channel
                return found
        return None

    async def members(self, channel: str) -> set[str]:
        """Give the names of the people in a channel, without the bot."""
        found = await self.channel(channel)
        assert found is not None
        names = {user.id: user.name for user in self.sandbox.workspace.users.values() if not user.is_bot}
        return {names[user_id] for user_id in found["members"] if user_id in names}

    async def posted(self, channel: str) -> list[str]:
        """Give all the words of each of the bot's messages in a channel."""
        found = await self.channel(channel)
        assert found is not None
        bot = self.sandbox.workspace.bot_user_id
        return [said(message) for message in found["messages"] if message["user"] == bot and not message.get("subtype")]

    def direct(self, user: str) -> list[str]:
        """Give all the words of each message the bot sent to one person."""
        workspace = self.sandbox.workspace
        wanted = {workspace.bot_user_id, self.user_id(user)}
        found = [channel for channel in workspace.channels.values() if channel.is_im and set(channel.members) == wanted]
        return [
            said({"text": one.text, "blocks": one.blocks}) for channel in found for one in channel.messages.values()
        ]

    async def start(self, topic: str = "Contract testing", *, user: str = "ana", **values: str) -> int:
        """Start a community and give its id."""
        await self.command(user, f"/community start {topic}", channel="quiet")
        await self.submit(user, **values)
        found = await self.read(lambda stores: stores.communities.all())
        community_id = next(community.id for community in found if community.topic == topic)
        await self.control.post("close", user=user, all=True)
        return community_id

    async def members_of(self, community_id: int) -> set[str]:
        """Give the names of a community's members."""
        kept = await self.read(lambda stores: stores.members.of(community_id))
        return {self.sandbox.workspace.users[member.user_id].name for member in kept}

    async def topics(self) -> list[str]:
        """Give the topics of all open communities."""
        return [community.topic for community in await self.read(lambda stores: stores.communities.all())]

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Return once something is so that the bot does by itself, and nothing moves any more."""
        await eventually(is_so)
        await self.settle()

    async def settle(self) -> None:
        await self.control.post("settle")

    def user_id(self, name: str) -> str:
        found = self.sandbox.workspace.find_user(name)
        assert found is not None
        return found.id

    def channel_id(self, name: str) -> str:
        found = self.sandbox.workspace.find_channel(name)
        assert found is not None
        return found.id

    async def read(self, work: Callable[[Stores], T]) -> T:
        return await self.database.read(self.sandbox.workspace.team_id, work)


@asynccontextmanager
async def world_of(
    database_url: str,
    folder: Path,
    *,
    workspace_of: Callable[[Clock], Workspace] = small_workspace,
    rates: Rates | None = None,
) -> AsyncIterator[World]:
    """Start a Slack and the bot in it; stop both at the end."""
    clock = Clock(MONDAY)
    sandbox = Sandbox(workspace_of(clock), MANIFEST, clock=clock, has_rates=False)
    await sandbox.start()
    settings = settings_for(sandbox, database_url, folder, clock="settable")
    database = Database(database_url)
    try:
        async with slack.session() as shared, aiohttp.ClientSession() as session:
            bot = Bot(settings, TABLE, database, shared, "test", Workshop(), rates)
            await bot.server.start()
            sandbox.attach_bot(f"http://127.0.0.1:{bot.server.port}")
            await database.open()
            await bot.start(await slack.introduce(bot.client))
            try:
                control = Control(session, sandbox.url)
                await control.post("clock", advance_seconds=1)  # which the bot follows
                await control.post("settle")
                yield World(sandbox, control, database)
            finally:
                await bot.end()
                await bot.server.stop()
    finally:
        await database.close()
        await sandbox.stop()


def said(shown: Any) -> str:
    """Give all the words of a message, a view or a part of one, a line each."""
    if isinstance(shown, Mapping):
        own = [shown["text"]] if isinstance(shown.get("text"), str) else []
        own += [shown["initial_value"]] if "initial_value" in shown else []
        return "\n".join(filter(None, [*own, *(said(part) for part in shown.values() if not isinstance(part, str))]))
    if isinstance(shown, list | tuple):
        return "\n".join(filter(None, map(said, shown)))
    return ""
