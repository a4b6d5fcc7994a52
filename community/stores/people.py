"""The people a workspace's bot has met, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from community.people import NameShown, Person


class People(Protocol):
    """Names and zones of people the bot has met."""

    def save(self, person: Person, *, now: datetime) -> None:
        """Keep the person as they are now: they did something."""
        ...

    def note(self, person: Person, *, now: datetime) -> None:
        """Keep the person as they are now, though others did something: it is no sign of life of theirs."""
        ...

    def get(self, user_id: str) -> Person | None: ...
    def named(self, user_ids: Sequence[str]) -> Mapping[str, str]:
        """Give the names that are known, by user id; who is not known is left out."""
        ...

    def name_shown(self, user_id: str) -> NameShown:
        """Give whether their name stands beside their lessons: ALWAYS for who never chose."""
        ...

    def choose_name_shown(self, user_id: str, chosen: NameShown, *, now: datetime) -> None: ...
    def is_first(self, user_id: str, what: str, *, now: datetime, within: timedelta | None = None) -> bool:
        """Take note that this person, or channel, was asked or shown `what`; False when they were before.

        With `within` only what was in that span of time counts as before.
        """
        ...

    def forget_first(self, user_id: str, what: str) -> None:
        """Let it be as if this person was never asked or shown `what`, since it came to nothing."""
        ...
