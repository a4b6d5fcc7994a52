"""Suggestions: lessons drafted by somebody's AI helper, which a person must confirm in Slack before they are any."""

from dataclasses import dataclass
from datetime import datetime

from community.lessons import Words


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """A draft for one person to keep, change or drop; nobody else sees it."""

    user_id: str
    words: Words
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Suggestion(NewSuggestion):
    """A draft that waits, or was answered: then `kept_as` is the lesson's number, None when it was dropped."""

    id: int
    answered_at: datetime | None = None
    kept_as: int | None = None
