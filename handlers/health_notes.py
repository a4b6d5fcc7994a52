"""Health notes: how a component is doing over time, in the words of its mentors and its community."""

from community import components, health_notes
from community.components import Component
from community.health_notes import Mood, NewNote, NotAmongThem, Note
from community.stores import Stores
from handlers import mrkdwn, reading
from handlers.answers import Answer, Open, Replace, Say
from handlers.blocks import health_notes as blocks
from handlers.blocks.parts import Message
from handlers.components import notes_shown
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature


async def show_all(action: Action, deps: Deps) -> Answer:
    """Show a component's notes over time."""
    return Say(await _of_button(action, deps))


async def turn_page(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    return Replace(await _of_button(action, deps))


async def write(action: Action, deps: Deps) -> Answer:
    """Open the window for a note, to those who may leave one."""
    component_id = int(action.value)

    def read(stores: Stores) -> Component:
        component = components.known(stores, component_id)
        if not health_notes.may_write(stores, component, action.user_id):
            raise NotAmongThem(component)
        return component

    component = await deps.read(read)
    return Open(blocks.writing(component, None, private_metadata=pack(component_id=component_id)))


async def written(submission: Submission, deps: Deps) -> Answer:
    """Keep the note."""
    author = await reading.person(deps, submission.user_id)
    mood, words = _said(submission)
    component_id = int(unpack(submission.private_metadata)["component_id"])

    def work(stores: Stores) -> Component:
        stores.people.save(author, now=deps.now)
        return health_notes.write(stores, NewNote(component_id, mood, words, author.user_id, deps.now))

    component = await deps.write(work)
    return Say(await _timeline(deps, author.user_id, component.id, 0, said=blocks.written(component)))


async def correct(action: Action, deps: Deps) -> Answer:
    """Open the window with their own note."""

    def read(stores: Stores) -> tuple[Note, Component]:
        note = health_notes.own(stores, int(action.value), action.user_id)
        return note, components.known(stores, note.component_id)

    note, component = await deps.read(read)
    return Open(blocks.writing(component, note, private_metadata=pack(note_id=note.id)))


async def corrected(submission: Submission, deps: Deps) -> Answer:
    """Let their own note say something else."""
    mood, words = _said(submission)
    note_id = int(unpack(submission.private_metadata)["note_id"])

    def work(stores: Stores) -> Component:
        note = health_notes.correct(stores, note_id, mood, words, by=submission.user_id, now=deps.now)
        return components.known(stores, note.component_id)

    component = await deps.write(work)
    return Say(await _timeline(deps, submission.user_id, component.id, 0, said=blocks.corrected(component)))


async def take_back(action: Action, deps: Deps) -> Answer:
    """Forget their own note."""

    def work(stores: Stores) -> Component:
        note = health_notes.take_back(stores, int(action.value), by=action.user_id)
        return components.known(stores, note.component_id)

    component = await deps.write(work)
    return Replace(await _timeline(deps, action.user_id, component.id, 0, said=blocks.taken_back(component)))


FEATURE = Feature(
    actions={
        blocks.ALL: show_all,
        blocks.BACK: turn_page,
        blocks.ON: turn_page,
        blocks.WRITE: write,
        blocks.CORRECT: correct,
        blocks.TAKE_BACK: take_back,
    },
    views={blocks.WRITE: written, blocks.CORRECT: corrected},
)


async def _of_button(action: Action, deps: Deps) -> Message:
    component_id, _, page = action.value.partition(" ")
    return await _timeline(deps, action.user_id, int(component_id), int(page or 0))


async def _timeline(deps: Deps, user_id: str, component_id: int, wanted: int, *, said: str = "") -> Message:
    def read(stores: Stores) -> tuple[Component, int, bool]:
        component = components.known(stores, component_id)
        total = stores.health_notes.count(component_id)
        return component, total, health_notes.may_write(stores, component, user_id)

    component, total, may_write = await deps.read(read)
    page = min(max(wanted, 0), max(0, (total - 1) // blocks.PAGE))  # notes may have been taken back meanwhile
    notes = await deps.read(
        lambda stores: stores.health_notes.of(component_id, limit=blocks.PAGE, offset=page * blocks.PAGE)
    )
    shown = await notes_shown(deps, notes, user_id)
    return blocks.timeline(component, shown, page=page, total=total, may_write=may_write, said=said)


def _said(submission: Submission) -> tuple[Mood, str]:
    words = mrkdwn.keepable(submission.values.get("words", ""))[: health_notes.WORDS_LIMIT]
    return Mood(submission.values["mood"]), words
