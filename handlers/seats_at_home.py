"""What the App Home shows of seats: those that are free in a person's communities, and what they chose to be asked."""

from collections.abc import Sequence

from community import seats
from community.asked import Asking, may_ask
from community.stores import Stores
from handlers.at_home import Visitor
from handlers.blocks import free_seats
from handlers.blocks import practising as blocks
from handlers.blocks.parts import Block
from handlers.blocks.practising import Own


def mine(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show the free seats of a person's communities, in two lines at most; nothing when there are none."""
    found = seats.free(stores, stores.communities.of(visitor.user_id), now=visitor.now)
    return free_seats.at_home(found) if found else []


def settings(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Say what a person chose about being asked, in three lines at most; nothing for who has nothing to choose."""
    return blocks.at_home(own(stores, visitor.user_id))


def own(stores: Stores, user_id: str) -> Own:
    """Give what a person sees of their own answer, and of what they are asked."""
    held = stores.communities.some([seat.community_id for seat in stores.seats.of(user_id)])
    return Own(
        practice=stores.practising.get(user_id),
        held=list(held.values()),
        mentored=[component for component in stores.components.of_mentor(user_id) if component.gone_at is None],
        is_asked=may_ask(stores, user_id, Asking.PRACTISING),
        may_be_asked=may_ask(stores, user_id, Asking.CARRYING),
    )
