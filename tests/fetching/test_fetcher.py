import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from community import outside
from community.outside import NOTHING_KNOWN, Kind, Known, NotFetched, Source, Unchanged
from fetching.addresses import Rules
from fetching.fetcher import Fetcher
from fetching.reader import Reader
from tests.fetching.served import DATA, NOW, Names, Served, certified, raw, served

RSS = (DATA / "rss2.xml").read_bytes()
# One process parses for all of these tests: to start one takes half a second.
pytestmark = pytest.mark.asyncio(loop_scope="module")
_READERS: list[Reader] = []


@pytest_asyncio.fixture(loop_scope="module", scope="module", autouse=True)
async def one_reader() -> AsyncIterator[None]:
    _READERS.append(Reader())
    yield
    await _READERS.pop().close()


def of(origin: str, *, seconds: float = 10.0, tls: ssl.SSLContext | None = None) -> Fetcher:
    return Fetcher(Rules(allowed_origin=origin), seconds=seconds, tls=tls, reader=_READERS[0])


def reading(web: Served) -> Fetcher:
    return of(web.origin)


async def fetched(fetcher: Fetcher, address: str, known: Known = NOTHING_KNOWN) -> Source | Unchanged:
    return await fetcher.fetch(address, known=known, now=NOW, zone="Europe/Lisbon")


async def refusal(fetcher: Fetcher, address: str) -> NotFetched:
    with pytest.raises(NotFetched) as found:
        await fetched(fetcher, address)
    return found.value


async def test_a_feed_is_fetched_asking_for_nothing_but_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    async with served() as web:
        address = web.gives("/feed", RSS, ETag='"v1"', Last_Modified="Thu, 26 Nov 2026 09:00:00 GMT", Set_Cookie="a=b")
        found = await fetched(reading(web), f"{address}#top")
        await fetched(reading(web), address)

    assert isinstance(found, Source)
    assert (found.title, found.kind, len(found.entries)) == ("Large-Scale Notes", Kind.FEED, 3)
    assert found.known == Known('"v1"', "Thu, 26 Nov 2026 09:00:00 GMT")
    assert found.moved_to is None
    for request in web.asked:
        assert set(request.headers) == {"Host", "Connection", "User-Agent", "Accept", "Accept-Encoding"}
        assert request.headers["User-Agent"].startswith("Yokoten")
        assert request.path_qs == "/feed"


async def test_what_did_not_change_is_not_sent_again() -> None:
    known = Known('W/"v1"', "Thu, 26 Nov 2026 09:00:00 GMT")
    async with served() as web:
        address = web.gives("/feed", status=304)
        found = await fetched(reading(web), address, known)
        asked = web.asked[0].headers
        unasked = await refusal(reading(web), address)

    assert found == Unchanged()
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == (known.etag, known.last_modified)
    assert isinstance(unasked, outside.NotReachable)


async def test_what_cant_be_a_validator_is_neither_kept_nor_sent() -> None:
    async with served() as web:
        address = web.gives("/feed", RSS, ETag=f'"{"x" * 600}"', Last_Modified="Gr\u00fc\u00dfe")
        found = await fetched(reading(web), address, Known('"a"\r\nX-Evil: 1', "x" * 501))

    assert isinstance(found, Source)
    assert found.known == NOTHING_KNOWN
    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(web.asked[0].headers)


async def test_three_redirects_are_followed_and_a_move_for_good_is_told() -> None:
    async with served() as web:
        web.gives("/1", status=301, Location="/2")
        web.gives("/2", status=308, Location=f"{web.origin}/3")
        web.gives("/3", status=302, Location="feed?a=b")
        web.gives("/feed", RSS)
        web.gives("/now", status=302, Location="/later")
        web.gives("/later", status=301, Location="/feed")
        web.gives("/0", status=307, Location="/1")
        web.gives("/round", status=301, Location="/round")
        moved = await fetched(reading(web), f"{web.origin}/1")
        for_now = await fetched(reading(web), f"{web.origin}/now")
        four = await refusal(reading(web), f"{web.origin}/0")
        before = len(web.asked)
        round_about = await refusal(reading(web), f"{web.origin}/round")

    assert isinstance(moved, Source)
    assert moved.moved_to == f"{web.origin}/3"
    assert isinstance(for_now, Source)
    assert for_now.moved_to is None
    assert isinstance(four, outside.SentAround)
    assert isinstance(round_about, outside.SentAround)
    assert len(web.asked) - before == 4


async def test_a_name_is_looked_up_once_and_what_it_led_to_is_connected_to() -> None:
    # The first answer is of the public web, and each later one of this machine: rebinding.
    names = Names("127.0.0.1", then="127.0.0.1")
    at_once = await refusal(Fetcher(names=names), "https://rebind.example.org/feed")

    assert isinstance(at_once, outside.ForbiddenAddress)
    assert names.looked_up == 1


@pytest.mark.parametrize(
    ("status", "headers", "expected", "pause"),
    [
        (401, {}, outside.NotOpen, None),
        (403, {}, outside.NotOpen, None),
        (407, {}, outside.NotOpen, None),
        (404, {}, outside.NotFound, None),
        (410, {}, outside.Gone, None),
        (204, {}, outside.NotReachable, None),
        (206, {}, outside.NotReachable, None),
        (300, {}, outside.NotReachable, None),
        (302, {}, outside.NotReachable, None),
        (418, {}, outside.NotReachable, None),
        (500, {}, outside.NotReachable, None),
        (429, {"Retry_After": "3600"}, outside.NotReachable, timedelta(hours=1)),
        (503, {"Retry_After": "Sat, 28 Nov 2026 13:00:00 GMT"}, outside.NotReachable, timedelta(hours=1)),
        (503, {"Retry_After": "Fri, 27 Nov 2026 13:00:00 GMT"}, outside.NotReachable, None),
        (503, {"Retry_After": "999999999"}, outside.NotReachable, timedelta(days=7)),
        (503, {"Retry_After": "soon"}, outside.NotReachable, None),
    ],
)
async def test_each_answer_has_its_reason(
    status: int, headers: dict[str, str], expected: type[NotFetched], pause: timedelta | None
) -> None:
    async with served() as web:
        found = await refusal(reading(web), web.gives("/feed", b"", status=status, **headers))

    assert type(found) is expected
    assert getattr(found, "retry_after", None) == pause
    assert found.reason == expected.reason
    assert str(found).startswith("127.0.0.1 ")


async def test_what_is_no_feed_is_said_and_a_pages_feeds_are_named() -> None:
    async with served() as web:
        page = await refusal(reading(web), web.gives("/page", (DATA / "page.html").read_bytes()))
        other = await refusal(reading(web), web.gives("/other", b"Hello"))
        often = await refusal(
            reading(web),
            web.gives(
                "/often", (DATA / "recurring.ics").read_bytes().replace(b"FREQ=MONTHLY;BYDAY=-1TH", b"FREQ=SECONDLY")
            ),
        )
        broken = await refusal(reading(web), web.gives("/broken", b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>"))

    assert isinstance(page, outside.NotAFeed)
    assert page.feeds_found == (f"{web.origin}/feed.xml", "https://notes.example/atom.xml")
    assert type(other) is outside.NotAFeed
    assert type(often) is outside.TooOften
    assert type(broken) is outside.Unreadable


async def test_two_megabytes_are_read_and_more_is_not_however_it_is_sent() -> None:
    room = 2 * 1024 * 1024
    exact = RSS + b" " * (room - len(RSS))
    async with served() as web:
        fits = await fetched(reading(web), web.gives("/fits", exact))
        packed = await fetched(reading(web), web.gives("/packed", gzip.compress(exact), Content_Encoding="gzip"))
        more = await refusal(reading(web), web.gives("/more", exact + b" "))
        bomb = gzip.compress(b" " * 50_000_000)
        bombed = await refusal(reading(web), web.gives("/bomb", bomb, Content_Encoding="gzip"))
        twice = gzip.compress(bomb)
        nested = await refusal(reading(web), web.gives("/nested", twice, Content_Encoding="gzip, gzip"))
        unasked = await refusal(reading(web), web.gives("/br", b"\x0b\x00\x80\x00\x03", Content_Encoding="br"))
        cut = await refusal(reading(web), web.gives("/cut", gzip.compress(RSS)[:-20], Content_Encoding="gzip"))
    start = b"HTTP/1.1 200 OK\r\n"
    async with raw(
        start + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 0x10000 + b"\r\n", is_endless=True
    ) as origin:
        endless = await refusal(of(origin), origin)
    async with raw(start + b"\r\n", b" " * 0x10000, is_endless=True) as origin:
        unsaid = await refusal(of(origin), origin)

    assert isinstance(fits, Source)
    assert isinstance(packed, Source)
    assert [type(each) for each in (more, bombed, endless, unsaid)] == [outside.TooBig] * 4
    assert [type(each) for each in (nested, unasked, cut)] == [outside.Unreadable] * 3


async def test_lengths_that_lie_and_answers_that_are_none_are_refused() -> None:
    start = b"HTTP/1.1 200 OK\r\n"
    lies = {
        "too long": start + b"Content-Length: 99999\r\n\r\n" + RSS,
        "less than nothing": start + b"Content-Length: -1\r\n\r\n" + RSS,
        "two": start + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + RSS,
        "chunks of nonsense": start + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "a chunk cut off": start + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc",
        "no answer": b"",
        "another protocol": b"220 mail.example ESMTP\r\n",
        "a header of a megabyte": start + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n",
        "a hundred thousand headers": start + b"X: y\r\n" * 100_000 + b"\r\n",
        "nulls": b"\0" * 10_000,
        "too short": start + b"Content-Length: 10\r\n\r\n" + RSS,
    }
    for name, answer in lies.items():
        async with raw(answer) as origin:
            found = await refusal(of(origin, seconds=2), origin)
        assert type(found) is outside.NotReachable, name


@pytest.mark.parametrize("pieces", [[b""], [b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"], [b"HTTP/1.1 200 OK\r\n\r\n", b" "]])
async def test_one_that_sends_a_byte_now_and_then_is_left_in_time(pieces: list[bytes]) -> None:
    loop = asyncio.get_running_loop()
    async with raw(*pieces, pause=0.02, is_endless=True) as origin:
        began = loop.time()
        found = await refusal(of(origin, seconds=0.3), origin)

    assert type(found) is outside.TooSlow
    assert loop.time() - began < 2


async def test_redirects_share_the_time() -> None:
    async with raw(b"", b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", pause=0.15) as origin:
        found = await refusal(of(origin, seconds=0.3), origin)

    assert type(found) is outside.TooSlow


async def test_nobody_at_home_is_said() -> None:
    async with raw(b"") as origin:
        pass

    assert type(await refusal(of(origin), origin)) is outside.NotReachable


async def test_a_server_must_prove_who_it_is(tmp_path: Path) -> None:
    serving, trusting = certified(tmp_path)
    async with served(serving) as web:
        address = web.gives("/feed", RSS)
        found = await fetched(of(web.origin, tls=trusting), address)
        unknown = await refusal(of(web.origin), address)
        down = await refusal(
            of(web.origin, tls=trusting), web.gives("/down", status=301, Location="http://example.org/")
        )
        asked = len(web.asked)
    async with raw(b"plain") as origin:
        safe = origin.replace("http", "https")
        plain = await refusal(of(safe, seconds=0.3), safe)

    assert isinstance(found, Source)
    assert type(unknown) is outside.NotTrusted
    assert type(down) is outside.ForbiddenAddress
    assert asked == 2
    assert type(plain) in {outside.NotTrusted, outside.NotReachable, outside.TooSlow}


async def test_many_at_once_wait_for_each_other_and_are_all_read() -> None:
    async with served() as web:
        address = web.gives("/feed", RSS)
        fetcher = reading(web)
        found = await asyncio.gather(
            *(fetcher.fetch(address, known=NOTHING_KNOWN, now=NOW, zone="UTC") for _ in range(12))
        )

    assert all(isinstance(each, Source) and len(each.entries) == 3 for each in found)
