"""The people of a workspace, as far as the bot has met them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, as it is shown, and their IANA time zone."""

    user_id: str
    name: str
    zone: str


class NameShown(StrEnum):
    """Whether a person's name stands beside their lessons."""

    ALWAYS = "always"
    WHILE_HERE = "while here"  # until their account is deactivated
    NEVER = "never"


def name_beside(person: Person, shown: NameShown, *, is_here: bool) -> str:
    """Give the name that stands beside a person's lessons; "" where they want none there."""
    is_shown = shown is NameShown.ALWAYS or (shown is NameShown.WHILE_HERE and is_here)
    return person.name if is_shown else ""
