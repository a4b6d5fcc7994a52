"""Visits to other teams, and invitations to observe, as the rules need it kept."""

from typing import Protocol


class Scouting(Protocol):
    """Visits to other teams, and invitations to observe."""
