"""A room for handler tests: a Slack on this machine, real tables, and what a handler is given.

What the bot puts into the outbox goes to Slack only when a test says so, so that what happens before can be tested.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community import stores as kept
from community.lessons import Lesson
from community.secret_addresses import Mint
from handlers.answers import Answer
from handlers.deps import Deps, Outcome
from handlers.payloads import Action, Command, Event, Shortcut, Submission
from handlers.table import Feature
from sandbox.clock import Clock
from sandbox.models import Channel, Message, User
from sandbox.server import Sandbox
from sandbox.workspace import Workspace
from storage.database import Database
from storage.stores import Stores

MANIFEST = Path(__file__).parent.parent.parent / "manifest.yml"
MONDAY = datetime.fromisoformat("2026-03-30T07:00:00+00:00")
LEASE = timedelta(minutes=3)

T = TypeVar("T")


@dataclass
class Room:
    """Slack with Ana, Ben, Caro and the bot in #general and #birds, Ana, Ben and the bot in the private #nest."""

    workspace: Workspace
    database: Database
    client: AsyncWebClient
    table: Feature
    clock: Clock
    seconds: list[float]
    capture_emoji: tuple[str, ...] = ("bulb", "+1")
    handled: list[str] = field(default_factory=list)
    mint: Mint | None = None  # None where calendar programs can't reach the bot

    @property
    def workspace_id(self) -> str:
        return self.workspace.team_id

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.seconds[0] += span.total_seconds()

    def person(self, name: str) -> str:
        """Give a person's id."""
        found = self.workspace.find_user(name)
        assert found is not None
        return found.id

    def channel(self, name: str) -> Channel:
        found = self.workspace.find_channel(name)
        assert found is not None
        return found

    def say(self, name: str, text: str, *, channel: str = "birds", **more: Any) -> Message:
        """Let a person post; a second passes, so that every message has a time of its own."""
        self.wait(timedelta(seconds=1))
        return self.workspace.post(self.person(name), self.channel(channel).id, text=text, **more)

    def deps(self, claim: Callable[[kept.Stores, Deps], None] | None = None) -> Deps:
        return Deps(
            workspace_id=self.workspace_id,
            bot_user_id=self.workspace.bot_user_id,
            client=self.client,
            now=self.clock.now(),
            capture_emoji=self.capture_emoji,
            channel_prefix="cop-",
            storage=self.database,
            outcomes=_unknown,
            claim=claim,
            mint=self.mint,
            slack_url=self.workspace.url,
        )

    async def react(self, name: str, message: Message, emoji: str = "bulb", *, channel: str = "birds") -> Event:
        """Put an emoji on a message and let the bot hear of it."""
        event = self.reacted(name, message, emoji, channel=channel)
        await self.hear(event)
        return event

    async def unreact(self, name: str, message: Message, emoji: str = "bulb", *, channel: str = "birds") -> Event:
        """Take an emoji off and let the bot hear of it."""
        event = self.unreacted(name, message, emoji, channel=channel)
        await self.hear(event)
        return event

    def reacted(self, name: str, message: Message, emoji: str = "bulb", *, channel: str = "birds") -> Event:
        """Put an emoji on a message; give the event, which the bot hasn't heard of."""
        self.wait(timedelta(seconds=1))
        self.workspace.react(self.person(name), self.channel(channel).id, message.ts, emoji)
        return self._reaction("reaction_added", name, message, emoji, channel)

    def unreacted(self, name: str, message: Message, emoji: str = "bulb", *, channel: str = "birds") -> Event:
        self.wait(timedelta(seconds=1))
        self.workspace.unreact(self.person(name), self.channel(channel).id, message.ts, emoji)
        return self._reaction("reaction_removed", name, message, emoji, channel)

    async def hear(self, event: Event) -> None:
        """Handle an event as the inbox does: its write marks it done in the same transaction."""

        def claim(stores: kept.Stores, deps: Deps) -> None:
            self.handled.append(event.event_id)

        await self.table.events[event.type](event, self.deps(claim))

    async def hear_together(self, *events: Event) -> None:
        await asyncio.gather(*(self.hear(event) for event in events))

    async def command(self, who: str, text: str, *, channel: str = "birds", name: str = "/lesson") -> Answer:
        """Type a command, `/lesson` if no other, and give the answer."""
        word, _, rest = text.partition(" ")
        command = Command(
            name=name,
            word=word.casefold(),
            rest=rest.strip(),
            text=text,
            user_id=self.person(who),
            channel_id=self.channel(channel).id,
            channel_name=channel,
            trigger_id="1.2",
            response_url="",
        )
        words = self.table.commands[name]
        return await (words.get(command.word) or words[""])(command, self.deps())

    async def click(self, name: str, action_id: str, value: str | int = "", *, message_ts: str | None = None) -> Answer:
        """Click a button of that id and value and give the answer."""
        action = Action(
            action_id=action_id,
            value=str(value),
            user_id=self.person(name),
            channel_id=self.channel("birds").id,
            message_ts=message_ts,
            thread_ts=None,
            trigger_id="1.2",
            response_url="https://hooks.example/1",
            view_id=None,
            view_type=None,
            private_metadata="",
        )
        return await self.table.actions[action_id](action, self.deps())

    async def submit(
        self,
        name: str,
        callback_id: str,
        private_metadata: str = "",
        /,
        **given: str | tuple[str, ...],
    ) -> Answer:
        """Submit a window with these values by block, tuples where several can be chosen, and give the answer."""
        submission = Submission(
            callback_id=callback_id,
            user_id=self.person(name),
            private_metadata=private_metadata,
            values={block_id: value for block_id, value in given.items() if isinstance(value, str)},
            choices={block_id: value for block_id, value in given.items() if isinstance(value, tuple)},
            view_id="V1",
            trigger_id="1.2",
        )
        return await self.table.views[callback_id](submission, self.deps())

    async def shortcut(
        self, name: str, callback_id: str, message: Message | None = None, *, channel: str = "birds"
    ) -> Answer:
        """Pick a shortcut, on a message when there is one, and give the answer."""
        shortcut = Shortcut(
            callback_id=callback_id,
            user_id=self.person(name),
            trigger_id="1.2",
            channel_id=self.channel(channel).id if message else None,
            message_ts=message.ts if message else None,
            response_url="https://hooks.example/1" if message else None,
        )
        return await self.table.shortcuts[callback_id](shortcut, self.deps())

    async def mention(self, name: str, text: str, *, channel: str = "birds", **more: Any) -> Message:
        """Let a person mention the bot before these words, and let the bot hear of it."""
        said = self.say(name, f"<@{self.workspace.bot_user_id}>{text}", channel=channel, **more)
        await self.hear(self.mentioned(said, channel=channel))
        return said

    def mentioned(self, said: Message, *, channel: str = "birds") -> Event:
        """Give the event of a message that mentions the bot."""
        body = {"type": "app_mention", "user": said.user, "text": said.text, "ts": said.ts, "event_ts": said.ts}
        body |= {"channel": self.channel(channel).id} | ({"thread_ts": said.thread_ts} if said.thread_ts else {})
        return Event(event_id=f"Ev{said.ts}", type="app_mention", body=body)

    async def deliver(self) -> None:
        """Make in Slack what waits in the outbox, in order, until nothing waits."""
        while entries := await self.write(
            lambda stores: stores.outbox.claim(sender="test", now=self.clock.now(), lease=LEASE, limit=10)
        ):
            for entry in entries:
                await self._send(entry.id, entry.delivery.method, dict(entry.delivery.arguments))

    async def waiting(self) -> int:
        """Count what waits in the outbox."""
        return await self.read(lambda stores: stores.outbox.count_due(self.clock.now()))

    async def lesson(self, number: int) -> Lesson | None:
        return await self.read(lambda stores: stores.lessons.get(number))

    async def write(self, work: Callable[[Stores], T]) -> T:
        return await self.database.write(self.workspace_id, work)

    async def read(self, work: Callable[[Stores], T]) -> T:
        return await self.database.read(self.workspace_id, work)

    def thread(self, first: Message, *, channel: str = "birds") -> Sequence[Message]:
        """Give what the bot said in the thread of this message."""
        said = self.channel(channel).messages.values()
        return [one for one in said if one.thread_ts == first.ts and one.user == self.workspace.bot_user_id]

    def told(self, name: str) -> list[str]:
        """Give what the bot told this person alone."""
        return [said.text for said in self.workspace.ephemerals.get(self.person(name), [])]

    async def _send(self, delivery_id: int, method: str, arguments: Mapping[str, Any]) -> None:
        try:
            answer = await self.client.api_call(method, json=dict(arguments))
        except SlackApiError as error:
            await self._refuse(delivery_id, str(error.response["error"]))
            return

        def work(stores: Stores) -> None:
            sent = stores.outbox.mark_sent(
                delivery_id, {key: answer.get(key) for key in ("ts", "channel", "canvas_id")}, now=self.clock.now()
            )
            if sent is not None and (take := self.table.sent.get(sent.delivery.purpose)) is not None:
                take(stores, sent, self.clock.now())

        await self.write(work)

    async def _refuse(self, delivery_id: int, error: str) -> None:
        refused = await self.write(
            lambda stores: stores.outbox.mark_refused(delivery_id, error, {}, now=self.clock.now())
        )
        if refused is not None and (take := self.table.refused.get(refused.delivery.purpose)) is not None:
            await self.write(await take(refused, self.deps(), False))

    def _reaction(self, kind: str, name: str, message: Message, emoji: str, channel: str) -> Event:
        return Event(
            event_id=f"Ev{len(self.handled)}{kind}{name}",
            type=kind,
            body={
                "type": kind,
                "user": self.person(name),
                "reaction": emoji,
                "item": {"type": "message", "channel": self.channel(channel).id, "ts": message.ts},
                "item_user": message.user,
                "event_ts": f"{self.clock.now().timestamp():.6f}",
            },
        )


@asynccontextmanager
async def room_of(database: Database, table: Feature) -> AsyncIterator[Room]:
    """Give a room whose clock stands still until it is told to go on."""
    seconds = [0.0]
    clock = Clock(MONDAY, seconds=lambda: seconds[0])
    workspace = _workspace(clock)
    slack = Sandbox(workspace, MANIFEST, clock=clock, has_rates=False)
    await slack.start()
    client = AsyncWebClient(token=workspace.bot_token, base_url=slack.api_url, retry_handlers=[])
    try:
        yield Room(workspace, database, client, table, clock, seconds)
    finally:
        await slack.stop()


def _workspace(clock: Clock) -> Workspace:
    workspace = Workspace(clock.now, seed="room")
    for name in ("ana", "ben", "caro"):
        workspace.add_user(
            User(id=workspace.ids.make("U"), name=name, real_name=name.title(), display_name=name.title())
        )
    ana, ben, caro = (user.id for user in workspace.users.values() if user.name in {"ana", "ben", "caro"})
    for name, members in (("general", (ana, ben, caro)), ("birds", (ana, ben, caro)), ("nest", (ana, ben))):
        channel = Channel(
            id=workspace.ids.make("C"),
            name=name,
            creator=ana,
            created=1_700_000_000,
            is_general=name == "general",
            is_private=name == "nest",
            members=[*members, workspace.bot_user_id],
        )
        workspace.channels[channel.id] = channel
    return workspace


async def _unknown(delivery_id: int, within: timedelta) -> Outcome | None:
    return None
