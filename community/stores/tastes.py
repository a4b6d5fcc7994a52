"""What communities and people want more or less of in their digests, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.tastes import Taste


class Tastes(Protocol):
    """What communities and people want more or less of in their digests."""

    def say(self, taste: Taste) -> None:
        """Keep a person's word on a lesson; what they said of it in the same digest before goes."""
        ...

    def unsay(self, taste: Taste) -> bool:
        """Forget a person's word on a lesson; False when there was none."""
        ...

    def of_communities(self, community_ids: Sequence[int], *, since: datetime) -> Mapping[int, Sequence[Taste]]:
        """Give what members of these said since then and are members still, by community id; in one query."""
        ...

    def of_people(self, user_ids: Sequence[str], *, since: datetime) -> Mapping[str, Sequence[Taste]]:
        """Give what these people said of their own digests since then; in one query."""
        ...

    def prune(self, *, before: datetime) -> int:
        """Forget what was said before that instant and give how many."""
        ...
