"""Which component a design workshop is about, as the rules need it kept."""

from typing import Protocol


class Workshops(Protocol):
    """Which component a design workshop is about."""

    def keep(self, meetup_id: int, component_id: int) -> None: ...
    def component(self, meetup_id: int) -> int | None: ...
    def prepare(self, meetup_id: int) -> bool:
        """Take the right to open its thread and tell its mentors; False when somebody has it already."""
        ...
