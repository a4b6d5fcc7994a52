"""Reactions: one function an event, which hands it to what the emoji means; no emoji means two things."""

from community.emoji import canonical, is_one_of
from community.spread import Answer
from handlers import capture, spread
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.table import Feature

# What a team says to a lesson with an emoji on its message, its card or a post that shares it.
ANSWERS = {"seedling": Answer.TRYING, "white_check_mark": Answer.ADOPTED}


async def added(event: Event, deps: Deps) -> None:
    """Capture a lesson, or take a team's answer to one."""
    answer = _answer(event, deps)
    if answer is None:
        await capture.reaction_added(event, deps)
    else:
        await spread.reaction_added(event, answer, deps)


async def removed(event: Event, deps: Deps) -> None:
    """Undo a capture, or take a team's answer back."""
    answer = _answer(event, deps)
    if answer is None:
        await capture.reaction_removed(event, deps)
    else:
        await spread.reaction_removed(event, answer, deps)


def _answer(event: Event, deps: Deps) -> Answer | None:
    """Give the answer the emoji stands for; one that was chosen for capturing captures."""
    reaction = event.body["reaction"]
    return None if is_one_of(reaction, deps.capture_emoji) else ANSWERS.get(canonical(reaction))


FEATURE = Feature(events={"reaction_added": added, "reaction_removed": removed})
