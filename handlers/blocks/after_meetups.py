"""How the question after a meetup looks, and what becomes of the answers."""

from collections.abc import Sequence

from community.components import Component
from community.meetups import TITLE_LIMIT, Meetup
from community.topics import Wanted
from handlers.blocks import naming
from handlers.blocks.parts import Message, actions, button, context, section
from handlers.blocks.text import inline_short
from handlers.blocks.topics import reached_buttons

KEEP, NOTE = "after.keep", "after.note"


def question(
    meetup: Meetup, agenda: Sequence[Wanted], *, component: Component | None = None, has_canvas: bool = False
) -> Message:
    """Ask in a meetup's thread what was learnt, and which of its topics were talked about."""
    what = "What did we learn?"
    if component is not None:
        what = f"What did we learn about {naming.component(component)}, and what do we try?"
    text = f"🌱 {_title(meetup)} is over. {what}"
    small = "A line below is plenty. Whoever writes one may keep it as a lesson with a click; I keep none by myself."
    canvas = [actions(button("Put the notes in the canvas", NOTE, meetup.id), block_id="notes")] if has_canvas else []
    return Message(text, [section(text), context(small), *reached_buttons(agenda), *canvas])


def offer(meetup: Meetup, ts: str) -> Message:
    """Offer to who answered, and only them, to keep it as a lesson."""
    text = "Thank you. Would you like others to find that? You can change the words first."
    return Message(text, [section(text), actions(button("Keep it as a lesson", KEEP, f"{meetup.id} {ts}"))])


def noted(meetup: Meetup) -> Message:
    """Tell who asked for it that a meetup's notes stand in the canvas."""
    text = (
        f"📝 What you talked about at {_title(meetup)}, and its lessons, stand in this channel's canvas in a moment, "
        "below the charter. What is said of them later follows within the hour."
    )
    return Message(text, [section(text)])


def _title(meetup: Meetup) -> str:
    return f"*{inline_short(meetup.title, 2 * TITLE_LIMIT)}*"
