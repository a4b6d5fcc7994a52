"""Design workshops: meetups on one component, to which its mentors are invited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from community import components
from community.coming import Said
from community.components import Component
from community.meetups import Kind, Meetup

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# Teams are looked up for so many who come; a workshop of more people is a talk.
_MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a design workshop's announcement says besides the meetup."""

    component: Component
    mentors: Sequence[str]  # names
    teams: Sequence[str]  # of those who said that they come, in the order of the alphabet


def begin(stores: Stores, meetup: Meetup, component_id: int) -> None:
    """Let a design workshop that was just planned be about a component; raises GoneComponent."""
    stores.workshops.keep(meetup.id, components.known(stores, component_id).id)


def component_of(stores: Stores, meetup: Meetup) -> Component | None:
    """Give what a workshop is about, None for any other meetup; one that is no longer here too."""
    if meetup.kind is not Kind.DESIGN_WORKSHOP:
        return None
    component_id = stores.workshops.component(meetup.id)
    return None if component_id is None else stores.components.get(component_id)


def of(stores: Stores, meetup: Meetup) -> Workshop | None:
    """Give what the announcement of a workshop says, None for any other meetup.

    A team is named once somebody of it said that they come; who that is stays with those who come.
    """
    component = component_of(stores, meetup)
    if component is None:
        return None
    mentors = [mentor.user_id for mentor in stores.mentors.of(component.id)]
    names = stores.people.named(mentors)
    comers = stores.coming.who(meetup.id, Said.COMING)[:_MOST_PEOPLE]
    teams = {team.label for user_id in comers if (team := stores.teams.of(user_id)) is not None}
    return Workshop(
        component,
        [names[user_id] for user_id in mentors if user_id in names],
        sorted(teams, key=str.casefold),
    )
