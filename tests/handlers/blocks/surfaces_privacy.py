"""What is shown of the choice whether a name stands beside lessons."""

from community.people import NameShown, Person
from handlers.blocks import privacy
from tests.handlers.blocks.surfaces import Surface

SURFACES = tuple(
    Surface(
        privacy.name_shown,
        shown.value,
        lambda text, shown=shown: privacy.name_shown(Person("U1", text, "UTC"), shown),  # type: ignore[misc]
    )
    for shown in NameShown
)
