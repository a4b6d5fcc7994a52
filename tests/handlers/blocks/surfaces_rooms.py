"""Everything that is shown about capture in a channel."""

from itertools import product

from handlers.blocks import rooms
from tests.handlers.blocks.surfaces import Surface

BOTH = (True, False)

SURFACES = (
    *(
        Surface(
            rooms.announced,
            f"{'on' if is_on else 'off'}, {'closed' if is_closed else 'shared'}",
            lambda text, is_on=is_on, is_closed=is_closed: rooms.announced(  # type: ignore[misc]
                text, is_on=is_on, is_closed=is_closed, mark="bulb"
            ),
        )
        for is_on, is_closed in product(BOTH, BOTH)
    ),
    *(
        Surface(
            rooms.switched,
            f"{'on' if is_on else 'off'}, {'was so' if was_so else 'new'}, {'closed' if is_closed else 'shared'}",
            lambda _, is_on=is_on, was_so=was_so, is_closed=is_closed: rooms.switched(  # type: ignore[misc]
                is_on=is_on, was_so=was_so, is_closed=is_closed
            ),
        )
        for is_on, was_so, is_closed in product(BOTH, BOTH, BOTH)
    ),
    *(
        Surface(
            rooms.state,
            f"{'on' if is_on else 'off'}, {'shared' if is_shared else 'private'}",
            lambda _, is_on=is_on, is_shared=is_shared: rooms.state(is_on=is_on, is_shared=is_shared),  # type: ignore[misc]
        )
        for is_on, is_shared in product(BOTH, BOTH)
    ),
    Surface(rooms.open_to_all, "inside", lambda _: rooms.open_to_all(mark="bulb", is_inside=True)),
    Surface(rooms.open_to_all, "outside", lambda _: rooms.open_to_all(mark="bulb", is_inside=False)),
)
