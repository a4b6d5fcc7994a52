"""Open Spaces: sessions, where they are, and who is interested, as the rules need it kept."""

from typing import Protocol


class OpenSpace(Protocol):
    """Open Spaces: sessions, where they are, and who is interested."""
