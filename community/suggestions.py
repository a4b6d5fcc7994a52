"""Suggestions: lessons drafted by somebody's AI helper, which a person must confirm in Slack before they are any."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.capture import is_too_long, says_something
from community.errors import CommunityError
from community.lessons import TEXT_LIMIT, Words
from community.titles import TITLE_LIMIT

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_WAITING = 5


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


class TooManyWaiting(CommunityError):
    """The person has drafts enough to look at."""

    def __init__(self) -> None:
        super().__init__(
            f"{MOST_WAITING} drafts wait for that person already. Nothing was drafted; let them look first."
        )


class NothingLearnt(CommunityError):
    """A draft without a title or without what was learnt, or longer than a lesson holds."""

    def __init__(self) -> None:
        super().__init__(
            f"A lesson needs a title of at most {TITLE_LIMIT} characters and what was learnt, at most {TEXT_LIMIT:,}. "
            "Nothing was drafted."
        )


class NobodyThere(CommunityError):
    """No person of this workspace has that id."""

    def __init__(self) -> None:
        super().__init__("Slack knows nobody here by that member ID. Nothing was drafted.")


class NotReadyYet(CommunityError):
    """The bot is starting."""

    def __init__(self) -> None:
        super().__init__("The bot is starting. Nothing was drafted; try again in a few seconds.")


class NotYourSuggestion(CommunityError):
    """The draft is somebody else's, or was answered before."""

    def __init__(self) -> None:
        super().__init__("That draft was kept or dropped before. Nothing was changed. Write one yourself: /lesson add.")


def suggest(stores: Stores, user_id: str, words: Words, *, now: datetime) -> Suggestion:
    """Keep a draft for its person; TooManyWaiting or NothingLearnt otherwise."""
    texts = (words.learnt, words.happened, words.to_try)
    is_sayable = says_something(words.title) and says_something(words.learnt)
    if not is_sayable or len(words.title) > TITLE_LIMIT or any(map(is_too_long, texts)):
        raise NothingLearnt
    if stores.suggestions.waiting(user_id) >= MOST_WAITING:
        raise TooManyWaiting
    return stores.suggestions.add(NewSuggestion(user_id, words, now))


def waiting(suggestion: Suggestion | None, *, to: str) -> Suggestion:
    """Give the draft if it waits for this person; NotYourSuggestion otherwise."""
    if suggestion is None or suggestion.user_id != to or suggestion.answered_at is not None:
        raise NotYourSuggestion
    return suggestion
