"""What other features ask for where a meetup is planned, by its kind, such as a design workshop's component."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.meetups import Kind, Meetup
from community.stores import Stores
from handlers.blocks.parts import Block
from handlers.payloads import Submission


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Inputs of one feature in the form, and what it keeps of them with the meetup, in the same transaction.

    `inputs` is given the community's id; a block id of its own is the feature's. `keep` may raise WrongPlan about one.
    `carry` lets the next meetup of a series have what the one before had.
    """

    kinds: frozenset[Kind]
    inputs: Callable[[Stores, int], Sequence[Block]]
    keep: Callable[[Stores, Meetup, Submission, datetime], None]
    carry: Callable[[Stores, Meetup, Meetup, datetime], None] | None = None


PARTS: Sequence[PlanPart] = ()


def inputs(stores: Stores, kind: Kind, community_id: int) -> Sequence[Block]:
    """Give the inputs for a meetup of this kind."""
    return [block for part in PARTS if kind in part.kinds for block in part.inputs(stores, community_id)]


def keep(stores: Stores, meetup: Meetup, submission: Submission, now: datetime) -> None:
    """Let each feature keep what was filled in for it."""
    for part in PARTS:
        if meetup.kind in part.kinds:
            part.keep(stores, meetup, submission, now)


def carry(stores: Stores, before: Meetup, after: Meetup, now: datetime) -> None:
    """Let each feature give the next meetup of a series what the one before had."""
    for part in PARTS:
        if part.carry is not None and after.kind in part.kinds:
            part.carry(stores, before, after, now)
