"""Who is certified in what, as the organisation's roster says, as the rules need it kept."""

from typing import Protocol


class Roster(Protocol):
    """Who is certified in what, as the organisation's roster says."""
