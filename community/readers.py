"""Readers: who something is shown to, and the closed rooms they are in."""

from collections.abc import Set
from dataclasses import dataclass

# What everybody in the workspace may see, such as what is posted in a public channel: nothing of any closed room.
NO_ROOMS: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, with the private channels with lessons in them that they are in at this moment, by channel id.

    Made anew for each request, since membership changes; where Slack could not be asked, `rooms` is empty.
    """

    user_id: str
    rooms: Set[str] = NO_ROOMS
