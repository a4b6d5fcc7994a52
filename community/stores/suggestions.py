"""Drafts of AI helpers, as the rules need them kept."""

from datetime import datetime
from typing import Protocol

from community.suggestions import NewSuggestion, Suggestion


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
