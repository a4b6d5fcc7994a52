"""What coaches offer communities, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.coaching import NewOffer, Offer


class Coaching(Protocol):
    """What coaches offered, and who took it up."""

    def add(self, offer: NewOffer) -> Offer: ...
    def get(self, offer_id: int) -> Offer | None: ...
    def update(self, offer: Offer) -> None: ...
    def remove(self, offer_id: int) -> None:
        """Forget an offer whose message Slack did not take, so that it can be made again."""
        ...

    def newest(self, community_id: int, coach_id: str) -> Offer | None:
        """Give what this coach offered this community last."""
        ...

    def of(self, coach_id: str) -> Sequence[Offer]:
        """Give what this coach offered, first first."""
        ...

    def take_up(self, offer_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this member took it up; False when they did before."""
        ...

    def let_go(self, offer_id: int, user_id: str) -> None:
        """Forget it, since Slack opened no conversation, so that it can be taken up again."""
        ...
