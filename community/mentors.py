"""Component mentors: people of feature teams who offer themselves to teach a component, and step back any time.

A mentor teaches, watches over a component's long-term health and reviews as a teacher. Nothing waits for one.
"""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import components
from community.components import Component, GoneComponent
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

TEACHES_LIMIT = 200
# Without any sign of life for half a year somebody is asked, once, whether they still want to mentor.
QUIET_AFTER = timedelta(weeks=26)
PATIENCE = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Mentor:
    """A person who offered to mentor a component."""

    component_id: int
    user_id: str
    teaches: str  # what they say they can teach, "" for nothing said
    since: datetime
    said_at: datetime  # when they said last that they want to
    asked_at: datetime | None = None  # when they were asked whether they still want to
    offered_at: datetime | None = None  # when the community was offered the seat beside them


@dataclass(frozen=True, slots=True)
class Seat:
    """A mentor's seat of a component that somebody left; `has_others` says whether somebody still mentors it."""

    component: Component
    has_others: bool


class NotMentor(CommunityError):
    """They don't mentor it, or stepped back before."""

    def __init__(self, component: Component) -> None:
        super().__init__(f"You don't mentor “{component.label}”, so nothing was changed.")
        self.component = component


def offer(stores: Stores, component_id: int, user_id: str, teaches: str, *, now: datetime) -> Component:
    """Let a person mentor a component, or say anew what they can teach; raises GoneComponent.

    Only the person themselves can: handlers give the id of who clicked, never one that was sent along.
    """
    component = components.known(stores, component_id)
    before = stores.mentors.get(component_id, user_id)
    stores.mentors.put(Mentor(component_id, user_id, teaches, since=before.since if before else now, said_at=now))
    return component


def step_back(stores: Stores, component_id: int, user_id: str) -> Seat:
    """Let a person mentor a component no more; raises NotMentor and, for a component that never was, GoneComponent.

    What was asked of them alone is asked of all who mentor it.
    """
    component = stores.components.get(component_id)
    if component is None:
        raise GoneComponent
    if not stores.mentors.remove(component_id, user_id):
        raise NotMentor(component)
    stores.mentoring.ask_all(component_id, instead_of=user_id)
    return Seat(component, has_others=bool(stores.mentors.of(component_id)))


def leave(stores: Stores, user_id: str, now: datetime) -> Sequence[Seat]:
    """Let a person who is gone mentor nothing and ask for nothing; give the seats that are to be offered.

    Those of components that are no longer here are not among them.
    """
    for request in stores.mentoring.asked_by(user_id):
        stores.mentoring.update(replace(request, ended_at=now))
    return step_back_from_all(stores, user_id)


def step_back_from_all(stores: Stores, user_id: str) -> Sequence[Seat]:
    """Let a person mentor nothing any more; give the seats of the components that are here."""
    seats = [step_back(stores, component.id, user_id) for component in stores.components.of_mentor(user_id)]
    return [seat for seat in seats if seat.component.gone_at is None]


def ask(stores: Stores, mentors: Sequence[Mentor], *, now: datetime) -> None:
    """Note that somebody is asked whether they still want to mentor these."""
    for mentor in mentors:
        stores.mentors.put(replace(mentor, asked_at=now, offered_at=None))


def offered(stores: Stores, mentors: Sequence[Mentor], *, now: datetime) -> None:
    """Note that the seat beside these was offered."""
    for mentor in mentors:
        stores.mentors.put(replace(mentor, offered_at=now))


def keep(stores: Stores, user_id: str, *, now: datetime) -> Sequence[Component]:
    """Note that somebody who was asked still wants to mentor, and give what they mentor."""
    theirs = stores.components.of_mentor(user_id)
    for mentor in stores.mentors.by(user_id):
        stores.mentors.put(replace(mentor, said_at=now, asked_at=None, offered_at=None))
    return theirs
