"""What people were asked in private, as the rules need it kept."""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import Protocol

from community.asked import Asked as Newest
from community.asked import Asking


class Asked(Protocol):
    """What people were asked in private, and who said that it need not come again."""

    def ask(
        self, user_id: str, about: Asking, *, now: datetime, within: timedelta, community_id: int | None = None
    ) -> bool:
        """Take note that they are asked; False when they were within this span, or don't want to be."""
        ...

    def all(self, about: Asking) -> Sequence[Newest]:
        """Give when each was asked last."""
        ...

    def silence(self, user_id: str, about: Asking, *, is_silent: bool) -> None:
        """Keep whether they don't want to be asked this."""
        ...

    def silent(self, about: Asking) -> Set[str]:
        """Give the user ids of who doesn't want to be asked this."""
        ...
