"""How a component's health looks: the newest notes, all of them over time, the window to write one."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.components import Component
from community.health_notes import WORDS_LIMIT, Mood, Note
from handlers.blocks import naming
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    input_block,
    modal,
    option,
    quoted,
    section,
    text_input,
)
from handlers.blocks.text import date, inline_short

ALL, BACK, ON = "health.all", "health.page.back", "health.page.on"
WRITE, CORRECT, TAKE_BACK = "health.write", "health.correct", "health.take_back"
PAGE = 5

_MOODS = {Mood.HEALTHY: "🟢 Healthy", Mood.WANTS_CARE: "🟠 Wants care", Mood.HURTS: "🔴 Hurts"}
_LINE = 200


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note as a reader sees it; `author` is "" where its author wants no name there."""

    note: Note
    author: str
    is_own: bool


def part(component: Component, notes: Sequence[NoteShown], *, may_write: bool) -> list[Block]:
    """Give the part of a component's view about its health; nothing where nothing is known and nothing can be said."""
    write = [button("Leave a note", WRITE, component.id)] if may_write else []
    if not notes:
        said = "*How it is doing*\nNobody has left a note yet."
        return [section(said), actions(*write)] if write else []
    lines = "\n".join(f"{_when(one)}{f': {_words(one)}' if one.note.words else ''}" for one in notes)
    return [section(f"*How it is doing*\n{lines}"), actions(button("All notes", ALL, f"{component.id} 0"), *write)]


def timeline(
    component: Component, notes: Sequence[NoteShown], *, page: int, total: int, may_write: bool, said: str = ""
) -> Message:
    """Show a page of notes, newest first; `said` is what just happened, as mrkdwn."""
    blocks: list[Block] = [section(said), divider()] if said else []
    headline = f"How {naming.component(component)} is doing over time"
    blocks.append(section(f"{headline}, newest first:" if notes else f"{headline}: nobody has left a note yet."))
    for one in notes:
        blocks.append(section(_when(one)))
        if one.note.words:
            blocks.append(quoted(one.note.words, WORDS_LIMIT))
        if one.is_own:
            blocks.append(actions(button("Correct it", CORRECT, one.note.id), _take_back(one.note)))
    pages = max(1, -(-total // PAGE))
    if pages > 1:
        blocks.append(context(f"Page {page + 1} of {pages}"))
    turning = [button("Newer", BACK, f"{component.id} {page - 1}")] if page > 0 else []
    turning += [button("Older", ON, f"{component.id} {page + 1}")] if page < pages - 1 else []
    write = [button("Leave a note", WRITE, component.id)] if may_write else []
    show = button("Show the component", "component.show", component.id)
    return Message(said or headline, [*blocks, actions(*turning, *write, show)])


def writing(component: Component, note: Note | None, *, private_metadata: str) -> View:
    """Let a person leave a note, or put their own right."""
    options = [option(_MOODS[mood], mood.value) for mood in Mood]
    radio: Block = {"type": "radio_buttons", "action_id": "mood", "options": options}
    if note is not None:
        radio["initial_option"] = next(one for one in options if one["value"] == note.mood.value)
    words = text_input("words", initial=note.words if note else "", max_length=WORDS_LIMIT, is_multiline=True)
    return modal(
        callback_id=WRITE if note is None else CORRECT,
        title="How is it doing?",
        submit="Leave the note" if note is None else "Keep it so",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"How is {naming.component(component)} doing, as you see it?"),
            input_block("mood", "In one word", radio),
            input_block("words", "In your words", words, is_optional=True),
            context("It is about the component and not about people. You can correct it or take it back."),
        ],
    )


def written(component: Component) -> str:
    """Say that a note was left."""
    return f"Your note on {naming.component(component)} stands."


def corrected(component: Component) -> str:
    """Say that a note was put right."""
    return f"Your note on {naming.component(component)} says so now."


def taken_back(component: Component) -> str:
    """Say that a note was taken back."""
    return f"Your note on {naming.component(component)} is gone."


def _when(one: NoteShown) -> str:
    day = date(one.note.written_at, "{date_short_pretty}", f"{one.note.written_at:%d %b %Y}")
    who = f", {naming.person(one.author)}" if one.author else ""
    return f"{_MOODS[one.note.mood]} · {day}{who}{' (corrected since)' if one.note.corrected_at else ''}"


def _words(one: NoteShown) -> str:
    return inline_short(one.note.words, _LINE)


def _take_back(note: Note) -> Block:
    asked = {
        "title": {"type": "plain_text", "text": "Take it back?"},
        "text": {"type": "plain_text", "text": "The note will be gone for everybody, and I keep no copy."},
        "confirm": {"type": "plain_text", "text": "Take it back"},
        "deny": {"type": "plain_text", "text": "Keep it"},
    }
    return button("Take it back", TAKE_BACK, note.id) | {"confirm": asked}
