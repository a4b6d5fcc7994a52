"""Everything that is shown of what somebody leaves behind."""

from dataclasses import replace

from community.departures import Offer
from handlers.blocks import departures as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface


def left(text: str, *, lessons: int = 0, meetups: int = 0, name: str | None = None, seat: bool = False) -> Offer:
    return Offer(
        some.community(topic=text[:150] or "Pacts"),
        text[:80] if name is None else name,
        [
            replace(some.lesson(number, title=text[:200] or "T"), caretaker="U0LEA" if number % 2 else None)
            for number in range(1, lessons + 1)
        ],
        [some.meetup(number, title=text[:150] or "M") for number in range(1, meetups + 1)],
        is_seat_free=seat,
    )


SURFACES = (
    Surface(
        blocks.offer,
        "all there is",
        lambda text: blocks.offer(left(text, lessons=20, meetups=9, seat=True), said="Just happened."),
    ),
    Surface(blocks.offer, "one more", lambda text: blocks.offer(left(text, lessons=9, name=""))),
    Surface(blocks.offer, "a seat", lambda text: blocks.offer(left(text, seat=True))),
    Surface(blocks.looked_after, "lesson", lambda text: blocks.looked_after(some.lesson(title=text or "T"))),
    Surface(blocks.hosted, "meetup", lambda text: blocks.hosted(some.meetup(title=text[:150] or "M"))),
)
