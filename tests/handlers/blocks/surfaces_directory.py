"""The directory as it is shown, in a message and in the App Home."""

from dataclasses import replace

from community.communities import State
from community.directory import Entry, Page, Part, Teams
from community.home import Tab
from community.pulse import Life
from handlers.blocks import directory as blocks
from handlers.blocks.communities import joined
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_home import shown


def an_entry(text: str, number: int) -> Entry:
    part = list(Part)[number % 3]
    community = some.community(
        number,
        topic=text[:80] or "T",
        purpose=text[:250],
        state=State.RESTING if part is Part.RESTING else State.OPEN,
        channel_id=None if number % 6 == 2 else "C0COP",
    )
    teams = Teams((text[:60] or "Kestrel", "Heron", "Wren"), has_more=True)
    return Entry(community, part, "Test" if number % 2 else "", list(Life)[number % 4], number, teams)


def a_page(text: str, count: int, *, words: str = "", number: int = 0, pages: int = 1) -> Page:
    entries = sorted((an_entry(text, one) for one in range(1, count + 1)), key=lambda one: one.part)
    return Page(entries, words[:120].strip(), number, pages, count * pages)


SURFACES = (
    Surface(blocks.listing, "none", lambda _: blocks.listing(a_page("", 0))),
    Surface(blocks.listing, "none, after leaving", lambda text: blocks.listing(a_page(text, 0), said="You have left.")),
    Surface(blocks.listing, "one", lambda text: blocks.listing(a_page(text, 1))),
    Surface(
        blocks.listing,
        "in between",
        lambda text: blocks.listing(
            a_page(text, 10, number=3, pages=100), said=joined(some.community(topic=text[:80] or "T")).text
        ),
    ),
    Surface(
        blocks.listing,
        "found",
        lambda text: blocks.listing(a_page(text, 10, words=text, pages=2)),
    ),
    Surface(blocks.listing, "nothing found", lambda text: blocks.listing(a_page("", 0, words=text))),
    shown("no community", Tab.DISCOVER, lambda _, place: blocks.discover(a_page("", 0), place)),
    shown("communities", Tab.DISCOVER, lambda text, place: blocks.discover(a_page(text, 20, pages=3), place)),
    shown(
        "communities found",
        Tab.DISCOVER,
        lambda text, place: blocks.discover(a_page(text, 20, words=text), replace(place, words=text[:200])),
    ),
    shown(
        "none found",
        Tab.DISCOVER,
        lambda text, place: blocks.discover(a_page("", 0, words=text), replace(place, words=text[:200])),
    ),
)
