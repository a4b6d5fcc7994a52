"""Communities and their members, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community.communities import Community, Member, NewCommunity
from community.schedule import Period


class Communities(Protocol):
    """The communities of a workspace."""

    def add(self, community: NewCommunity) -> Community:
        """Keep it, FORMING when it has no channel yet, else OPEN.

        Its name and its channel must be free: NameTaken or ChannelTaken otherwise, with who has it.
        """
        ...

    def get(self, community_id: int) -> Community | None: ...
    def some(self, community_ids: Sequence[int]) -> Mapping[int, Community]:
        """Give those that are there, by id, in one query."""
        ...

    def named(self, name: str) -> Community | None: ...
    def in_channel(self, channel_id: str) -> Community | None:
        """Give the community that meets in that channel, or has it as an open further one."""
        ...

    def all(self) -> Sequence[Community]:
        """Give all that are open, by topic."""
        ...

    def every(self) -> Sequence[Community]:
        """Give all whose channel was there once, in whatever state: resting and closed ones too, by topic."""
        ...

    def of(self, user_id: str) -> Sequence[Community]:
        """Give the open ones this person joined, by topic."""
        ...

    def update(self, community: Community) -> None: ...
    def remove(self, community_id: int) -> None: ...


class Members(Protocol):
    """Who joined which community."""

    def add(self, member: Member) -> bool:
        """Keep the member; False when they had joined already."""
        ...

    def remove(self, community_id: int, user_id: str) -> bool:
        """Forget the member; False when they were none."""
        ...

    def remove_all(self, user_id: str) -> Sequence[int]:
        """Let a person be in no community, and give the ids of those they were in."""
        ...

    def of(self, community_id: int) -> Sequence[Member]:
        """Give the members, who joined first first."""
        ...

    def count(self, community_id: int) -> int:
        """Give the number of a community's members."""
        ...

    def counts(self) -> Mapping[int, int]:
        """Give the number of members by community id; communities without members are left out."""
        ...

    def joined(self, periods: Mapping[int, Period]) -> Mapping[int, Sequence[Member]]:
        """Give who joined, by community id and each in its own period, who joined first first; in one query.

        Communities nobody joined are left out.
        """
        ...
