"""A Slack on this machine with the bot in it, as a process of its own: what the stories are told with."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from sandbox.server import Sandbox, open_sandbox
from tests.sandbox.running import Control

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / "manifest.yml"
EXPORT = ROOT / "tests" / "data" / "slack-export"
READY_SECONDS = 30.0
MCP_TOKEN = "what-helpers-in-the-stories-bring-along"

Block = Mapping[str, Any]


@dataclass
class Life:
    """People act through `control`; the bot can be killed and started again."""

    sandbox: Sandbox
    control: Control
    port: int
    database_url: str
    folder: Path
    bot: asyncio.subprocess.Process | None = None
    environment: dict[str, str] = field(default_factory=dict)

    async def start_bot(self) -> None:
        """Start the bot and return once it says it is ready."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        self.bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env=inherited
            | self.sandbox.environment()
            | {
                "HOST": "127.0.0.1",
                "PORT": str(self.port),
                "DATABASE_URL": self.database_url,
                # A bot that starts again finds the name of its earlier life here, and no other bot takes it meanwhile.
                "DATA_DIR": str(self.folder),
                "CLOCK": "settable",
                "MCP_TOKEN": MCP_TOKEN,
                "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
                "MEANING": "off",  # a process of its own that most stories have no need of
                "LOG_LEVEL": "warning",
            }
            | self.environment,
        )
        async with asyncio.timeout(READY_SECONDS):
            while not await self._is_ready():
                assert self.bot.returncode is None, f"the bot ended with {self.bot.returncode}"
                await asyncio.sleep(0.02)  # another process: nothing tells when it is there

    async def kill_bot(self) -> None:
        """End the bot as a power cut would."""
        assert self.bot is not None
        self.bot.kill()
        await self.bot.wait()

    async def stop_bot(self) -> int:
        """Ask the bot to end and give its exit code."""
        assert self.bot is not None
        if self.bot.returncode is None:
            self.bot.terminate()
        async with asyncio.timeout(15):
            return await self.bot.wait()

    async def settle(self) -> None:
        """Return when the bot has done everything it has heard of."""
        await self.control.post("settle")

    async def say(self, user: str, channel: str, text: str, **more: Any) -> str:
        """Let a person post and give the message's ts."""
        answer = await self.control.post("message", user=user, channel=channel, text=text, **more)
        return str(answer["ts"])

    async def react(self, user: str, channel: str, ts: str, *, remove: bool = False, name: str = "bulb") -> None:
        """Let a person put an emoji on a message or take it off, and let the bot answer."""
        await self.control.post("react", user=user, channel=channel, ts=ts, name=name, remove=remove)
        await self.settle()

    async def command(self, user: str, channel: str, text: str) -> dict[str, Any]:
        """Let a person type a command, let the bot do it, and give what it acknowledged it with."""
        name, _, rest = text.partition(" ")
        answer = await self.control.post("command", user=user, channel=channel, command=name, text=rest)
        await self.settle()
        return answer

    async def click(self, user: str, action_id: str, **where: Any) -> None:
        """Let a person click a button, and let the bot answer."""
        await self.control.post("click", user=user, action_id=action_id, **where)
        await self.settle()

    async def view(self, user: str) -> dict[str, Any]:
        """Give the modal this person has before them."""
        state = await self.control.state()
        views = state["views"].get(self.user_id(state, user), [])
        assert views, f"{user} has no modal open"
        found: dict[str, Any] = views[-1]
        return found

    async def fill_in(self, user: str, **values: Any) -> dict[str, Any]:
        """Let a person fill in the modal before them, by the end of each input's block id, and submit it."""
        view = await self.view(user)
        inputs = {
            block["block_id"]: block["element"]["action_id"] for block in view["blocks"] if block["type"] == "input"
        }
        by_end = {block_id.rpartition(".")[2]: block_id for block_id in inputs}
        given = {by_end[name]: {inputs[by_end[name]]: value} for name, value in values.items()}
        answer = await self.control.post("submit", user=user, view_id=view["id"], values=given)
        await self.settle()
        return answer

    async def home(self, user: str) -> str:
        """Let a person open the App Home and give all it says."""
        await self.control.post("home", user=user)
        await self.settle()
        state = await self.control.state()
        return words(state["homes"][self.user_id(state, user)]["blocks"])

    async def posts(self, channel: str) -> list[dict[str, Any]]:
        """Give what the bot posted in a channel, threads too, oldest first."""
        state = await self.control.state()
        return [message for message in self._channel(state, channel)["messages"] if message["user"] == self.bot_user_id]

    async def channel(self, name: str) -> dict[str, Any]:
        """Give a channel as the control API shows it."""
        return self._channel(await self.control.state(), name)

    async def told(self, user: str) -> list[str]:
        """Give what was shown to this person alone, oldest first."""
        state = await self.control.state()
        return [said(shown) for shown in state["ephemerals"].get(self.user_id(state, user), [])]

    async def move_clock(self, to: str) -> None:
        """Move the clock, let the bot tick, and let it do what fell due."""
        await self.control.post("clock", to=to)
        await self.settle()

    @property
    def bot_user_id(self) -> str:
        """The bot's own id."""
        return self.sandbox.workspace.bot_user_id

    @staticmethod
    def user_id(state: Mapping[str, Any], user: str) -> str:
        """Give a person's id by any of their names."""
        for person in state["users"]:
            if user in (person["id"], person["name"], person["real_name"], person["display_name"]):
                return str(person["id"])
        raise AssertionError(f"nobody is called {user}")

    async def _is_ready(self) -> bool:
        try:
            async with self.control.session.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientConnectionError:
            return False

    @staticmethod
    def _channel(state: Mapping[str, Any], name: str) -> dict[str, Any]:
        for channel in state["channels"]:
            if name in (channel["id"], channel["name"]):
                found: dict[str, Any] = channel
                return found
        raise AssertionError(f"there is no channel {name}")


@asynccontextmanager
async def life(
    database_url: str, *, transport: str = "socket", export: Path | None = None, **environment: str
) -> AsyncIterator[Life]:
    """Start both, give them to a story, and stop both."""
    port = free_port()
    bot_url = f"http://127.0.0.1:{port}"
    sandbox = open_sandbox(
        MANIFEST, export=export, events_url=f"{bot_url}/slack/events" if transport == "http" else None, bot_url=bot_url
    )
    await sandbox.start()
    with TemporaryDirectory() as folder:
        async with aiohttp.ClientSession() as session:
            lived = Life(
                sandbox, Control(session, sandbox.url), port, database_url, Path(folder), environment=environment
            )
            try:
                await lived.start_bot()
                yield lived
            finally:
                if lived.bot is not None:
                    await lived.stop_bot()
                await sandbox.stop()


def said(message: Mapping[str, Any]) -> str:
    """Give all the words of a message: its text and its blocks."""
    return f"{message.get('text') or ''}\n{words(message.get('blocks') or [])}"


def words(part: Any) -> str:
    """Give all the texts in a block, a view or a part of one, a line each."""
    if isinstance(part, Mapping):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return "\n".join([*own, *(words(value) for value in part.values() if not isinstance(value, str))]).strip()
    if isinstance(part, Sequence) and not isinstance(part, str):
        return "\n".join(filter(None, map(words, part)))
    return ""


def free_port() -> int:
    """Give a port nobody listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
