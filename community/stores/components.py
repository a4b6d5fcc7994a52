"""Components, their mentors, what was asked of them, and notes on their health, as the rules need it kept."""

from typing import Protocol


class Components(Protocol):
    """Components, their mentors, what was asked of them, and notes on their health."""
