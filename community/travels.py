"""Travels: the way a lesson went, and the ways of all lessons, without saying anything of few people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from community.communities import Community
from community.counting import may_tell
from community.lessons import Lesson, is_withdrawn
from community.spread import USES, Adoption, Answer, Share, spread_of
from community.teams import Team

# No median of fewer lessons is told: whose few lessons those are is known by name.
FEWEST_LESSONS = 5
MOST_PLACES = 40
MOST_LINKS = 80
MOST_QUARTERS = 8
MOST_NAMED = 5


class Kind(StrEnum):
    """What a place is. Teams of which fewer than five people are known are one place without a name."""

    TEAM = "team"
    COMMUNITY = "community"
    SMALLER = "smaller teams"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a lesson can be; `id` and `name` are a team's or a community's, 0 and "" for the smaller teams."""

    kind: Kind
    id: int = 0
    name: str = ""


SMALLER = Place(Kind.SMALLER)


class Step(StrEnum):
    """How a lesson got to a place. "Not now" is an answer, but no step on the way."""

    SHARED = "shared"
    TRYING = "tried"
    ADOPTED = "adopted"
    ADAPTED = "adapted"


_STEPS = {Answer.TRYING: Step.TRYING, Answer.ADOPTED: Step.ADOPTED, Answer.ADAPTED: Step.ADAPTED}


@dataclass(frozen=True, slots=True)
class Way:
    """One lesson on its way to one place. `words` say how a team adapted it; smaller teams' words are left out."""

    number: int
    start: Place | None  # None when nobody said which team learnt it, and it belongs to no community
    end: Place
    step: Step
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """Where one lesson went: `ways` in the order they were gone, each place once for each of its steps."""

    lesson: Lesson
    start: Place | None
    ways: Sequence[Way]
    improved_as: Sequence[Lesson]
    days_to_second_team: int | None

    @property
    def newest(self) -> Way | None:
        """The last step so far."""
        return self.ways[-1] if self.ways else None


@dataclass(frozen=True, slots=True)
class Link:
    """How many lessons went from one place to another, and when the last one did."""

    start: Place
    end: Place
    lessons: int
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class Network:
    """The places lessons went between, busiest first, and the links between them; the rest is only counted."""

    places: Sequence[Place]
    links: Sequence[Link]
    places_left_out: int = 0
    links_left_out: int = 0

    @property
    def newest(self) -> Link | None:
        """The link that was used last."""
        return max(self.links, key=lambda link: (link.newest_at, link.start, link.end), default=None)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, in UTC; `quarter` is 1 to 4."""

    year: int
    quarter: int

    def __str__(self) -> str:
        return f"{self.year} Q{self.quarter}"

    @property
    def next(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter(self.year + self.quarter // 4, self.quarter % 4 + 1)


@dataclass(frozen=True, slots=True)
class Pace:
    """One quarter: how fast what was captured in it reached a second team, and how often lessons were taken up in it.

    `days` is the median from capture to the second team, None when fewer than five of these lessons got there.
    """

    quarter: Quarter
    days: float | None
    taken_up: int


@dataclass(frozen=True, slots=True)
class Adopted:
    """A lesson and how many teams besides the one that learnt it use it."""

    lesson: Lesson
    teams: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """How lessons travel in the whole workspace. `paces` are oldest first and leave no quarter in between out."""

    paces: Sequence[Pace]
    most_adopted: Sequence[Adopted]
    stayed: Sequence[Lesson]  # the newest that no other team took up yet


def team_places(teams: Mapping[int, Team], sizes: Mapping[int, int]) -> Mapping[int, Place]:
    """Give each team's place: its own when at least five people said that they are in it, else the smaller teams'."""
    return {
        team_id: Place(Kind.TEAM, team_id, team.label) if may_tell(sizes.get(team_id, 0)) else SMALLER
        for team_id, team in teams.items()
    }


def community_places(communities: Mapping[int, Community]) -> Mapping[int, Place]:
    """Give each community's place; which communities there are is no secret, so they have their names."""
    return {community_id: Place(Kind.COMMUNITY, community_id, one.topic) for community_id, one in communities.items()}


def start_of(lesson: Lesson, teams: Mapping[int, Place], communities: Mapping[int, Place]) -> Place | None:
    """Give where the lesson set out: the team that learnt it, else its community, else nowhere that is known."""
    team = teams.get(lesson.team_id) if lesson.team_id is not None else None
    return team or (communities.get(lesson.community_id) if lesson.community_id is not None else None)


def journey_of(
    lesson: Lesson,
    *,
    adoptions: Sequence[Adoption],
    shares: Sequence[Share],
    improved_as: Sequence[Lesson],
    teams: Mapping[int, Place],
    communities: Mapping[int, Place],
) -> Journey:
    """Give the lesson's way. `adoptions` are all answers of all teams, oldest first, those changed later too."""
    start = start_of(lesson, teams, communities)
    newest = {adoption.team_id: adoption for adoption in adoptions}.values()
    ways = _ways(lesson, newest, shares, start, teams, communities)
    return Journey(
        lesson, start, sorted(_once(ways), key=_by_time), improved_as, spread_of(lesson, adoptions).days_to_second_team
    )


def network_of(
    lessons: Mapping[int, Lesson],
    *,
    adoptions: Sequence[Adoption],
    shares: Sequence[Share],
    teams: Mapping[int, Place],
    communities: Mapping[int, Place],
    limit: int = MOST_PLACES,
) -> Network:
    """Give between which places the lessons went; only `lessons` count, which must be for everybody.

    The busiest `limit` places are kept, and of the links between them the 80 with the most lessons and the newest.
    Ways among the smaller teams themselves are none, nor those from nowhere.
    """
    newest = {(one.number, one.team_id): one for one in adoptions}.values()
    gone: dict[tuple[Place, Place], dict[int, datetime]] = {}
    for way in _all_ways(lessons, newest, shares, teams, communities):
        if way.start is not None and way.start != way.end:
            at = gone.setdefault((way.start, way.end), {})
            at[way.number] = max(way.at, at.get(way.number, way.at))
    links = [Link(start, end, len(at), max(at.values())) for (start, end), at in gone.items()]
    all_places = _busiest(links)
    near = set(all_places[:limit])
    kept = _telling([link for link in links if {link.start, link.end} <= near])
    places = _busiest(kept)
    return Network(places, kept, len(all_places) - len(places), len(links) - len(kept))


def statistics_of(
    lessons: Mapping[int, Lesson], *, adoptions: Sequence[Adoption], recent: Sequence[Lesson], now: datetime
) -> Statistics:
    """Say how lessons travel. `lessons` are those with adoptions, all of them; `recent` are the newest, newest first.

    Only lessons that everybody may see and that stand count; a team's own lesson is no way across.
    """
    by_lesson: dict[int, list[Adoption]] = {}
    for adoption in adoptions:
        if adoption.number in lessons and adoption.team_id != lessons[adoption.number].team_id:
            by_lesson.setdefault(adoption.number, []).append(adoption)
    crossed = {number for number, given in by_lesson.items() if any(one.answer in _STEPS for one in _newest(given))}
    return Statistics(
        _paces(lessons, by_lesson, now),
        _most_adopted(lessons, by_lesson),
        [lesson for lesson in recent if is_counted(lesson) and lesson.number not in crossed][:MOST_NAMED],
    )


def is_counted(lesson: Lesson) -> bool:
    """Tell whether the lesson may stand in what everybody sees: it was not taken back, and is of no closed room."""
    return lesson.closed_in is None and not is_withdrawn(lesson)


def quarter_of(moment: datetime) -> Quarter:
    """Give the quarter of a year a moment in UTC is in."""
    return Quarter(moment.year, (moment.month + 2) // 3)


def _paces(lessons: Mapping[int, Lesson], by_lesson: Mapping[int, Sequence[Adoption]], now: datetime) -> list[Pace]:
    days: dict[Quarter, list[int]] = {}
    taken_up: dict[Quarter, int] = {}
    for number, given in by_lesson.items():
        lesson = lessons[number]
        reached = spread_of(lesson, given).days_to_second_team
        if reached is not None:
            days.setdefault(quarter_of(lesson.captured_at), []).append(reached)
        for adoption in _newest(given):
            if adoption.answer in USES:
                quarter = quarter_of(adoption.at)
                taken_up[quarter] = taken_up.get(quarter, 0) + 1
    return [Pace(one, _median(days.get(one, ())), taken_up.get(one, 0)) for one in _quarters({*days, *taken_up}, now)]


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if len(days) >= FEWEST_LESSONS else None


def _quarters(known: Iterable[Quarter], now: datetime) -> list[Quarter]:
    """Give the newest quarters from the first known one to now, with those in between in which nothing happened."""
    one, last = min(known, default=None), quarter_of(now)
    found: list[Quarter] = []
    while one is not None and one <= last:
        found.append(one)
        one = one.next
    return found[-MOST_QUARTERS:]


def _most_adopted(lessons: Mapping[int, Lesson], by_lesson: Mapping[int, Sequence[Adoption]]) -> list[Adopted]:
    used = [
        Adopted(lessons[number], sum(one.answer in USES for one in _newest(given)))
        for number, given in by_lesson.items()
    ]
    by_use = sorted(used, key=lambda one: (-one.teams, -one.lesson.number))
    return [one for one in by_use if one.teams][:MOST_NAMED]


def _newest(given: Iterable[Adoption]) -> Iterable[Adoption]:
    return {adoption.team_id: adoption for adoption in given}.values()


def _all_ways(
    lessons: Mapping[int, Lesson],
    adoptions: Iterable[Adoption],
    shares: Iterable[Share],
    teams: Mapping[int, Place],
    communities: Mapping[int, Place],
) -> Iterable[Way]:
    answers: dict[int, list[Adoption]] = {}
    shared: dict[int, list[Share]] = {}
    for adoption in adoptions:
        answers.setdefault(adoption.number, []).append(adoption)
    for share in shares:
        shared.setdefault(share.number, []).append(share)
    for number in sorted({*answers, *shared} & lessons.keys()):
        lesson = lessons[number]
        start = start_of(lesson, teams, communities)
        yield from _ways(lesson, answers.get(number, ()), shared.get(number, ()), start, teams, communities)


def _ways(
    lesson: Lesson,
    adoptions: Iterable[Adoption],
    shares: Iterable[Share],
    start: Place | None,
    teams: Mapping[int, Place],
    communities: Mapping[int, Place],
) -> Iterable[Way]:
    for share in shares:
        if share.community_id in communities:
            yield Way(lesson.number, start, communities[share.community_id], Step.SHARED, share.shared_at)
    for one in adoptions:
        if one.answer in _STEPS and one.team_id in teams and one.team_id != lesson.team_id:
            place = teams[one.team_id]
            words = one.words if one.answer is Answer.ADAPTED and place != SMALLER else ""
            yield Way(lesson.number, start, place, _STEPS[one.answer], one.at, words)


def _once(ways: Iterable[Way]) -> Iterable[Way]:
    """Give each place's steps once, the newest of the same kind: how many smaller teams there are isn't said."""
    return {(way.end, way.step): way for way in sorted(ways, key=_by_time)}.values()


def _by_time(way: Way) -> tuple[datetime, Place, Step]:
    return way.at, way.end, way.step


def _telling(links: Sequence[Link]) -> list[Link]:
    """Give the links that a picture can hold: those with the most lessons, and the newest whatever it has."""
    by_lessons = sorted(links, key=lambda link: (-link.lessons, link.start, link.end))
    newest = max(links, key=lambda link: (link.newest_at, link.start, link.end), default=None)
    kept = by_lessons[:MOST_LINKS]
    if newest is not None and newest not in kept:
        kept[-1] = newest
    return sorted(kept, key=lambda link: (link.start, link.end))


def _busiest(links: Sequence[Link]) -> list[Place]:
    lessons: dict[Place, int] = {}
    for link in links:
        for place in (link.start, link.end):
            lessons[place] = lessons.get(place, 0) + link.lessons
    return sorted(lessons, key=lambda place: (-lessons[place], place))
