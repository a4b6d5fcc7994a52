"""What the rules need kept: one Protocol a feature, all of one workspace, all inside one transaction.

`storage` implements them; every method is synchronous and every one is already bound to its workspace.
"""

from typing import Protocol

from community.stores.communities import Communities, Members
from community.stores.digest import Digests
from community.stores.forgetting import Forgetting
from community.stores.hints import Hints
from community.stores.inbox import Inbox
from community.stores.lessons import Lessons
from community.stores.meanings import Meanings
from community.stores.meetups import Meetups
from community.stores.outbox import Outbox
from community.stores.people import People
from community.stores.requests import Requests
from community.stores.rooms import Rooms
from community.stores.spread import Spread
from community.stores.suggestions import Suggestions
from community.stores.teams import Teams

__all__ = [
    "Communities",
    "Digests",
    "Forgetting",
    "Hints",
    "Inbox",
    "Lessons",
    "Meanings",
    "Meetups",
    "Members",
    "Outbox",
    "People",
    "Requests",
    "Rooms",
    "Spread",
    "Stores",
    "Suggestions",
    "Teams",
]


class Stores(Protocol):
    """All stores of one workspace in one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def communities(self) -> Communities: ...
    @property
    def members(self) -> Members: ...
    @property
    def lessons(self) -> Lessons: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def teams(self) -> Teams: ...
    @property
    def spread(self) -> Spread: ...
    @property
    def meanings(self) -> Meanings: ...
    @property
    def hints(self) -> Hints: ...
    @property
    def suggestions(self) -> Suggestions: ...
    @property
    def forgetting(self) -> Forgetting: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def meetups(self) -> Meetups: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def requests(self) -> Requests: ...
