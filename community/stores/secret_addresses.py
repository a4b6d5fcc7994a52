"""Secret addresses under which calendars and feeds are read, as the rules need it kept."""

from typing import Protocol


class SecretAddresses(Protocol):
    """Secret addresses under which calendars and feeds are read."""
