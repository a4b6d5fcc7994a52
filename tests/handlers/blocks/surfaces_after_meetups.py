"""Everything that is shown after meetups."""

from community.topics import Topic, Wanted
from handlers.blocks import after_meetups
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_components import component
from tests.handlers.blocks.surfaces_meetups import a_meetup


def agenda(text: str, count: int) -> list[Wanted]:
    return [
        Wanted(Topic(1, text[:200], "U0LEA", some.NOW, "U0LEA", id=number), number) for number in range(1, count + 1)
    ]


SURFACES = [
    Surface(after_meetups.question, "no topics", lambda text: after_meetups.question(a_meetup(text), ())),
    Surface(
        after_meetups.question,
        "a workshop with topics",
        lambda text: after_meetups.question(
            a_meetup(text), agenda(text, 6), component=component(text), has_canvas=True
        ),
    ),
    Surface(after_meetups.offer, "any", lambda text: after_meetups.offer(a_meetup(text), "1785400000.000200")),
    Surface(after_meetups.noted, "any", lambda text: after_meetups.noted(a_meetup(text))),
]
