"""Rooms: channels whose lessons are not for everybody, or in which capture must be switched on first."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import communities
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores


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


class NotInside(CommunityError):
    """The bot is not in the channel, so it hears nothing there."""

    def __init__(self) -> None:
        super().__init__(
            "I am not in this channel, so I hear nothing here and nothing was changed. "
            "Invite me with /invite @Yokoten, then type /community capture on once more."
        )


class NoChannel(CommunityError):
    """It was asked for in a direct message."""

    def __init__(self) -> None:
        super().__init__(
            "Capture belongs to a channel, and this is a direct message, where I keep nothing. Nothing was changed: "
            "type it in the channel it is for, or write a lesson down with /lesson add."
        )


class OnlyMembers(CommunityError):
    """Who asks for it is not in the channel."""

    def __init__(self) -> None:
        super().__init__(
            "Only somebody who is in this channel can switch capture here. Nothing was changed: ask one of its members."
        )


def captures(room: Room | None, *, is_closed: bool, is_shared: bool) -> bool:
    """Tell whether a marked message is kept, in a channel that is closed or shared now.

    What was agreed to is agreed for the channel as it was then: one that was closed, or opened to another
    organisation, after capture was switched on in it doesn't capture until a member says so again.
    """
    if not (is_closed or is_shared):
        return True
    if room is None or not room.captures:
        return False
    return room.is_closed >= is_closed and room.is_shared >= is_shared


def seen(room: Room | None, channel_id: str, *, is_closed: bool, is_shared: bool, now: datetime) -> Room:
    """Give what is known of the channel once Slack has said what it is now."""
    known = room or Room(
        channel_id, is_closed=False, is_shared=False, captures=False, switched_by=None, switched_at=None, looked_at=now
    )
    still = known.captures and captures(known, is_closed=is_closed, is_shared=is_shared)
    return replace(known, is_closed=is_closed, is_shared=is_shared, captures=still, looked_at=now)


def switch(room: Room, *, is_on: bool, by: str, now: datetime) -> Room:
    """Give the room with capture switched on or off; what it was already stays as it was."""
    return room if room.captures == is_on else replace(room, captures=is_on, switched_by=by, switched_at=now)


def look(stores: Stores, channel_id: str, *, is_closed: bool, is_shared: bool | None = None, now: datetime) -> Room:
    """Keep what Slack says of a channel, and let its lessons be for its members only, or for everybody again.

    A community that meets there rests while nobody can come in by themselves: it would be shown to all, and its digest
    would be of a closed room.

    `is_shared` is None where Slack said nothing of it: then it stays as it was.
    """
    before, was_open = stores.rooms.get(channel_id), is_for_all(stores, channel_id)
    shared = is_shared if is_shared is not None else bool(before and before.is_shared)
    room = seen(before, channel_id, is_closed=is_closed, is_shared=shared, now=now)
    stores.rooms.save(room)
    if is_closed or (before and before.is_closed):
        stores.lessons.close(channel_id, is_closed=is_closed)
    if is_closed != bool(before and before.is_closed):
        _rest_or_wake(stores, channel_id, is_closed=is_closed, now=now)
    is_open = not (is_closed or shared)
    if is_open != was_open:
        stores.linking.set_open(channel_id, is_open=is_open)  # a further channel of a community is for everybody
    if not is_open:
        _end_addresses(stores, channel_id, is_closed=is_closed)
    return room


def is_for_all(stores: Stores, channel_id: str) -> bool:
    """Tell whether everybody here, and nobody else, can read what is said in the channel, as far as is known."""
    room = stores.rooms.get(channel_id)
    return room is None or not (room.is_closed or room.is_shared)


def closed_in(stores: Stores, channel_id: str) -> str | None:
    """Give the channel if what is said in it now is for its members only, None when it is for everybody."""
    room = stores.rooms.get(channel_id)
    return channel_id if room is not None and room.is_closed else None


def _rest_or_wake(stores: Stores, channel_id: str, *, is_closed: bool, now: datetime) -> None:
    """Let the community whose home this is rest since it was closed, or be open again, as with an archived one."""
    community = stores.communities.in_channel(channel_id)
    if community is None or community.channel_id != channel_id:
        return
    if is_closed:
        communities.rest(stores, community, has_channel=True, now=now)
    else:
        communities.wake(stores, community, now=now)


def _end_addresses(stores: Stores, channel_id: str, *, is_closed: bool) -> None:
    """End what the community whose home this is publishes, and if it was closed its members' calendars too.

    For good: that the channel is public again later brings none of the addresses back.
    """
    community = stores.communities.in_channel(channel_id)
    if community is None or community.channel_id != channel_id:
        return
    stores.secret_addresses.unpublish(community.id)
    if is_closed:
        stores.secret_addresses.remove_of(community.id)
