"""What communities ask the organisation for, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community.support import Ask, Help, NewAsk


class Support(Protocol):
    """What communities ask the organisation for, and what became of it."""

    def add(self, ask: NewAsk) -> Ask: ...
    def get(self, ask_id: int) -> Ask | None: ...
    def update(self, ask: Ask) -> None: ...
    def asks(self, community_ids: Sequence[int], *, limit: int, offset: int = 0) -> Sequence[Ask]:
        """Give what these communities asked for, open ones first, newest first; withdrawn ones are left out."""
        ...

    def give(self, help_: Help) -> None:
        """Keep what a person can give, in the place of what they said to this ask before."""
        ...

    def take_back(self, ask_id: int, user_id: str) -> bool:
        """Forget what a person said they give; False when they said nothing."""
        ...

    def help_for(self, ask_id: int) -> Sequence[Help]:
        """Give what people said they can give, who said it first first."""
        ...

    def help_for_some(self, ask_ids: Sequence[int]) -> Mapping[int, Sequence[Help]]:
        """Give the same of many asks, by ask id, in one query; those nobody helps with are left out."""
        ...

    def shown_in(self, user_id: str) -> Sequence[int]:
        """Give the ids of the asks that show this person: who asked, helps or told what became of it."""
        ...

    def last_currency(self) -> str | None:
        """Give the currency somebody asked for money in last."""
        ...
