"""Everything that is shown of two communities becoming one."""

from community.communities import Community
from community.merging import Merged
from handlers.blocks import merging as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface


def pacts(text: str) -> Community:
    return some.community(topic=text[:150] or "Pacts")


def merged(text: str, lessons: int) -> Merged:
    return Merged(pacts(text), some.community(2, topic=text[:150] or "Testing"), ["U0BEN"], lessons, ())


SURFACES = (
    Surface(
        blocks.asking,
        "two",
        lambda text: blocks.asking(pacts(text), some.community(2, topic="Testing"), private_metadata="{}"),
    ),
    *(
        Surface(shown, f"{lessons} lessons", lambda text, shown=shown, lessons=lessons: shown(merged(text, lessons)))
        for shown in (blocks.arrived, blocks.moved)
        for lessons in (0, 1, 12)
    ),
)
