"""Everything that is shown about tastes."""

from handlers.blocks import tastes
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_digest import a_community

SURFACES = [
    Surface(
        tastes.noted,
        "more, in a community's digest",
        lambda text: tastes.noted(
            some.lesson(title=text),
            a_community(text),
            tastes.says([f"tag:{text}", "from:1", "component:2", "kind:tool", "from:3"], {1: text}, {2: text}),
            is_more=True,
        ),
    ),
    Surface(
        tastes.noted,
        "less, in their own digest",
        lambda text: tastes.noted(some.lesson(title=text), None, (), is_more=False),
    ),
    Surface(tastes.taken_back, "any", lambda text: tastes.taken_back(some.lesson(title=text))),
]
