"""How far lessons went, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.spread import Adoption, Answer, NewProposal, Position, Proposal, Share, Visit


class Spread(Protocol):
    """How far lessons went: what teams answered, where lessons were shared, who went to see, what was proposed."""

    def answer(self, adoption: Adoption) -> None:
        """Keep a team's answer beside those before it, and how many teams use the lesson with the lesson."""
        ...

    def take_back(
        self, number: int, team_id: int, answer: Answer, *, by: str, since: datetime, until: datetime
    ) -> bool:
        """Forget the newest time this person gave this answer for the team, within this span; False when they didn't.

        The answer before it counts then, and how many use the lesson is kept.
        """
        ...

    def adoptions(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Adoption]]:
        """Give each lesson's newest answer a team, in the order of the teams' first answers; in one query."""
        ...

    def history(self, number: int) -> Sequence[Adoption]:
        """Give every answer of every team to one lesson, oldest first, those that were changed later too."""
        ...

    def all_adoptions(self) -> Sequence[Adoption]:
        """Give every answer of every team, oldest first, those that were changed later too."""
        ...

    def share(self, share: Share) -> bool:
        """Keep it; False when the lesson was shared to that community before."""
        ...

    def unshare(self, number: int, community_id: int) -> None:
        """Forget a share whose post Slack did not take, so that it can be shared again."""
        ...

    def place_share(self, number: int, community_id: int, ts: str) -> None: ...
    def shares(self, number: int) -> Sequence[Share]:
        """Give where the lesson was shared, first first."""
        ...

    def all_shares(self) -> Sequence[Share]: ...
    def shared_at(self, channel_id: str, ts: str) -> Share | None:
        """Give the share whose post that message is."""
        ...

    def visit(self, visit: Visit) -> bool:
        """Keep it; False when this person asked for this lesson before."""
        ...

    def unvisit(self, number: int, asked_by: str) -> None:
        """Forget a visit that Slack opened no conversation for, so that it can be asked for again."""
        ...

    def place_visit(self, number: int, asked_by: str, channel_id: str) -> None: ...
    def visits(self, number: int) -> Sequence[Visit]: ...
    def propose(self, proposal: NewProposal) -> Proposal: ...
    def unpropose(self, proposal_id: int) -> None:
        """Forget a proposal whose card Slack did not take, so that it can be made again."""
        ...

    def proposal(self, proposal_id: int) -> Proposal | None: ...
    def proposals(self, number: int) -> Sequence[Proposal]: ...
    def unanswered(self, community_id: int, team_id: int) -> Sequence[Proposal]:
        """Give a community's proposals that this team said nothing to yet, newest first."""
        ...

    def proposed_in(self, community_id: int, *, since: datetime, limit: int) -> Sequence[Proposal]:
        """Give what this community proposed since then, newest first."""
        ...

    def place_proposal(self, proposal_id: int, ts: str) -> None: ...
    def take_position(self, position: Position) -> None: ...
    def positions(self, proposal_id: int) -> Sequence[Position]:
        """Give each team's newest, in the order of their first ones."""
        ...
