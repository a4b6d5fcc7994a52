"""Where a lesson stands besides its card: posts that share it, cards that propose it, shown as the lesson is now."""

from collections.abc import Sequence
from datetime import datetime

from community.lessons import Lesson
from community.people import NameShown
from community.proposals import GoneProposal
from community.spread import Proposal, Share, is_for_all, learning_team
from community.stores import Stores
from community.teams import Team
from handlers import deliveries
from handlers.blocks import proposals, sharing
from handlers.blocks.parts import Message
from handlers.blocks.proposals import Card


def refresh(stores: Stores, lesson: Lesson, *, now: datetime) -> None:
    """Let every post that shares the lesson and every card that proposes it show it as it is now.

    What is on its way still is looked after when it is there.
    """
    for share in stores.spread.shares(lesson.number):
        if share.ts is not None:
            update = deliveries.update(share.channel_id, share.ts, shared(stores, lesson, share))
            stores.outbox.put(update, now=now)
    for proposal in stores.spread.proposals(lesson.number):
        refresh_proposal(stores, proposal, lesson, now=now)


def refresh_proposal(stores: Stores, proposal: Proposal, lesson: Lesson, *, now: datetime) -> None:
    """Let one proposal's card show it as it is now."""
    if proposal.ts is not None and stores.communities.get(proposal.community_id) is not None:
        update = deliveries.update(proposal.channel_id, proposal.ts, proposed(stores, proposal, lesson))
        stores.outbox.put(update, now=now)


def shared(stores: Stores, lesson: Lesson, share: Share) -> Message:
    """Show a lesson as the community sees it that it was shared to; what may not travel any more is not repeated."""
    if not is_for_all(lesson):
        return sharing.gone(lesson)
    is_elsewhere = lesson.community_id not in (None, share.community_id)
    community = stores.communities.get(lesson.community_id or 0) if is_elsewhere else None
    team = learning_team(stores, lesson)
    adoptions = stores.spread.adoptions([lesson.number]).get(lesson.number, ())
    is_named = stores.people.name_shown(share.shared_by) is not NameShown.NEVER
    names = stores.people.named([share.shared_by]) if is_named else {}
    return sharing.post(
        sharing.Shared(
            lesson=lesson,
            topic=community.topic if community is not None else "",
            team=team.label if team is not None else "",
            shared_by=names.get(share.shared_by, ""),
            words=share.words,
            adoptions=adoptions,
            teams=stores.teams.some([adoption.team_id for adoption in adoptions]),
        )
    )


def proposed(stores: Stores, proposal: Proposal, lesson: Lesson) -> Message:
    """Show a proposal in the community's channel; what may not travel any more is not repeated."""
    return proposals.card(card(stores, proposal, lesson)) if is_for_all(lesson) else proposals.gone(proposal)


def card(stores: Stores, proposal: Proposal, lesson: Lesson) -> Card:
    """Give a proposal with what belongs to it; raises GoneProposal when its community was removed."""
    community = stores.communities.get(proposal.community_id)
    if community is None:
        raise GoneProposal
    represented = _by_label(stores, list(stores.teams.represented(community.id)))
    positions = stores.spread.positions(proposal.id)
    teams = stores.teams.some([position.team_id for position in positions])
    return Card(proposal, lesson, community, represented, positions, teams)


def _by_label(stores: Stores, team_ids: Sequence[int]) -> Sequence[Team]:
    return sorted(stores.teams.some(team_ids).values(), key=lambda team: (team.label.casefold(), team.id))
