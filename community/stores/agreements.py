"""Questions a community asks itself, and what its members said, as the rules need it kept."""

from typing import Protocol


class Agreements(Protocol):
    """Questions a community asks itself, and what its members said."""
