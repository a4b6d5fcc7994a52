"""What people say of themselves, as the rules need it kept."""

from typing import Protocol


class Profiles(Protocol):
    """What people say of themselves: what they know, what they learn, what they hide."""
