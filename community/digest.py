"""Digests: what a community learnt in a period, what others learnt, what is coming, who is new."""

from dataclasses import dataclass
from datetime import datetime

from community.schedule import Period, Weekly


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When a community's digest goes out.

    `next_at` is None while it is off; `since` is where the next period starts.
    """

    community_id: int
    weekly: Weekly
    next_at: datetime | None
    since: datetime


@dataclass(frozen=True, slots=True)
class DigestRun:
    """One period of one community's digest that was claimed."""

    community_id: int
    period: Period
