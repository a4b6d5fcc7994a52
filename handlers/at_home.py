"""What stands in the App Home: each tab is made of parts, and each feature gives its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.home import Place, Tab
from community.people import Person
from community.stores import Stores
from handlers.blocks.parts import Block


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at their App Home, and where in it they are."""

    person: Person
    place: Place
    now: datetime
    mark: str  # the emoji that captures a lesson, without colons
    is_admin: bool = False  # asked of Slack for the settings only

    @property
    def user_id(self) -> str:
        """Slack's id of the person."""
        return self.person.user_id


# Gives what a feature shows in a tab, nothing when it has nothing for this person. Slack keeps a Home and shows it
# again without asking us, also to who left a closed room meanwhile: what is of closed rooms doesn't belong there.
Part = Callable[[Stores, Visitor], Sequence[Block]]
Parts = Mapping[Tab, Sequence[Part]]
