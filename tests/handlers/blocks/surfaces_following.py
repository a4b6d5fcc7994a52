"""Everything that is shown when the message a lesson came from was changed or deleted."""

from community.following import Ask
from handlers.blocks import following
from tests import some
from tests.handlers.blocks.surfaces import Surface

SURFACES = (
    *(
        Surface(
            following.asking,
            ask.value,
            lambda text, ask=ask: following.asking(some.lesson(title=text), ask),  # type: ignore[misc]
        )
        for ask in Ask
    ),
    Surface(following.taken, "taken", lambda text: following.taken(some.lesson(title=text))),
    Surface(following.kept, "kept", lambda text: following.kept(some.lesson(title=text))),
)
