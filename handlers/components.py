"""`/community component`: the parts of the system, described by anybody, with their mentors, health and lessons."""

from collections.abc import Sequence

from community import components, health_notes, mentoring
from community.components import Component, UnknownComponent
from community.finding import Sought
from community.lessons import Kind, Lesson
from community.readers import Reader
from community.stores import Stores
from handlers import mrkdwn, people, readers
from handlers.answers import Answer, Replace, Say
from handlers.blocks import components as blocks
from handlers.blocks.components import Listing, Shown
from handlers.blocks.health_notes import NoteShown
from handlers.blocks.mentors import MentorShown
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

_LESSONS, _NOTES = 3, 2
_WORDS = 200


async def find(command: Command, deps: Deps) -> Answer:
    """`/community components [words]`: list all, or those that say these words."""
    words = mrkdwn.plain(command.rest)[:_WORDS]
    return Say(blocks.listing(await deps.read(lambda stores: _listing(stores, words, 0))))


async def show(command: Command, deps: Deps) -> Answer:
    """`/community component <name>`: show one; a name nobody knows can be added."""
    wanted = mrkdwn.plain(command.rest)
    if not wanted:
        return await find(command, deps)
    try:
        component = await deps.read(lambda stores: components.find(stores, wanted))
    except UnknownComponent as unknown:
        return Say(blocks.unknown(unknown.wanted, unknown.nearest))
    return Say(await view(deps, command.user_id, component.id))


async def list_on_click(_action: Action, deps: Deps) -> Answer:
    """List all where a button asks for it."""
    return Say(blocks.listing(await deps.read(lambda stores: _listing(stores, "", 0))))


async def turn_page(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    page, _, words = action.value.partition(" ")
    return Replace(blocks.listing(await deps.read(lambda stores: _listing(stores, words, int(page)))))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show the component of the button."""
    return Say(await view(deps, action.user_id, int(action.value)))


async def retire(action: Action, deps: Deps) -> Answer:
    """Mark a component as no longer here."""
    component = await deps.write(
        lambda stores: components.retire(stores, int(action.value), by=action.user_id, now=deps.now)
    )
    return Replace(blocks.retired(component))


async def bring_back(action: Action, deps: Deps) -> Answer:
    """Let a component be here again."""
    component = await deps.write(lambda stores: components.bring_back(stores, int(action.value)))
    return Replace(await view(deps, action.user_id, component.id, said=blocks.returned(component)))


async def view(deps: Deps, user_id: str, component_id: int, *, said: str = "") -> Message:
    """Give a component as this person sees it; `said` is what just happened, as mrkdwn."""
    reader = await readers.reader(deps, user_id)

    def read(stores: Stores) -> tuple[Component, Shown | None]:
        component = stores.components.get(component_id)
        if component is None:
            raise components.GoneComponent
        return component, None if component.gone_at is not None else _shown(stores, component, reader)

    component, shown = await deps.read(read)
    if shown is None:
        return blocks.gone(component)
    newest = await deps.read(lambda stores: stores.health_notes.of(component_id, limit=_NOTES))
    return blocks.shown(shown, await notes_shown(deps, newest, user_id), said=said)


async def notes_shown(deps: Deps, notes: Sequence[health_notes.Note], user_id: str) -> Sequence[NoteShown]:
    """Give notes with the names that stand beside them, as this person sees them."""
    names = await people.names_beside(deps, [note.written_by for note in notes])
    return [NoteShown(note, names.get(note.written_by, ""), note.written_by == user_id) for note in notes]


def mentors_shown(stores: Stores, component_id: int) -> Sequence[MentorShown]:
    """Give who mentors a component, with the team each says they are in."""
    found = stores.mentors.of(component_id)
    names = stores.people.named([mentor.user_id for mentor in found])
    teams = {mentor.user_id: stores.teams.of(mentor.user_id) for mentor in found}
    return [
        MentorShown(
            mentor.user_id,
            names.get(mentor.user_id, ""),
            team.label if (team := teams[mentor.user_id]) is not None else "",
            mentor.teaches,
        )
        for mentor in found
    ]


FEATURE = Feature(
    commands={"/community": {"components": find, "component": show}},
    actions={
        blocks.LIST: list_on_click,
        blocks.BACK: turn_page,
        blocks.ON: turn_page,
        blocks.SHOW: show_on_click,
        blocks.RETIRE: retire,
        blocks.RETURN: bring_back,
    },
)


def _listing(stores: Stores, words: str, page: int) -> Listing:
    found = stores.components.matching(words) if words.strip() else stores.components.all()
    theirs = stores.mentors.of_some([component.id for component in found])
    names = stores.people.named([mentor.user_id for some in theirs.values() for mentor in some])
    return Listing(
        found=found,
        words=words,
        page=page,
        mentors={id_: [names.get(mentor.user_id, "") for mentor in some] for id_, some in theirs.items()},
        gone=() if words.strip() else stores.components.gone(),
    )


def _shown(stores: Stores, component: Component, reader: Reader) -> Shown:
    return Shown(
        component=component,
        community=components.meeting_place(stores, component),
        mentors=mentors_shown(stores, component.id),
        lessons=_lessons(stores, component, reader),
        is_mentor=stores.mentors.get(component.id, reader.user_id) is not None,
        may_write=health_notes.may_write(stores, component, reader.user_id),
        asked=mentoring.open_of(stores, component.id, reader.user_id),
    )


def _lessons(stores: Stores, component: Component, reader: Reader) -> Sequence[Lesson]:
    """Give the best lessons of kind "component" that name it, in their words or as a tag."""
    named = Sought(phrases=(component.label,), kind=Kind.COMPONENT)
    tagged = Sought(tags=(component.name,), kind=Kind.COMPONENT)
    found = {
        lesson.number: lesson
        for sought in (named, tagged)
        for lesson in stores.lessons.search(sought, rooms=reader.rooms, limit=_LESSONS).lessons
    }
    return list(found.values())[:_LESSONS]
