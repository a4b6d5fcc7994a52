"""Everything that finding shows."""

from dataclasses import replace

from community.finding import Filter, NotKnown
from community.lessons import Found, Kind
from handlers.blocks import finding
from handlers.blocks.finding import Around, Narrowing, Page
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_community, a_lesson
from tests.some import NOW


def found(text: str, count: int, total: int) -> Found:
    lessons = [a_lesson(text, number) for number in range(1, count + 1)]
    return Found([replace(lesson, team_id=1, adopters=lesson.number - 1) for lesson in lessons], total)


def around(text: str) -> Around:
    return Around(communities={1: a_community(text)}, teams={1: some.team(label=text)})


def page(text: str, count: int, total: int, *, number: int = 0, near: int = 0) -> Page:
    """Give a page as it is at its longest: with everything that may stand in it."""
    return Page(
        typed=text[:500],
        found=found(text, count, total),
        around=around(text),
        number=number,
        near=found(text, near, near).lessons,
        not_known=[NotKnown(name, text[:500], [text[:80]] * 3) for name in Filter],
        is_shortened=True,
    )


def narrowing(text: str, count: int) -> Narrowing:
    return Narrowing(
        communities=[a_community(f"{text[:60]} {number}", number) for number in range(1, count + 1)],
        teams=[some.team(number, label=f"{text[:50]} {number}") for number in range(1, count + 1)],
        words=text[:500],
        community_id=count,
        team_id=count,
        kind=Kind.TOOL,
        author_id="U0LEA",
        tags=[text[:30]] * 16,
        since=NOW.date(),
    )


SURFACES = (
    Surface(finding.results, "one", lambda text: finding.results(page(text, 1, 1))),
    Surface(finding.results, "few, and some near", lambda text: finding.results(page(text, 4, 4, near=3))),
    Surface(finding.results, "first page", lambda text: finding.results(page(text, 5, 12))),
    Surface(finding.results, "in between", lambda text: finding.results(page(text, 5, 12, number=1))),
    Surface(finding.results, "last page", lambda text: finding.results(page(text, 2, 12, number=2))),
    Surface(
        finding.results, "filters only", lambda text: finding.results(replace(page(text, 5, 1_200), has_words=False))
    ),
    Surface(finding.nearby, "one", lambda text: finding.nearby(page(text, 0, 0, near=1))),
    Surface(finding.nearby, "a few", lambda text: finding.nearby(page(text, 0, 0, near=3))),
    Surface(finding.recent, "a few", lambda text: finding.recent(found(text, 5, 5).lessons, around(text), mark="bulb")),
    Surface(finding.recent, "none", lambda _: finding.recent([], Around(), mark="bulb")),
    Surface(finding.nothing, "nothing", lambda text: finding.nothing(page(text, 0, 0))),
    Surface(finding.narrowing, "first time", lambda _: finding.narrowing(Narrowing(communities=[], teams=[]))),
    Surface(finding.narrowing, "more than menus hold", lambda text: finding.narrowing(narrowing(text, 200))),
)
