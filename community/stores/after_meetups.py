"""Which meetups were asked what was learnt, and whose notes stand in a canvas, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.meetups import Meetup


class AfterMeetups(Protocol):
    """Which meetups were asked what was learnt, and whose notes stand in a canvas."""

    def to_ask(self, now: datetime, *, limit: int) -> Sequence[Meetup]:
        """Give communities' announced meetups that are over, lately, and weren't asked, the longest over first."""
        ...

    def ask(self, meetup: Meetup, *, now: datetime) -> bool:
        """Take the right to ask in the meetup's thread; False when somebody has it already."""
        ...

    def asked_in(self, channel_id: str, thread_ts: str) -> Meetup | None:
        """Give the meetup that was asked in this thread."""
        ...

    def note(self, meetup_id: int, mark: str) -> None:
        """Keep that its notes stand in the canvas, and a mark that tells these notes from others."""
        ...

    def mark(self, meetup_id: int) -> str:
        """Give the mark of the notes that stand in the canvas, "" when none do."""
        ...

    def noted(self, community_id: int, *, limit: int) -> Sequence[Meetup]:
        """Give the meetups whose notes stand in the community's canvas, the newest meetup first."""
        ...

    def with_notes(self) -> Sequence[int]:
        """Give the ids of communities in whose canvas notes stand."""
        ...
