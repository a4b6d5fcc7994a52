"""How lively communities are, week by week, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.pulse import Asked, Heard, Week


class Pulse(Protocol):
    """How lively communities are: who said something in which week, and never what.

    Persons go in and only counts come out. Lessons of closed rooms are in no count.
    """

    def heard(self, said: Heard) -> None:
        """Count one message of a person in the week it was said."""
        ...

    def asked(self, question: Asked) -> None:
        """Keep that somebody asked; one that is known stays as it is."""
        ...

    def replied(self, channel_id: str, ts: str, *, by: str, at: datetime) -> None:
        """Keep that a question was answered: by somebody else, or nothing is kept."""
        ...

    def last_active(self, now: datetime, among: Sequence[int] | None = None) -> Mapping[int, datetime]:
        """Give each community's newest sign of life: a message, a lesson, a meetup held, an adoption, a new member.

        In a few queries over those, or over all for None; communities without any are left out.
        """
        ...

    def voices(self, community_ids: Sequence[int], *, since: datetime) -> Mapping[int, Sequence[int]]:
        """Give how much each of those who wrote since that week wrote, most first; communities without are left out."""
        ...

    def people(self, community_id: int, *, since: datetime) -> int:
        """Count the members who wrote since that week."""
        ...

    def weeks(self, community_id: int, *, since: datetime) -> Sequence[Week]:
        """Give the weeks since then in which anybody wrote, oldest first."""
        ...

    def answered(self, community_id: int, *, since: datetime) -> int:
        """Count the questions asked since then that somebody else answered, or a lesson that was shown did."""
        ...

    def lessons(self, community_ids: Sequence[int], *, since: datetime) -> Mapping[int, Sequence[datetime]]:
        """Give when lessons were captured in each of them, oldest first; communities without are left out."""
        ...

    def adoptions(self, community_id: int, *, since: datetime) -> Sequence[datetime]:
        """Give when teams took up its lessons for the first time, oldest first."""
        ...

    def held(
        self, community_ids: Sequence[int], *, since: datetime, until: datetime
    ) -> Mapping[int, Sequence[datetime]]:
        """Give the ends of the meetups each of them held, oldest first; communities without are left out."""
        ...

    def presence(self, community_ids: Sequence[int] | None = None) -> Mapping[int, Mapping[int, int]]:
        """Give by community how many of its members are in which team, by team id; of all open ones for None."""
        ...

    def prune(self, *, before: datetime) -> int:
        """Forget who did something in the weeks before, keep those weeks' totals, and tell how many rows went."""
        ...
