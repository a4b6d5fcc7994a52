"""Spread: a lesson's way across teams: shared, tried, adopted, adapted, visited, proposed."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.errors import CommunityError
from community.lessons import UNDO_SPAN, Lesson, TakenBack, is_withdrawn
from community.teams import Team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 500  # how a team adapted it, why not now, what it says to a proposal: a few sentences


class Answer(StrEnum):
    """A team's own answer to a lesson. Source: yokoten is "copy and improve", so adapted counts as used."""

    TRYING = "trying"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    NOT_NOW = "not now"


USES = frozenset({Answer.ADOPTED, Answer.ADAPTED})


@dataclass(frozen=True, slots=True)
class Adoption:
    """A team's answer to a lesson; its newest counts, and any of its members can give another."""

    number: int
    team_id: int
    answer: Answer
    words: str  # how they adapted it, or why not now; "" when nothing was said
    user_id: str  # who said it for the team; never shown as a count or a rank
    at: datetime


@dataclass(frozen=True, slots=True)
class Spread:
    """How far one lesson has come: teams by their newest answer, in the order of their first ones."""

    number: int
    trying: tuple[int, ...]  # team ids
    adopted: tuple[int, ...]
    adapted: tuple[int, ...]
    not_now: tuple[int, ...]
    days_to_second_team: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A lesson shared to a community, once; `ts` is its post there, None while that is on its way."""

    number: int
    community_id: int
    shared_by: str
    shared_at: datetime
    channel_id: str
    ts: str | None = None
    words: str = ""  # of who shared it


@dataclass(frozen=True, slots=True)
class Visit:
    """A "go see": somebody asked the team that learnt it to show it; `channel_id` is the conversation of the two."""

    number: int
    asked_by: str
    hosts: tuple[str, ...]  # user ids
    asked_at: datetime
    channel_id: str | None = None


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A practice a community proposes to teams; teams decide, each for itself."""

    number: int
    community_id: int
    words: str
    proposed_by: str
    proposed_at: datetime
    channel_id: str


@dataclass(frozen=True, slots=True)
class Proposal(NewProposal):
    """A proposal of this workspace; `ts` is its card, None while that is on its way."""

    id: int
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What a team says to a proposal in its own words; the newest counts."""

    proposal_id: int
    team_id: int
    words: str
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """A team's answer as it stands now; `is_news` is False when the team had said so before."""

    lesson: Lesson
    team: Team
    adoption: Adoption
    is_news: bool


class NoTeamYet(CommunityError):
    """An answer is a team's, and this person hasn't said which team they are in."""

    def __init__(self, number: int, answer: Answer | None = None) -> None:
        super().__init__("An answer belongs to a team, and I don't know yours yet. Say it with /community team.")
        self.number = number
        self.answer = answer


class OwnLesson(CommunityError):
    """The team that learnt a lesson uses it anyway; spread is about the others."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Your own team learnt lesson #{number}, so it counts as yours already. Other teams answer it, "
            f"and you can carry it to them: /lesson share {number}."
        )
        self.number = number


class ClosedRoom(CommunityError):
    """The lesson is for the members of a private channel only."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Lesson #{number} was said in a closed room, so it stays there and nothing was sent. "
            "What your own team learnt from it you can write in your own words with /lesson add."
        )
        self.number = number


def spread_of(lesson: Lesson, adoptions: Sequence[Adoption]) -> Spread:
    """Say how far a lesson has travelled from the team that learnt it.

    Counts a team once, by its newest answer; "not now" is an answer, not an adoption. `days_to_second_team`
    runs from capture to the first adoption by another team (whole days, rounded down), None while there is none;
    that a team changed its answer later doesn't undo that the lesson had arrived. Needs the answers that were changed
    later too, in any order.

    Adoptions must be of this lesson: ValueError otherwise.

    Source: yokoten is "copy and improve", so an adapted lesson counts as adopted; see docs/glossary.md.
    """
    if strangers := {adoption.number for adoption in adoptions} - {lesson.number}:
        raise ValueError(f"these are answers to lesson #{lesson.number}, got some to {sorted(strangers)}")
    in_order = sorted(adoptions, key=lambda adoption: adoption.at)
    newest = {adoption.team_id: adoption.answer for adoption in in_order}
    arrivals = [adoption.at for adoption in in_order if adoption.answer in USES and adoption.team_id != lesson.team_id]

    def teams(answer: Answer) -> tuple[int, ...]:
        return tuple(team_id for team_id, given in newest.items() if given is answer)

    return Spread(
        number=lesson.number,
        trying=teams(Answer.TRYING),
        adopted=teams(Answer.ADOPTED),
        adapted=teams(Answer.ADAPTED),
        not_now=teams(Answer.NOT_NOW),
        days_to_second_team=max(arrivals[0] - lesson.captured_at, timedelta(0)).days if arrivals else None,
    )


def is_for_all(lesson: Lesson) -> bool:
    """Tell whether the lesson may be shown beyond the room it was said in."""
    return lesson.closed_in is None and not is_withdrawn(lesson)


def may_travel(lesson: Lesson) -> Lesson:
    """Give the lesson if it may be shown beyond the room it was said in: ClosedRoom or TakenBack otherwise.

    For who may see it; whoever may not is told that there is no such lesson.
    """
    if lesson.closed_in is not None:
        raise ClosedRoom(lesson.number)
    if is_withdrawn(lesson):
        raise TakenBack(lesson.number)
    return lesson


def learning_team(stores: Stores, lesson: Lesson) -> Team | None:
    """Give the team that learnt it: the one that was said, else its author's."""
    if lesson.team_id is not None:
        return stores.teams.get(lesson.team_id)
    return stores.teams.of(lesson.author_id) if lesson.author_id else None


def answering(stores: Stores, lesson: Lesson, answer: Answer, *, by: str) -> tuple[Team, Adoption | None]:
    """Give the team this person answers for and what it says now: NoTeamYet, OwnLesson or TakenBack where it can't."""
    if is_withdrawn(lesson):
        raise TakenBack(lesson.number)
    team = stores.teams.of(by)
    if team is None:
        raise NoTeamYet(lesson.number, answer)
    learnt_by = learning_team(stores, lesson)
    if learnt_by is not None and learnt_by.id == team.id:
        raise OwnLesson(lesson.number)
    return team, _newest(stores, lesson, team)


def give(stores: Stores, lesson: Lesson, answer: Answer, *, by: str, words: str = "", now: datetime) -> Given:
    """Keep what a team says to a lesson, from one of its members; what it said before is kept behind it.

    Nobody can answer for a team they are not in. Raises NoTeamYet, OwnLesson, and TakenBack for a lesson that is gone.
    """
    team, newest = answering(stores, lesson, answer, by=by)
    adoption = Adoption(lesson.number, team.id, answer, words, by, now)
    if is_said_before(newest, answer, words):
        return Given(lesson, team, newest or adoption, is_news=False)
    stores.spread.answer(adoption)
    return Given(lesson, team, adoption, is_news=True)


def react(
    stores: Stores, lesson: Lesson, answer: Answer, *, by: str, standing: Set[Answer], at: datetime
) -> Given | None:
    """Keep what a team says by a reaction put on at this time, as `give` does; None when it was taken off since.

    `standing` are the answers this person's reactions on the message say now: one event can overtake another, so
    what stands in Slack counts. A reaction takes nothing back that was said in words, nor an answer of more weight.
    """
    return _settle(stores, lesson, by=by, standing=standing, at=at) if answer in standing else None


def unreact(stores: Stores, lesson: Lesson, answer: Answer, *, by: str, standing: Set[Answer], at: datetime) -> bool:
    """Take an answer back since the reaction that gave it was taken off; True when it was.

    Only who gave it can, and only within ten minutes: others may rely on it by then, and any member can change it.
    What the team said before counts then, or what this person's other reaction says.
    """
    team = stores.teams.of(by)
    if team is None or answer in standing:
        return False
    taken = stores.spread.take_back(lesson.number, team.id, answer, by=by, since=at - UNDO_SPAN, until=at)
    if taken and standing and _newest(stores, lesson, team) is None:
        _settle(stores, lesson, by=by, standing=standing, at=at)
    return taken


def _settle(stores: Stores, lesson: Lesson, *, by: str, standing: Set[Answer], at: datetime) -> Given:
    """Keep the answer of most weight that a person's reactions say."""
    answer = Answer.ADOPTED if Answer.ADOPTED in standing else Answer.TRYING
    team, newest = answering(stores, lesson, answer, by=by)
    if newest is not None and (is_outdone(newest, answer) or at < newest.at):
        return Given(lesson, team, newest, is_news=False)
    adoption = Adoption(lesson.number, team.id, answer, "", by, at)
    stores.spread.answer(adoption)
    return Given(lesson, team, adoption, is_news=True)


def _newest(stores: Stores, lesson: Lesson, team: Team) -> Adoption | None:
    answers = stores.spread.adoptions([lesson.number]).get(lesson.number, ())
    return next((adoption for adoption in answers if adoption.team_id == team.id), None)


def is_said_before(newest: Adoption | None, answer: Answer, words: str) -> bool:
    """Tell whether the team says this already, so that there is nothing to keep."""
    return newest is not None and newest.answer is answer and newest.words == words


def is_outdone(newest: Adoption | None, answer: Answer) -> bool:
    """Tell whether the team said more than a bare reaction with this answer could add.

    Who uses a lesson doesn't start to try it, and who adapted it uses it: a tick on the message takes neither back.
    """
    return newest is not None and (newest.answer is answer or (newest.answer in USES and answer is not Answer.NOT_NOW))
