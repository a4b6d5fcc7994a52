"""Who coordinates which community, and who supports that, as the rules need it kept."""

from typing import Protocol


class Seats(Protocol):
    """Who coordinates which community, and who supports that."""
