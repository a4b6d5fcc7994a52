"""How those who ask and those who help are introduced: in a conversation, or openly in a community's channel."""

from community.components import Component
from community.mentoring import Kind, Request
from handlers.blocks import naming
from handlers.blocks.mentoring import END, TAKE, TAKES, line, plan
from handlers.blocks.parts import Block, Message, actions, button, quoted, section

_HELPS = {
    Kind.TEACH: "is glad to teach",
    Kind.PAIR: "is glad to pair on",
    Kind.WORKSHOP: "holds a design workshop on",
}
_SHARED = {
    Kind.TEACH: "Half an hour beside one another is plenty to begin with: when would suit you?",
    Kind.PAIR: "Pick a piece of real work and sit down together: when would suit you?",
    Kind.WORKSHOP: "A wall, pens, and those who work on it: when would suit you?",
}


def introduction(component: Component, request: Request, asker: str) -> Message:
    """Introduce those who may help to who asks, in their conversation."""
    text = f"👋 {line(component, request, asker)} {_SHARED[request.kind]}"
    return Message(
        text,
        [
            section(text),
            *_said(request),
            section("Just talk; I only introduced you. A click tells the others that somebody helps."),
            actions(button(TAKES[request.kind], TAKE, request.id), button("It's settled", END, request.id)),
        ],
    )


def question(component: Component, request: Request, asker: str) -> Message:
    """Ask openly in a community's channel, since nobody mentors the component."""
    text = f"🙋 {line(component, request, asker)} Nobody mentors it at the moment. Could you show a part of it?"
    mentor = button("I'd like to mentor", "mentor.offer", component.id)
    return Message(
        text,
        [
            section(text),
            *_said(request),
            actions(button(TAKES[request.kind], TAKE, request.id), button("It's settled", END, request.id), mentor),
        ],
    )


def settled(component: Component, request: Request, asker: str, taker: str) -> Message:
    """Show what was asked once somebody took it up or it was ended, in the place of the message that asked."""
    ends = f"{naming.person(taker)} helps." if request.taken_by else "That is settled."
    text = f"{line(component, request, asker)} {ends}"
    return Message(text, [section(text), *_said(request)])


def taken(component: Component, request: Request, taker: str) -> Message:
    """Tell those in the conversation that somebody takes it up."""
    text = f"🌱 {naming.person(taker)} {_HELPS[request.kind]} {naming.component(component)}. {_SHARED[request.kind]}"
    return Message(text, [section(text)])


def meeting(component: Component, request: Request, *, asker: str, taker: str) -> Message:
    """Introduce who asked openly and who offers to help, in their conversation."""
    text = f"👋 {line(component, request, asker)} {naming.person(taker)} can help. {_SHARED[request.kind]}"
    return Message(text, [section(text), *_said(request), section("Just talk; I only introduced you.")])


def thanks(component: Component, request: Request) -> Message:
    """Thank who takes it up; for a workshop, offer to plan it as a meetup."""
    if request.kind is not Kind.WORKSHOP:
        text = f"Thank you. I told them that you help with {naming.component(component)}."
        return Message(text, [section(text), *_mentor_too(component, request)])
    what = f"a design workshop on {naming.component(component)}"
    text = f"Thank you for holding {what}. Would you like to announce when it is?"
    steps = actions(plan(component))
    return Message(text, [section(text), *_said(request), steps, *_mentor_too(component, request)])


def once_more(component: Component, request: Request, asker: str) -> Message:
    """Ask once more where it was asked, as who asked wants."""
    text = f"{line(component, request, asker)} That is open still. Does somebody have a moment?"
    return Message(text, [section(text), actions(button(TAKES[request.kind], TAKE, request.id))])


def not_introduced(component: Component, taker: str) -> Message:
    """Tell who asked that somebody would help whom Slack didn't let us introduce."""
    who = f"{naming.person(taker)} would like to help you with {naming.component(component)}"
    text = f"{who}, but Slack did not let me open a conversation. Write to them yourself."
    return Message(text, [section(text)])


def _said(request: Request) -> list[Block]:
    said = "\n".join(filter(None, [request.words, f"When: {request.wish}" if request.wish else ""]))
    return [quoted(said)] if said else []


def _mentor_too(component: Component, request: Request) -> list[Block]:
    if not request.is_question:
        return []
    return [actions(button("I'd like to mentor", "mentor.offer", component.id), block_id="mentor")]
