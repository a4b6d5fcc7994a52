"""The people of a workspace, as far as the bot has met them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, as it is shown, and their IANA time zone."""

    user_id: str
    name: str
    zone: str
