"""Who coordinates which community, and who supports that, as the rules need it kept."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.carrying import Carried
from community.schedule import Period
from community.seats import Note, Seat


class Seats(Protocol):
    """Who coordinates which community, and who supports that. Whoever is no member any more has no seat."""

    def coordinators(self, community_id: int) -> Sequence[str]:
        """Give the user ids of who coordinates it, who stepped up first first."""
        ...

    def all(self) -> Mapping[int, Sequence[str]]:
        """Give the same of every community that has one; in one query."""
        ...

    def present(self) -> Sequence[Seat]:
        """Give every seat that is taken, who stepped up first first."""
        ...

    def of(self, user_id: str) -> Sequence[Seat]:
        """Give the seats this person has."""
        ...

    def ever(self, user_id: str) -> Sequence[Seat]:
        """Give the same, with those they stepped back from."""
        ...

    def get(self, community_id: int, user_id: str) -> Seat | None:
        """Give a member's seat, also when they stepped back from it."""
        ...

    def take(self, community_id: int, user_id: str, *, now: datetime) -> bool:
        """Let a member coordinate; False when they do already."""
        ...

    def end(self, community_id: int, user_id: str, *, now: datetime) -> bool:
        """Let them step back, and forget who supported them; False when they don't coordinate."""
        ...

    def place(self, community_id: int, user_id: str, *, channel_id: str, ts: str) -> None:
        """Remember which message tells of it."""
        ...

    def share(self, community_id: int, user_id: str, *, now: datetime) -> None:
        """Note that this coordinator would like to share the seat."""
        ...

    def support(self, community_id: int, coordinator: str, user_id: str, *, now: datetime) -> bool:
        """Keep that this person supports the coordinator; False when they said so before."""
        ...

    def unsupport(self, community_id: int, coordinator: str, user_id: str) -> bool:
        """Forget it; False when they never said so."""
        ...

    def supporters(self, community_id: int, coordinator: str) -> int:
        """Count them."""
        ...

    def free(self, community_ids: Sequence[int], *, not_told_since: datetime | None = None) -> Set[int]:
        """Give those of these that nobody coordinates, and that weren't told so since then if that is asked."""
        ...

    def tell_free(self, community_id: int, *, now: datetime) -> None: ...
    def leave_note(self, note: Note) -> None:
        """Keep the note, in the place of one that the same person left there before."""
        ...

    def notes(self, community_id: int) -> Sequence[Note]:
        """Give the notes that were left, newest first."""
        ...

    def carried(self, community_ids: Sequence[int], period: Period) -> Sequence[Carried]:
        """Give what each member did for these communities in the period; who did nothing is left out."""
        ...
