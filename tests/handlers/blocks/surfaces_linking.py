"""Everything that is shown about further channels of a community."""

from community.communities import Community
from community.linking import Link, LinkedAlready, MeetsThere, OfAnother, OnlyMembersLink
from handlers.blocks import linking as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface


def a_community(text: str, number: int = 1) -> Community:
    return some.community(number, topic=text[:80] or "T", purpose=text[:250])


def links(count: int) -> list[Link]:
    return [Link(f"C0{number}", 1, f"pacts-{number}", "U0LEA", some.NOW) for number in range(count)]


SURFACES = (
    Surface(blocks.linked, "linked", lambda text: blocks.linked(a_community(text), "C0HERE")),
    Surface(
        blocks.announced,
        "in the channel",
        lambda text: blocks.announced(a_community(text), by=text, mark="bulb", channel_id="C0HERE"),
    ),
    Surface(blocks.not_linked, "refused by Slack", lambda text: blocks.not_linked(a_community(text), "C0HERE")),
    Surface(blocks.cannot_be_linked, "of another kind", lambda _: blocks.cannot_be_linked("C0HERE")),
    Surface(blocks.which, "none", lambda _: blocks.which([], "C0HERE")),
    Surface(
        blocks.which, "many", lambda text: blocks.which([a_community(text, number) for number in range(40)], "C0HERE")
    ),
    Surface(blocks.which_channel, "the first", lambda text: blocks.which_channel(a_community(text), [])),
    Surface(blocks.which_channel, "one of many", lambda text: blocks.which_channel(a_community(text), links(60))),
    Surface(blocks.unlinked, "unlinked", lambda text: blocks.unlinked(a_community(text), "C0HERE")),
    Surface(blocks.moved, "moved", lambda text: blocks.moved(a_community(text))),
    Surface(blocks.moved_away, "in the old home", lambda text: blocks.moved_away(a_community(text), by=text)),
    Surface(blocks.refusal, "of another", lambda text: blocks.refusal(OfAnother(a_community(text)))),
    Surface(blocks.refusal, "the home", lambda text: blocks.refusal(LinkedAlready(a_community(text), None))),
    Surface(blocks.refusal, "linked", lambda text: blocks.refusal(LinkedAlready(a_community(text), links(1)[0]))),
    Surface(blocks.refusal, "meets there", lambda text: blocks.refusal(MeetsThere(a_community(text), []))),
    Surface(blocks.refusal, "with others", lambda text: blocks.refusal(MeetsThere(a_community(text), links(60)))),
    Surface(blocks.refusal, "no member", lambda text: blocks.refusal(OnlyMembersLink(a_community(text)))),
)
