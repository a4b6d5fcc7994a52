"""What a handler is given besides the request: made anew for each command, click, event and tick."""

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from community.choosing import About
from community.delivery import Refused, Sent
from community.feeds import Suggestion
from community.outside import Known, Source, Unchanged
from community.secret_addresses import Mint
from community.stores import Stores
from handlers.at_home import Parts

T = TypeVar("T")

Outcome = Sent | Refused


class Storage(Protocol):
    """What keeps things: `work` is an ordinary function that runs inside one transaction of one workspace."""

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T: ...
    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T: ...


class Workshop(Protocol):
    """A process beside this one for what takes long, so that nothing else waits for it."""

    async def do(self, work: Callable[..., T], *given: object) -> T:
        """Give what the function makes of what it is given; both cross to the other process, so both must pickle."""
        ...


class NoMeaning(Exception):  # an outcome, not a fault
    """The models can't be asked at the moment."""


class Meaning(Protocol):
    """What texts mean, as far as models can tell. `rooms` are the closed rooms whose lessons may be given too.

    When the models can't be asked: NoMeaning.
    """

    async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
        """Give the numbers of the lessons that mean the most similar, closest first."""
        ...

    async def closeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """Say for each of the others how close it is to the text: 0 is nothing in common, 1 is the same."""
        ...

    async def fitting(
        self, about: Sequence[About], among: Sequence[int], *, limit: int
    ) -> Sequence[Mapping[int, float]]:
        """Give for each reader those of these lessons that mean what they are about, nearest first, from 0 to 1.

        Of lessons that are for everybody only; with those a reader wants more or less like.
        """
        ...


class Outside(Protocol):
    """What reads feeds and calendars of the public web."""

    async def fetch(self, address: str, *, known: Known, now: datetime, zone: str) -> Source | Unchanged:
        """Give what the address gives now; takes up to half a minute, so it is no work for within a transaction.

        Gives Unchanged only when something is `known`. `zone` is for a calendar's times that name none.
        When nothing can be used: a NotFetched whose text says why.
        """
        ...

    def normal(self, address: str) -> str:
        """Give the one spelling of an address, so that two ways to write it are one source.

        An address that is never read, whatever is there: ForbiddenAddress.
        """
        ...


Outcomes = Callable[[int, timedelta], Awaitable[Outcome | None]]


class AlreadyHandled(Exception):  # an outcome, not a fault
    """Slack sent again what was done already; nothing was done twice."""


@dataclass(frozen=True)
class Deps:
    """The workspace, the time, the tables and the way to ask Slack, for one request.

    `claim` runs first in every write: it takes the request's key or marks the event handled, in the same transaction.
    """

    workspace_id: str
    bot_user_id: str
    client: AsyncWebClient
    now: datetime
    capture_emoji: tuple[str, ...]
    channel_prefix: str
    storage: Storage
    outcomes: Outcomes
    claim: Callable[[Stores, "Deps"], None] | None = None
    meaning: Meaning | None = None  # None without models: then words alone tell what is alike
    outside: Outside | None = None  # None where it is switched off
    begin: Callable[[Awaitable[None]], None] | None = None  # lets run what nobody waits for; None: it is waited for
    suggested: Sequence[Suggestion] = ()  # the feeds the organisation suggests
    workshop: Workshop | None = None  # None where nothing can be drawn
    mint: Mint | None = None  # None where calendar programs can't reach the bot, so that there are no addresses
    slack_url: str = ""  # where people see the workspace, "" where that is not known
    settings_changed: Callable[[], Awaitable[None]] | None = None  # to be called once they are, for what holds them
    home: Parts = field(default_factory=dict)  # what stands in the App Home
    written: list[datetime] = field(default_factory=list)  # an entry for each write that was committed

    async def write(self, work: Callable[[Stores], T]) -> T:
        """Do the work in one transaction and give its result; the request was handled already: AlreadyHandled."""

        def claimed(stores: Stores) -> T:
            if self.claim is not None:
                self.claim(stores, self)
            return work(stores)

        result = await self.storage.write(self.workspace_id, claimed)
        self.written.append(self.now)
        return result

    async def read(self, work: Callable[[Stores], T]) -> T:
        """Do the reading on one state of the tables and give its result."""
        return await self.storage.read(self.workspace_id, work)

    async def outcome(self, delivery_id: int, *, within: timedelta) -> Outcome | None:
        """Wait for a delivery to be made or refused; None when that is not known in time."""
        return await self.outcomes(delivery_id, within)
