"""Describing: anybody of the organisation says what a component is; what was said before is kept."""

from community import components, people
from community.components import Component, ComponentTaken, Described, NamelessComponent, NotAnAddress
from community.people import Person
from community.stores import Stores
from handlers import mrkdwn, reading
from handlers.answers import Answer, Errors, Open, Say
from handlers.blocks import describing as blocks
from handlers.blocks.parts import Message
from handlers.components import view
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature


async def add(action: Action, deps: Deps) -> Answer:
    """Open the window for a new component; the button may carry the name that was typed."""
    known = await deps.read(lambda stores: stores.communities.all())
    return Open(blocks.form(Described(mrkdwn.keepable(action.value)), known))


async def edit(action: Action, deps: Deps) -> Answer:
    """Open the window with what the component says now."""
    component_id = int(action.value)
    component, known = await deps.read(
        lambda stores: (components.known(stores, component_id), stores.communities.all())
    )
    metadata = pack(component_id=component_id)
    return Open(blocks.form(component.described, known, private_metadata=metadata, is_new=False))


async def described(submission: Submission, deps: Deps) -> Answer:
    """Keep what a person said that a component is."""
    try:
        said = _described(submission)
    except NamelessComponent as error:
        return Errors({"label": str(error)})
    except NotAnAddress as error:
        return Errors({"link": str(error)})
    person = await reading.person(deps, submission.user_id)
    component_id = unpack(submission.private_metadata).get("component_id")
    try:
        component = await deps.write(lambda stores: _keep(stores, component_id, said, person, deps))
    except ComponentTaken as error:
        return Errors({"label": str(error)})
    told = blocks.added(component) if component_id is None else blocks.edited(component)
    return Say(await view(deps, submission.user_id, component.id, said=told))


async def show_versions(action: Action, deps: Deps) -> Answer:
    """Show what was said of a component before."""

    def read(stores: Stores) -> Message:
        component = components.known(stores, int(action.value))
        before = stores.components.versions(component.id)
        names = people.names_beside(stores, [version.said_by for version in before])
        return blocks.versions(component, before, names)

    return Say(await deps.read(read))


FEATURE = Feature(
    actions={blocks.ADD: add, blocks.EDIT: edit, blocks.VERSIONS: show_versions},
    views={blocks.EDIT: described},
)


def _described(submission: Submission) -> Described:
    community = submission.values.get("community", "")
    return Described(
        label=components.label_of(mrkdwn.keepable(submission.values["label"])),
        about=mrkdwn.keepable(submission.values.get("about", ""))[: components.ABOUT_LIMIT].strip(),
        link=components.link_of(submission.values.get("link", "")),
        community_id=int(community) if community not in {"", blocks.NO_COMMUNITY} else None,
    )


def _keep(stores: Stores, component_id: int | None, said: Described, person: Person, deps: Deps) -> Component:
    stores.people.save(person, now=deps.now)
    if said.community_id is not None and stores.communities.get(said.community_id) is None:
        said = Described(said.label, said.about, said.link)  # it was removed while the window was open
    if component_id is None:
        return components.add(stores, said, by=person.user_id, now=deps.now)
    return components.edit(stores, int(component_id), said, by=person.user_id, now=deps.now)
