"""What communities agreed on for themselves, as the rules need it kept."""

from typing import Protocol


class Charters(Protocol):
    """What communities agreed on for themselves."""
