"""What happens in a room's Slack, told to the bot as Slack tells it: in order, late, twice, or not at all."""

from collections.abc import Mapping
from typing import Any

from handlers import interest, payloads
from sandbox.events import Events
from sandbox.manifest import Manifest
from tests.handlers.room import MANIFEST, Room


class Happening:
    """Collects what Slack tells of the room; the bot hears of it when a test says so."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.told: list[Mapping[str, Any]] = []
        # The workspace keeps who listens.
        Events(room.workspace, Manifest.read(MANIFEST), self.told.append)

    def take(self) -> list[Mapping[str, Any]]:
        """Give what was told since the last time and is kept, in its order."""
        told, self.told[:] = [*self.told], []
        return [{**payload, "event": kept} for payload in told if (kept := interest.kept(payload["event"])) is not None]

    async def hear(self, payload: Mapping[str, Any]) -> None:
        """Let the bot hear of one thing that happened."""
        await self.room.hear(payloads.event(payload))

    async def hear_all(self) -> None:
        """Let the bot hear of all that happened, in its order."""
        for payload in self.take():
            await self.hear(payload)
