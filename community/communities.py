"""Communities of practice: people who share a craft or a concern, and the channel they meet in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Aim(StrEnum):
    """What a community is for. Source: LeSS communities are for learning and for cross-team agreement."""

    LEARNING = "learning"
    AGREEMENT = "agreement"
    BOTH = "both"


class State(StrEnum):
    """FORMING while its channel is still being made, OPEN from then on."""

    FORMING = "forming"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """A community about to be kept; `name` is the slug of its topic and unique in a workspace."""

    name: str
    topic: str
    purpose: str
    aim: Aim
    channel_name: str
    channel_id: str | None  # None while the channel is still to be created
    is_linked: bool  # it uses a channel that was there before
    started_by: str
    started_at: datetime
    zone: str  # IANA, the starter's


@dataclass(frozen=True, slots=True)
class Community(NewCommunity):
    """A community of this workspace."""

    id: int
    state: State
    welcome_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person who joined a community."""

    community_id: int
    user_id: str
    joined_at: datetime
