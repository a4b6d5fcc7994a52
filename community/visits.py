"""Go see: somebody wants to see with their own eyes what another team learnt, and the two talk."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from community.errors import CommunityError
from community.lessons import Lesson
from community.spread import learning_team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_HOSTS = 3
# Looked at before it is known who is still there; who left a team's chat long ago may be among its first members.
_CANDIDATES = 10


class OwnTeam(CommunityError):
    """They are in the team that learnt it."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Lesson #{number} was learnt in your own team, so there is nobody to introduce you to. "
            "Would another team like to see it? Offer them a visit."
        )
        self.number = number


class AskedBefore(CommunityError):
    """This person asked to see this lesson before."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"You asked to see lesson #{number} before, and nobody was asked twice. "
            "The conversation is among your direct messages, with me in it."
        )
        self.number = number


class NobodyThere(CommunityError):
    """Nobody is known who could show it: an app wrote it, or those who know are gone."""

    def __init__(self, lesson: Lesson) -> None:
        super().__init__(
            f"I know nobody any more who could show you lesson #{lesson.number}, so nobody was asked. "
            "Somebody in the thread it came from may know."
        )
        self.lesson = lesson


def candidates(stores: Stores, lesson: Lesson, *, asked_by: str) -> tuple[str | None, Sequence[str]]:
    """Give its author, None where an app wrote it, and others of the team that learnt it.

    Raises OwnTeam for who is one of them.
    """
    team = learning_team(stores, lesson)
    members = stores.teams.members(team.id) if team is not None else ()
    if asked_by == lesson.author_id or asked_by in members:
        raise OwnTeam(lesson.number)
    return lesson.author_id, [user_id for user_id in members if user_id != lesson.author_id][:_CANDIDATES]
