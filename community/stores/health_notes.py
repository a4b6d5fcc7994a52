"""Notes on the health of components, as the rules need them kept."""

from collections.abc import Sequence
from typing import Protocol

from community.health_notes import NewNote, Note


class HealthNotes(Protocol):
    """The notes on a workspace's components."""

    def add(self, note: NewNote) -> Note: ...
    def get(self, note_id: int) -> Note | None: ...
    def of(self, component_id: int, *, limit: int, offset: int = 0) -> Sequence[Note]:
        """Give a component's notes, newest first."""
        ...

    def count(self, component_id: int) -> int: ...
    def update(self, note: Note) -> None: ...
    def remove(self, note_id: int) -> None: ...
