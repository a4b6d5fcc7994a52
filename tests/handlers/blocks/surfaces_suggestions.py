"""Everything that is shown of drafts."""

from community.lessons import Words
from community.suggestions import Suggestion
from handlers.blocks import suggestions
from tests import some
from tests.handlers.blocks.surfaces import Surface


def a_draft(text: str) -> Suggestion:
    return Suggestion("U0BEN", Words(title=text, learnt=text, happened=text, to_try=text), some.NOW, 7)


SURFACES = (
    Surface(suggestions.offered, "waiting", lambda text: suggestions.offered(a_draft(text))),
    Surface(suggestions.dropped, "dropped", lambda text: suggestions.dropped(a_draft(text).words)),
)
