"""Lessons, as the rules need them kept."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.finding import Sought
from community.lessons import Found, Lesson, NewLesson
from community.schedule import Period


class Lessons(Protocol):
    """The lessons of a workspace. Withdrawn ones are found by `get`, `hold`, `at` and `some` only.

    What gives lessons to be shown takes `rooms`: the closed rooms whose lessons the reader may see besides those that
    are for everybody. The others don't ask, since the rules do (`lessons.shown`).
    """

    def add(self, lesson: NewLesson) -> Lesson:
        """Keep it under the next number."""
        ...

    def get(self, number: int) -> Lesson | None: ...
    def some(self, numbers: Sequence[int]) -> Mapping[int, Lesson]:
        """Give those that are there, by number, withdrawn or not, in one query."""
        ...

    def at(self, channel_id: str, ts: str) -> Lesson | None: ...
    def card_at(self, channel_id: str, ts: str) -> Lesson | None:
        """Give the lesson whose card that message is."""
        ...

    def update(self, lesson: Lesson) -> None: ...
    def rename_author(self, author_id: str, name: str) -> Sequence[int]:
        """Let a person's lessons carry this name, "" for none, and give the numbers of those that had another."""
        ...

    def of_author(self, author_id: str, *, limit: int) -> Sequence[Lesson]:
        """Give a person's, newest first, those taken back and those of closed rooms too: for themselves only."""
        ...

    def search(self, sought: Sought, *, rooms: Set[str], limit: int, offset: int = 0) -> Found:
        """Find lessons, best first: by match, then by how many teams use them, then by age. Any input is safe."""
        ...

    def alike(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[tuple[int, float]]:
        """Give the lessons that share the most telling words with this text, closest first: (number, closeness).

        0 is none of its words, 1 all of them where they weigh most.
        """
        ...

    def recent(self, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give the newest, newest first."""
        ...

    def captured(self, period: Period, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give those captured in the period in any community or none, newest first."""
        ...

    def newest_of(self, community_id: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give a community's newest, newest first."""
        ...

    def most_used(self, community_id: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give a community's lessons that the most teams use, the newest of as many first."""
        ...

    def captured_in(
        self, periods: Mapping[int, Period], *, rooms: Set[str], limit: int, is_most_used_first: bool = False
    ) -> Mapping[int, Found]:
        """Give each community's newest of its own period, newest first, at most `limit` each; in one query.

        Or those that most teams use first, and of equals the newest. `total` counts all of that community's period;
        communities without any are left out.
        """
        ...

    def after(self, number: int, *, rooms: Set[str], limit: int) -> Sequence[Lesson]:
        """Give those with a higher number, lowest first: a way to walk through all of them."""
        ...

    def built_on(self, number: int, *, rooms: Set[str]) -> Sequence[Lesson]:
        """Give the lessons that improve this one, lowest number first."""
        ...

    def count(self, *, rooms: Set[str]) -> int: ...
    def closed_rooms(self) -> Set[str]:
        """Give the private channels that have lessons which only their members may see."""
        ...

    def close(self, channel_id: str, *, is_closed: bool) -> None:
        """Let the lessons from this channel be for its members only, or for everybody again."""
        ...

    def of_channel(self, channel_id: str) -> Sequence[Lesson]:
        """Give all that came from this channel, withdrawn or closed too, lowest number first."""
        ...

    def move(self, channel_id: str, new_id: str) -> None:
        """Let the lessons from a channel whose id changed follow it; `rooms.move` does so for everything else."""
        ...

    def in_thread(self, channel_id: str, thread_ts: str) -> Sequence[Lesson]:
        """Give the lessons captured from a thread, its first message too, withdrawn or not, lowest number first."""
        ...

    def followed(self, *, since: datetime, limit: int) -> Sequence[Lesson]:
        """Give those captured from messages since then, withdrawn or not, newest first: what may have changed."""
        ...

    def hold(self, number: int) -> Lesson | None:
        """Give it as `get` does, and let nobody else change it until this transaction ends."""
        ...
