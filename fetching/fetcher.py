"""Fetching an address: politely, for ten seconds and 2 MiB at most, and never from where it must not."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from community import outside
from community.outside import Known, NotFetched, Source, Unchanged
from fetching import addresses
from fetching.addresses import WEB_ONLY, Rules
from fetching.connecting import CheckedConnector, Forbidden
from fetching.reader import NoAnswer, Reader
from fetching.unpacking import PACKINGS, Broken, TooMuch, Unpacked

SECONDS = 10.0
MOST_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 3
_AT_ONCE = 4
_LONGEST_VALIDATOR = 500
_LONGEST_PAUSE = timedelta(days=7)
_HEADERS = {
    "User-Agent": "Yokoten (a Slack bot that reads the feeds its people follow)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, text/calendar, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    "Accept-Encoding": PACKINGS,
}
_FOR_GOOD = {301, 308}
_ELSEWHERE = {301, 302, 303, 307, 308}
_SIGNED_IN = {401, 402, 403, 407, 451}


@dataclass(frozen=True, slots=True)
class _Got:
    data: bytes
    address: str
    content_type: str
    known: Known
    moved_to: str | None


class Fetcher:
    """Reads feeds and calendars of the public web; handlers know it as `Outside`."""

    def __init__(
        self,
        rules: Rules = WEB_ONLY,
        *,
        tls: ssl.SSLContext | None = None,
        names: AbstractResolver | None = None,
        seconds: float = SECONDS,
        reader: Reader | None = None,
    ) -> None:
        """Whom to trust, what names lead to and what parses is given by tests only."""
        self._rules = rules
        self._tls = tls
        self._names = names
        self._seconds = seconds
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._reader = reader or Reader()

    def normal(self, address: str) -> str:
        """Give the one spelling of an address; one that is never read: ForbiddenAddress."""
        return addresses.normal(address, self._rules)

    async def fetch(self, address: str, *, known: Known, now: datetime, zone: str) -> Source | Unchanged:
        """Give what the address gives now, or that it is what is known. Nothing that can be used: NotFetched."""
        first = self.normal(address)
        async with self._places:
            try:
                async with asyncio.timeout(self._seconds):
                    got = await self._get(first, known, now)
            except TimeoutError:
                raise outside.TooSlow(addresses.host_of(first)) from None
        return got if isinstance(got, Unchanged) else await self._read(got, now, zone)

    async def close(self) -> None:
        """End what was started for reading."""
        await self._reader.close()

    async def _read(self, got: _Got, now: datetime, zone: str) -> Source:
        host = addresses.host_of(got.address)
        try:
            answer = await self._reader.read(
                got.data, address=got.address, content_type=got.content_type, now=now, zone=zone
            )
        except NoAnswer:
            raise outside.Unreadable(host) from None
        if answer.refused == "not_a_feed":
            raise outside.NotAFeed(host, tuple(answer.feeds_found))
        if answer.refused is not None:
            raise {"unreadable": outside.Unreadable, "too_often": outside.TooOften}[answer.refused](host)
        entries = tuple(entry.entry() for entry in answer.entries)
        return Source(answer.title or host, answer.kind, entries, got.known, got.moved_to)

    async def _get(self, first: str, known: Known, now: datetime) -> _Got | Unchanged:
        address, moved_to, is_for_good = first, None, True
        for _ in range(MOST_REDIRECTS + 1):
            async with self._asked(address, known) as response:
                place = response.headers.get("Location")
                if response.status not in _ELSEWHERE or place is None:
                    return await _taken(response, address, known, now, moved_to)
                address = self._next(address, place)
                is_for_good = is_for_good and response.status in _FOR_GOOD
                moved_to = address if is_for_good else moved_to
        raise outside.SentAround(addresses.host_of(first))

    def _next(self, address: str, place: str) -> str:
        try:
            found = self.normal(urljoin(address, place))
        except ValueError:
            raise outside.ForbiddenAddress(place) from None
        # Nobody out there leads to what is allowed on this machine.
        if self._rules.is_allowed_origin(found) and not self._rules.is_allowed_origin(address):
            raise outside.ForbiddenAddress(found)
        return found

    @asynccontextmanager
    async def _asked(self, address: str, known: Known) -> AsyncIterator[aiohttp.ClientResponse]:
        """Ask one address, following nothing; what goes wrong on the way is a NotFetched."""
        host = addresses.host_of(address)
        connector = self._connector(address)
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # no proxy and no password of the environment's
            auto_decompress=False,  # aiohttp would unpack without end
            headers=_HEADERS,
            timeout=aiohttp.ClientTimeout(total=None),
        )
        try:
            async with (
                session,
                session.get(
                    URL(address, encoded=True), headers=_conditions(known), allow_redirects=False, max_field_size=8_190
                ) as response,
            ):
                yield response
        except NotFetched:
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise
            if connector.was_forbidden or _comes_from(error, Forbidden):
                raise outside.ForbiddenAddress(address) from None
            if _comes_from(error, ssl.SSLError):
                raise outside.NotTrusted(host) from None
            raise outside.NotReachable(host) from None

    def _connector(self, address: str) -> CheckedConnector:
        is_own = self._rules.is_allowed_origin(address)
        own_port = URL(address, encoded=True).port

        def permitted(ip: str, port: int) -> bool:
            if is_own and addresses.is_loopback(ip) and port == own_port:
                return True
            return addresses.is_public(ip) and port in addresses.PORTS.values()

        names = self._names or aiohttp.ThreadedResolver()
        return CheckedConnector(names, permitted, ssl=self._tls if self._tls is not None else True)


async def _taken(
    response: aiohttp.ClientResponse, address: str, known: Known, now: datetime, moved_to: str | None
) -> _Got | Unchanged:
    """Take what was answered, whole."""
    host = addresses.host_of(address)
    if response.status == 304 and known != outside.NOTHING_KNOWN:
        return Unchanged(moved_to)
    if response.status != 200:
        raise _refusal(response, host, now)
    try:
        unpacked = Unpacked(response.headers.get("Content-Encoding", ""), MOST_BYTES)
        async for piece in response.content.iter_chunked(64 * 1024):
            unpacked.add(piece)
        data = unpacked.whole()
    except TooMuch:
        raise outside.TooBig(host) from None
    except Broken:
        raise outside.Unreadable(host) from None
    kept = Known(_validator(response.headers, "ETag"), _validator(response.headers, "Last-Modified"))
    return _Got(data, address, response.headers.get("Content-Type", ""), kept, moved_to)


def _refusal(response: aiohttp.ClientResponse, host: str, now: datetime) -> NotFetched:
    if response.status == 410:
        return outside.Gone(host)
    if response.status == 404:
        return outside.NotFound(host)
    if response.status in _SIGNED_IN:
        return outside.NotOpen(host)
    return outside.NotReachable(host, retry_after=_pause(response.headers.get("Retry-After", ""), now))


def _pause(given: str, now: datetime) -> timedelta | None:
    """Give how long a server wants to be left alone, as seconds or a date of RFC 9110 say it."""
    if re.fullmatch(r"[0-9]{1,9}", given):
        return min(timedelta(seconds=int(given)), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(given[:100]) - now
    except (ValueError, TypeError):
        return None
    return min(until, _LONGEST_PAUSE) if until > timedelta(0) else None


def _conditions(known: Known) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value is not None and _is_validator(value)}


def _validator(headers: Mapping[str, str], name: str) -> str | None:
    value = headers.get(name)
    return value if value is not None and _is_validator(value) else None


def _is_validator(value: str) -> bool:
    return len(value) <= _LONGEST_VALIDATOR and re.fullmatch(r"[\x20-\x7e]+", value) is not None


def _comes_from(error: BaseException, kind: type[BaseException]) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind) or isinstance(getattr(seen, "os_error", None), kind):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
