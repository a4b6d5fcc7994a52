"""Everything that is shown of the digest across all communities."""

from community.hub_digest import HubNews
from community.meetups import Coming
from community.news import Adopted, Elsewhere, Taken
from community.spread import Answer
from handlers.blocks import hub_digest
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_digest import WEEK, a_community


def full(text: str) -> HubNews:
    """Give the longest there is."""
    communities = [a_community(text, number) for number in range(1, 20)]
    taken = [Taken(text, Answer.ADAPTED, text)] * 9
    return HubNews(
        period=WEEK,
        zone="Europe/Berlin",
        lessons=[Elsewhere(some.lesson(number, title=text, author_name=text), text) for number in range(1, 6)],
        lessons_in_all=40,
        travelled=[Adopted(some.lesson(number, title=text), taken) for number in (7, 8)],
        new=communities,
        resting=communities,
        free=communities,
        coming=[Coming(some.meetup(number, title=text), number) for number in (1, 2)],
    )


SURFACES = [
    Surface(hub_digest.not_posted, "any", lambda _: hub_digest.not_posted("C0HUB")),
    Surface(hub_digest.post, "twelve entries", lambda text: hub_digest.post(full(text))),
    Surface(
        hub_digest.post,
        "one new community",
        lambda text: hub_digest.post(HubNews(WEEK, "UTC", new=[a_community(text)])),
    ),
]
