"""Communities of practice: people who share a craft or a concern, and the channel they meet in."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community import names
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores


UNDO_CLOSING = timedelta(days=30)


class Aim(StrEnum):
    """What a community is for. Source: LeSS communities are for learning and for cross-team agreement."""

    LEARNING = "learning"
    AGREEMENT = "agreement"
    BOTH = "both"


class State(StrEnum):
    """Where a community is in its life.

    FORMING while its channel is being made, then OPEN. RESTING while it wants to be left alone, or its channel is
    archived, closed or gone: it keeps everything and wakes. CLOSED once its members ended it: lessons stay.
    """

    FORMING = "forming"
    OPEN = "open"
    RESTING = "resting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """A community about to be kept; `name` is the slug of its topic and unique in a workspace."""

    name: str
    topic: str
    purpose: str
    aim: Aim
    channel_name: str
    channel_id: str | None  # None while the channel is still to be created
    is_linked: bool  # it uses a channel that was there before
    started_by: str
    started_at: datetime
    zone: str  # IANA, the starter's


@dataclass(frozen=True, slots=True)
class Community(NewCommunity):
    """A community of this workspace."""

    id: int
    state: State
    welcome_ts: str | None = None
    hints: bool = False  # whether who asks a question in its channel is shown what others learnt
    state_since: datetime | None = (
        None  # when it came to rest, was woken or closed; None while it is in its first state
    )
    merged_into: int | None = None  # the community that goes on with what this one learnt


@dataclass(frozen=True, slots=True)
class Member:
    """A person who joined a community."""

    community_id: int
    user_id: str
    joined_at: datetime


class NameTaken(CommunityError):
    """A community of that name exists already."""

    def __init__(self, name: str, community: Community | None = None) -> None:
        super().__init__(f"“{community.topic if community else name}” already exists. Nothing was created.")
        self.name = name
        self.community = community


class ChannelTaken(CommunityError):
    """That channel is another community's, where it meets or a further one."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"That channel belongs to “{community.topic}” already. Nothing was created.")
        self.community = community


class UnknownCommunity(CommunityError):
    """No community goes by what was typed; `nearest` are those that may be meant, the likeliest first."""

    def __init__(self, wanted: str, nearest: Sequence[Community]) -> None:
        super().__init__(f"I know no community “{wanted}”. Nothing was changed.")
        self.wanted = wanted
        self.nearest = nearest


class GoneCommunity(CommunityError):
    """The button of a community that was removed since."""

    def __init__(self) -> None:
        super().__init__("That community is no longer there, so nothing was changed.")


class NotSaidWhich(CommunityError):
    """A community was left out where no community meets."""

    def __init__(self) -> None:
        super().__init__("Which community? No community meets in this channel, so name one, or pick it from the list.")


class AlreadyMember(CommunityError):
    """They joined before."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"You are in “{community.topic}” already. Nothing was changed.")
        self.community = community


class NotMember(CommunityError):
    """They never joined, or left before."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"You are not in “{community.topic}”, so there is nothing to leave.")
        self.community = community


class NotOpen(CommunityError):
    """It is being started, rests or was closed, so nobody can join."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"“{community.topic}” {_why_closed(community)} Nothing was changed.")
        self.community = community


def start(stores: Stores, new: NewCommunity) -> Community:
    """Keep a community whose channel is to be made or joined next.

    A community whose channel was deleted, or that was closed for good, starts again as the same one, with its members
    and lessons. Raises NameTaken and ChannelTaken, with the community that was there first.
    """
    before = stores.communities.named(new.name)
    if new.channel_id is not None:
        free_channel(stores, new.channel_id, for_id=before.id if before else None, now=new.started_at)
    if before is None:
        return stores.communities.add(new)
    if not can_start_again(before, now=new.started_at):
        raise NameTaken(new.name, goes_on(stores, before))
    state = State.FORMING if new.channel_id is None else State.OPEN
    again = replace(
        before,
        topic=new.topic,
        purpose=new.purpose,
        aim=new.aim,
        channel_name=new.channel_name,
        channel_id=new.channel_id,
        is_linked=new.is_linked,
        started_by=new.started_by,
        started_at=new.started_at,
        zone=new.zone,
        state=state,
        welcome_ts=None,
        state_since=new.started_at,
    )
    stores.communities.update(again)
    stores.secret_addresses.unpublish(again.id)  # whoever starts it again publishes when they say so
    return again


def can_start_again(community: Community, *, now: datetime) -> bool:
    """Tell whether whoever starts it again takes nothing from anybody.

    Its channel was deleted, or it was closed so long ago that its members no longer open it again by a click.
    """
    if community.merged_into is not None:
        return False
    is_gone = community.state in (State.RESTING, State.CLOSED) and community.channel_id is None
    return is_gone or (community.state is State.CLOSED and not can_reopen(community, now=now))


def can_reopen(community: Community, *, now: datetime) -> bool:
    """Tell whether a community was closed so recently that closing it can be undone."""
    since = community.state_since
    is_closed = community.state is State.CLOSED and community.merged_into is None
    return is_closed and since is not None and now - since < UNDO_CLOSING


def going_by(stores: Stores, name: str) -> Community | None:
    """Give the community that goes by this name, or that goes on with what the one of this name learnt."""
    found = stores.communities.named(name)
    return None if found is None else goes_on(stores, found)


def goes_on(stores: Stores, community: Community) -> Community:
    """Give the community that goes on with what this one learnt: itself, unless it was merged into another."""
    while community.merged_into is not None and (into := stores.communities.get(community.merged_into)) is not None:
        community = into
    return community


def meets_in(
    stores: Stores, community_id: int, *, channel_id: str, channel_name: str, now: datetime
) -> Community | None:
    """Open a community whose channel is there now, with who started it as its first member.

    None when the community was removed meanwhile.
    """
    community = stores.communities.get(community_id)
    if community is None:
        return None
    opened = replace(community, channel_id=channel_id, channel_name=channel_name, state=State.OPEN)
    stores.communities.update(opened)
    stores.members.add(Member(opened.id, opened.started_by, now))
    return opened


def known(stores: Stores, community_id: int) -> Community:
    """Give the community of that id, or the one that goes on with what it learnt; raises GoneCommunity."""
    if (community := stores.communities.get(community_id)) is None:
        raise GoneCommunity
    return goes_on(stores, community)


def is_member(stores: Stores, community_id: int, user_id: str) -> bool:
    """Tell whether this person is in the community, which is open."""
    return any(community.id == community_id for community in stores.communities.of(user_id))


def is_reachable(community: Community) -> bool:
    """Tell whether a community is open and has a channel, so that something can be said to it."""
    return community.state is State.OPEN and community.channel_id is not None


def join(stores: Stores, community: Community, user_id: str, *, now: datetime) -> None:
    """Make a person a member; raises NotOpen and AlreadyMember."""
    if community.state is not State.OPEN:
        raise NotOpen(community)
    if not stores.members.add(Member(community.id, user_id, now)):
        raise AlreadyMember(community)


def leave(stores: Stores, community: Community, user_id: str) -> None:
    """Let a person go, no reason asked; raises NotMember."""
    if not stores.members.remove(community.id, user_id):
        raise NotMember(community)


def find(stores: Stores, wanted: str, *, mentioned: str | None = None, channel_id: str) -> Community:
    """Give the community a person means: by its name, its topic or its channel's name, a resting one too.

    `mentioned` is the channel they mentioned, `channel_id` the one they are in: nothing typed means what meets there.
    Raises NotSaidWhich when nothing does, and UnknownCommunity with the nearest.
    """
    named_channel = mentioned or (channel_id if not wanted.strip() else None)
    if named_channel is not None and (there := stores.communities.in_channel(named_channel)) is not None:
        return goes_on(stores, there)
    if named_channel is not None and (link := stores.linking.get(named_channel)) is not None:
        return known(stores, link.community_id)  # a further channel that is archived
    if not wanted.strip():
        raise NotSaidWhich
    key = names.slug(wanted)
    if key and (named := going_by(stores, key)) is not None:
        return named
    known_ones = findable(stores)
    typed_channel = names.as_channel_name(wanted)
    linked = stores.linking.named(typed_channel) if typed_channel else None
    for community in known_ones:
        if typed_channel and (
            community.channel_name == typed_channel or (linked and linked.community_id == community.id)
        ):
            return community
    by_name = {community.name: community for community in known_ones}
    raise UnknownCommunity(wanted, [by_name[name] for name in names.nearest(key, by_name)])


def findable(stores: Stores) -> Sequence[Community]:
    """Give those that anybody may come upon, by topic: open ones, and those that rest where everybody could look."""
    closed = {room.channel_id for room in stores.rooms.all() if room.is_closed}
    return [
        one
        for one in stores.communities.every()
        if one.state is State.OPEN or (one.state is State.RESTING and one.channel_id not in closed)
    ]


def give_up(stores: Stores, community_id: int, *, now: datetime) -> None:
    """Forget a community whose channel could not be made or joined; one that was there before rests again."""
    community = stores.communities.get(community_id)
    if community is None:
        return
    if stores.members.of(community.id):
        rest(stores, community, has_channel=False, now=now)
    else:
        stores.communities.remove(community.id)


def rest(stores: Stores, community: Community, *, has_channel: bool, now: datetime) -> Community:
    """Let a community rest, since it wants to or its channel was archived, closed or deleted; a closed one stays so."""
    channel_id = community.channel_id if has_channel else None
    rested = replace(community, channel_id=channel_id)
    if community.state not in (State.RESTING, State.CLOSED):
        rested = replace(rested, state=State.RESTING, state_since=now)
    stores.communities.update(rested)
    return rested


def wake(stores: Stores, community: Community, *, now: datetime) -> Community:
    """Open a resting community whose channel is there; any other stays as it is."""
    if community.state is not State.RESTING or community.channel_id is None:
        return community
    woken = replace(community, state=State.OPEN, state_since=now)
    stores.communities.update(woken)
    return woken


def free_channel(stores: Stores, channel_id: str, *, for_id: int | None, now: datetime) -> None:
    """Let a channel go whose community was closed for good, or isn't met in any more, so that another can have it.

    `for_id` is the community that is to have it, if that is one already. Raises ChannelTaken.
    """
    there = stores.communities.in_channel(channel_id)
    if there is not None and there.id != for_id:
        if there.state is not State.CLOSED or can_reopen(there, now=now):
            raise ChannelTaken(there)
        if there.channel_id == channel_id:
            stores.communities.update(replace(there, channel_id=None))
    stores.linking.remove(channel_id)


def _why_closed(community: Community) -> str:
    if community.state is State.FORMING:
        return "is being started right now."
    if community.state is State.CLOSED:
        return "was closed."
    if community.channel_id is None:
        return "rests: its channel was deleted."
    return f"rests. Anyone may wake it with /community wake {community.name}."
