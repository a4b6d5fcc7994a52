"""Topics: what a community wants to talk about, who brings it, and how many want it; the agenda is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community.communities import Community, NotOpen, State
from community.errors import CommunityError
from community.meetups import Kind, Meetup

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 200
# So many stay open in a community: past that nobody reads the list, and a flood is no wish.
MOST_OPEN = 200
# A topic takes about so long, and more than six are no agenda but a list.
A_TOPIC = timedelta(minutes=20)
MOST_ON_AGENDA = 6
# What has no agenda: one is informal, one makes its own when it begins, one is somebody else's.
WITHOUT_AGENDA = frozenset({Kind.LESS_BEER, Kind.OPEN_SPACE, Kind.OUTSIDE})


@dataclass(frozen=True, slots=True)
class NewTopic:
    """Something to talk about that is about to be kept."""

    community_id: int
    words: str
    proposed_by: str
    proposed_at: datetime
    champion: str | None  # who brings it, None while nobody does


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(NewTopic):
    """Something a community wants to talk about."""

    id: int
    reached_at: datetime | None = None  # when somebody said that it was talked about


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic and how many want it."""

    topic: Topic
    votes: int


class NoWords(CommunityError):
    """Somebody named no topic."""

    def __init__(self) -> None:
        super().__init__("What would you like to talk about? Say it in a few words: /meetup topic Which pacts hurt?")


class TooLong(CommunityError):
    """A topic of more words than one line holds."""

    def __init__(self) -> None:
        super().__init__(
            f"A topic fits in one line of up to {WORDS_LIMIT} characters, so nothing was kept. "
            "Say it shorter; the rest can be told at the meetup."
        )


class TooMany(CommunityError):
    """A community that has more open topics than anybody reads."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"“{community.topic}” has {MOST_OPEN} topics waiting, so nothing was added. "
            "Say of some that they were talked about, or want one that is there: /meetup topics shows them."
        )


class GoneTopic(CommunityError):
    """It was withdrawn or talked about meanwhile, or can't be seen from here."""

    def __init__(self) -> None:
        super().__init__(
            "That topic is not open any more, so nothing was changed. /meetup topics shows what there is to talk about."
        )


class NotYoursToWithdraw(CommunityError):
    """Only who proposed a topic takes it back."""

    def __init__(self) -> None:
        super().__init__("Who proposed a topic takes it back, so nothing was changed. You may take back your own vote.")


def propose(stores: Stores, community: Community, words: str, user_id: str, *, now: datetime) -> Wanted:
    """Keep something to talk about, brought and wanted by who proposes it; the same words again are a vote for it.

    Raises NotOpen, NoWords, TooLong and TooMany.
    """
    if community.state is not State.OPEN:
        raise NotOpen(community)
    line = " ".join(words.split())
    if not line:
        raise NoWords
    if len(line) > WORDS_LIMIT:
        raise TooLong
    there = stores.topics.open_in(community.id)
    same = next((wanted for wanted in there if wanted.topic.words.casefold() == line.casefold()), None)
    if same is not None:
        return Wanted(same.topic, same.votes + stores.topics.vote(same.topic.id, user_id, now=now))
    if len(there) >= MOST_OPEN:
        raise TooMany(community)
    topic = stores.topics.add(NewTopic(community.id, line, user_id, now, champion=user_id))
    stores.topics.vote(topic.id, user_id, now=now)
    return Wanted(topic, 1)


def vote(stores: Stores, topic: Topic, user_id: str, *, now: datetime) -> bool:
    """Keep that somebody wants it; False when they had said so."""
    return stores.topics.vote(topic.id, user_id, now=now)


def champion(stores: Stores, topic: Topic, user_id: str | None) -> Topic:
    """Let somebody bring a topic, or nobody; whoever brought it so far does no more."""
    brought = replace(topic, champion=user_id)
    stores.topics.update(brought)
    return brought


def withdraw(stores: Stores, topic: Topic, user_id: str) -> None:
    """Take a topic back with its votes; raises NotYoursToWithdraw."""
    if topic.proposed_by != user_id:
        raise NotYoursToWithdraw
    stores.topics.remove(topic.id)


def reach(stores: Stores, topic: Topic, *, now: datetime) -> None:
    """Keep that it was talked about: it is open no more."""
    stores.topics.update(replace(topic, reached_at=now))


def reopen(stores: Stores, topic: Topic) -> None:
    """Let a topic be open again that was not talked about after all; its votes are as they were."""
    stores.topics.update(replace(topic, reached_at=None))


def opened(stores: Stores, topic_id: int) -> Topic:
    """Give a topic that is open; raises GoneTopic."""
    topic = there(stores, topic_id)
    if topic.reached_at is not None:
        raise GoneTopic
    return topic


def there(stores: Stores, topic_id: int) -> Topic:
    """Give a topic, open or not; raises GoneTopic, also where who wrote its words took them back."""
    topic = stores.topics.hold(topic_id)
    if topic is None or not topic.words:
        raise GoneTopic
    return topic


def room_for(meetup: Meetup) -> int:
    """Say how many topics the meetup's length has room for: one at least, six at most."""
    return max(1, min(MOST_ON_AGENDA, timedelta(minutes=meetup.minutes) // A_TOPIC))


def choose(stores: Stores, meetup: Meetup, topic_ids: Sequence[int]) -> None:
    """Keep which topics its planner wants on the agenda, in that order; what isn't the community's is left out."""
    theirs = {wanted.topic.id for wanted in stores.topics.open_in(meetup.community_id or 0)}
    chosen = [topic_id for topic_id in dict.fromkeys(topic_ids) if topic_id in theirs]
    stores.topics.choose(meetup.id, chosen[:MOST_ON_AGENDA])


def agenda(stores: Stores, meetup: Meetup, *, now: datetime) -> Sequence[Wanted]:
    """Give what the meetup is about, first things first.

    Until it starts: what its planner chose and is still open, then the best-voted as far as its length has room. From
    its start on it stays as it was then.
    """
    if meetup.community_id is None or meetup.cancelled_at is not None or meetup.kind in WITHOUT_AGENDA:
        return ()
    kept = stores.topics.on_agenda(meetup.id)
    if now >= meetup.starts_at:
        return kept
    return arrange(kept, stores.topics.open_in(meetup.community_id), room=room_for(meetup))


def arrange(chosen: Sequence[Wanted], wanted: Sequence[Wanted], *, room: int) -> Sequence[Wanted]:
    """Put what was chosen and is still open before the best-voted of the others; `wanted` comes best-voted first."""
    first = [one for one in chosen if one.topic.reached_at is None][:MOST_ON_AGENDA]
    ids = {one.topic.id for one in first}
    others = [one for one in wanted if one.topic.id not in ids]
    return [*first, *others[: max(0, room - len(first))]]


def freeze(stores: Stores, meetup: Meetup) -> Sequence[Wanted]:
    """Let the agenda stay as it is now that the meetup starts."""
    final = agenda(stores, meetup, now=meetup.starts_at - timedelta(seconds=1))
    stores.topics.choose(meetup.id, [wanted.topic.id for wanted in final])
    stores.topics.freeze(meetup.id)
    return final
