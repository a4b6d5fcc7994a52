"""What people say of themselves, as the rules need it kept."""

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.profiles import Invitation, Profile


class Profiles(Protocol):
    """What people say of themselves: what they know, what they learn, what they hide; and what they were asked to."""

    def of(self, user_id: str) -> Profile:
        """Give what this person says of themselves; an empty one for who said nothing."""
        ...

    def some(self, user_ids: Collection[str]) -> Mapping[str, Profile]:
        """Give those who said something, by user id."""
        ...

    def save(self, profile: Profile, *, now: datetime) -> None: ...
    def hidden(self) -> Set[str]:
        """Give the user ids of those who want to be found by nobody."""
        ...

    def words(self) -> Set[str]:
        """Give all that anybody knows or would like to learn, each once, but for those who are hidden."""
        ...

    def who(self, words: Collection[str], *, limit: int) -> Sequence[str]:
        """Give the user ids of those who know or would like to learn one of these and aren't hidden."""
        ...

    def invite(self, invitation: Invitation) -> bool:
        """Keep that somebody is asked; False when they were asked to this community before."""
        ...

    def invitation(self, community_id: int, user_id: str) -> Invitation | None: ...
    def invited(self, community_id: int) -> Set[str]:
        """Give who was asked to this community, whatever they answered."""
        ...

    def invited_since(self, since: datetime) -> Mapping[str, int]:
        """Give how often people were asked to any community since then, by user id."""
        ...

    def answer(self, community_id: int, user_id: str, *, has_joined: bool) -> None:
        """Keep what they answered."""
        ...
