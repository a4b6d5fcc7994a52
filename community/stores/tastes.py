"""What communities and people want more or less of in their digests, as the rules need it kept."""

from typing import Protocol


class Tastes(Protocol):
    """What communities and people want more or less of in their digests."""
