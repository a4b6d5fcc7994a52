"""What is read from outside: an address's feed or calendar as plain values, and why one could not be read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from community.errors import CommunityError

# What a source gives at most. More is cut off: the newest of a feed stay, and the soonest of a calendar.
MOST_ENTRIES = 100
MOST_OCCURRENCES = 500
CALENDAR_AHEAD = timedelta(days=90)
LONGEST_ID = 200
LONGEST_TITLE = 200
LONGEST_SUMMARY = 500
LONGEST_PLACE = 200
LONGEST_LINK = 2_000


class Kind(StrEnum):
    """What an address gives."""

    FEED = "feed"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing from outside, as plain text of one line each; whoever shows it escapes it.

    `id` stays the same from one reading to the next, differs within a source and has at most LONGEST_ID characters;
    each occurrence of a repeated gathering has its own. `link` starts with https:// or http://.
    In a feed `at` is when it was published. In a calendar `starts_at` is there always, and `at` never.
    Times are in UTC; a day without hours starts at midnight of the zone that was asked with. `ends_at` is not in it any
    more: a day's end is the next midnight.
    """

    id: str
    title: str
    link: str | None = None
    summary: str = ""
    at: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_all_day: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of its answer last time, given back to it so that it need not send the same again."""

    etag: str | None = None
    last_modified: str | None = None


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Source:
    """What an address gave: a feed's entries newest first, or what a calendar has in the next 90 days, soonest first.

    `moved_to` is where it is found from now on, when the server said that it moved for good.
    """

    title: str
    kind: Kind
    entries: tuple[Entry, ...]
    known: Known = NOTHING_KNOWN
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server said that its answer is the one known already."""

    moved_to: str | None = None


class NotFetched(CommunityError):
    """An address gave nothing that can be used; the text says why. `reason` is the same in a word, to be kept."""

    reason: ClassVar[str] = "not_fetched"


class ForbiddenAddress(NotFetched):
    """The address, or one it leads to, is not one of the public web."""

    reason = "forbidden_address"

    def __init__(self, address: str, *, is_http: bool = False) -> None:
        shown = address if len(address) <= 100 else f"{address[:99]}…"
        super().__init__(
            f"“{shown}” starts with http://, so anybody on the way can change it. Is there one with https:// too?"
            if is_http
            else f"I read only what is on the public web under https://, and “{shown}” doesn't lead there. "
            "An address without a password and without a port of its own works."
        )
        self.address = address


class NotReachable(NotFetched):
    """No server answers there, or it says that it can't."""

    reason = "not_reachable"

    def __init__(self, host: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(f"{host} doesn't answer at the moment. A try later may help; so may a look at the spelling.")
        self.host = host
        self.retry_after = retry_after  # how long the server wants to be left alone


class NotTrusted(NotFetched):
    """The server can't prove that it is the one that was meant."""

    reason = "not_trusted"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} can't prove who it is: its certificate isn't valid. Its keepers may not know yet.")
        self.host = host


class SentAround(NotFetched):
    """The server leads from one address to the next, and on."""

    reason = "sent_around"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} sends me on from one address to the next more than three times, so I stopped.")
        self.host = host


class TooSlow(NotFetched):
    """The server took too long to give everything."""

    reason = "too_slow"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} took longer than ten seconds, so I stopped waiting. A try later may help.")
        self.host = host


class TooBig(NotFetched):
    """There is more than is read."""

    reason = "too_big"

    def __init__(self, host: str) -> None:
        super().__init__(
            f"What {host} gives is larger than 2 MB, and I read no more. A feed of one topic may be smaller."
        )
        self.host = host


class NotFound(NotFetched):
    """The server knows nothing under that address."""

    reason = "not_found"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} has nothing under that address. A look at the spelling may help.")
        self.host = host


class Gone(NotFetched):
    """The server says that there is nothing any more, for good."""

    reason = "gone"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} says that this was taken away for good.")
        self.host = host


class NotOpen(NotFetched):
    """The server gives it to those who sign in only."""

    reason = "not_open"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} gives this only to those who sign in, and I read only what is open to everybody.")
        self.host = host


class NotAFeed(NotFetched):
    """What is there is neither a feed nor a calendar. `feeds_found` are the addresses a page names as its feeds."""

    reason = "not_a_feed"

    def __init__(self, host: str, feeds_found: tuple[str, ...] = ()) -> None:
        super().__init__(
            f"What {host} gives there is a page, and it names its feed: {feeds_found[0]}"
            if feeds_found
            else f"What {host} gives there is neither a feed (RSS, Atom, JSON Feed) nor a calendar (.ics)."
        )
        self.host = host
        self.feeds_found = feeds_found


class Unreadable(NotFetched):
    """It looks like a feed or a calendar and can't be read: broken, or made to take very long."""

    reason = "unreadable"

    def __init__(self, host: str) -> None:
        super().__init__(f"What {host} gives looks like a feed or a calendar, but I can't read it: it seems broken.")
        self.host = host


class TooOften(NotFetched):
    """A calendar repeats something every minute or second, or more often than anybody could come."""

    reason = "too_often"

    def __init__(self, host: str) -> None:
        super().__init__(f"The calendar of {host} repeats something more often than anybody could come, so I left it.")
        self.host = host
