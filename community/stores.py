"""What the rules need kept: one Protocol a feature, all of one workspace, all inside one transaction.

`storage` implements them; every method is synchronous and every one is already bound to its workspace.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Protocol

from community.communities import Community, Member, NewCommunity
from community.delivery import Delivery
from community.digest import DigestSchedule
from community.finding import Sought
from community.forgetting import Forgotten, Held
from community.lessons import Found, Lesson, Mark, NewLesson, Version
from community.meetups import Meetup, NewMeetup, Reminder
from community.people import NameShown, Person
from community.relearning import Hint, NewHint, Relearnings, Verdict
from community.rooms import Room
from community.schedule import Period
from community.spread import Adoption, Answer, NewProposal, Position, Proposal, Share, Visit
from community.suggestions import NewSuggestion, Suggestion
from community.teams import NewTeam, Team


class People(Protocol):
    """Names and zones of people the bot has met."""

    def save(self, person: Person, *, now: datetime) -> None: ...
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
    def keep_version(self, lesson: Lesson, *, changed_by: str, now: datetime) -> Version:
        """Keep what the lesson says now, before it is changed by hand, and give it with its number."""
        ...

    def versions(self, number: int) -> Sequence[Version]:
        """Give what the lesson said before, newest first."""
        ...

    def replace_versions(self, number: int, versions: Sequence[Version]) -> None:
        """Keep these as what the lesson said before, and forget the others."""
        ...

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

    def captured_in(self, periods: Mapping[int, Period], *, rooms: Set[str], limit: int) -> Mapping[int, Found]:
        """Give each community's newest of its own period, newest first, at most `limit` each; in one query.

        `total` counts all of that community's period; communities without any are left out.
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

    def mark(self, mark: Mark) -> int:
        """Keep a person's newest word on whether this message is a lesson, and give how many people's marks stand.

        A word older than the one that is kept for this person and emoji changes nothing: events can overtake another.
        """
        ...

    def marks(self, channel_id: str, ts: str) -> Sequence[Mark]:
        """Give the marks that stand on this message, the oldest first."""
        ...


class Rooms(Protocol):
    """What is known of channels that are private or shared with another organisation."""

    def get(self, channel_id: str) -> Room | None: ...
    def all(self) -> Sequence[Room]: ...
    def save(self, room: Room) -> None: ...
    def move(self, channel_id: str, new_id: str) -> None:
        """Let everything that is kept of a channel, but its lessons, follow it to its new id; twice is once."""
        ...


class Teams(Protocol):
    """The teams of a workspace, and who says they are in which."""

    def add(self, team: NewTeam) -> Team:
        """Keep it; one of that name that is there already is given instead."""
        ...

    def get(self, team_id: int) -> Team | None: ...
    def some(self, team_ids: Sequence[int]) -> Mapping[int, Team]: ...
    def named(self, name: str) -> Team | None: ...
    def all(self) -> Sequence[Team]:
        """Give all, by label."""
        ...

    def of(self, user_id: str) -> Team | None: ...
    def put(self, user_id: str, team_id: int | None, *, now: datetime) -> None:
        """Let a person be in this team and in no other; in none for None."""
        ...

    def members(self, team_id: int) -> Sequence[str]:
        """Give the user ids of who says they are in it, who said so first first."""
        ...

    def sizes(self) -> Mapping[int, int]:
        """Give how many people said they are in a team, by team id; teams without anybody are left out."""
        ...

    def represented(self, community_id: int) -> Mapping[int, int]:
        """Give how many of a community's members are in each team, by team id; members without a team are left out."""
        ...


class Spread(Protocol):
    """How far lessons went: what teams answered, where lessons were shared, who went to see, what was proposed."""

    def answer(self, adoption: Adoption) -> None:
        """Keep a team's answer beside those before it, and how many teams use the lesson with the lesson."""
        ...

    def take_back(
        self, number: int, team_id: int, answer: Answer, *, by: str, since: datetime, until: datetime
    ) -> bool:
        """Forget the newest time this person gave this answer for the team, within this span; False when they didn't.

        The answer before it counts then, and how many use the lesson is kept.
        """
        ...

    def adoptions(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Adoption]]:
        """Give each lesson's newest answer a team, in the order of the teams' first answers; in one query."""
        ...

    def history(self, number: int) -> Sequence[Adoption]:
        """Give every answer of every team to one lesson, oldest first, those that were changed later too."""
        ...

    def all_adoptions(self) -> Sequence[Adoption]:
        """Give every answer of every team, oldest first, those that were changed later too."""
        ...

    def share(self, share: Share) -> bool:
        """Keep it; False when the lesson was shared to that community before."""
        ...

    def unshare(self, number: int, community_id: int) -> None:
        """Forget a share whose post Slack did not take, so that it can be shared again."""
        ...

    def place_share(self, number: int, community_id: int, ts: str) -> None: ...
    def shares(self, number: int) -> Sequence[Share]:
        """Give where the lesson was shared, first first."""
        ...

    def all_shares(self) -> Sequence[Share]: ...
    def shared_at(self, channel_id: str, ts: str) -> Share | None:
        """Give the share whose post that message is."""
        ...

    def visit(self, visit: Visit) -> bool:
        """Keep it; False when this person asked for this lesson before."""
        ...

    def unvisit(self, number: int, asked_by: str) -> None:
        """Forget a visit that Slack opened no conversation for, so that it can be asked for again."""
        ...

    def place_visit(self, number: int, asked_by: str, channel_id: str) -> None: ...
    def visits(self, number: int) -> Sequence[Visit]: ...
    def propose(self, proposal: NewProposal) -> Proposal: ...
    def unpropose(self, proposal_id: int) -> None:
        """Forget a proposal whose card Slack did not take, so that it can be made again."""
        ...

    def proposal(self, proposal_id: int) -> Proposal | None: ...
    def proposals(self, number: int) -> Sequence[Proposal]: ...
    def place_proposal(self, proposal_id: int, ts: str) -> None: ...
    def take_position(self, position: Position) -> None: ...
    def positions(self, proposal_id: int) -> Sequence[Position]:
        """Give each team's newest, in the order of their first ones."""
        ...


class Meanings(Protocol):
    """What models made of lessons, as bytes; kept with the lesson and made again when the model changes."""

    def put(self, model: str, vectors: Mapping[int, bytes]) -> None:
        """Keep what this model made of the lessons, by number."""
        ...

    def forget(self, number: int) -> None:
        """Keep nothing of what was made of the lesson: it changed, or is not to be found any more."""
        ...

    def state(self) -> tuple[int, int]:
        """Give what is never the same again once a lesson was added or what was made of one has changed."""
        ...

    def missing(self, model: str, *, limit: int) -> Sequence[Lesson]:
        """Give lessons without a vector of this model for what they say now, lowest number first."""
        ...

    def changed(self, model: str, *, after: int, limit: int) -> Sequence[tuple[int, int, bytes | None, str | None]]:
        """Give what changed after this point: (point, number, vector, closed room), in the order of the changes.

        A vector of None says that the lesson is not to be found any more.
        """
        ...


class Hints(Protocol):
    """Older lessons that were shown to people, and what they said to them."""

    def add(self, hint: NewHint) -> Hint: ...
    def get(self, hint_id: int) -> Hint | None: ...
    def answer(self, hint_id: int, verdict: Verdict, *, now: datetime) -> None: ...
    def about(self, number: int) -> Sequence[Hint]:
        """Give the hints shown for a captured lesson, first first."""
        ...

    def beside(self, hint: Hint) -> Sequence[Hint]:
        """Give the hints that were shown together with this one, itself too, first first."""
        ...

    def next_to_look_at(self, *, since: datetime, limit: int) -> Sequence[int]:
        """Give the numbers of lessons captured since then that nobody looked at for older ones, lowest first."""
        ...

    def looked_at(self, number: int) -> None:
        """Remember that this lesson and those before it were looked at."""
        ...

    def relearnings(self, community_id: int | None) -> Relearnings:
        """Count for one community, or for the workspace when it is None."""
        ...


class Suggestions(Protocol):
    """Lessons drafted by AI helpers that wait for their person."""

    def add(self, suggestion: NewSuggestion) -> Suggestion: ...
    def get(self, suggestion_id: int) -> Suggestion | None: ...
    def waiting(self, user_id: str) -> int:
        """Count this person's drafts that were not answered yet."""
        ...

    def answer(self, suggestion_id: int, *, kept_as: int | None, now: datetime) -> None:
        """Keep that it was answered, and forget its words."""
        ...


class Forgetting(Protocol):
    """What is stored about a person, and taking it out of every table."""

    def held(self, user_id: str) -> Held: ...
    def erase(self, user_id: str, *, with_words: bool, now: datetime) -> Forgotten:
        """Erase the person, their name and, where they want that, their words; what is others' stays without them."""
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

    def forget(self, texts: Sequence[str]) -> None:
        """Take these texts out of all deliveries, made or waiting, as far as they are told from other words."""
        ...

    def move(self, channel_id: str, new_id: str) -> None:
        """Let what waits for a channel go to it under its new id."""
        ...


class Inbox(Protocol):
    """Events that were received and are not handled yet."""

    def done(self, event_id: str, *, now: datetime) -> None:
        """Mark the event as handled, in the transaction that handled it."""
        ...

    def empty(self, event_ids: Sequence[str]) -> None:
        """Keep nothing of these but that they came."""
        ...

    def empty_messages(self, channel_id: str, ts: str) -> None:
        """Keep nothing of what was said of this message in events that were handled or set aside."""
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
    def rooms(self) -> Rooms: ...
    @property
    def teams(self) -> Teams: ...
    @property
    def spread(self) -> Spread: ...
    @property
    def meanings(self) -> Meanings: ...
    @property
    def hints(self) -> Hints: ...
    @property
    def suggestions(self) -> Suggestions: ...
    @property
    def forgetting(self) -> Forgetting: ...
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
