"""Questions a community asks itself, and what its members said, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.agreements import Agreement, Kind, NewAgreement, Outcome, Posted, Say


class Agreements(Protocol):
    """Questions a community asks itself, and what its members said."""

    def add(self, agreement: NewAgreement) -> Agreement:
        """Keep it under the next id."""
        ...

    def get(self, agreement_id: int) -> Agreement | None: ...
    def open_in(self, community_id: int) -> Agreement | None:
        """Give what the community is asked at the moment, alone or with another one."""
        ...

    def open_for(self, user_id: str) -> Sequence[Agreement]:
        """Give what this person's communities are asked and they haven't answered, what ends first first."""
        ...

    def open_by(self, user_id: str) -> Sequence[Agreement]:
        """Give what this person asked and is open still."""
        ...

    def not_agreed_at(self, kind: Kind, community_id: int, other_id: int | None = None) -> datetime | None:
        """Give when these communities, in either order, were last asked this in vain; None when never.

        What was dropped before it stood in any channel doesn't count.
        """
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence[Agreement]:
        """Give those whose time has come and that have no outcome yet, the longest due first."""
        ...

    def answer(self, agreement_id: int, user_id: str, say: Say, *, now: datetime) -> None:
        """Keep a person's answer in the place of the one they gave before."""
        ...

    def answers(self, agreement_id: int) -> Mapping[str, Say]:
        """Give everybody's newest answer, by user id."""
        ...

    def end(self, agreement_id: int, outcome: Outcome, *, now: datetime) -> bool:
        """Keep the outcome; False when there is one already."""
        ...

    def post(self, posted: Posted) -> None:
        """Keep where the question stands in a community, in the place of what was known before."""
        ...

    def posts(self, agreement_id: int) -> Sequence[Posted]:
        """Give where the question stands, by community."""
        ...
