"""How component mentors look: who they are, the seat that is free, the one private question."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.components import Component
from community.mentors import TEACHES_LIMIT
from handlers.blocks import naming
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    section,
    text_input,
)
from handlers.blocks.text import inline_short

OFFER, STEP_BACK = "mentor.offer", "mentor.step_back"
KEEP, STEP_BACK_FROM_ALL = "mentor.keep", "mentor.step_back.all"
OFFER_SEAT = "mentor.seat"

_SHOWN, _NAMED = 10, 3
_TEAM, _TEACHES = 60, 120


@dataclass(frozen=True, slots=True)
class MentorShown:
    """A mentor as others see them; `team` is its label, "" for none."""

    user_id: str
    name: str
    team: str = ""
    teaches: str = ""


def part(mentors: Sequence[MentorShown], *, is_mentor: bool) -> list[Block]:
    """Give the part of a component's view about its mentors; a single one is told as a risk."""
    if not mentors:
        text = (
            "🪑 Nobody mentors it at the moment. Do you know a part of it well enough to teach it? "
            "You stay on your team, nothing waits for you, and you step back whenever you like."
        )
        return [section(text)]
    lines = "\n".join(map(_line, mentors[:_SHOWN]))
    more = "\nand others" if len(mentors) > _SHOWN else ""
    blocks = [section(f"*Mentors*\n{lines}{more}")]
    if len(mentors) == 1:
        blocks.append(section(_alone(is_mentor=is_mentor)))
    return blocks


def choices(component: Component, *, is_mentor: bool) -> list[Block]:
    """Give the buttons with which one offers oneself, or changes that."""
    if not is_mentor:
        return [_offer(component)]
    change = button("Say what I can teach", OFFER, component.id)
    return [change, button("Step back", STEP_BACK, component.id)]


def by(names: Sequence[str]) -> str:
    """Say in a line by whom a component is mentored."""
    if not names:
        return "🪑 Nobody mentors it at the moment."
    if len(names) == 1:
        return f"Mentored by {naming.person(names[0])} alone: room for one more."
    return f"Mentored by {naming.people(names, limit=_NAMED)}."


def offering(component: Component, teaches: str, *, private_metadata: str) -> View:
    """Let a person offer to mentor a component, or say anew what they can teach."""
    return modal(
        callback_id=OFFER,
        title="Mentor a component",
        submit="I'd like to mentor",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(
                f"You teach how {naming.component(component)} works, pair with people, and watch over it with others. "
                "Reviews are for teaching; nobody's work waits for you. You stay on your team."
            ),
            input_block(
                "teaches",
                "What I can teach",
                text_input("teaches", initial=teaches, max_length=TEACHES_LIMIT, placeholder="How a month is closed"),
                is_optional=True,
            ),
            context("Your name, your team and this line stand beside the component. You step back with one click."),
        ],
    )


def offered(component: Component, *, has_team: bool) -> str:
    """Say that somebody mentors a component now."""
    said = f"You mentor {naming.component(component)}. Thank you for offering: whoever wants to learn it can ask you."
    return said if has_team else f"{said} Which team are you on? `/community team` and its name lets others see it."


def stepped_back(
    component: Component, still_open: Sequence[str], channel_id: str | None, *, has_others: bool
) -> Message:
    """Confirm that somebody mentors a component no more, with what is open still; `still_open` is mrkdwn."""
    text = f"You don't mentor {naming.component(component)} any more. Thank you for what you taught."
    blocks: list[Block] = [section(text)]
    if still_open:
        kept = "its other mentors see it" if has_others else "nobody else is asked"
        blocks.append(section(f"Still open, and {kept}:\n" + "\n".join(still_open)))
    if not has_others:
        offer = f" Would you like me to offer the seat in <#{channel_id}>?" if channel_id else ""
        blocks.append(section(f"Nobody mentors it now.{offer}"))
    seat = [button("Offer the seat", OFFER_SEAT, component.id)] if channel_id and not has_others else []
    blocks.append(actions(*seat, button("Mentor it again", OFFER, component.id)))
    return Message(text, blocks)


def asked(components: Sequence[Component]) -> Message:
    """Ask somebody, once and alone, whether they still want to mentor these."""
    text = (
        f"A question only for you: you once offered to mentor {naming.components(components)}. "
        "Would you still like to? Either answer is fine."
    )
    choices = actions(button("Yes", KEEP), button("I step back", STEP_BACK_FROM_ALL))
    return Message(text, [section(text), choices])


def kept(components: Sequence[Component]) -> Message:
    """Confirm that somebody goes on."""
    if not components:
        text = "You mentor no component at the moment, so nothing was changed."
    else:
        text = f"Good to know. You go on mentoring {naming.components(components)}."
    return Message(text, [section(text)])


def stepped_back_from_all(components: Sequence[Component]) -> Message:
    """Confirm that somebody mentors nothing any more."""
    if not components:
        text = "You mentor no component at the moment, so nothing was changed."
        return Message(text, [section(text)])
    text = f"You don't mentor {naming.components(components)} any more. Thank you for what you taught."
    again = [
        section(naming.component(component), accessory=button("Mentor it again", OFFER, component.id))
        for component in components[:5]
    ]
    return Message(text, [section(text), *again])


def seat(component: Component, *, has_others: bool) -> Message:
    """Offer a mentor's seat to the people of a channel; nobody is named, and no reason is told."""
    room = "has room for one more mentor" if has_others else "looks for a mentor"
    text = (
        f"🪑 {naming.component(component)} {room}: somebody on a feature team who knows a part of it "
        "and likes to teach. Would that be you?"
    )
    return Message(text, [section(text), actions(_offer(component), button("Show it", "component.show", component.id))])


def seat_offered(component: Component, channel_id: str | None, *, is_new: bool) -> Message:
    """Confirm to one person that a seat was offered, or was lately, or can't be."""
    if channel_id is None:
        text = f"{naming.component(component)} belongs to no community that meets, so the seat was offered nowhere."
    elif is_new:
        text = f"I am offering the seat of {naming.component(component)} in <#{channel_id}>."
    else:
        text = f"That seat was offered in <#{channel_id}> lately, so nothing was posted again."
    return Message(text, [section(text), actions(button("Show it", "component.show", component.id))])


def _alone(*, is_mentor: bool) -> str:
    if is_mentor:
        return "⚠️ Only you mentor this: while you are away, nobody can teach it. Who could learn it from you next?"
    return (
        "⚠️ Only one person mentors this: if they are away, nobody can teach it. Would you like to learn it from them?"
    )


def _line(mentor: MentorShown) -> str:
    team = f" (team {inline_short(mentor.team, _TEAM)})" if mentor.team else ""
    teaches = f": {inline_short(mentor.teaches, _TEACHES)}" if mentor.teaches else ""
    return f"{naming.person(mentor.name)}{team}{teaches}"


def _offer(component: Component) -> Block:
    return button("I'd like to mentor", OFFER, component.id)
