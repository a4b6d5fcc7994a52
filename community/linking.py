"""Linking: the further channels of a community, besides the one it meets in."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import communities
from community.communities import ChannelTaken, Community, NotOpen, State
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores


@dataclass(frozen=True, slots=True)
class Link:
    """A further channel of a community: what is said there is said in the community, and nobody is in it by that.

    It is not open while the channel is archived, private or shared with another organisation: then it counts for
    nothing, and the community goes on.
    """

    channel_id: str
    community_id: int
    channel_name: str
    linked_by: str
    linked_at: datetime
    is_open: bool = True


class OfAnother(CommunityError):
    """That channel is another community's, where it meets or a further one."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"That channel belongs to “{community.topic}” already. Nothing was linked.")
        self.community = community


class LinkedAlready(CommunityError):
    """That channel is this community's already; `link` is None for the one it meets in."""

    def __init__(self, community: Community, link: Link | None) -> None:
        how = "is linked to" if link else "is the home of"
        super().__init__(f"That channel {how} “{community.topic}” already. Nothing was changed.")
        self.community = community
        self.link = link


class OnlyMembersLink(CommunityError):
    """Who asks is no member of the community."""

    def __init__(self, community: Community) -> None:
        super().__init__(f"The members of “{community.topic}” choose its channels. Nothing was changed.")
        self.community = community


class MeetsThere(CommunityError):
    """The channel a community meets in can't be unlinked: without it there would be nowhere to meet."""

    def __init__(self, community: Community, links: Sequence[Link]) -> None:
        super().__init__(f"That is where “{community.topic}” meets, so it stays. Nothing was changed.")
        self.community = community
        self.links = links


class NotLinked(CommunityError):
    """No community has that channel."""

    def __init__(self) -> None:
        super().__init__("No community has that channel, so nothing was changed.")


@dataclass(frozen=True, slots=True)
class Moved:
    """A community in its new home, and what it was before."""

    before: Community
    community: Community


def link(stores: Stores, community: Community, channel_id: str, channel_name: str, *, by: str, now: datetime) -> Link:
    """Give a community a further channel; raises NotOpen, OnlyMembersLink, LinkedAlready and OfAnother."""
    if community.state is not State.OPEN:
        raise NotOpen(community)
    if not communities.is_member(stores, community.id, by):
        raise OnlyMembersLink(community)
    there = stores.communities.in_channel(channel_id)
    if there is not None and there.id == community.id:
        raise LinkedAlready(community, stores.linking.get(channel_id))
    try:
        communities.free_channel(stores, channel_id, for_id=community.id, now=now)
    except ChannelTaken as taken:
        raise OfAnother(taken.community) from taken
    new = Link(channel_id, community.id, channel_name, by, now)
    stores.linking.put(new)
    return new


def unlink(stores: Stores, channel_id: str, *, by: str, is_there: bool) -> tuple[Community, Link]:
    """Take a further channel from its community; one of its members may, and whoever is in the channel (`is_there`).

    Raises NotLinked, MeetsThere and OnlyMembersLink.
    """
    found = stores.linking.get(channel_id)
    if found is None:
        if (home := stores.communities.in_channel(channel_id)) is not None:
            raise MeetsThere(home, stores.linking.of(home.id))
        raise NotLinked
    community = communities.known(stores, found.community_id)
    if not (is_there or _is_member(stores, community, by)):
        raise OnlyMembersLink(community)
    stores.linking.remove(channel_id)
    return community, found


def meet_there(stores: Stores, channel_id: str, *, by: str, is_home_gone: bool, now: datetime) -> Moved:
    """Let a community meet in one of its further channels from now on; the home it had becomes a further one.

    `is_home_gone` tells that nobody can meet in the old home: then the community, which rests for that, wakes.
    Raises NotLinked, OnlyMembersLink and NotOpen.
    """
    found = stores.linking.get(channel_id)
    if found is None or not found.is_open:
        raise NotLinked
    community = communities.known(stores, found.community_id)
    if not _is_member(stores, community, by):
        raise OnlyMembersLink(community)
    wakes = community.state is State.RESTING and (is_home_gone or community.channel_id is None)
    if not wakes and community.state is not State.OPEN:
        raise NotOpen(community)
    stores.linking.remove(channel_id)
    moved = replace(community, channel_id=channel_id, channel_name=found.channel_name, is_linked=True, welcome_ts=None)
    stores.communities.update(moved)
    if community.channel_id is not None:
        stores.linking.put(
            Link(community.channel_id, community.id, community.channel_name, by, now, is_open=not is_home_gone)
        )
    if wakes:
        communities.wake(stores, moved, now=now)
    return Moved(community, communities.known(stores, community.id))


def met_in(stores: Stores, channel_id: str) -> Community | None:
    """Give the community whose home this channel is: who joins or leaves it joins or leaves the community."""
    there = stores.communities.in_channel(channel_id)
    return there if there is not None and there.channel_id == channel_id else None


def open_again(stores: Stores, channel_id: str) -> Community | None:
    """Let a link count again whose channel is back, and give its community; None when there is no such link."""
    found = stores.linking.get(channel_id)
    if found is None or stores.communities.in_channel(channel_id) is not None:
        return None
    stores.linking.set_open(channel_id, is_open=True)
    return stores.communities.get(found.community_id)


def _is_member(stores: Stores, community: Community, user_id: str) -> bool:
    return any(member.user_id == user_id for member in stores.members.of(community.id))
