"""Go see: what the one who asks is told, and how the two are introduced."""

from collections.abc import Sequence

from community.lessons import Lesson
from community.visits import NobodyThere, OwnTeam
from handlers.blocks import naming
from handlers.blocks.lessons import learnt_by
from handlers.blocks.parts import Block, Message, actions, button, section
from handlers.blocks.spread import title
from handlers.blocks.text import escape


def asked(lesson: Lesson, hosts: Sequence[str]) -> Message:
    """Confirm to who asked that a conversation is being opened; `hosts` are names."""
    text = (
        f"👀 I am opening a conversation for you with {naming.people(hosts)} about *#{lesson.number} {title(lesson)}*. "
        "You find it among your direct messages in a moment."
    )
    return Message(text, [section(text)])


def introduction(lesson: Lesson, *, asked_by: str, team: str) -> Message:
    """Introduce the two to each other in their conversation: no process, just talk."""
    what = f"*#{lesson.number} {title(lesson)}*"
    who = learnt_by(lesson, team)
    text = (
        f"👋 {naming.person(asked_by)} would like to see {what} with their own eyes"
        f"{f' ({_lowered(who)})' if who else ''}. A look over the shoulder for half an hour is plenty: "
        "when would suit you?"
    )
    then = "Just talk. There is nothing to prepare and nothing to report; I only introduced you."
    blocks: list[Block] = [section(text), section(then)]
    blocks.append(actions(*_links(lesson), button("Show the lesson", "lesson.show", lesson.number)))
    return Message(text, blocks)


def own_team(error: OwnTeam) -> Message:
    """Tell a person kindly that it is their own team's."""
    text = escape(str(error))
    return Message(text, [section(text), actions(button("Share it", "spread.share", error.number))])


def nobody_there(error: NobodyThere) -> Message:
    """Say that nobody is known who could be visited, with the way to the thread."""
    text = escape(str(error))
    lesson = error.lesson
    return Message(text, [section(text), actions(*_links(lesson), button("Show", "lesson.show", lesson.number))])


def not_opened(lesson: Lesson) -> Message:
    """Tell who asked that Slack opened no conversation."""
    text = (
        f"Slack did not let me open a conversation about *#{lesson.number} {title(lesson)}*, so nobody was asked. "
        "Write to them yourself, in its thread for instance."
    )
    return Message(text, [section(text), actions(*_links(lesson), button("Show", "lesson.show", lesson.number))])


def _links(lesson: Lesson) -> list[Block]:
    if lesson.source is None or not lesson.source.permalink:
        return []
    return [button("Go to the message", "lesson.thread", url=lesson.source.permalink)]


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
