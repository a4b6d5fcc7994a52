"""Everything that is shown about people's own digests."""

from dataclasses import replace
from datetime import time

from community.digest import DigestSchedule
from community.meetups import Coming
from community.news import Elsewhere, News
from community.personal_digest import PersonalDigest
from community.personal_gathering import Told
from community.schedule import Weekly
from handlers.blocks import personal_digest
from handlers.blocks.personal_digest import Standing
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_components import component
from tests.handlers.blocks.surfaces_digest import SCHEDULE, WEEK, a_community


def told(text: str) -> Told:
    """Give the longest there is: 12 entries, each as long as it gets."""
    lessons = [some.lesson(number, title=text, author_name=text) for number in range(1, 7)]
    news = News(
        lessons=lessons,
        lessons_in_all=40,
        elsewhere=[Elsewhere(some.lesson(number, title=text, author_name=text), text, True) for number in (7, 8, 9)],
        coming=[Coming(some.meetup(number, title=text, place=text), number) for number in (1, 2, 3)],
    )
    return Told(WEEK, news, dict.fromkeys(range(1, 6), text))


def standing(text: str, schedule: DigestSchedule = SCHEDULE) -> Standing:
    chosen = PersonalDigest("U1", schedule, tuple(text[:300].split()[:20]), (1, 2, 7), (1,))
    communities = [a_community(text, number) for number in range(1, 120)]
    return Standing(chosen, communities, [component(text, number) for number in (1, 2)])


OFF = replace(SCHEDULE, next_at=None)
ODD = replace(SCHEDULE, weekly=Weekly(6, time(9, 10), "Nowhere/At_all"))

SURFACES = [
    Surface(personal_digest.post, "twelve entries", lambda text: personal_digest.post(told(text), standing(text))),
    Surface(personal_digest.preview, "on", lambda text: personal_digest.preview(told(text), standing(text))),
    Surface(personal_digest.preview, "off", lambda text: personal_digest.preview(None, standing(text, OFF))),
    Surface(personal_digest.settings, "on", lambda text: personal_digest.settings(standing(text), "Asia/Tokyo", text)),
    Surface(personal_digest.settings, "odd", lambda text: personal_digest.settings(standing(text, ODD))),
    Surface(personal_digest.settled, "on", lambda text: personal_digest.settled(standing(text))),
    Surface(personal_digest.settled, "off", lambda text: personal_digest.settled(standing(text, OFF))),
    Surface(personal_digest.muted, "any", lambda _: personal_digest.muted()),
    Surface(personal_digest.unmuted, "any", lambda text: personal_digest.unmuted(standing(text))),
]
