"""Pulse: how a community is, told to itself: its life in a word, numbers without persons, and what may be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.communities import Community, Member, State
from community.counting import five_around, may_tell
from community.errors import CommunityError
from community.meetups import FARTHEST
from community.practising import Works
from community.signs import Evidence, Seen, Sign
from community.signs import signs as signs_of

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WEEK = timedelta(weeks=1)
FORMING_FOR = timedelta(weeks=6)
QUIET_AFTER = timedelta(weeks=6)
# A chart's span and a week to look back from its first one; what people did is forgotten after it.
KEPT_FOR = timedelta(weeks=13)
CHARTED = 12
# What "in the last four weeks" means: this week and the three before it.
LATELY = timedelta(weeks=3)
# Three meetups in a row fit into it when they come every second month.
MEETUPS_FROM = timedelta(weeks=26)
# A digest comes to the minute every week, so that the fourth one after it may be some seconds early.
A_MONTH, A_QUARTER = timedelta(days=27), timedelta(days=90)
_TEXTS_OF_MEETUPS = 10


class Life(StrEnum):
    """How lively a community is, in one word."""

    FORMING = "forming"
    ALIVE = "alive"
    QUIET = "quiet"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class Heard:
    """That a person said something where a community meets; what they said is not in it."""

    community_id: int
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """That a person asked everybody in a community's channel something; the question itself is not in it."""

    community_id: int
    channel_id: str
    ts: str
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a community: how much was said, and by how many."""

    start: datetime  # Monday, 00:00 UTC
    messages: int
    people: int


def week_of(moment: datetime) -> datetime:
    """Give the start of the moment's week: Monday, 00:00 UTC."""
    day = moment.astimezone(UTC).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)


def life_of(community: Community, last_active: datetime | None, now: datetime) -> Life:
    """Give how lively a community is; `last_active` is its newest sign of life, None when there never was one.

    RESTING is what its members chose, or what became of its channel, and a closed one rests for good. FORMING are its
    first six weeks, in which silence says nothing: people are still finding it. After them it is ALIVE while anything
    happened in the last six weeks, be it a message, a lesson, a meetup, an adoption, a new member or its waking, and
    QUIET otherwise: six weeks are long enough for a holiday and for a meetup a month that fell out once.

    Source: communities of practice come and go, and are let rest rather than kept up for their own sake;
    less.works, "Coordination & Integration", Communities of Practice.
    """
    if community.state in {State.RESTING, State.CLOSED}:
        return Life.RESTING
    if community.state is State.FORMING or now - community.started_at < FORMING_FOR:
        return Life.FORMING
    signs = [moment for moment in (last_active, community.state_since) if moment is not None]
    return Life.ALIVE if signs and now - max(signs) < QUIET_AFTER else Life.QUIET


def lives(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Mapping[int, Life]:
    """Give how lively each of these communities is, by id, in the same few queries however many they are."""
    last_active = stores.pulse.last_active(now, [one.id for one in communities]) if communities else {}
    return {one.id: life_of(one, last_active.get(one.id), now) for one in communities}


@dataclass(frozen=True, slots=True)
class Charted:
    """One week as it is drawn; `messages` is None where fewer than five people wrote."""

    start: datetime
    lessons: int
    adoptions: int
    messages: int | None


@dataclass(frozen=True, slots=True)
class Pulse:
    """How one community is. Numbers of people are the five they fall among, None where they may not be told."""

    community: Community
    life: Life
    people: tuple[int, int] | None  # members who wrote in the last four weeks
    newcomers: tuple[int, int] | None  # who joined in them, without who started it
    teams: int
    lessons: int
    meetups: int
    adoptions: int
    answered: int
    weeks: Sequence[Charted]  # twelve, oldest first
    signs: Sequence[Seen]


class MembersOnly(CommunityError):
    """The pulse is told to the community itself."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"How “{community.topic}” is doing is told to its members, and to nobody as a report. "
            "You are not in it yet; it takes one click."
        )
        self.community = community


def feel(stores: Stores, community: Community, user_id: str, *, now: datetime) -> Pulse:
    """Give a member the pulse of their community; raises MembersOnly."""
    members = stores.members.of(community.id)
    if all(member.user_id != user_id for member in members):
        raise MembersOnly(community)
    since, first_week = week_of(now - LATELY), week_of(now) - (CHARTED - 1) * WEEK
    lessons = stores.pulse.lessons([community.id], since=first_week).get(community.id, ())
    adoptions = stores.pulse.adoptions(community.id, since=first_week)
    return Pulse(
        community=community,
        life=lives(stores, [community], now=now)[community.id],
        people=five_around(stores.pulse.people(community.id, since=since)),
        newcomers=five_around(_newcomers(community, members, since)),
        teams=len(stores.pulse.presence([community.id]).get(community.id, {})),
        lessons=sum(at >= since for at in lessons),
        meetups=len(stores.pulse.held([community.id], since=since, until=now).get(community.id, ())),
        adoptions=sum(at >= since for at in adoptions),
        answered=stores.pulse.answered(community.id, since=since),
        weeks=chart(first_week, lessons, adoptions, stores.pulse.weeks(community.id, since=first_week)),
        signs=signs(stores, [community], now=now)[community.id],
    )


def chart(
    first_week: datetime, lessons: Sequence[datetime], adoptions: Sequence[datetime], said: Sequence[Week]
) -> Sequence[Charted]:
    """Give twelve weeks from the first one on; what is older or newer is left out."""
    learnt, taken_up = Counter(map(week_of, lessons)), Counter(map(week_of, adoptions))
    messages = {week.start: week.messages if may_tell(week.people) else None for week in said}
    starts = [first_week + number * WEEK for number in range(CHARTED)]
    return [Charted(start, learnt[start], taken_up[start], messages.get(start)) for start in starts]


def signs(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Mapping[int, Sequence[Seen]]:
    """Give the warning signs of each of these communities by id, in a few queries for all and two small ones for each.

    A community that rests has none: what it doesn't do it doesn't do on purpose. In its first six weeks only its words
    are looked at.
    """
    found = evidence(stores, communities, now=now)
    lively = lives(stores, communities, now=now)
    return {one.id: _told(signs_of(found[one.id]), lively[one.id]) for one in communities}


def to_tell(stores: Stores, community: Community, seen: Sequence[Seen], *, now: datetime) -> Seen | None:
    """Give the one of its signs a community is told in its digest now, and take note of it; mostly there is none.

    At most one a month, and each at most once a quarter. That nobody coordinates the digest says by itself.
    """
    where = community.channel_id
    if where is None or not stores.people.is_first(where, "pulse", now=now, within=A_MONTH):
        return None
    for one in seen:
        what = f"pulse: {one.sign}"
        if one.sign is not Sign.NO_COORDINATOR and stores.people.is_first(where, what, now=now, within=A_QUARTER):
            return one
    return None


def evidence(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Mapping[int, Evidence]:
    """Give what is known of each of these communities, by id, without a person in it."""
    ids = [one.id for one in communities]
    voices = stores.pulse.voices(ids, since=week_of(now - LATELY))
    held = stores.pulse.held(ids, since=now - MEETUPS_FROM, until=now - WEEK)
    lessons = stores.pulse.lessons(ids, since=now - MEETUPS_FROM - WEEK)
    presence, members = stores.pulse.presence(ids), stores.members.counts()
    known, seats = stores.teams.sizes().keys(), stores.seats.all()
    texts = _texts(stores, communities, now=now)
    return {
        id_: Evidence(
            voices=tuple(voices.get(id_, ())),
            meetups=tuple(_was_learnt(end, lessons.get(id_, ())) for end in held.get(id_, ())),
            members=members.get(id_, 0),
            teams=len(presence.get(id_, {})),
            other_teams=len(known - presence.get(id_, {}).keys()),
            coordinators=len(seats.get(id_, ())),
            has_let_go=any(shared.works is Works.NOT_NOW for shared in stores.practising.shared(id_)),
            texts=texts[id_],
        )
        for id_ in ids
    }


def _told(seen: Sequence[Seen], life: Life) -> Sequence[Seen]:
    if life is Life.RESTING:
        return ()
    return [one for one in seen if life is not Life.FORMING or one.sign is Sign.SOUNDS_MANDATORY]


def _was_learnt(end: datetime, lessons: Sequence[datetime]) -> bool:
    """Tell whether a lesson was captured on the day of a meetup or in the week after it."""
    return any(end - timedelta(days=1) < at < end + WEEK for at in lessons)


def _newcomers(community: Community, members: Sequence[Member], since: datetime) -> int:
    return sum(member.joined_at >= since and member.user_id != community.started_by for member in members)


def _texts(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Mapping[int, tuple[str, ...]]:
    """Give what each community says of itself and of its meetups, the recent ones and those that are coming."""
    ids = [one.id for one in communities]
    meetups = stores.meetups.coming_up_in(ids, now=now - LATELY, until=now + FARTHEST, limit=_TEXTS_OF_MEETUPS)
    found = {}
    for one in communities:
        charter = stores.charters.now(one.id)
        said = (charter.purpose, charter.for_whom, charter.meets, charter.decides) if charter else ()
        planned = [text for meetup in meetups.get(one.id, ()) for text in (meetup.title, meetup.place)]
        found[one.id] = (one.topic, one.purpose, *said, *planned)
    return found
