"""Everything that finding shows."""

from community.lessons import Found
from handlers.blocks import finding
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_community, a_lesson


def found(text: str, count: int, total: int) -> Found:
    return Found([a_lesson(text, number) for number in range(1, count + 1)], total)


SURFACES = (
    Surface(
        finding.results, "one", lambda text: finding.results(text, found(text, 1, 1), {1: a_community(text)}, page=0)
    ),
    Surface(finding.results, "first page", lambda text: finding.results(text[:500], found(text, 5, 12), {}, page=0)),
    Surface(
        finding.results,
        "in between, long input",
        lambda text: finding.results(text[:500], found(text, 5, 12), {1: a_community(text)}, page=1, is_shortened=True),
    ),
    Surface(finding.results, "last page", lambda text: finding.results(text[:500], found(text, 2, 12), {}, page=2)),
    Surface(
        finding.recent,
        "a few",
        lambda text: finding.recent(found(text, 5, 5).lessons, {1: a_community(text)}, mark="bulb"),
    ),
    Surface(finding.recent, "none", lambda _: finding.recent([], {}, mark="bulb")),
    Surface(finding.nothing, "nothing", finding.nothing),
)
