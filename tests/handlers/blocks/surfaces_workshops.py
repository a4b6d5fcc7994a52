"""Everything that is shown about design workshops."""

from community.meetups import Coming
from community.workshops import Workshop
from handlers.blocks import meetups, workshops
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_components import component
from tests.handlers.blocks.surfaces_meetups import a_meetup


def a_workshop(text: str, count: int) -> Workshop:
    return Workshop(component(text), [text[:80]] * count, [text[:60]] * count)


SURFACES = [
    Surface(
        meetups.announcement,
        "a workshop",
        lambda text: meetups.announcement(Coming(a_meetup(text), 6), planned_by=text, workshop=a_workshop(text, 20)),
    ),
    Surface(workshops.thread, "any", lambda text: workshops.thread(component(text))),
    Surface(workshops.invitation, "any", lambda text: workshops.invitation(component(text), a_meetup(text))),
    Surface(workshops.no_component, "any", lambda _: workshops.no_component()),
]
