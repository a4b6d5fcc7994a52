"""How design workshops look: what the announcement says of the component, the prepared thread, and the invitation."""

from collections.abc import Sequence

from community.components import Component
from community.meetups import TITLE_LIMIT, Meetup
from community.workshops import Workshop
from handlers.blocks import coming, naming
from handlers.blocks.describing import ADD
from handlers.blocks.parts import Block, Message, actions, button, input_block, option, section, select
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

COMPONENT = "component"
_MOST_TEAMS, _MOST_COMPONENTS = 8, 100


def lines(workshop: Workshop | None) -> Sequence[str]:
    """Give what a workshop's announcement says besides the meetup, none for any other meetup."""
    if workshop is None:
        return ()
    who = f", mentored by {naming.people(workshop.mentors)}" if workshop.mentors else ""
    said = [f"About {naming.component(workshop.component)}{who}"]
    if workshop.teams:
        said.append(f"Joining from: {_teams(workshop.teams)}")
    return said


def menu_of(components: Sequence[Component], chosen: str) -> Block | None:
    """Make the input in which a planner chooses the component, by its id; None while there are none."""
    first = [one for one in components if str(one.id) == chosen]
    ordered = [*first, *(one for one in components if str(one.id) != chosen)][:_MOST_COMPONENTS]
    if not ordered:
        return None
    options = [option(one.label, str(one.id)) for one in ordered]
    label, hint = "Which component is it about?", "Its mentors are told, and may join in."
    return input_block(COMPONENT, label, select(COMPONENT, options, chosen=chosen), hint=hint)


def thread(component: Component) -> Message:
    """Open a workshop's thread, so that people can begin before they meet."""
    text = f"To prepare for the design workshop on {naming.component(component)}, begin here whenever it suits you."
    steps = (
        "•  *The question*: what would we like to change, and why now?\n"
        "•  *What we know*: where does it hurt, what was tried?\n"
        "•  *Sketch*: two or three ways it could be. A photo of a wall is fine.\n"
        "•  *What we try*: the smallest step, and when we look at it again."
    )
    return Message(text, [section(text), section(steps), actions(_show(component))])


def invitation(component: Component, meetup: Meetup) -> Message:
    """Tell a mentor, once, that a workshop on their component is planned."""
    title = f"*{inline_short(meetup.title, 2 * TITLE_LIMIT)}*"
    text = (
        f"🛠 A design workshop is planned on {naming.component(component)}, which you mentor: "
        f"{title}, {when(meetup.starts_at, meetup.zone)}. Would you like to join in?"
    )
    return Message(text, [section(text), actions(*coming.answers(meetup))])


def no_component() -> Message:
    """Tell who plans a workshop that there is no component yet."""
    text = "A design workshop is about a component, and none is described yet. Would you like to describe one?"
    return Message(text, [section(text), actions(button("Add a component", ADD))])


def _teams(teams: Sequence[str]) -> str:
    named = [inline_short(team, 60) for team in teams[:_MOST_TEAMS]]
    others = ["others"] if len(teams) > _MOST_TEAMS else []
    return ", ".join([*named, *others])


def _show(component: Component) -> Block:
    return button("Show the component", "component.show", component.id)
