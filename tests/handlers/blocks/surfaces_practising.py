"""Everything that is shown about whether a person still works in a team, to them alone."""

from community.practising import Practice, Week, Works
from handlers.blocks import practising
from handlers.blocks.practising import Own
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import communities_of
from tests.handlers.blocks.surfaces_components import components

MOST = Practice("U0LEA", some.NOW, works=Works.MOST)
MUCH = Practice("U0LEA", some.NOW, Works.NOT_NOW, Week.MORE, shares_works=True, shares_week=True)


def own(text: str, practice: Practice | None, held: int, *, is_asked: bool = True, may_be_asked: bool = True) -> Own:
    return Own(practice, communities_of(text, held), components(text, held), is_asked, may_be_asked)


SURFACES = (
    Surface(practising.question, "no seat", lambda text: practising.question(text, [])),
    Surface(practising.question, "twenty seats", lambda text: practising.question(text, [text] * 20)),
    Surface(practising.week, "after the first", lambda _: practising.week(MOST)),
    Surface(practising.page, "nothing said", lambda text: practising.page(own(text, None, 0))),
    Surface(practising.page, "private", lambda text: practising.page(own(text, MOST, 2))),
    Surface(
        practising.page,
        "much and shared, and never to be asked",
        lambda text: practising.page(own(text, MUCH, 20, is_asked=False, may_be_asked=False)),
    ),
    Surface(practising.silenced, "silenced", lambda _: practising.silenced()),
    Surface(practising.deleted, "there", lambda _: practising.deleted(was_there=True)),
    Surface(practising.deleted, "none", lambda _: practising.deleted(was_there=False)),
)
