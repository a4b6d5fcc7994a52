"""What communities ask the organisation for, and what became of it, as the rules need it kept."""

from typing import Protocol


class Support(Protocol):
    """What communities ask the organisation for, and what became of it."""
