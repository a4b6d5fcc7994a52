"""The people of a workspace, as far as the bot has met them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores


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


def names_beside(stores: Stores, user_ids: Sequence[str]) -> Mapping[str, str]:
    """Give the names that stand beside what these people wrote, as each chose; who wants none there is left out."""
    gone = stores.departures.gone(user_ids)
    found = {}
    for user_id, name in stores.people.named(user_ids).items():
        person, shown = Person(user_id, name, zone=""), stores.people.name_shown(user_id)
        found[user_id] = name_beside(person, shown, is_here=user_id not in gone)
    return {user_id: name for user_id, name in found.items() if name}
