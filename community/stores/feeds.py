"""Feeds and calendars of the wider network, and what came of them, as the rules need it kept."""

from typing import Protocol


class Feeds(Protocol):
    """Feeds and calendars of the wider network, and what came of them."""
