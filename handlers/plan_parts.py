"""What other features ask for where a meetup is planned, by its kind, such as a design workshop's component."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from community import rooms, topics, workshops
from community.meetups import Kind, Meetup
from community.stores import Stores
from handlers.blocks import workshops as workshop_blocks
from handlers.blocks.parts import Block
from handlers.blocks.topics import menu
from handlers.payloads import Submission

Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Inputs of one feature in the form, and what it keeps of them with the meetup, in the same transaction.

    `inputs` is given the community's id and what is chosen in lists so far, by block id. `keep` may raise WrongPlan.
    `carry` lets the next meetup of a series have what the one before had.
    """

    kinds: frozenset[Kind]
    inputs: Callable[[Stores, int, Choices], Sequence[Block]]
    keep: Callable[[Stores, Meetup, Submission, datetime], None]
    carry: Callable[[Stores, Meetup, Meetup, datetime], None] | None = None


def inputs(stores: Stores, kind: Kind, community_id: int, choices: Choices) -> Sequence[Block]:
    """Give the inputs for a meetup of this kind."""
    return [block for part in PARTS if kind in part.kinds for block in part.inputs(stores, community_id, choices)]


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


def _topics(stores: Stores, community_id: int, choices: Choices) -> Sequence[Block]:
    community = stores.communities.get(community_id)
    if community is None or rooms.closed_in(stores, community.channel_id or "") is not None:
        return ()  # what is said in a closed room is shown in there alone
    chosen = [int(topic_id) for topic_id in choices.get(_AGENDA, ())]
    made = menu(stores.topics.open_in(community_id), chosen)
    return () if made is None else (made,)


def _choose_topics(stores: Stores, meetup: Meetup, submission: Submission, _now: datetime) -> None:
    if chosen := submission.choices.get(_AGENDA):
        topics.choose(stores, meetup, [int(topic_id) for topic_id in chosen])


def _components(stores: Stores, _community_id: int, choices: Choices) -> Sequence[Block]:
    chosen = choices.get(workshop_blocks.COMPONENT, ())
    made = workshop_blocks.menu_of(stores.components.all(), chosen[0] if chosen else "")
    return () if made is None else (made,)


def _be_about(stores: Stores, meetup: Meetup, submission: Submission, _now: datetime) -> None:
    if chosen := submission.values.get(workshop_blocks.COMPONENT):
        workshops.begin(stores, meetup, int(chosen))


def _stay_about(stores: Stores, before: Meetup, after: Meetup, _now: datetime) -> None:
    component_id = stores.workshops.component(before.id)
    if component_id is not None:
        stores.workshops.keep(after.id, component_id)


_AGENDA = "agenda"
PARTS: Sequence[PlanPart] = (
    PlanPart(frozenset({Kind.DESIGN_WORKSHOP}), _components, _be_about, _stay_about),
    PlanPart(frozenset({Kind.MEETUP, Kind.DESIGN_WORKSHOP, Kind.GO_SEE}), _topics, _choose_topics),
)
