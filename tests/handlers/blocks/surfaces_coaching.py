"""Everything that is shown about coaching."""

from dataclasses import replace

from community.coaching import AskedBefore, MembersAnswer, NoCoaches, Offer, OfferedBefore
from community.pulse import Life
from community.signs import Sign
from handlers.blocks import coaching as blocks
from handlers.blocks.coaching import Health, Overview
from tests import some
from tests.handlers.blocks.surfaces import Surface


def an_offer(text: str) -> Offer:
    return Offer(
        community_id=1, coach_id="U0LEA", words=text[:500], offered_at=some.NOW, channel_id="C0COP", id=7, ts="1.2"
    )


def page(text: str, count: int) -> Overview:
    health = [Health(some.community(topic=text or "Pacts"), Life.QUIET, list(Sign)) for _ in range(count)]
    return Overview(health, 10, has_more=True)


SURFACES = (
    Surface(blocks.health, "a page", lambda text: blocks.health(page(text, 10))),
    Surface(blocks.health, "none yet", lambda text: blocks.health(page(text, 0))),
    Surface(blocks.about, "coaches", lambda text: blocks.about([text[:80]] * 20)),
    Surface(blocks.about, "none known", lambda _: blocks.about([])),
    Surface(
        blocks.offering,
        "offering",
        lambda text: blocks.offering(some.community(topic=text or "Pacts"), private_metadata="{}"),
    ),
    Surface(blocks.offered, "offered", lambda text: blocks.offered(some.community(topic=text or "Pacts"))),
    Surface(blocks.card, "open", lambda text: blocks.card(an_offer(text), text[:80])),
    Surface(
        blocks.card, "declined", lambda text: blocks.card(replace(an_offer(text), declined_at=some.NOW), text[:80])
    ),
    Surface(blocks.card, "of nobody", lambda text: blocks.card(replace(an_offer(text), coach_id=""), "")),
    Surface(blocks.taken_up, "news", lambda text: blocks.taken_up(text[:80], is_news=True)),
    Surface(blocks.taken_up, "before", lambda text: blocks.taken_up(text[:80], is_news=False)),
    Surface(
        blocks.introduction,
        "introduction",
        lambda text: blocks.introduction(an_offer(text), some.community(topic=text or "Pacts"), member=text[:80]),
    ),
    Surface(blocks.asked, "seven", lambda text: blocks.asked([text[:80]] * 7)),
    Surface(blocks.request, "request", lambda text: blocks.request(text[:80])),
    Surface(blocks.not_opened, "not opened", lambda _: blocks.not_opened()),
    Surface(blocks.declined, "declined", lambda text: blocks.declined(some.community(topic=text or "Pacts"))),
    Surface(blocks.said_not_now, "news", lambda _: blocks.said_not_now(is_news=True)),
    Surface(blocks.said_not_now, "before", lambda _: blocks.said_not_now(is_news=False)),
    Surface(blocks.not_posted, "refused", lambda text: blocks.not_posted(some.community(topic=text or "Pacts"))),
    Surface(
        blocks.refusal, "members", lambda text: blocks.refusal(MembersAnswer(some.community(topic=text or "Pacts")))
    ),
    Surface(
        blocks.refusal,
        "this quarter",
        lambda text: blocks.refusal(OfferedBefore(some.community(topic=text or "Pacts"), some.NOW)),
    ),
    Surface(blocks.refusal, "this week", lambda _: blocks.refusal(AskedBefore())),
    Surface(blocks.refusal, "nobody", lambda _: blocks.refusal(NoCoaches())),
)
