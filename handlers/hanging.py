"""What hangs below a meetup's announcement, by its kind."""

from collections.abc import Sequence

from community import open_space
from community.meetups import Kind, Meetup
from community.stores import Stores
from handlers.blocks import open_space as open_space_blocks
from handlers.blocks.parts import Block


def below(stores: Stores, meetup: Meetup) -> Sequence[Block]:
    """Give the blocks of what belongs to the meetup; nothing where it was called off."""
    if meetup.cancelled_at is not None or meetup.kind is not Kind.OPEN_SPACE:
        return ()
    if stores.open_spaces.get(meetup.id) is None:
        return ()
    return open_space_blocks.hung(open_space.program(stores, meetup.id))
