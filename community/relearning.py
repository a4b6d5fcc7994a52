"""Relearning: telling a person, and only them, that somebody may have learnt this before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a person says to an older lesson they were shown."""

    SAME = "same"
    BUILDS_ON = "builds on"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHint:
    """An older lesson shown to one person beside what they just captured or asked."""

    number: int  # of the lesson that was shown
    user_id: str
    shown_at: datetime
    closeness: float  # from 0 to 1, as the models judged it then
    about: int | None = None  # the number of the lesson they captured; None when they asked a question
    community_id: int | None = None  # whose lesson or channel it was about
    channel_id: str | None = None  # of the question
    ts: str | None = None  # of the question


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint(NewHint):
    """A hint that was shown, with the answer once there is one."""

    id: int
    verdict: Verdict | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relearnings:
    """A community's own count: how often somebody was about to learn again, and how often that was avoided."""

    seen: int  # hints that were answered with "same" or "builds on"
    avoided: int  # of these, "same": the older lesson is used instead
