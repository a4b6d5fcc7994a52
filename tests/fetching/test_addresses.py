import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from community.outside import NOTHING_KNOWN, ForbiddenAddress, NotFetched
from fetching.addresses import Rules, is_public, normal
from fetching.fetcher import Fetcher
from tests.fetching.served import NOW, Names, served

LINES = (Path(__file__).parents[1] / "data" / "forbidden_addresses.txt").read_text().splitlines()
FORBIDDEN = [
    line.encode("latin-1", "backslashreplace").decode("unicode_escape")
    for line in LINES
    if line and not line.startswith("#")
]
CLOSED_IPS = """
127.0.0.1 127.255.255.255 0.0.0.0 10.0.0.1 100.64.0.1 100.100.100.200 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8
::127.0.0.1 ::ffff:0:8.8.8.8 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:db8::1
2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 nonsense 1.2.3
"""


class Connections:
    """Every address that anything in this process tries to connect to, as Python itself tells."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[Any] = []

    def note(self, event: str, given: tuple[Any, ...]) -> None:
        if self.is_on and event == "socket.connect":
            self.seen.append(given[1])


_connections = Connections()
sys.addaudithook(_connections.note)


@pytest.fixture
def connections() -> Iterator[list[Any]]:
    _connections.seen = []
    _connections.is_on = True
    yield _connections.seen
    _connections.is_on = False


async def refused(fetcher: Fetcher, address: str) -> NotFetched:
    with pytest.raises(NotFetched) as found:
        await fetcher.fetch(address, known=NOTHING_KNOWN, now=NOW, zone="UTC")
    return found.value


def test_there_are_enough_of_them_and_each_is_there_once() -> None:
    assert len(FORBIDDEN) >= 150
    assert len(set(FORBIDDEN)) == len(FORBIDDEN)


async def test_a_forbidden_address_opens_no_connection(connections: list[Any]) -> None:
    names = Names(then="127.0.0.1")
    fetcher = Fetcher(names=names)

    passed = [address for address in FORBIDDEN if not isinstance(await refused(fetcher, address), ForbiddenAddress)]

    assert passed == []
    assert connections == []
    assert names.looked_up == 0


def test_with_http_allowed_only_what_was_forbidden_for_http_alone_is_read() -> None:
    rules = Rules(is_http_fine=True)
    read = []
    for address in FORBIDDEN:
        try:
            read.append(normal(address, rules))
        except ForbiddenAddress:
            continue

    assert read == ["http://example.org/feed", "http://example.org/"]


async def test_a_redirect_to_a_forbidden_address_is_not_followed(connections: list[Any]) -> None:
    written = [address for address in FORBIDDEN if address.isascii() and address.isprintable() and "://" in address]
    async with served() as web:
        for number, address in enumerate(written):
            web.gives(f"/{number}", status=302, Location=address)
        fetcher = Fetcher(Rules(allowed_origin=web.origin))

        answers = [await refused(fetcher, f"{web.origin}/{number}") for number in range(len(written))]
        own_port = int(web.origin.rpartition(":")[2])

    assert [type(answer) for answer in answers] == [ForbiddenAddress] * len(written)
    assert {address[:2] for address in connections} == {("127.0.0.1", own_port)}


@pytest.mark.parametrize("ip", CLOSED_IPS.split())
async def test_a_name_that_leads_to_a_closed_address_is_not_connected_to(ip: str, connections: list[Any]) -> None:
    assert not is_public(ip)
    if ip.count(".") == 3 or ":" in ip:
        for ips in (ip, f"93.184.215.14 {ip}"):
            answer = await refused(Fetcher(names=Names(then=ips.replace("%eth0", ""))), "https://feeds.example.org/rss")

            assert isinstance(answer, ForbiddenAddress)
    assert connections == []


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])
def test_addresses_of_the_public_web_are_open(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("  https://example.org/feed  ", "https://example.org/feed"),
        ("HTTPS://example.org.:443/a?b=c#d", "https://example.org/a?b=c"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("example.org/feed.xml", "https://example.org/feed.xml"),
        ("webcal://example.org/less.ics", "https://example.org/less.ics"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("https://bücher.example/ä?ö=ü", "https://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("https://ＥＸＡＭＰＬＥ.org/", "https://example.org/"),  # wide letters, as some keyboards write them
        ("https://93.184.215.14/feed", "https://93.184.215.14/feed"),
        ("https://[2606:4700:4700:0:0:0:0:1111]/", "https://[2606:4700:4700::1111]/"),
        ("https://my_feeds.example.org/%41%2f", "https://my_feeds.example.org/%41%2f"),
    ],
)
def test_an_address_has_one_spelling(written: str, expected: str) -> None:
    assert normal(written) == expected
    assert normal(expected) == expected


def test_one_origin_on_this_machine_can_be_allowed_and_nothing_beside_it() -> None:
    rules = Rules(allowed_origin="http://127.0.0.1:8090")

    assert normal("http://127.0.0.1:8090/feed", rules) == "http://127.0.0.1:8090/feed"
    for other in ("http://127.0.0.1:80901/", "http://127.0.0.1:8091/", "http://127.0.0.1/", "https://127.0.0.1:8090/"):
        with pytest.raises(ForbiddenAddress):
            normal(other, rules)
    with pytest.raises(ForbiddenAddress):
        normal("http://127.0.0.1:8090@example.org/", rules)


def test_the_sentence_says_what_works_and_http_gets_its_own() -> None:
    with pytest.raises(ForbiddenAddress) as inner:
        normal("https://localhost/feed")
    with pytest.raises(ForbiddenAddress) as long:
        normal(f"https://localhost/{'x' * 3_000}")
    with pytest.raises(ForbiddenAddress) as unsafe:
        normal("http://example.org/feed")

    assert str(inner.value) == (
        "I read only what is on the public web under https://, and “https://localhost/feed” doesn't lead there. "
        "An address without a password and without a port of its own works."
    )
    assert len(str(long.value)) < 300
    assert str(unsafe.value) == (
        "“http://example.org/feed” starts with http://, so anybody on the way can change it. "
        "Is there one with https:// too?"
    )
