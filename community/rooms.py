"""Rooms: channels whose lessons are not for everybody, or in which capture must be switched on first."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of a channel that is, or once was, private or shared with another organisation.

    Lessons of a closed one are for its members only. A channel nothing is known of is open, and captures.
    """

    channel_id: str
    is_closed: bool
    is_shared: bool
    captures: bool  # switched on by one of its members
    switched_by: str | None
    switched_at: datetime | None
    looked_at: datetime  # when Slack was last asked
