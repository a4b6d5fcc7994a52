"""The people of a workspace, as far as the bot has met them."""

from dataclasses import dataclass
from enum import StrEnum

from community.errors import CommunityError


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, as it is shown, and their IANA time zone."""

    user_id: str
    name: str
    zone: str


class Stranger(CommunityError):
    """Somebody of another organisation, who shares a channel with this one."""

    def __init__(self) -> None:
        super().__init__(
            "This is for the people of the organisation I belong to, so nothing was changed. "
            "Ask one of them in this channel: they can show you what they learnt."
        )


class NameShown(StrEnum):
    """Whether a person's name stands beside their lessons."""

    ALWAYS = "always"
    WHILE_HERE = "while here"  # until their account is deactivated
    NEVER = "never"


def name_beside(person: Person, shown: NameShown, *, is_here: bool) -> str:
    """Give the name that stands beside a person's lessons; "" where they want none there."""
    is_shown = shown is NameShown.ALWAYS or (shown is NameShown.WHILE_HERE and is_here)
    return person.name if is_shown else ""
