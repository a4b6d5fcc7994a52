"""Everything that is shown of two communities becoming one."""

from functools import partial

from community.communities import Community
from community.merging import Merged
from handlers.blocks import merging as blocks
from handlers.blocks.parts import Message
from tests import some
from tests.handlers.blocks.surfaces import Surface


def pacts(text: str) -> Community:
    return some.community(topic=text[:150] or "Pacts")


def merged(text: str, lessons: int) -> Merged:
    return Merged(pacts(text), some.community(2, topic=text[:150] or "Testing"), ["U0BEN"], lessons, ())


def arrived(lessons: int, text: str) -> Message:
    return blocks.arrived(merged(text, lessons))


SURFACES = (
    Surface(
        blocks.asking,
        "two",
        lambda text: blocks.asking(pacts(text), some.community(2, topic="Testing"), private_metadata="{}"),
    ),
    *(Surface(blocks.arrived, f"{lessons} lessons", partial(arrived, lessons)) for lessons in (0, 1, 12)),
    Surface(blocks.which, "many", lambda text: blocks.which(pacts(text), [pacts(text)] * 12)),
    Surface(blocks.moved, "moved", lambda text: blocks.moved(merged(text, 3))),
)
