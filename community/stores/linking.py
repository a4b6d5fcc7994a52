"""The further channels of communities, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community.linking import Link


class Linking(Protocol):
    """The further channels of communities; a channel is of one community at most."""

    def put(self, link: Link) -> None:
        """Keep the link in the place of the one this channel had."""
        ...

    def get(self, channel_id: str) -> Link | None: ...
    def named(self, channel_name: str) -> Link | None:
        """Give the open one whose channel has this name."""
        ...

    def of(self, community_id: int) -> Sequence[Link]:
        """Give a community's open ones, by name."""
        ...

    def all(self) -> Mapping[int, Sequence[Link]]:
        """Give the open ones of all communities by community id, each by name, in one query."""
        ...

    def set_open(self, channel_id: str, *, is_open: bool) -> None:
        """Let the link count, or not while nobody can meet there; a channel without a link stays as it is."""
        ...

    def rename(self, channel_id: str, channel_name: str) -> None: ...
    def remove(self, channel_id: str) -> None: ...
    def move(self, from_community: int, to_community: int) -> None:
        """Let all channels of one community be another's."""
        ...
