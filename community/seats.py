"""Seats: who coordinates a community. A person steps up and steps back by themselves; nobody puts another there."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community.communities import Community, NotOpen, State, is_member
from community.errors import CommunityError
from community.practising import Shared

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

NOTE_LIMIT = 1500
# A community that has just been started has other things to do first.
YOUNG = timedelta(weeks=2)
# How long a community is left alone after it was told that its seat is free.
TELL_EVERY = timedelta(weeks=4)
# How long who stepped back may leave a note for the next.
HANDOVER = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member who coordinates a community, or did: then `until` is when they stepped back.

    `channel_id` and `card_ts` are where their community was told, which may meet elsewhere by now; `sharing_since` is
    when they said there that they would like to share it.
    """

    community_id: int
    user_id: str
    since: datetime
    until: datetime | None = None
    channel_id: str | None = None
    card_ts: str | None = None
    sharing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody who stepped back left for whoever comes next; `left_by` is "" once they were forgotten."""

    community_id: int
    left_by: str
    words: str
    left_at: datetime


@dataclass(frozen=True, slots=True)
class Care:
    """Who coordinates a community: names by user id, who stepped up first first, and what they share of themselves."""

    names: Mapping[str, str]
    shared: Sequence[Shared] = ()


class NotMemberYet(CommunityError):
    """Who would like to care for a community, or supports who does, is in it."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"This is for the members of “{community.topic}”. Nothing was changed: join it first.")
        self.community = community


class AlreadyCoordinator(CommunityError):
    """They stepped up before."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"You coordinate “{community.topic}” already. Nothing was changed.")
        self.community = community


class NotCoordinator(CommunityError):
    """They never stepped up, or stepped back before."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"You don't coordinate “{community.topic}”, so nothing was changed.")
        self.community = community


class SteppedBack(CommunityError):
    """Whom they would like to support does not coordinate any more."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"They stepped back from coordinating “{community.topic}”. Nothing was changed.")
        self.community = community


def step_up(stores: Stores, community: Community, user_id: str, *, now: datetime) -> Sequence[Note]:
    """Let a member coordinate their community, beside others who do, and give the notes that were left for them.

    Raises NotOpen, NotMemberYet and AlreadyCoordinator.
    """
    _is_in(stores, community, user_id)
    if not stores.seats.take(community.id, user_id, now=now):
        raise AlreadyCoordinator(community)
    return [note for note in stores.seats.notes(community.id) if note.left_by != user_id]


def step_back(stores: Stores, community: Community, user_id: str, *, now: datetime) -> bool:
    """Let a coordinator go, no reason asked, and tell whether the seat is free now; raises NotCoordinator."""
    if not stores.seats.end(community.id, user_id, now=now):
        raise NotCoordinator(community)
    is_free = not stores.seats.coordinators(community.id)
    if is_free:  # whoever stepped back tells the channel, so that the next digest needn't
        stores.seats.tell_free(community.id, now=now)
    return is_free


def support(stores: Stores, community: Community, coordinator: str, user_id: str, *, now: datetime) -> bool:
    """Keep that a member supports a coordinator; False when they said so before, or are the one.

    Raises NotOpen, NotMemberYet and SteppedBack.
    """
    _is_in(stores, community, user_id)
    if coordinator not in stores.seats.coordinators(community.id):
        raise SteppedBack(community)
    return coordinator != user_id and stores.seats.support(community.id, coordinator, user_id, now=now)


def may_leave_note(stores: Stores, community: Community, user_id: str, *, now: datetime) -> None:
    """Hold that this person coordinates, or stepped back lately: what they say is said to all; NotCoordinator else."""
    seat = stores.seats.get(community.id, user_id)
    if seat is None or (seat.until is not None and now - seat.until > HANDOVER):
        raise NotCoordinator(community)


def leave_note(stores: Stores, community: Community, user_id: str, words: str, *, now: datetime) -> None:
    """Keep a note for whoever coordinates next, in the place of one they left before; raises NotCoordinator."""
    may_leave_note(stores, community, user_id, now=now)
    stores.seats.leave_note(Note(community.id, user_id, words[:NOTE_LIMIT], now))


def share(stores: Stores, community: Community, user_id: str, *, now: datetime) -> bool:
    """Note that a coordinator would like to share the seat; False when they said so a short while ago.

    Raises NotCoordinator.
    """
    seat = stores.seats.get(community.id, user_id)
    if seat is None or seat.until is not None:
        raise NotCoordinator(community)
    if seat.sharing_since is not None and now - seat.sharing_since < TELL_EVERY:
        return False
    stores.seats.share(community.id, user_id, now=now)
    return True


def care_of(stores: Stores, community_id: int) -> Care:
    """Give who cares for a community, as everybody may see it."""
    coordinators = stores.seats.coordinators(community_id)
    known = stores.people.named(coordinators)
    names = {user_id: known.get(user_id, "someone") for user_id in coordinators}
    return Care(names, stores.practising.shared(community_id) if names else ())


def free(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Sequence[Community]:
    """Give those that nobody coordinates and that are no longer young."""
    found = stores.seats.free([one.id for one in communities])
    return [one for one in communities if one.id in found and is_grown(one, now)]


def to_tell(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Sequence[Community]:
    """Give those of the free ones that weren't told so for a while."""
    found = stores.seats.free([one.id for one in communities], not_told_since=now - TELL_EVERY)
    return [one for one in communities if one.id in found and is_grown(one, now)]


def is_grown(community: Community, now: datetime) -> bool:
    """Tell whether a community is open and old enough to be told that nobody coordinates it."""
    return community.state is State.OPEN and now - community.started_at >= YOUNG


def _is_in(stores: Stores, community: Community, user_id: str) -> None:
    if community.state is not State.OPEN:
        raise NotOpen(community)
    if not is_member(stores, community.id, user_id):
        raise NotMemberYet(community)
