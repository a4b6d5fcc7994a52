"""Meetups that come again, as the rules need it kept."""

from typing import Protocol


class Series(Protocol):
    """Meetups that come again."""
