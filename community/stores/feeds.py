"""Feeds and calendars of the wider network and who follows them, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.feeds import Feed, Follow, Look, NewLook


class Feeds(Protocol):
    """Feeds and calendars of the wider network, and who follows them."""

    def add(self, address: str, *, zone: str, now: datetime) -> Feed:
        """Keep the feed at this address; the one that is there already is given instead."""
        ...

    def get(self, feed_id: int) -> Feed | None: ...
    def at(self, address: str) -> Feed | None: ...
    def update(self, feed: Feed) -> None: ...
    def remove(self, feed_id: int) -> None:
        """Forget the feed, with all that was found in it."""
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence[Feed]:
        """Give those whose `next_at` has come, the longest due first."""
        ...

    def claim(self, feed: Feed, *, until: datetime) -> bool:
        """Take the right to read a due feed; False when somebody has it. It is due again at `until`."""
        ...

    def follow(self, follow: Follow) -> bool:
        """Keep that a community follows a feed; False when it did already."""
        ...

    def unfollow(self, community_id: int, feed_id: int) -> bool: ...
    def of(self, community_id: int) -> Sequence[Feed]:
        """Give the feeds a community follows, by their titles."""
        ...

    def followers(self, feed_id: int) -> Sequence[Follow]: ...
    def count(self) -> int:
        """Count the feeds that anybody follows."""
        ...

    def move(self, feed_id: int, *, to: int) -> None:
        """Let who follows the one feed follow the other, each community once."""
        ...

    def unfollowed(self, *, before: datetime, limit: int) -> Sequence[int]:
        """Give the ids of feeds that nobody follows and that were last added or read before then."""
        ...

    def ask(self, look: NewLook) -> Look:
        """Keep that somebody wants an address looked at."""
        ...

    def look(self, look_id: int) -> Look | None: ...
    def to_look_at(self, now: datetime, *, limit: int) -> Sequence[Look]:
        """Give what waits to be looked at, the longest waiting first."""
        ...

    def take(self, look: Look, *, until: datetime | None) -> bool:
        """Take the right to look; False when somebody has it. It waits again at `until`, None for never again."""
        ...

    def looks(self, user_id: str, *, since: datetime) -> int:
        """Count what this person wanted looked at since then."""
        ...

    def forget_looks(self, *, before: datetime) -> None: ...
