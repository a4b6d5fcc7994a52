"""The reading room: calendars and feeds for whoever has the secret address of one; nobody is asked who they are.

Source: RFC 9110, "Conditional Requests" (8.8, 13): programs come by every hour, and mostly nothing has changed.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b
from typing import Protocol, TypeVar

from aiohttp import web

from bot.clock import Clock
from community import calendar_files, feed_files, publishing
from community.calendars import Calendar, Where
from community.feed_files import Feed
from community.publishing import Shelf
from community.secret_addresses import Gives, Mint, fingerprint
from community.stores import Stores

T = TypeVar("T")

# Of one address in a minute. Programs ask once in some minutes at most; a feed may have a few hundred readers.
MOST_A_MINUTE = 120
MOST_ADDRESSES = 10_000
MOST_BYTES = 4_000_000  # of files that are kept, since most of those who ask want the same
MOST_WRITTEN_AT_ONCE = 2

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_TAG = re.compile(r'(?:W/)?("[^"]*")')
# What was ended must be gone at once, so nobody may show it without asking; `private` keeps it out of shared caches.
_ALWAYS = {
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
}


class Tables(Protocol):
    """Where everything is kept."""

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T: ...


class Workshop(Protocol):
    """A process beside this one."""

    async def do(self, work: Callable[..., T], *given: object) -> T: ...


@dataclass(frozen=True, slots=True)
class File:
    """A calendar or a feed, as it is sent."""

    body: bytes
    changed_at: datetime


class ReadingRoom:
    """Serves calendars and feeds once it is open. Who is told nothing learns nothing: all refusals are the same."""

    def __init__(self, mint: Mint, tables: Tables, workshop: Workshop, clock: Clock) -> None:
        self._mint = mint
        self._tables = tables
        self._workshop = workshop
        self._clock = clock
        self._where: Where | None = None
        self._turns = Turns()
        self._kept = Kept()
        self._writing = asyncio.Semaphore(MOST_WRITTEN_AT_ONCE)

    def open(self, where: Where) -> None:
        """Serve this workspace's from now on."""
        self._where = where

    async def calendar(self, request: web.Request) -> web.Response:
        """Answer with the calendar under the address."""
        return await self._answer(request, self._calendar, calendar_files.CONTENT_TYPE)

    async def feed(self, request: web.Request) -> web.Response:
        """Answer with the lessons under the address."""
        return await self._answer(request, self._feed, feed_files.CONTENT_TYPE)

    async def _answer(
        self, request: web.Request, find: "Callable[[Where, str, str], Awaitable[Found | None]]", content_type: str
    ) -> web.Response:
        where, token = self._where, request.match_info["token"]
        if where is None:
            return web.Response(status=503, headers=_ALWAYS | {"Retry-After": "10"})
        key = fingerprint(token)
        if not self._turns.take(key, asyncio.get_running_loop().time()):
            return web.Response(status=429, headers=_ALWAYS | {"Retry-After": "60"})
        found = await find(where, token, key) if _TOKEN.fullmatch(token) else None
        if found is None:
            return web.Response(status=404, text="There is nothing to read here.\n", headers=_ALWAYS)
        headers = _ALWAYS | {"ETag": found.tag} | found.headers
        if found.tag in _tags(request.headers.get("If-None-Match", "")):
            return web.Response(status=304, headers=headers)
        file = await self._file(found)
        headers["Last-Modified"] = format_datetime(file.changed_at, usegmt=True)
        return web.Response(body=file.body, headers=headers, content_type=content_type, charset="utf-8")

    async def _file(self, found: "Found") -> File:
        """Give the file as it was written, or write it; what waits for the same finds it written."""
        if (kept := self._kept.get(found.tag)) is not None:
            return kept
        async with self._writing:
            if (kept := self._kept.get(found.tag)) is None:
                kept = await found.write()
                self._kept.put(found.tag, kept)
            return kept

    async def _calendar(self, where: Where, _token: str, key: str) -> "Found | None":
        now = self._clock.now()
        shelf = await self._read(where, lambda stores: publishing.calendar_at(stores, key, now=now))
        if shelf is None:
            return None

        async def write() -> File:
            calendar = await self._read(where, lambda stores: publishing.calendar_on(stores, shelf, where, now=now))
            body = await self._workshop.do(calendar_files.write, calendar)
            return File(body, _changed_at(calendar, shelf))

        is_file = shelf.wanted.gives is Gives.MEETUP
        headers = {"Content-Disposition": 'attachment; filename="meetup.ics"'} if is_file else {}
        return Found(_tag(key, shelf.version), write, headers)

    async def _feed(self, where: Where, token: str, key: str) -> "Found | None":
        address = f"{self._mint.public_url}/feed/{token}.xml"
        found = await self._read(where, lambda stores: publishing.feed_at(stores, key, where, address=address))
        if found is None:
            return None
        publication, feed = found

        async def write() -> File:
            changed_at = max([publication.switched_at, *(item.at for item in feed.items)])
            return File(await self._workshop.do(feed_files.write, feed), changed_at)

        return Found(_tag(key, _said(feed)), write, {})

    async def _read(self, where: Where, work: Callable[[Stores], T]) -> T:
        return await self._tables.read(where.workspace_id, work)


@dataclass(frozen=True, slots=True)
class Found:
    """What is under an address: its tag tells it from every other state of it, and `write` makes the file."""

    tag: str
    write: Callable[[], Awaitable[File]]
    headers: dict[str, str]


class Turns:
    """How often each address was asked for; the longest unasked are forgotten first."""

    def __init__(self, most: int = MOST_A_MINUTE, most_addresses: int = MOST_ADDRESSES) -> None:
        self._most = most
        self._most_addresses = most_addresses
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, now: float) -> bool:
        """Take a turn; False when there is none left. `now` is in seconds. Turns come back evenly over a minute."""
        left, at = self._left.pop(key, (float(self._most), now))
        left = min(float(self._most), left + (now - at) * self._most / 60)
        has_one = left >= 1
        self._left[key] = (left - has_one, now)
        if len(self._left) > self._most_addresses:
            self._left.popitem(last=False)
        return has_one


class Kept:
    """Files by their tags; the longest unused go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._files: OrderedDict[str, File] = OrderedDict()
        self._bytes = 0

    def get(self, tag: str) -> File | None:
        """Give the file of this tag."""
        if tag in self._files:
            self._files.move_to_end(tag)
        return self._files.get(tag)

    def put(self, tag: str, file: File) -> None:
        """Keep it, in the place of one of the same tag: two may have written it at once."""
        if (before := self._files.pop(tag, None)) is not None:
            self._bytes -= len(before.body)
        self._files[tag] = file
        self._bytes += len(file.body)
        while self._bytes > self._most_bytes:
            _, gone = self._files.popitem(last=False)
            self._bytes -= len(gone.body)


def _tags(header: str) -> set[str]:
    """Give the tags a program has; a proxy that packs may have made weak ones of ours (RFC 9110, 13.1.2)."""
    return set(_TAG.findall(header))


def _tag(key: str, version: tuple[object, ...]) -> str:
    return f'"{blake2b(repr((key, version)).encode(), digest_size=16).hexdigest()}"'


def _changed_at(calendar: Calendar, shelf: Shelf) -> datetime:
    return max([shelf.made_at, *(entry.changed_at for entry in calendar.entries)])


def _said(feed: Feed) -> tuple[object, ...]:
    return (feed.title, feed.about, feed.link, tuple(feed.items))
