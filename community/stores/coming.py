"""Who comes to which meetup, and who waits for a seat, as the rules need it kept."""

from typing import Protocol


class Coming(Protocol):
    """Who comes to which meetup, and who waits for a seat."""
