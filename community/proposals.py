"""Proposals: a community proposes a practice to teams; teams decide, each for itself and in its own words.

Source: in LeSS a community has no power over teams; what it recommends counts as far as teams take it up.
"""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from community.communities import Community, is_reachable
from community.errors import CommunityError
from community.lessons import Lesson
from community.spread import NewProposal, Position, Proposal
from community.teams import Team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores


class NoCommunityToPropose(CommunityError):
    """A proposal is a community's, and this person is in none that is open."""

    def __init__(self, number: int) -> None:
        super().__init__(
            "A community proposes, through any of its members, and you are in none yet. Nothing was proposed: "
            "would you like to join one?"
        )
        self.number = number


class NotItsMember(CommunityError):
    """They left the community meanwhile, or it rests."""

    def __init__(self) -> None:
        super().__init__("Only an open community's own members propose in its name. Nothing was proposed.")


class ProposedBefore(CommunityError):
    """The community proposed this lesson already."""

    def __init__(self, number: int, community: Community) -> None:
        super().__init__(
            f"“{community.topic}” has proposed lesson #{number} before, and its card is still open to every team. "
            "Nothing was posted twice."
        )
        self.number = number
        self.community = community


class GoneProposal(CommunityError):
    """The proposal of a button that is no longer there."""

    def __init__(self) -> None:
        super().__init__("That proposal is no longer there, so nothing was changed.")


class NoTeamToSpeakFor(CommunityError):
    """A position is a team's, and this person hasn't said which team they are in."""

    def __init__(self) -> None:
        super().__init__(
            "What a team says is said by one of its members, and I don't know your team yet. "
            "Say it with /community team, then press the button again."
        )


def proposing(stores: Stores, number: int, *, by: str) -> Sequence[Community]:
    """Give the communities a person may propose in the name of; raises NoCommunityToPropose when there is none."""
    own = [community for community in stores.communities.of(by) if is_reachable(community)]
    if not own:
        raise NoCommunityToPropose(number)
    return own


def propose(
    stores: Stores, lesson: Lesson, community_id: int, *, by: str, words: str, now: datetime
) -> tuple[Proposal, Community]:
    """Keep a proposal of this lesson by a community; raises NotItsMember and ProposedBefore."""
    community = next((own for own in stores.communities.of(by) if own.id == community_id), None)
    if community is None or not is_reachable(community):
        raise NotItsMember
    if any(before.community_id == community_id for before in stores.spread.proposals(lesson.number)):
        raise ProposedBefore(lesson.number, community)
    new = NewProposal(lesson.number, community.id, words, by, now, community.channel_id or "")
    return stores.spread.propose(new), community


def known(stores: Stores, proposal_id: int) -> Proposal:
    """Give the proposal of that id; raises GoneProposal."""
    if (proposal := stores.spread.proposal(proposal_id)) is None:
        raise GoneProposal
    return proposal


def speaking(stores: Stores, user_id: str) -> Team:
    """Give the team a person speaks for, their own; raises NoTeamToSpeakFor."""
    if (team := stores.teams.of(user_id)) is None:
        raise NoTeamToSpeakFor
    return team


def said(stores: Stores, proposal: Proposal, team: Team) -> Position | None:
    """Give what a team says to a proposal now."""
    positions = stores.spread.positions(proposal.id)
    return next((position for position in positions if position.team_id == team.id), None)


def say(stores: Stores, proposal: Proposal, team: Team, *, by: str, words: str, now: datetime) -> bool:
    """Keep what a team says, in its own words; False when it said the very same before."""
    before = said(stores, proposal, team)
    if before is not None and before.words == words:
        return False
    stores.spread.take_position(Position(proposal.id, team.id, words, by, now))
    return True
