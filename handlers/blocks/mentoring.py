"""How it looks to ask a component's mentors: the window, the introduction, the open question, the one note."""

from collections.abc import Sequence

from community.communities import Community
from community.components import Component
from community.mentoring import WISH_LIMIT, WORDS_LIMIT, Kind, NobodyToAsk, OpenAlready, Request
from handlers.blocks import naming
from handlers.blocks.mentors import MentorShown
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    input_block,
    modal,
    option,
    section,
    select,
    text_input,
)
from handlers.blocks.text import escape, inline_short

ASK, TAKE, END, REPEAT = "mentoring.ask", "mentoring.take", "mentoring.end", "mentoring.repeat"
ASKS = {Kind.TEACH: "mentoring.teach", Kind.PAIR: "mentoring.pair", Kind.WORKSHOP: "mentoring.workshop"}
PLAN = "workshop.plan"
ALL = "all"

LABELS = {Kind.TEACH: "Teach me", Kind.PAIR: "Pair with me", Kind.WORKSHOP: "Hold a design workshop"}
_WANTS = {
    Kind.TEACH: "would like to be taught",
    Kind.PAIR: "would like to pair on",
    Kind.WORKSHOP: "would like a design workshop on",
}
TAKES = {
    Kind.TEACH: "I'm glad to teach",
    Kind.PAIR: "I'm glad to pair",
    Kind.WORKSHOP: "I'll hold it",
}


def part(asked: Request | None) -> list[Block]:
    """Give the part of a component's view about what the reader asked and is open still."""
    if asked is None:
        return []
    text = f"You asked: _{LABELS[asked.kind].lower()}_. It is open still."
    return [section(text, accessory=button("It's settled", END, asked.id))]


def choices(component: Component, mentors: Sequence[MentorShown], *, is_mentor: bool) -> list[Block]:
    """Give the buttons with which one asks a component's mentors; a mentor plans a workshop right away."""
    if not is_mentor:
        return [_ask(component, kind) for kind in Kind]
    pair = [_ask(component, Kind.PAIR)] if len(mentors) > 1 else []
    return [*pair, plan(component)]


def asking(
    component: Component,
    kind: Kind,
    mentors: Sequence[MentorShown],
    community: Community | None,
    *,
    private_metadata: str,
) -> View:
    """Let a person say what about, and whom they ask; `mentors` are those they can ask, none for an open question."""
    if mentors:
        named = naming.people([mentor.name for mentor in mentors])
        reached = f"I open a conversation for you with {named}. You just talk."
    else:
        place = f"<#{community.channel_id}>" if community is not None else "its community's channel"
        reached = f"Nobody else mentors it at the moment, so I ask openly in {place}, with your name."
    inputs = [_kinds(kind)]
    if len(mentors) > 1:
        everybody = option("All who mentor it", ALL)
        whom = [everybody, *(option(mentor.name or "somebody", mentor.user_id) for mentor in mentors)]
        inputs.append(input_block("whom", "Whom would you like to ask?", select("whom", whom, chosen=ALL)))
    inputs.append(
        input_block(
            "words", "What about?", text_input("words", max_length=WORDS_LIMIT, is_multiline=True), is_optional=True
        )
    )
    inputs.append(
        input_block(
            "wish",
            "When would suit you, roughly?",
            text_input("wish", max_length=WISH_LIMIT, placeholder="Some afternoon next week"),
            is_optional=True,
        )
    )
    return modal(
        callback_id=ASK,
        title="Ask the mentors",
        submit="Ask",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[section(f"{naming.component(component)}: {reached}"), *inputs],
    )


def asked(component: Component, hosts: Sequence[str], community: Community | None) -> Message:
    """Confirm what becomes of what a person asked; `hosts` are names."""
    if community is None:
        text = (
            f"👋 I am opening a conversation for you with {naming.people(hosts)} about {naming.component(component)}. "
            "You find it among your direct messages in a moment."
        )
    else:
        nobody = f"Nobody else mentors {naming.component(component)} at the moment"
        text = f"{nobody}, so I am asking in <#{community.channel_id}>. Whoever can help is introduced to you."
    return Message(text, [section(text)])


def ended(component: Component) -> Message:
    """Confirm to who asked that it is no longer open."""
    text = f"What you asked about {naming.component(component)} is settled."
    return Message(text, [section(text), actions(_show(component))])


def repeated(component: Component) -> Message:
    """Confirm to who asked that it was asked once more."""
    text = f"I am asking once more about {naming.component(component)}, where you asked before. I won't a third time."
    return Message(text, [section(text)])


def not_repeated(component: Component) -> Message:
    """Say that it isn't asked a third time."""
    text = f"I can ask about {naming.component(component)} no further, so nobody is asked again."
    return Message(text, [section(text), actions(_show(component))])


def unanswered(component: Component, request: Request, place: Community | None) -> Message:
    """Tell who asked, once and alone, that nobody has said they help, and what else they can do."""
    when = f"A week ago you asked about {naming.component(component)}"
    text = f"{when}, and nobody has told me that they help. Did you talk already?"
    other = "look over somebody's shoulder who works on it"
    elsewhere = f"ask in <#{place.channel_id}>, or {other}" if place is not None else other
    return Message(
        text,
        [
            section(text),
            section(f"If not, people may simply be busy. You could {elsewhere}."),
            actions(
                button("It's settled", END, request.id),
                button("Ask once more", REPEAT, request.id),
                _show(component),
            ),
        ],
    )


def not_asked(component: Component) -> Message:
    """Tell who asked that it reached nobody."""
    what = f"what you asked about {naming.component(component)}"
    text = f"Slack did not take {what}, so nobody was asked. Would you like to try again?"
    return Message(text, [section(text), actions(_show(component))])


def open_already(error: OpenAlready) -> Message:
    """Say that something they asked is open still, with the way to end it."""
    text = escape(str(error))
    settle = button("It's settled", END, error.request.id)
    return Message(text, [section(text), actions(settle, _show(error.component))])


def nobody_to_ask(error: NobodyToAsk) -> Message:
    """Say that nobody is there to ask, and what to do."""
    text = escape(str(error))
    edit = button("Link a community", "component.edit", error.component.id)
    offer = button("I'd like to mentor", "mentor.offer", error.component.id)
    return Message(text, [section(text), actions(edit, offer)])


def waiting(component: Component, request: Request, asker: str) -> Block:
    """Give a line of the App Home about what waits for a mentor."""
    take = button(TAKES[request.kind], TAKE, request.id)
    words = f" “{inline_short(request.words, 160)}”" if request.words else ""
    return section(f"🙋 {line(component, request, asker)}{words}", accessory=take)


def line(component: Component, request: Request, asker: str) -> str:
    """Say in a line what somebody asked."""
    return f"{naming.person(asker)} {_WANTS[request.kind]} {naming.component(component)}."


def _kinds(chosen: Kind) -> Block:
    options = [option(LABELS[kind], kind.value) for kind in Kind]
    initial = next(one for one in options if one["value"] == chosen.value)
    radio: Block = {"type": "radio_buttons", "action_id": "kind", "options": options, "initial_option": initial}
    return input_block("kind", "What would you like?", radio)


def plan(component: Component) -> Block:
    """Give the button that plans a design workshop as a meetup, with its component and title filled in."""
    return button("Plan a design workshop", PLAN, component.id)


def _ask(component: Component, kind: Kind) -> Block:
    return button(LABELS[kind], ASKS[kind], component.id)


def _show(component: Component) -> Block:
    return button("Show the component", "component.show", component.id)
