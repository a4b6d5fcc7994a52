"""Everything that is shown of resting, waking, and the question to a quiet community."""

from community.communities import Community
from handlers.blocks import resting as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface


def pacts(text: str) -> Community:
    return some.community(topic=text[:150] or "Pacts")


SURFACES = (
    Surface(blocks.quiet, "quiet", lambda text: blocks.quiet(pacts(text))),
    Surface(blocks.rests, "rests", lambda text: blocks.rests(pacts(text))),
    Surface(blocks.put_to_rest, "put to rest", lambda text: blocks.put_to_rest(pacts(text))),
    Surface(blocks.is_resting, "rests already", lambda text: blocks.is_resting(pacts(text))),
    Surface(blocks.awake, "awake", lambda text: blocks.awake(pacts(text))),
    Surface(blocks.woken, "member", lambda text: blocks.woken(pacts(text), is_member=True)),
    Surface(blocks.woken, "no member", lambda text: blocks.woken(pacts(text), is_member=False)),
    Surface(blocks.is_awake, "awake already", lambda text: blocks.is_awake(pacts(text))),
    Surface(blocks.answered, "meet", lambda text: blocks.answered(pacts(text), by_seat=False)),
    Surface(blocks.answered, "seat", lambda text: blocks.answered(pacts(text), by_seat=True)),
    Surface(blocks.carrying, "carrying", lambda text: blocks.carrying(pacts(text))),
    Surface(blocks.asked_around, "asked around", lambda text: blocks.asked_around(pacts(text))),
)
