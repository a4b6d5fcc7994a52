"""Digests of people who asked for one, as the rules need it kept."""

from typing import Protocol


class PersonalDigests(Protocol):
    """Digests of people who asked for one."""
