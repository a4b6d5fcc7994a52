"""How the keep-practising question looks, and what a person sees of their answer, which is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.communities import Community
from community.components import Component
from community.practising import Practice, Week, Works
from handlers.blocks import carrying, mentors
from handlers.blocks.communities import title
from handlers.blocks.free_seats import WEEK, WORKS, listed
from handlers.blocks.parts import Block, Message, actions, button, context, divider, section
from handlers.blocks.seats import SHARE, STEP_BACK
from handlers.blocks.text import inline_short

SEE, AGAIN, DELETE = "practising.see", "practising.again", "practising.delete"
SILENCE, UNSILENCE = "practising.silence", "practising.unsilence"
WORKS_IDS = {one: f"practising.works.{one.name.lower()}" for one in Works}
WEEK_IDS = {one: f"practising.week.{one.name.lower()}" for one in Week}
SHARE_WORKS, KEEP_WORKS = "practising.share.works", "practising.keep.works"
SHARE_WEEK, KEEP_WEEK = "practising.share.week", "practising.keep.week"

_SEATS = 5
_WORKS_LABELS = {
    Works.MOST: "Yes, most of my week",
    Works.LITTLE: "Yes, a little",
    Works.NOT_NOW: "Not at the moment",
}
_WEEK_LABELS = {Week.QUARTER: "A quarter or less", Week.HALF: "About half", Week.MORE: "More than half"}
_YOU_WORK = {
    Works.MOST: "You work in a team most of your week.",
    Works.LITTLE: "You work in a team a little of your week.",
    Works.NOT_NOW: "You work in no team at the moment.",
}
_YOU_GIVE = {
    Week.QUARTER: "The community takes a quarter of your week or less.",
    Week.HALF: "The community takes about half of your week.",
    Week.MORE: "The community takes more than half of your week.",
}


@dataclass(frozen=True, slots=True)
class Own:
    """What one person sees of their own answer, and of what they are asked."""

    practice: Practice | None
    held: Sequence[Community]
    mentored: Sequence[Component]
    is_asked: bool  # whether they still work in a team
    may_be_asked: bool  # whether they would like to coordinate


def question(name: str, topics: Sequence[str]) -> Message:
    """Ask one person whether they still work in a team."""
    besides = f" besides caring for {listed(topics)}" if topics else ""
    text = (
        f"A question only for you{_called(name)}: are you still working in a team{besides}? "
        "Your answer stays with you unless you share it."
    )
    choices = [button(label, WORKS_IDS[works]) for works, label in _WORKS_LABELS.items()]
    return Message(text, [section(text), actions(*choices, button("Don't ask me", SILENCE))])


def week(practice: Practice) -> Message:
    """Ask, once the first answer is there, how much of the week it takes."""
    noted = f"{_YOU_WORK[practice.works]} " if practice.works else ""
    text = f"{noted}And about how much of your week does the community take?"
    choices = [button(label, WEEK_IDS[share]) for share, label in _WEEK_LABELS.items()]
    return Message(text, [section(text), actions(*choices, button("I'd rather not say", SEE))])


def page(own: Own) -> Message:
    """Show a person their answer, who may read it, and what they are asked."""
    text = _said(own.practice)
    blocks = [section(f"{text}\n{_read_by(own.practice)}" if own.practice else text), actions(*_choices(own))]
    if own.practice is not None and own.practice.wants_care and (own.held or own.mentored):
        blocks += _care(own)
    return Message(text, [*blocks, divider(), *_questions(own)])


def silenced() -> Message:
    """Confirm that the question does not come again."""
    text = "I won't ask you again whether you still work in a team. `/community practising` changes that."
    return Message(text, [section(text), actions(button("Ask me again", UNSILENCE), button("See what I keep", SEE))])


def deleted(*, was_there: bool) -> Message:
    """Confirm that the answer is gone."""
    text = "Your answer is gone." if was_there else "There was no answer of yours, so nothing was changed."
    return Message(text, [section(text), actions(button("See what I keep", SEE))])


def at_home(own: Own) -> list[Block]:
    """Say in the App Home what they chose about being asked, for who has something to choose."""
    lines = []
    if own.practice is not None or own.held or own.mentored:
        said = "What you say of working in a team beside a community is yours."
        lines.append(section(said, accessory=button("See it", SEE)))
    if not own.is_asked:
        said = "You don't want to be asked whether you still work in a team."
        lines.append(section(said, accessory=button("Ask me again", UNSILENCE)))
    if not own.may_be_asked:
        said = "You don't want to be asked whether you would like to coordinate."
        lines.append(section(said, accessory=carrying.asking(is_silent=True)))
    return lines


def _called(name: str) -> str:
    return f", {inline_short(name, 120)}" if name else ""


def _said(practice: Practice | None) -> str:
    if practice is None:
        return "You haven't said whether you work in a team, and that is fine. I keep nothing about it."
    parts = [_YOU_WORK[practice.works]] if practice.works else []
    parts += [_YOU_GIVE[practice.week]] if practice.week else []
    return " ".join(parts)


def _read_by(practice: Practice | None) -> str:
    """Say word for word what others may read."""
    shared = []
    if practice is not None and practice.works and practice.shares_works:
        shared.append(f"“{WORKS[practice.works]}”")
    if practice is not None and practice.week and practice.shares_week:
        shared.append(f"“{WEEK[practice.week]}”")
    if not shared:
        return "Nobody but you can read this."
    return f"Who reads about a community you coordinate finds, beside your name: {' and '.join(shared)}."


def _choices(own: Own) -> list[Block]:
    practice = own.practice
    if practice is None:
        return [button("Say how you work", AGAIN)]
    choices = [button("Change my answer", AGAIN)]
    if practice.works and (own.held or practice.shares_works):
        choices.append(
            button("Don't share whether I work in a team", KEEP_WORKS)
            if practice.shares_works
            else button("Share whether I work in a team", SHARE_WORKS)
        )
    if practice.week and (own.held or practice.shares_week):
        choices.append(
            button("Don't share how much of my week", KEEP_WEEK)
            if practice.shares_week
            else button("Share how much of my week", SHARE_WEEK)
        )
    return [*choices, button("Delete my answer", DELETE)]


def _care(own: Own) -> list[Block]:
    """Say kindly why practising matters, and how to share the seat. Source: LeSS is wary of full-time coordinators."""
    note = (
        "🌱 A thought, and nothing more: a community learns from people who do the work themselves. When one person "
        "cares for it for most of their week, they slowly talk of work they no longer do, and others care less because "
        "somebody does it for them. A seat can be shared, and it can be left."
    )
    blocks = [section(note)]
    for community in own.held[:_SEATS]:
        share, step_back = button("Share the seat", SHARE, community.id), button("Step back", STEP_BACK, community.id)
        blocks += [section(title(community)), actions(share, step_back)]
    for component in own.mentored[:_SEATS]:
        step_back = button("Step back", mentors.STEP_BACK, component.id)
        blocks.append(section(f"*{inline_short(component.label, 160)}*, which you mentor", accessory=step_back))
    return blocks


def _questions(own: Own) -> list[Block]:
    told = (
        "Once in three months I ask who coordinates or mentors whether they still work in a team."
        if own.is_asked
        else "I don't ask you whether you still work in a team."
    )
    asked = button("Don't ask me", SILENCE) if own.is_asked else button("Ask me again", UNSILENCE)
    may = (
        "If you carry a community that nobody coordinates, I may ask whether you would like to."
        if own.may_be_asked
        else "I don't ask you whether you would like to coordinate."
    )
    return [
        section(told, accessory=asked),
        section(may, accessory=carrying.asking(is_silent=not own.may_be_asked)),
        context("Only you see this page."),
    ]
