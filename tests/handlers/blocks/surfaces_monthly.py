"""Everything that is shown once a month."""

from dataclasses import replace

from community.month import Month, Told
from community.travels import Network
from handlers.blocks import monthly
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_digest import WEEK, a_community
from tests.handlers.blocks.surfaces_travels import a_journey

NETWORK = Network((), ())


def told(text: str, count: int = 8) -> Told:
    lessons = [some.lesson(number, title=text) for number in range(count)]
    journeys = [replace(a_journey(text, steps=9, start=None), lesson=lesson) for lesson in lessons]
    return Told(Month("2026-02", "February 2026", WEEK), journeys, 40, NETWORK)


SURFACES = [
    Surface(monthly.post, "a community", lambda text: monthly.post(told(text), a_community(text))),
    Surface(monthly.post, "the hub", lambda text: monthly.post(told(text), None)),
    Surface(monthly.muted, "any", lambda text: monthly.muted(a_community(text))),
    Surface(monthly.unmuted, "any", lambda text: monthly.unmuted(a_community(text))),
]
