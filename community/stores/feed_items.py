"""What was found in feeds and calendars, and which communities were told of it, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.feed_news import Followed
from community.feeds import Item


class FeedItems(Protocol):
    """What was found in feeds and calendars, and which communities were told of it."""

    def of(self, feed_id: int) -> Sequence[Item]:
        """Give everything kept of a feed, the newest found first."""
        ...

    def get(self, item_id: int) -> Item | None: ...
    def add(self, items: Sequence[Item]) -> Sequence[Item]:
        """Keep new ones under the next numbers, in this order; the ids they come with say nothing."""
        ...

    def update(self, items: Sequence[Item]) -> None: ...
    def remove(self, item_ids: Sequence[int]) -> None: ...
    def last(self, feed_id: int) -> int:
        """Give the number of the newest one found in a feed; 0 when there is none."""
        ...

    def candidates(
        self, feed_ids: Sequence[int], *, now: datetime, until: datetime, found_since: datetime
    ) -> Mapping[int, Sequence[Item]]:
        """Give by feed what could be news: what starts between the two, and what to read was found since then.

        At most 100 a feed, in one query; what was called off, or is missing at the moment, is left out.
        """
        ...

    def followed(self, community_ids: Sequence[int]) -> Mapping[int, Sequence[Followed]]:
        """Give what these communities follow, by community, in one query; those that follow nothing are left out."""
        ...

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Mapping[int, tuple[int, datetime]]]:
        """Give by community, then by item, of which feed it is and when it was told; in one query."""
        ...

    def show(self, community_id: int, item_ids: Sequence[int], *, until: int, now: datetime) -> None:
        """Remember that a community was told of these; of what is numbered up to `until` nothing is news to it."""
        ...
