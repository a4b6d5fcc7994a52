"""The starting group of a community: who may like to join it, proposed to one member and invited, never added."""
# a refusal is named for what is the case, as in "NameTaken"

from collections.abc import Sequence
from datetime import datetime, timedelta

from community import communities, knowing
from community.communities import Community
from community.errors import CommunityError
from community.knowing import Known
from community.profiles import Invitation
from community.readers import Reader
from community.stores import Stores

MOST_PROPOSED = 10  # what one field of checkboxes holds
MOST_A_WEEK = 2
WEEK = timedelta(weeks=1)


class NotAMember(CommunityError):
    """They are in no position to invite: they aren't in it themselves."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"You aren't in “{community.topic}”, so nobody was invited. Join it with /community join {community.name}, "
            "then invite others."
        )


def proposed(stores: Stores, community_id: int, *, by: Reader, now: datetime) -> Sequence[Known]:
    """Give who may like the community, by how well it fits what they know, learn or did, best first.

    Left out are those who hide, are in it, were invited to it before or were invited to enough communities this week.
    Raises NotAMember.
    """
    community = communities.known(stores, community_id)
    if not communities.is_member(stores, community_id, by.user_id):
        raise NotAMember(community)
    members = {member.user_id for member in stores.members.of(community_id)}
    without = members | stores.profiles.invited(community_id) | _asked_enough(stores, now)
    return knowing.find(stores, community.topic, reader=by, without=without)[:MOST_PROPOSED]


def invite(stores: Stores, community_id: int, user_ids: Sequence[str], *, by: str, now: datetime) -> Sequence[str]:
    """Keep that these people are invited, and give those who are: each once to a community, and few times a week.

    Who was never met, or has gone, is left out. Raises NotAMember.
    """
    community = communities.known(stores, community_id)
    if not communities.is_member(stores, community_id, by):
        raise NotAMember(community)
    left_out = stores.profiles.hidden() | _asked_enough(stores, now)
    left_out |= {member.user_id for member in stores.members.of(community_id)}
    # What a window sends can be any id, such as a channel's, and a message sent to that would be read by all in it.
    here = stores.people.named(user_ids).keys() - stores.departures.gone(user_ids) - left_out
    wanted = [user_id for user_id in dict.fromkeys(user_ids) if user_id in here]
    return [
        user_id
        for user_id in wanted[:MOST_PROPOSED]
        if stores.profiles.invite(Invitation(community_id, user_id, by, now))
    ]


def join(stores: Stores, community_id: int, user_id: str, *, now: datetime) -> Community:
    """Let an invited person join, by their own click."""
    community = communities.known(stores, community_id)
    communities.join(stores, community, user_id, now=now)
    stores.profiles.answer(community_id, user_id, has_joined=True)
    return community


def decline(stores: Stores, community_id: int, user_id: str) -> None:
    """Keep that a person doesn't want to; nobody is told."""
    stores.profiles.answer(community_id, user_id, has_joined=False)


def _asked_enough(stores: Stores, now: datetime) -> set[str]:
    since = now - WEEK
    return {user_id for user_id, times in stores.profiles.invited_since(since).items() if times >= MOST_A_WEEK}
