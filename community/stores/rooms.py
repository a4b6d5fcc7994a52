"""Private and shared channels, as the rules need them kept."""

from collections.abc import Sequence
from typing import Protocol

from community.rooms import Room


class Rooms(Protocol):
    """What is known of channels that are private or shared with another organisation."""

    def get(self, channel_id: str) -> Room | None: ...
    def all(self) -> Sequence[Room]: ...
    def save(self, room: Room) -> None: ...
    def move(self, channel_id: str, new_id: str) -> None:
        """Let everything that is kept of a channel, but its lessons, follow it to its new id; twice is once."""
        ...
