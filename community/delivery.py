"""What is to be done in Slack and must not be lost: one call, kept in the outbox until it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call, to be made once.

    `lane` orders: deliveries of one lane go out one after the other, as they were put; lanes don't wait for each other.
    A lane is a channel id, a user id, or the name of something that has no channel yet (`community:12`).
    `purpose` says which function takes the answer (`community.channel`), `subject` what it is about (`12`).
    """

    method: str
    arguments: Mapping[str, Any]
    lane: str
    purpose: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery that was made, with what the other side answered."""

    id: int
    delivery: Delivery
    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A delivery that will never be made: the other side said no, and why."""

    id: int
    delivery: Delivery
    error: str
    answer: Mapping[str, Any] = field(default_factory=dict)
