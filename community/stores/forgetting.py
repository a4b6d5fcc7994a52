"""Forgetting a person, as the rules need it done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.forgetting import Forgotten, Held


class Forgetting(Protocol):
    """What is stored about a person, and taking it out of every table."""

    def held(self, user_id: str) -> Held: ...
    def told(self, user_id: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Give what is stored about this person and nobody else, row by row, under what it is called; for them only.

        With what they wrote into what is others' too. Lessons and what was said of them are not in it, since a room
        they came from may be closed to this person by now; and no other person is.
        """
        ...

    def erase(self, user_id: str, *, with_words: bool, now: datetime) -> Forgotten:
        """Erase the person, their name and, where they want that, their words; what is others' stays without them."""
        ...
