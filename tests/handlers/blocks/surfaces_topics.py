"""Everything that is shown about topics."""

from dataclasses import replace

from community.communities import Community
from community.topics import Topic, Wanted
from handlers.blocks import topics
from handlers.blocks.topics import Listing
from tests import some
from tests.handlers.blocks.surfaces import Surface


def a_community(text: str, number: int = 1) -> Community:
    return replace(some.community(number), topic=text[:80] or "T")


def a_topic(text: str, number: int = 1, *, champion: str | None = "U2") -> Topic:
    return Topic(1, text, "U1", some.NOW, champion, id=number)


def listing(text: str, count: int) -> Listing:
    champions = ("U1", "U2", "U3", None)
    return Listing(
        community=a_community(text),
        topics=[
            Wanted(a_topic(text, number, champion=champions[number % 4]), count - number) for number in range(count)
        ],
        yours={1, 3},
        user_id="U1",
        names={"U2": text},
        page=1 if count else 0,
        has_more=count > 1,
    )


SURFACES = [
    Surface(topics.proposed, "any", lambda text: topics.proposed(a_community(text), Wanted(a_topic(text), 3))),
    Surface(topics.listing, "nothing", lambda text: topics.listing(listing(text, 0))),
    Surface(topics.listing, "a full page", lambda text: topics.listing(listing(text, topics.PAGE))),
    Surface(topics.which, "many", lambda text: topics.which([a_community(text)] * 40)),
    Surface(topics.nowhere, "any", lambda _: topics.nowhere()),
    Surface(topics.form, "one", lambda text: topics.form([a_community(text)], words=text)),
    Surface(topics.form, "many", lambda text: topics.form([a_community(text, number) for number in range(120)])),
    Surface(topics.withdrawn, "any", lambda text: topics.withdrawn(a_community(text), a_topic(text))),
    Surface(topics.reached, "any", lambda text: topics.reached(a_community(text), a_topic(text))),
    Surface(topics.reopened, "any", lambda text: topics.reopened(a_community(text), Wanted(a_topic(text), 0))),
]
