"""What communities want to talk about, and who wants it, as the rules need it kept."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Protocol

from community.meetups import Meetup
from community.topics import NewTopic, Topic, Wanted


class Topics(Protocol):
    """What communities want to talk about, and who wants it."""

    def add(self, topic: NewTopic) -> Topic: ...
    def hold(self, topic_id: int) -> Topic | None:
        """Give it, and let nobody else change it until this transaction ends."""
        ...

    def update(self, topic: Topic) -> None: ...
    def remove(self, topic_id: int) -> None:
        """Forget it with its votes; it is on no agenda any more."""
        ...

    def open_in(self, community_id: int) -> Sequence[Wanted]:
        """Give those not talked about yet: most wanted first, then the oldest."""
        ...

    def vote(self, topic_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this person wants it; False when they said so already."""
        ...

    def take_back(self, topic_id: int, user_id: str) -> bool: ...
    def voted(self, topic_ids: Sequence[int], user_id: str) -> Set[int]:
        """Give which of these the person wants."""
        ...

    def choose(self, meetup_id: int, topic_ids: Sequence[int]) -> None:
        """Put these on the meetup's agenda, in this order, and nothing else."""
        ...

    def on_agenda(self, meetup_id: int) -> Sequence[Wanted]:
        """Give what was put on the agenda, in its order."""
        ...

    def to_freeze(self, now: datetime, *, limit: int) -> Sequence[Meetup]:
        """Give meetups that have begun, within the last day, and whose agenda isn't frozen."""
        ...

    def freeze(self, meetup_id: int) -> None: ...
