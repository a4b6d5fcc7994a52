"""What communities want to talk about, and who wants it, as the rules need it kept."""

from typing import Protocol


class Topics(Protocol):
    """What communities want to talk about, and who wants it."""
