"""Everything that is shown of closing and opening again."""

from dataclasses import replace
from functools import partial

from community.closing import Learnt
from community.communities import Community
from handlers.blocks import closing as blocks
from handlers.blocks.parts import Message
from tests import some
from tests.handlers.blocks.surfaces import Surface


def pacts(text: str) -> Community:
    return replace(some.community(topic=text[:150] or "Pacts"), state_since=some.NOW)


def teams(text: str, count: int) -> Learnt:
    return Learnt(count * 2, [f"{text[:50]} {number}" for number in range(count)])


def thanks(count: int, text: str) -> Message:
    return blocks.thanks(pacts(text), teams(text, count))


SURFACES = (
    Surface(blocks.asking, "several", lambda text: blocks.asking(pacts(text), is_alone=False, private_metadata="{}")),
    Surface(
        blocks.asking,
        "alone, linked",
        lambda text: blocks.asking(replace(pacts(text), is_linked=True), is_alone=True, private_metadata="{}"),
    ),
    *(Surface(blocks.thanks, f"{count} teams", partial(thanks, count)) for count in (0, 1, 2, 5, 6, 300)),
    Surface(blocks.thanks, "one lesson", lambda text: blocks.thanks(pacts(text), Learnt(1, ()))),
    Surface(blocks.closed, "closed", lambda text: blocks.closed(pacts(text))),
    Surface(blocks.not_archived, "not archived", lambda text: blocks.not_archived(pacts(text))),
    Surface(blocks.reopened, "reopened", lambda text: blocks.reopened(pacts(text))),
    Surface(blocks.opened_again, "opened again", lambda text: blocks.opened_again(pacts(text))),
    Surface(blocks.needs_its_channel, "archived", lambda text: blocks.needs_its_channel(pacts(text))),
    Surface(
        blocks.needs_its_channel,
        "gone",
        lambda text: blocks.needs_its_channel(replace(pacts(text), channel_id=None)),
    ),
)
