"""When digests are due, what they said, and what they choose from, as the rules need it kept."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.choosing import Recent
from community.digest import DigestSchedule, Run, Said
from community.news import Question
from community.schedule import Period
from community.spread import Adoption


class Digests(Protocol):
    """When digests are due, which have been claimed and what they said."""

    def schedule(self, community_id: int) -> DigestSchedule | None: ...
    def save(self, schedule: DigestSchedule) -> None: ...
    def going(self) -> Sequence[DigestSchedule]:
        """Give those that are on, by community."""
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence[DigestSchedule]:
        """Give those whose `next_at` has come, the longest due first; of equals none is always the last."""
        ...

    def claim(self, community_id: int, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's digest; False when somebody has it already."""
        ...

    def keep(self, community_id: int, period: Period, said: Said, *, now: datetime) -> None:
        """Keep what the digest of a claimed period said; its lessons were shown from now on."""
        ...

    def last(self, community_id: int) -> Run | None:
        """Give the newest digest that said something."""
        ...

    def sent_again(self, run: Run, *, now: datetime) -> bool:
        """Keep that it is sent again now; False when somebody did so since `run` was read."""
        ...

    def seen(self, community_ids: Sequence[int], *, since: int) -> Mapping[int, Set[int]]:
        """Give the lessons, from this number on, that these communities had before; in one query.

        In a digest of theirs, by somebody who shared it there, or by a proposal.
        """
        ...

    def recent(self, period: Period, *, limit: int) -> Iterator[Recent]:
        """Give what anybody may see of the lessons captured in the period, newest first; to be read one by one."""
        ...

    def taken_up(self, periods: Mapping[int, Period], *, limit: int) -> Mapping[int, Mapping[int, Sequence[Adoption]]]:
        """Give by community, and by number, which other teams took up its lessons in its own period and use them still.

        At most so many lessons each, those used by the newest answer first; of a lesson the first answer first.
        """
        ...

    def unanswered(self, periods: Mapping[int, Period]) -> Mapping[int, Sequence[Question]]:
        """Give what was asked of each community in its own period and nobody answered, newest first; in one query."""
        ...
