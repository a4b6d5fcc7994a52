"""Forgetting a person, as the rules need it done."""

from datetime import datetime
from typing import Protocol

from community.forgetting import Forgotten, Held


class Forgetting(Protocol):
    """What is stored about a person, and taking it out of every table."""

    def held(self, user_id: str) -> Held: ...
    def erase(self, user_id: str, *, with_words: bool, now: datetime) -> Forgotten:
        """Erase the person, their name and, where they want that, their words; what is others' stays without them."""
        ...
