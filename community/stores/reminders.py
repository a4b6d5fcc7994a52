"""When people are reminded of meetups, and how each wants to be, as the rules need it kept."""

from typing import Protocol


class Reminders(Protocol):
    """When people are reminded of meetups, and how each wants to be."""
