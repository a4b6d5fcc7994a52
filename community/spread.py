"""Spread: a lesson's way across teams: shared, tried, adopted, adapted, visited, proposed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
class Share:
    """A lesson shared to a community, once; `ts` is its post there, None while that is on its way."""

    number: int
    community_id: int
    shared_by: str
    shared_at: datetime
    channel_id: str
    ts: str | None = None


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
