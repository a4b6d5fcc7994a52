"""What is shown about communities that overlap."""

from community.communities import Community, State
from community.overlaps import Near
from community.subjects import subject
from handlers.blocks import overlaps as blocks
from handlers.blocks import starting
from handlers.blocks.starting import Draft
from tests import some
from tests.handlers.blocks.surfaces import Surface


def a_community(text: str, number: int = 1) -> Community:
    return some.community(
        number,
        topic=text[:80] or "T",
        purpose=text[:250],
        state=State.RESTING if number % 2 else State.OPEN,
        channel_id=None if number == 3 else "C0COP",
    )


def near(text: str) -> list[Near]:
    return [Near(a_community(text, number), subject("Pacts"), 0.9) for number in range(4)]


SURFACES = (
    Surface(blocks.neighbour, "told once", lambda text: blocks.neighbour(a_community(text, 2), a_community(text, 4))),
    Surface(
        starting.form,
        "close to others",
        lambda text: starting.form(Draft(topic=text[:80]), private_metadata="", near=near(text)),
    ),
)
