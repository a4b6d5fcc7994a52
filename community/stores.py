"""What the rules need kept: one Protocol a feature, all of one workspace, all inside one transaction.

`storage` implements them; every method is synchronous and every one is already bound to its workspace.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from community.communities import Community, Member, NewCommunity
from community.delivery import Delivery
from community.digest import DigestSchedule
from community.lessons import Found, Lesson, Mark, NewLesson
from community.meetups import Meetup, NewMeetup, Reminder
from community.people import Person
from community.schedule import Period


class People(Protocol):
    """Names and zones of people the bot has met."""

    def save(self, person: Person, *, now: datetime) -> None: ...
    def get(self, user_id: str) -> Person | None: ...
    def named(self, user_ids: Sequence[str]) -> Mapping[str, str]:
        """Give the names that are known, by user id; who is not known is left out."""
        ...


class Communities(Protocol):
    """The communities of a workspace."""

    def add(self, community: NewCommunity) -> Community:
        """Keep it, FORMING when it has no channel yet, else OPEN.

        Its name and its channel must be free: NameTaken or ChannelTaken otherwise, with who has it.
        """
        ...

    def get(self, community_id: int) -> Community | None: ...
    def some(self, community_ids: Sequence[int]) -> Mapping[int, Community]:
        """Give those that are there, by id, in one query."""
        ...

    def named(self, name: str) -> Community | None: ...
    def in_channel(self, channel_id: str) -> Community | None: ...
    def all(self) -> Sequence[Community]:
        """Give all that are open, by topic."""
        ...

    def of(self, user_id: str) -> Sequence[Community]:
        """Give the open ones this person joined, by topic."""
        ...

    def update(self, community: Community) -> None: ...
    def remove(self, community_id: int) -> None: ...


class Members(Protocol):
    """Who joined which community."""

    def add(self, member: Member) -> bool:
        """Keep the member; False when they had joined already."""
        ...

    def remove(self, community_id: int, user_id: str) -> bool:
        """Forget the member; False when they were none."""
        ...

    def of(self, community_id: int) -> Sequence[Member]:
        """Give the members, who joined first first."""
        ...

    def counts(self) -> Mapping[int, int]:
        """Give the number of members by community id; communities without members are left out."""
        ...

    def joined(self, periods: Mapping[int, Period]) -> Mapping[int, Sequence[Member]]:
        """Give who joined, by community id and each in its own period, who joined first first; in one query.

        Communities nobody joined are left out.
        """
        ...


class Lessons(Protocol):
    """The lessons of a workspace. Withdrawn ones are found by `get` and `at` only."""

    def add(self, lesson: NewLesson) -> Lesson:
        """Keep it under the next number."""
        ...

    def get(self, number: int) -> Lesson | None: ...
    def at(self, channel_id: str, ts: str) -> Lesson | None: ...
    def update(self, lesson: Lesson) -> None: ...
    def search(self, words: str, *, limit: int, offset: int = 0) -> Found:
        """Find lessons by their words, best first; any input is safe, no words find nothing."""
        ...

    def recent(self, *, limit: int) -> Sequence[Lesson]:
        """Give the newest, newest first."""
        ...

    def captured(self, period: Period, *, limit: int) -> Sequence[Lesson]:
        """Give those captured in the period in any community or none, newest first."""
        ...

    def captured_in(self, periods: Mapping[int, Period], *, limit: int) -> Mapping[int, Found]:
        """Give each community's newest of its own period, newest first, at most `limit` each; in one query.

        `total` counts all of that community's period; communities without any are left out.
        """
        ...

    def hold(self, number: int) -> Lesson | None:
        """Give it as `get` does, and let nobody else change it until this transaction ends."""
        ...

    def mark(self, mark: Mark) -> int:
        """Keep a person's newest word on whether this message is a lesson, and give how many people's marks stand.

        A word older than the one that is kept for this person and emoji changes nothing: events can overtake another.
        """
        ...


class Digests(Protocol):
    """When digests are due and which have been claimed."""

    def schedule(self, community_id: int) -> DigestSchedule | None: ...
    def save(self, schedule: DigestSchedule) -> None: ...
    def due(self, now: datetime, *, limit: int) -> Sequence[DigestSchedule]:
        """Give those whose `next_at` has come, the longest due first."""
        ...

    def claim(self, community_id: int, period: Period, *, now: datetime) -> bool:
        """Take the right to post this period's digest; False when somebody has it already."""
        ...

    def shown(self, community_ids: Sequence[int]) -> Mapping[int, Set[int]]:
        """Give the numbers of other communities' lessons that were in these communities' digests; in one query."""
        ...

    def show(self, community_id: int, numbers: Sequence[int], *, now: datetime) -> None:
        """Remember that these lessons were in the community's digest; twice is once."""
        ...


class Meetups(Protocol):
    """Meetups, who is coming, and their reminders."""

    def add(self, meetup: NewMeetup) -> Meetup: ...
    def get(self, meetup_id: int) -> Meetup | None: ...
    def hold(self, meetup_id: int) -> Meetup | None:
        """Give it as `get` does, and let nobody else change it until this transaction ends."""
        ...

    def update(self, meetup: Meetup) -> None: ...
    def coming_up(self, now: datetime, *, limit: int, community_id: int | None = None) -> Sequence[Meetup]:
        """Give those not over and not cancelled, soonest first; of one community when it is named."""
        ...

    def coming_up_in(
        self, community_ids: Sequence[int], *, now: datetime, until: datetime, limit: int
    ) -> Mapping[int, Sequence[Meetup]]:
        """Give each community's that aren't over and not cancelled and start before `until`, at most `limit` each.

        Soonest first, in one query; communities without any are left out.
        """
        ...

    def come(self, meetup_id: int, user_id: str, *, now: datetime) -> bool:
        """Keep that this person is coming; False when they said so already."""
        ...

    def stay_away(self, meetup_id: int, user_id: str) -> bool: ...
    def comers(self, meetup_id: int) -> Sequence[str]:
        """Give the user ids of who is coming, who said so first first."""
        ...

    def counts(self, meetup_ids: Sequence[int]) -> Mapping[int, int]:
        """Give how many are coming by meetup id, in one query; meetups nobody comes to are left out."""
        ...

    def remind(self, reminders: Sequence[Reminder]) -> None: ...
    def due(self, now: datetime, *, limit: int) -> Sequence[Reminder]: ...
    def claim(self, reminder: Reminder) -> bool:
        """Take the right to send or drop this reminder; False when somebody has it already."""
        ...


class Outbox(Protocol):
    """What is to be done in Slack once this transaction is committed."""

    def put(self, delivery: Delivery, *, now: datetime) -> int:
        """Keep the delivery and give its id."""
        ...


class Inbox(Protocol):
    """Events that were received and are not handled yet."""

    def done(self, event_id: str, *, now: datetime) -> None:
        """Mark the event as handled, in the transaction that handled it."""
        ...


class Requests(Protocol):
    """Commands, actions and submissions that were handled, so that one sent twice is done once."""

    def claim(self, key: str, *, now: datetime) -> bool:
        """Take the right to handle this request; False when it was handled already."""
        ...


class Stores(Protocol):
    """All stores of one workspace in one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def communities(self) -> Communities: ...
    @property
    def members(self) -> Members: ...
    @property
    def lessons(self) -> Lessons: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def meetups(self) -> Meetups: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def requests(self) -> Requests: ...
